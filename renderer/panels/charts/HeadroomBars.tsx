import { useMemo, useState } from 'react';
import { quantities } from '../../../shared/analysis/quantities.ts';
import { quantityOf, textOf } from '../../../shared/analysis/result.ts';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from './chart-parts.tsx';
import { grouped, RankedBars, type RankedRow, rowName } from './RankedBars.tsx';

const most = 40;

/** Places with the least power to add before a limit anywhere upstream, and what binds there. */
export function HeadroomBars() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  const rows = useMemo((): RankedRow[] => {
    if (!analysis) return [];
    const { results } = analysis;
    const { equipment, connection } = document.tables;
    const places = [...equipment.values()]
      .flatMap((record) => {
        const headroom_W = quantityOf(results, record.id, 'powerHeadroom');
        const drawn_W = quantityOf(results, record.id, 'powerFlow') ?? quantityOf(results, record.id, 'power');
        return headroom_W === undefined || drawn_W === undefined ? [] : [{ record, headroom_W, drawn_W }];
      })
      .sort((a, b) => a.headroom_W - b.headroom_W);
    return grouped(places, ({ headroom_W }) => headroom_W.toPrecision(3))
      .slice(0, most)
      .map(({ entry: { record, headroom_W, drawn_W }, ids }) => {
        const bindingId = textOf(results, record.id, 'bindingLimit');
        const binding = bindingId === undefined ? undefined : (equipment.get(bindingId) ?? connection.get(bindingId));
        const reach_W = drawn_W + headroom_W;
        const figure = describeQuantity(headroom_W, 'power', { system });
        return {
          record,
          ids,
          use: reach_W > 0 ? drawn_W / reach_W : 1.1,
          figure,
          aside: binding?.tag ?? '',
          note: {
            formula: quantities.powerHeadroom.formula,
            inputs: [
              ['power drawn', describeQuantity(drawn_W, 'power', { system })],
              ['until the first limit', describeQuantity(reach_W, 'power', { system })],
              ...(binding === undefined ? [] : ([['bound by', binding.tag]] as const)),
            ],
            source: quantities.powerHeadroom.source,
          },
        };
      });
  }, [document, analysis, system]);
  if (rows.length === 0) return <Empty>No place of the power system has a headroom yet.</Empty>;
  return (
    <ChartFrame
      label="Places with the least power headroom"
      columns={['Place', 'Headroom', 'Bound by']}
      rows={rows.map((row) => [rowName(row), row.figure, row.aside])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a row to see how its figure was made." />}
    >
      <RankedBars
        rows={rows}
        heads={{ use: 'Drawn, of what limits allow', figure: 'To add', aside: 'Bound by' }}
        testId="headroom-bars"
        onPick={setPicked}
      />
    </ChartFrame>
  );
}
