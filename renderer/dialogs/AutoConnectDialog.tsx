import { CircleCheck, CircleDashed, CirclePlus, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { AutoLine } from '../../shared/commands/auto/draft.ts';
import { type AutoConnected, autoConnect } from '../../shared/commands/auto-connect.ts';
import { describeRecords } from '../../shared/commands/subjects.ts';
import type { Document } from '../../shared/document/document.ts';
import { isRefusal } from '../../shared/problem.ts';
import { inUnits } from '../../shared/units/reword.ts';
import { selectedEquipment } from '../actions/conditions.ts';
import { newId, session } from '../session.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { byTag } from '../ui/natural-order.ts';
import { useView } from '../view-state.ts';
import { usePreview } from './use-preview.ts';

const outcomes: readonly { readonly outcome: AutoLine['outcome']; readonly title: string; readonly icon: ReactNode }[] = [
  { outcome: 'left', title: 'Left open', icon: <CircleDashed size={13} aria-hidden /> },
  { outcome: 'added', title: 'Placed', icon: <CirclePlus size={13} aria-hidden /> },
  { outcome: 'set', title: 'Set points', icon: <SlidersHorizontal size={13} aria-hidden /> },
  { outcome: 'connected', title: 'Runs', icon: <CircleCheck size={13} aria-hidden /> },
];

/** Why there is nothing to draw. */
const idleReason = (left: number, asked: boolean): string =>
  !asked
    ? 'Choose liquid, power or both'
    : left > 0
      ? 'What is left open is listed with its reason'
      : 'Everything here is connected already';

/** What auto-connection would do with the selection, or with everything: read, then commit as one step. */
export function AutoConnectDialog({ onClose }: { onClose: () => void }) {
  const system = useView((state) => state.unitSystem);
  const [liquid, setLiquid] = useState(true);
  const [power, setPower] = useState(true);
  /** Undefined until the first answer. */
  const [answered, setLines] = useState<readonly AutoLine[] | undefined>();
  const lines = answered ?? [];
  const records = useMemo(() => {
    const { document } = session.getState();
    const selected = selectedEquipment();
    return selected.length > 0 ? selected : [...document.tables.equipment.keys()];
  }, []);
  const subject = useMemo(() => describeRecords(session.getState().document, records), [records]);
  const command = useCallback(
    (start: Document): AutoConnected | { refused: string } => {
      const answer = autoConnect(start, { records, liquid, power, newId });
      setLines(isRefusal(answer) ? [] : answer.lines);
      return isRefusal(answer) ? answer : { ...answer, selection: records };
    },
    [records, liquid, power],
  );
  const { refusal, keep } = usePreview(command);
  const runs = lines.filter(({ outcome }) => outcome === 'connected').length;
  const drawn = lines.filter(({ outcome }) => outcome !== 'left').length;
  const left = lines.filter(({ outcome }) => outcome === 'left').length;
  return (
    <Dialog
      title="Auto-connect"
      description={`${subject.charAt(0).toUpperCase()}${subject.slice(1)}: racks to the nearest CDUs with heat and flow left, A and B feeds to different trains, drives to their panels. The scene shows what would be drawn.`}
      beside
      onClose={onClose}
      testId="dialog-auto-connect"
      foot={
        <>
          <span className="message" role="alert">
            {refusal ?? (drawn > 0 || answered === undefined ? null : idleReason(left, liquid || power))}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            primary
            disabled={refusal !== null || drawn === 0}
            data-testid="auto-connect-commit"
            onClick={() => {
              keep();
              onClose();
            }}
          >
            {runs > 0 ? `Draw ${runs} ${runs === 1 ? 'run' : 'runs'}` : drawn > 0 ? 'Apply' : 'Nothing to draw'}
          </Button>
        </>
      }
    >
      <div className="check-line">
        <label>
          <input type="checkbox" checked={liquid} onChange={(event) => setLiquid(event.target.checked)} data-testid="auto-liquid" /> Liquid
        </label>
        <label>
          <input type="checkbox" checked={power} onChange={(event) => setPower(event.target.checked)} data-testid="auto-power" /> Power
        </label>
        <span className="muted" data-testid="auto-left">
          {answered === undefined ? '' : left === 0 ? 'nothing left open' : `${left} left open`}
        </span>
      </div>
      <div className="auto-lines" data-selectable>
        {outcomes.map(({ outcome, title, icon }) => {
          const mine = byTag(
            lines.filter((line) => line.outcome === outcome),
            ({ record, tag }) => ({ id: record, tag }),
          );
          return mine.length === 0 ? null : (
            <section key={outcome} aria-label={title} className={`auto-group ${outcome}`}>
              <h3>
                {icon} {title} <span className="muted">{mine.length}</span>
              </h3>
              <ul>
                {mine.map((line) => (
                  <li key={`${line.record} ${line.text}`}>
                    <span className="strong">{line.tag}</span> <span>{inUnits(line.text, system)}</span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
