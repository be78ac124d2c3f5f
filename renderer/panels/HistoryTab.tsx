import { redo, undo, useCommitted } from '../session.ts';
import { useView } from '../view-state.ts';

const times = (count: number, step: () => void) => {
  for (let i = 0; i < count; i++) step();
};

/** Every step that can be undone or done again, newest first; pressing one goes to the state after it. */
export function HistoryTab() {
  const done = useCommitted((state) => state.undo);
  const undone = useCommitted((state) => state.redo);
  const readOnly = useView((state) => state.readOnly);
  if (done.length === 0 && undone.length === 0) return <p className="empty-line">Nothing has been changed since this design was opened.</p>;
  return (
    <ol className="history" data-testid="history" aria-label="Steps, newest first">
      {undone.map((entry, i) => (
        <li key={`redo ${undone.length - i}`}>
          <button type="button" className="history-row undone" disabled={readOnly} onClick={() => times(undone.length - i, redo)}>
            <span className="step">{done.length + undone.length - i}</span>
            <span className="clip">{entry.label}</span>
            <span className="muted">undone</span>
          </button>
        </li>
      ))}
      {[...done].reverse().map((entry, i) => (
        <li key={`undo ${done.length - i}`}>
          <button type="button" className="history-row" disabled={readOnly} aria-current={i === 0 ? 'step' : undefined} onClick={() => times(i, undo)}>
            <span className="step">{done.length - i}</span>
            <span className="clip">{entry.label}</span>
            <span className="muted">
              {entry.patch.length} {entry.patch.length === 1 ? 'record' : 'records'}
            </span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="history-row" disabled={readOnly} aria-current={done.length === 0 ? 'step' : undefined} onClick={() => times(done.length, undo)}>
          <span className="step">0</span>
          <span className="clip">As opened</span>
          <span />
        </button>
      </li>
    </ol>
  );
}
