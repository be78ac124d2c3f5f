import { useMemo } from 'react';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { itemOf } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { useView, viewState } from '../../view-state.ts';
import { placeOf } from '../findings-model.ts';
import { ChartFrame, Empty } from './chart-parts.tsx';

const most = 40;

/** Elements of one item whose loading agrees to a thousandth are one row. */
interface LoadingRow {
  readonly record: Equipment | Connection;
  readonly loading: number;
  readonly ids: RecordId[];
}

/** The most loaded elements of the power system, one bar each, against their continuous rating. */
export function LoadingBars() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const selection = useView((state) => state.selection);
  const system = useView((state) => state.unitSystem);
  const rows = useMemo(() => {
    if (!analysis) return [];
    const rowsOf = new Map<string, LoadingRow>();
    for (const record of [...document.tables.equipment.values(), ...document.tables.connection.values()]) {
      const loading = quantityOf(analysis.results, record.id, 'loading');
      if (loading === undefined) continue;
      const key = `${record.item} ${loading.toFixed(3)}`;
      const row = rowsOf.get(key);
      if (!row) rowsOf.set(key, { record, loading, ids: [record.id] });
      else {
        row.ids.push(record.id);
        if (loading > row.loading) Object.assign(row, { record, loading });
      }
    }
    return [...rowsOf.values()].sort((a, b) => b.loading - a.loading).slice(0, most);
  }, [document, analysis]);
  if (rows.length === 0) return <Empty>Nothing carries load yet.</Empty>;
  const top = Math.max(1.1, rows[0]?.loading ?? 1);
  const percent = (loading: number) => `${formatFixed(100 * loading, 1)} %`;
  return (
    <ChartFrame
      label="Most loaded elements of the power system"
      columns={['Element', 'Loading']}
      rows={rows.map(({ record, loading, ids }) => [
        ids.length > 1 ? `${record.tag} and ${ids.length - 1} like it` : record.tag,
        percent(loading),
      ])}
      stale={stale}
      note={null}
    >
      <div className="bars" data-testid="loading-bars">
        {rows.map(({ record, loading, ids }) => {
          const power = analysis
            ? (quantityOf(analysis.results, record.id, 'powerFlow') ?? quantityOf(analysis.results, record.id, 'apparentPower'))
            : undefined;
          const state = loading > 1 ? 'error' : loading > 0.9 ? 'warn' : 'ok';
          return (
            <button
              type="button"
              key={record.id}
              className="bar-row"
              aria-pressed={ids.some((id) => selection.includes(id))}
              title={`${itemOf(document, record).title}, ${placeOf(document, record.id)}: loading = current over continuous rating. Press to see it in the inspector.`}
              onClick={() => viewState.getState().select(ids)}
            >
              <span className="clip figure-strong">
                {record.tag}
                {ids.length > 1 ? <span className="muted"> +{ids.length - 1}</span> : null}
              </span>
              <span className="clip muted">{itemOf(document, record).title}</span>
              <span className="bar">
                <span style={{ width: `${(100 * loading) / top}%` }} className={state} />
                <span className="tick" style={{ left: `${100 / top}%` }} />
              </span>
              <span className={`figure ${state === 'ok' ? '' : `icon-${state === 'warn' ? 'warning' : 'error'}`}`}>{percent(loading)}</span>
              <span className="figure muted">{power === undefined ? '' : describeQuantity(power, 'power', { system })}</span>
            </button>
          );
        })}
      </div>
    </ChartFrame>
  );
}
