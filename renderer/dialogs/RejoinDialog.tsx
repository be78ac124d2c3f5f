import { useCallback, useMemo, useState } from 'react';
import { rejoinChoices } from '../../shared/commands/port-choices.ts';
import { rejoin } from '../../shared/commands/rejoin.ts';
import type { Document } from '../../shared/document/document.ts';
import { session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { viewState } from '../view-state.ts';
import { PortList, portsFound, rest_ms } from './PortList.tsx';
import { usePreview } from './use-preview.ts';

type EndName = 'from' | 'to';

/** Connects an end of the selected run to another port. */
export function RejoinDialog({ onClose }: { onClose: () => void }) {
  // As it was when the dialog opened: where the preview puts the end is no place to measure from.
  const [document] = useState(() => session.getState().document);
  const [run] = useState(() => document.tables.connection.get(viewState.getState().selection[0] ?? ''));
  const [end, setEnd] = useState<EndName>('to');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const ports = useMemo(() => (run ? rejoinChoices(document, run, end) : []), [document, run, end]);
  const { found, target } = portsFound(document, ports, search, chosen);
  const at = target?.end;
  const command = useCallback((start: Document) => (run && at ? rejoin(start, { run: run.id, end, at }) : undefined), [run, end, at]);
  const { refusal, keep } = usePreview(command, rest_ms);
  const take = () => {
    if (keep()) onClose();
  };
  const tagOf = (name: EndName) => document.tables.equipment.get(run?.[name].equipment ?? '')?.tag ?? '?';
  return (
    <Dialog
      title={`Connect ${run?.tag ?? 'the run'} elsewhere`}
      description="Free ports that take this end of the run, nearest to where it is first. Enter connects it as the scene shows."
      beside
      onClose={onClose}
      testId="dialog-rejoin"
      foot={
        <>
          <span className="message" role="alert" data-selectable>
            {refusal}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button primary disabled={refusal !== null || !at} data-testid="rejoin-commit" onClick={take}>
            Connect
          </Button>
        </>
      }
    >
      <PortList
        document={document}
        found={found}
        target={target}
        search={search}
        onSearch={setSearch}
        onChoose={setChosen}
        take={take}
        testId="rejoin-search"
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
            onChange={(value) => setEnd(value as EndName)}
          />
        </div>
      </PortList>
    </Dialog>
  );
}
