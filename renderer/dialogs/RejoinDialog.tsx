import { useCallback, useMemo, useState } from 'react';
import { portPlace } from '../../shared/catalogue/route.ts';
import { fittingPorts } from '../../shared/commands/compatible.ts';
import { rejoin } from '../../shared/commands/rejoin.ts';
import type { Document } from '../../shared/document/document.ts';
import type { Connection, ConnectionEnd } from '../../shared/document/records.ts';
import { distance } from '../../shared/geometry/pose.ts';
import { session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { viewState } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

type EndName = 'from' | 'to';

const mostShown = 50;

/** Free ports that would take an end of a run, the nearest to where it is first. */
function portsFor(document: Document, run: Connection, end: EndName): readonly { readonly end: ConnectionEnd; readonly title: string }[] {
  const at_m = portPlace(document, run[end])?.at_m;
  const stays = end === 'from' ? run.to : run.from;
  return fittingPorts(document, stays, document.tables.equipment.values(), run.id)
    .filter((port) => port.equipment !== run[end].equipment || port.port !== run[end].port)
    .flatMap((port) => {
      const place = portPlace(document, port);
      return place ? [{ end: port, title: `${place.equipment.tag} · ${port.port}`, far_m: at_m ? distance(at_m, place.at_m) : 0 }] : [];
    })
    .sort((a, b) => a.far_m - b.far_m || (a.title < b.title ? -1 : 1));
}

/** Connects an end of the selected run to another port. */
export function RejoinDialog({ onClose }: { onClose: () => void }) {
  const run = useMemo(() => {
    const { document } = session.getState();
    return document.tables.connection.get(viewState.getState().selection[0] ?? '');
  }, []);
  const [end, setEnd] = useState<EndName>('to');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ConnectionEnd | undefined>();
  const ports = useMemo(() => (run ? portsFor(session.getState().document, run, end) : []), [run, end]);
  const found = ports.filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  const command = useCallback(
    (start: Document) => (run && chosen ? rejoin(start, { run: run.id, end, at: chosen }) : undefined),
    [run, end, chosen],
  );
  const { refusal, keep } = usePreview(command);
  const tagOf = (name: EndName) => session.getState().document.tables.equipment.get(run?.[name].equipment ?? '')?.tag ?? '?';
  return (
    <Dialog
      title={`Connect ${run?.tag ?? 'the run'} elsewhere`}
      beside
      onClose={onClose}
      testId="dialog-rejoin"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || chosen === undefined}
            data-testid="rejoin-commit"
            onClick={() => {
              keep();
              onClose();
            }}
          >
            Connect
          </Button>
        </>
      }
    >
      <div className="form">
        <span className="label">End</span>
        <SelectField
          label="End"
          large
          value={end}
          testId="rejoin-end"
          choices={[
            { value: 'from', title: `From ${tagOf('from')}` },
            { value: 'to', title: `To ${tagOf('to')}` },
          ]}
          onChange={(value) => {
            setEnd(value as EndName);
            setChosen(undefined);
          }}
        />
      </div>
      <div className="port-search">
        <SearchField
          label="Search ports"
          placeholder={ports.length === 1 ? 'One port fits' : `Search ${ports.length} ports that fit`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {found.length > 0 ? (
        <div className="rejoin-list" role="listbox" aria-label="Ports that fit, the nearest first">
          {found.slice(0, mostShown).map((port) => (
            <button
              key={port.title}
              type="button"
              role="option"
              aria-selected={chosen === port.end}
              className="menu-item"
              onClick={() => setChosen(port.end)}
            >
              {port.title}
            </button>
          ))}
        </div>
      ) : null}
      {found.length === 0 ? <p className="empty-line">No free port that fits is called so.</p> : null}
      {found.length > mostShown ? <p className="empty-line">{found.length - mostShown} more are farther away.</p> : null}
      <p className="message" role="alert" data-selectable>
        {refusal}
      </p>
    </Dialog>
  );
}
