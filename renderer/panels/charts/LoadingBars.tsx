import { useMemo, useState } from 'react';
import { quantities } from '../../../shared/analysis/quantities.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useTrainLoss } from '../../diagram/train-loss.ts';
import { useDocument } from '../../session.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from './chart-parts.tsx';
import { grouped, RankedBars, type RankedRow, rowName } from './RankedBars.tsx';

const most = 40;

const percent = (part: number) => `${formatFixed(100 * part, 1)} %`;

/** The most loaded elements of the power system, one bar each, against their continuous rating. */
export function LoadingBars() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const lost = useTrainLoss(true);
  const [picked, setPicked] = useState<Picked | null>(null);
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
        const current = quantityOf(analysis.results, record.id, 'current');
        const figure = percent(loading);
        const aside = power === undefined ? '' : describeQuantity(power, 'power', { system });
        const worst = Math.max(...ids.map((id) => lost?.get(id) ?? 0));
        return {
          record,
          ids,
          use: loading,
          figure,
          aside,
          ...(worst > 0 ? { lost: worst } : {}),
          note: {
            formula: quantities.loading.formula,
            inputs: [
              ...(current === undefined ? [] : ([['current I', describeQuantity(current, 'current', { system })]] as const)),
              ...(aside === '' ? [] : ([['power through', aside]] as const)),
              ...(worst > 0 ? ([['with the other train lost', percent(worst)]] as const) : []),
            ],
            source: `${quantities.loading.source}. Of several limits, as of a busway’s bar and its tap-offs, the tightest counts.`,
          },
        };
      });
  }, [document, analysis, system, lost]);
  if (rows.length === 0) return <Empty>Nothing carries load yet.</Empty>;
  return (
    <ChartFrame
      label="Most loaded elements of the power system"
      columns={['Element', 'Loading']}
      rows={rows.map((row) => [rowName(row), row.figure])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a row to see how its figure was made. ◇ with the other train lost." />}
    >
      <RankedBars
        rows={rows}
        heads={{ use: 'Of the continuous limit', figure: 'Loading', aside: 'Power' }}
        testId="loading-bars"
        onPick={setPicked}
      />
    </ChartFrame>
  );
}
