import { useState } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { siteOf } from '../../../shared/document/document.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { ticksBetween } from '../charts/axis-ticks.ts';
import { axis, ChartFrame, ChartNote, Empty, type Picked, pickable } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { percent, rate } from './words.ts';

/** What the placed work earns at every site power: shared at best, and all racks cut alike. */
export function Frontier() {
  const { answer, reason, pending } = useLongTokens({ about: 'frontier' });
  const document = useDocument();
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (pending) return <AskFirst pending={pending} what="The plant is solved at full and at least power of its work." />;
  if (!answer) return <Empty>Solving the plant at full and least power.</Empty>;
  const { points, base_W } = answer;
  const limit_W = siteOf(document).utilityLimit_W;
  const data = points.map(({ site_W, best, alike }) => ({ power: site_W / 1e6, best: 100 * best, alike: 100 * alike }));
  const [first, last] = [data[0]?.power ?? 0, data.at(-1)?.power ?? 1];
  const pick = (index: number) => {
    const point = points[index];
    if (!point) return;
    setPicked({
      title: `At ${describeQuantity(point.site_W, 'power')}`,
      value: percent(point.best),
      formula: 'Σ T·r(x)·U·price over uncapped; x by equal marginal earnings (water-filling)',
      inputs: [
        ['All racks cut alike', percent(point.alike)],
        ...Object.entries(point.tokens_per_s).map(([id, value]) => [document.tables.workload.get(id)?.title ?? id, rate(value)] as const),
      ],
      source:
        'power curves of the work; site watts per IT watt from the plant solved at full and least power. Below the measured range racks are parked.',
    });
  };
  return (
    <ChartFrame
      label="Earnings against site power"
      columns={['Site power', 'Shared at best', 'Cut alike']}
      rows={points.map(({ site_W, best, alike }) => [describeQuantity(site_W, 'power'), percent(best), percent(alike)])}
      stale={stale}
      note={
        <div className="chart-side">
          <ul className="chart-keys">
            <li>
              <svg width={22} height={8} aria-hidden>
                <line x1={0} y1={4} x2={22} y2={4} stroke="var(--accent)" strokeWidth={2} />
              </svg>
              shared for most earnings
            </li>
            <li>
              <svg width={22} height={8} aria-hidden>
                <line x1={0} y1={4} x2={22} y2={4} stroke="var(--muted)" strokeWidth={1.75} strokeDasharray="5 3" />
              </svg>
              all racks cut alike
            </li>
          </ul>
          <ChartNote picked={picked} hint="Press a point to see tokens by workload." />
        </div>
      }
    >
      <div className="token-plot" data-testid="frontier">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart accessibilityLayer={false} data={data} margin={{ top: 16, right: 18, bottom: 2, left: 4 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              {...axis}
              dataKey="power"
              type="number"
              domain={[first, last]}
              ticks={ticksBetween(first, last)}
              tickFormatter={(value: number) => `${formatFixed(value, 1)} MW`}
            />
            <YAxis {...axis} width={48} domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} tickFormatter={(value: number) => `${value} %`} />
            <ReferenceLine
              x={base_W / 1e6}
              stroke="var(--line-strong)"
              strokeDasharray="2 3"
              label={{ value: 'nothing capped', position: 'insideBottomRight', fill: 'var(--muted)', fontSize: 10.5 }}
            />
            {limit_W !== undefined && limit_W / 1e6 < last ? (
              <ReferenceLine
                x={limit_W / 1e6}
                stroke="var(--warn-mark)"
                label={{ value: 'utility', position: 'insideTopLeft', fill: 'var(--warn)', fontSize: 10.5 }}
              />
            ) : null}
            <Line dataKey="alike" stroke="var(--muted)" strokeWidth={1.75} strokeDasharray="5 3" dot={false} isAnimationActive={false} />
            <Line
              dataKey="best"
              stroke="var(--accent)"
              strokeWidth={2}
              isAnimationActive={false}
              dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => (
                <circle
                  key={index}
                  cx={cx}
                  cy={cy}
                  r={3}
                  fill="var(--accent)"
                  {...pickable(
                    `${percent(points[index ?? 0]?.best ?? 0)} at ${describeQuantity(points[index ?? 0]?.site_W, 'power')}`,
                    () => pick(index ?? 0),
                  )}
                />
              )}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}
