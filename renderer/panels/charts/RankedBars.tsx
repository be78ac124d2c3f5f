import { itemOf } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { useDocument } from '../../session.ts';
import { useView, viewState } from '../../view-state.ts';
import { placeOf } from '../findings-model.ts';

/** Records of one item with the same figure are one row. */
export interface RankedRow {
  readonly record: Equipment | Connection;
  readonly ids: readonly RecordId[];
  /** Use of what it may carry; 1 is the tick on the bar. */
  readonly use: number;
  readonly figure: string;
  readonly aside: string;
}

/** One bar each, longest use to the tick or past it; a press selects what the row stands for. */
export function RankedBars({ rows, title, testId }: { rows: readonly RankedRow[]; title: string; testId: string }) {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const top = Math.max(1.1, ...rows.map(({ use }) => use));
  return (
    <div className="bars" data-testid={testId}>
      {rows.map(({ record, ids, use, figure, aside }) => {
        const state = use > 1 ? 'error' : use > 0.9 ? 'warn' : 'ok';
        return (
          <button
            type="button"
            key={record.id}
            className="bar-row"
            aria-pressed={ids.some((id) => selection.includes(id))}
            title={`${itemOf(document, record).title}, ${placeOf(document, record.id)}: ${title}. Press to see it in the inspector.`}
            onClick={() => viewState.getState().select([...ids])}
          >
            <span className="clip figure-strong">
              {record.tag}
              {ids.length > 1 ? <span className="muted"> +{ids.length - 1}</span> : null}
            </span>
            <span className="clip muted">{itemOf(document, record).title}</span>
            <span className="bar">
              <span style={{ width: `${(100 * Math.max(0, use)) / top}%` }} className={state} />
              <span className="tick" style={{ left: `${100 / top}%` }} />
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
