import { useMemo } from 'react';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, Empty } from './chart-parts.tsx';
import { grouped, RankedBars, type RankedRow, rowName } from './RankedBars.tsx';

const most = 40;

/** The most loaded elements of the power system, one bar each, against their continuous rating. */
export function LoadingBars() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const rows = useMemo((): RankedRow[] => {
    if (!analysis) return [];
    const loaded = [...document.tables.equipment.values(), ...document.tables.connection.values()]
      .flatMap((record) => {
        const loading = quantityOf(analysis.results, record.id, 'loading');
        return loading === undefined ? [] : [{ record, loading }];
      })
      .sort((a, b) => b.loading - a.loading);
    return grouped(loaded, ({ loading }) => loading.toFixed(3))
      .slice(0, most)
      .map(({ entry: { record, loading }, ids }) => {
        const power = quantityOf(analysis.results, record.id, 'powerFlow') ?? quantityOf(analysis.results, record.id, 'apparentPower');
        return {
          record,
          ids,
          use: loading,
          figure: `${formatFixed(100 * loading, 1)} %`,
          aside: power === undefined ? '' : describeQuantity(power, 'power', { system }),
        };
      });
  }, [document, analysis, system]);
  if (rows.length === 0) return <Empty>Nothing carries load yet.</Empty>;
  return (
    <ChartFrame
      label="Most loaded elements of the power system"
      columns={['Element', 'Loading']}
      rows={rows.map((row) => [rowName(row), row.figure])}
      stale={stale}
      note={null}
    >
      <RankedBars rows={rows} title="loading = current over continuous rating" testId="loading-bars" />
    </ChartFrame>
  );
}
