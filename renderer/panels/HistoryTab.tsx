import type { HistoryEntry } from '../../shared/document/session.ts';
import { redo, undo, useCommitted } from '../session.ts';
import { useView } from '../view-state.ts';
import './history.css';

interface Step {
  /** Counted from the state as opened, which is 0. */
  readonly number: number;
  readonly label: string;
  readonly records: number;
}

const stepOf = (entry: HistoryEntry, number: number): Step => ({ number, label: entry.label, records: entry.patch.length });

function travel(from: number, to: number): void {
  for (let at = from; at < to; at++) redo();
  for (let at = from; at > to; at--) undo();
}

/** Every step that can be undone or done again, newest first; pressing one goes to the state after it. */
export function HistoryTab() {
  const done = useCommitted((state) => state.undo);
  const undone = useCommitted((state) => state.redo);
  const readOnly = useView((state) => state.readOnly);
  const now = done.length;
  if (now === 0 && undone.length === 0) return <p className="empty-line">Nothing has been changed since this design was opened.</p>;
  const steps: readonly Step[] = [
    ...undone.map((entry, i) => stepOf(entry, now + undone.length - i)),
    ...done.map((entry, i) => stepOf(entry, i + 1)).reverse(),
    { number: 0, label: 'As opened', records: 0 },
  ];
  return (
    <ol className="history" data-testid="history" aria-label="Steps, newest first">
      {steps.map(({ number, label, records }) => (
        <li key={number}>
          <button
            type="button"
            className={`history-row ${number > now ? 'undone' : ''}`}
            disabled={readOnly}
            aria-current={number === now ? 'step' : undefined}
            onClick={() => travel(now, number)}
          >
            <span className="step">{number}</span>
            <span className="clip">{label}</span>
            <span className="muted">
              {number > now ? 'undone' : records === 0 ? '' : `${records} ${records === 1 ? 'record' : 'records'}`}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
