import { useCallback, useMemo, useState } from 'react';
import { portPlace } from '../../shared/catalogue/route.ts';
import { connect } from '../../shared/commands/connect.ts';
import { freePorts, portChoices, refusedPorts } from '../../shared/commands/port-choices.ts';
import { routeBetween } from '../../shared/commands/route-between.ts';
import type { Document } from '../../shared/document/document.ts';
import type { ConnectionEnd } from '../../shared/document/records.ts';
import { isRefusal } from '../../shared/problem.ts';
import { matching, wordsOf } from '../search-words.ts';
import { newId, session } from '../session.ts';
import { runItems } from '../tools/connect.ts';
import { lead_m, rise_m } from '../tools/run-sketch.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { useView, viewState } from '../view-state.ts';
import { PortList, portsFound, rest_ms } from './PortList.tsx';
import { usePreview } from './use-preview.ts';

const mostRefused = 20;

/** The run that the connect tool would draw between two ports. */
function drawn(document: Document, from: ConnectionEnd, to: ConnectionEnd) {
  const [a, b] = [portPlace(document, from), portPlace(document, to)];
  const waypoints_m = a && b ? routeBetween(a, b, lead_m, rise_m) : [];
  const answer = connect(document, { from, to, catalogue: runItems(document), waypoints_m, newId });
  // The next port of the same piece is often meant next.
  return isRefusal(answer) ? answer : { ...answer, selection: [from.equipment] };
}

/** A run from a port to one chosen from a list: no pointer needed. The scene shows the run that is chosen now. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const from = useView((state) => state.connectingFrom);
  // As it was when the dialog opened: previews of the run must not take its port off the list.
  const [document] = useState(() => session.getState().document);
  const [port, setPort] = useState(from?.port ?? '');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const equipment = document.tables.equipment.get(from?.equipment ?? '');
  const ports = useMemo(() => freePorts(document, equipment?.id ?? ''), [document, equipment]);
  const own = useMemo((): ConnectionEnd | undefined => equipment && { equipment: equipment.id, port }, [equipment, port]);
  const fitting = useMemo(() => (own ? portChoices(document, own) : []), [document, own]);
  const { found, target } = portsFound(document, fitting, search, chosen);
  const refused = useMemo(
    () => (own ? refusedPorts(document, own, { matches: matching(search), most: wordsOf(search).length > 0 ? mostRefused : 6 }) : []),
    [document, own, search],
  );
  const to = target?.end;
  const command = useCallback((start: Document) => (own && to ? drawn(start, own, to) : undefined), [own, to]);
  const { refusal, keep } = usePreview(command, rest_ms);
  const take = () => {
    if (keep()) onClose();
  };
  if (!equipment || !own) return null;
  return (
    <Dialog
      title={`Connect ${equipment.tag}`}
      description="Free ports of other pieces that take a run from here, nearest first. Enter draws the run that the scene shows."
      beside
      onClose={onClose}
      testId="dialog-connect"
      foot={
        <>
          <span className="message" role="alert" data-testid="connect-message">
            {refusal}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={refusal !== null || !to} onClick={take} data-testid="connect-take">
            Connect
          </Button>
        </>
      }
    >
      <PortList
        document={document}
        found={found}
        refused={refused}
        target={target}
        search={search}
        onSearch={setSearch}
        onChoose={setChosen}
        take={take}
        testId="connect-search"
      >
        <div className="form">
          <span className="label">From port</span>
          <SelectField
            label="From port"
            large
            testId="connect-port"
            value={port}
            choices={ports.map((name) => ({ value: name, title: name }))}
            onChange={setPort}
          />
        </div>
      </PortList>
    </Dialog>
  );
}

/** Opens the list for a port of a piece, or for the first that is free. @returns false when all have their runs */
export function connectFrom(equipment: string, port = freePorts(session.getState().document, equipment)[0]): boolean {
  if (port === undefined) return false;
  viewState.setState({ connectingFrom: { equipment, port } });
  viewState.getState().openDialog('connect');
  return true;
}
