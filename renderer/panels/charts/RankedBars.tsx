import { loadState } from '../../../shared/diagram/figures.ts';
import { itemOf } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { formatFixed } from '../../../shared/units/format.ts';
import { useDocument } from '../../session.ts';
import { useView, viewState } from '../../view-state.ts';
import { placeOf } from '../findings-model.ts';
import type { Picked } from './chart-parts.tsx';

/** Records of one item with the same figure are one row. */
export interface RankedRow {
  readonly record: Equipment | Connection;
  readonly ids: readonly RecordId[];
  /** Use of what it may carry; 1 is the tick on the bar. */
  readonly use: number;
  /** The same with another train lost. */
  readonly lost?: number;
  readonly figure: string;
  readonly aside: string;
  /** How the figure was made. */
  readonly note: Pick<Picked, 'formula' | 'inputs' | 'source'>;
}

/** What stands over the columns of a row. */
export interface BarHeads {
  readonly use: string;
  readonly figure: string;
  readonly aside: string;
}

/** One bar each, longest use to the tick or past it; a press selects what the row stands for and says how its figure was made. */
export function RankedBars({
  rows,
  heads,
  testId,
  onPick,
}: {
  rows: readonly RankedRow[];
  heads: BarHeads;
  testId: string;
  onPick: (picked: Picked) => void;
}) {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const top = Math.max(1.1, ...rows.map(({ use, lost = 0 }) => Math.max(use, lost)));
  return (
    <div className="bars" data-testid={testId}>
      <div className="bar-row bar-head muted">
        <span className="clip">Record</span>
        <span className="clip bar-item">Item</span>
        <span className="clip" title={heads.use}>
          {heads.use}
        </span>
        <span className="figure clip">{heads.figure}</span>
        <span className="figure clip">{heads.aside}</span>
      </div>
      {rows.map((row) => {
        const { record, ids, use, lost, figure, aside, note } = row;
        const state = loadState(use);
        return (
          <button
            type="button"
            key={record.id}
            className="bar-row"
            aria-pressed={ids.some((id) => selection.includes(id))}
            title={`${itemOf(document, record).title}, ${placeOf(document, record.id)}`}
            onClick={() => {
              viewState.getState().select([...ids]);
              onPick({ title: rowName(row), value: figure, ...note });
            }}
          >
            <span className="clip figure-strong">
              {record.tag}
              {ids.length > 1 ? <span className="muted"> +{ids.length - 1}</span> : null}
            </span>
            <span className="clip muted bar-item">{itemOf(document, record).title}</span>
            <span className="bar">
              <span style={{ width: `${(100 * Math.max(0, use)) / top}%` }} className={state} />
              <span className="tick" style={{ left: `${100 / top}%` }} />
              {lost === undefined ? null : (
                <span
                  className={`diamond ${loadState(lost)}`}
                  style={{ left: `${(100 * lost) / top}%` }}
                  title={`${formatFixed(100 * lost, 1)} % with the other train lost`}
                />
              )}
            </span>
            <span className={`figure ${state === 'ok' ? '' : `icon-${state === 'warn' ? 'warning' : 'error'}`}`}>{figure}</span>
            <span className="figure clip muted">{aside}</span>
          </button>
        );
      })}
    </div>
  );
}

/** As people name a row in a table. */
export const rowName = ({ record, ids }: RankedRow): string =>
  ids.length > 1 ? `${record.tag} and ${ids.length - 1} like it` : record.tag;

/** Records of the power system by item and figure: the worst of each group stands for it. */
export function grouped<T extends { readonly record: Equipment | Connection }>(
  entries: readonly T[],
  sameFigure: (entry: T) => string,
): { readonly entry: T; readonly ids: RecordId[] }[] {
  const groups = new Map<string, { readonly entry: T; readonly ids: RecordId[] }>();
  for (const entry of entries) {
    const key = `${entry.record.item} ${sameFigure(entry)}`;
    const group = groups.get(key);
    if (group) group.ids.push(entry.record.id);
    else groups.set(key, { entry, ids: [entry.record.id] });
  }
  return [...groups.values()];
}
