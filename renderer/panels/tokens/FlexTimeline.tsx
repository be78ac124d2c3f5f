import { useState } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { FlexAnswer } from '../../../shared/analysis/tokenomics/flex-event.ts';
import { siteOf } from '../../../shared/document/document.ts';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useDocument } from '../../session.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { axis, ChartFrame, ChartNote, Empty } from '../charts/chart-parts.tsx';
import { AskFirst } from './AskFirst.tsx';
import { useLongTokens } from './use-tokens.ts';
import { dollars, percent, shortNumber } from './words.ts';

/** A grid event over time: target, meter, and what gave way. */
export function FlexTimeline() {
  const document = useDocument();
  const events = siteOf(document).gridEvents ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const event = events.find(({ name }) => name === chosen)?.name ?? events[0]?.name ?? null;
  const { answer, reason, pending } = useLongTokens(event === null ? null : { about: 'flex', event });
  const stale = useAnalysis((state) => state.stale);
  if (event === null) return <Empty>This site states no grid events.</Empty>;
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (pending) return <AskFirst pending={pending} what="The plant is solved along the event." />;
  if (!answer) return <Empty>Following the event.</Empty>;
  return (
    <Timeline
      answer={answer.answer}
      stale={stale}
      choice={
        <SelectField
          label="Grid event"
          value={event}
          choices={events.map(({ name, reduction, duration_s }) => ({
            value: name,
            title: `${name}: −${percent(reduction, 0)}, ${formatFixed(duration_s / 3600, 0)} h`,
          }))}
          onChange={setChosen}
        />
      }
    />
  );
}

function Timeline({ answer, stale, choice }: { answer: FlexAnswer; stale: boolean; choice: React.ReactNode }) {
  const { timeline, base_W, target_W, money, breach_min, work, coolant, event } = answer;
  const full = timeline.steps[0]?.tokens_per_s.reduce((sum, rate) => sum + rate, 0) ?? 1;
  const data = timeline.steps.map(({ time_s, grid_W, target_W: target, tokens_per_s }) => ({
    hour: time_s / 3600,
    meter: grid_W / 1e6,
    target: target === undefined ? null : target / 1e6,
    tokens: (100 * tokens_per_s.reduce((sum, rate) => sum + rate, 0)) / full,
  }));
  const end = data.at(-1)?.hour ?? 1;
  const hourStep = end > 8 ? 2 : 1;
  const hourTicks = Array.from({ length: Math.floor(end / hourStep) + 1 }, (_, i) => i * hourStep);
  const held = timeline.steps.filter(({ target_W: target }) => target !== undefined);
  const from = (held[0]?.time_s ?? 0) / 3600;
  const to = ((held.at(-1)?.time_s ?? 0) + (held.at(-1)?.duration_s ?? 0)) / 3600;
  const celsius = (value: number) => describeQuantity(value, 'temperature');
  return (
    <ChartFrame
      label={`Grid event ${event.name}`}
      columns={['Second', 'Meter', 'Target', 'Tokens']}
      rows={data
        .filter((_, i) => i % 10 === 0)
        .map(({ hour, meter, target, tokens }) => [
          formatFixed(3600 * hour, 0),
          `${formatFixed(meter, 2)} MW`,
          target === null ? '–' : `${formatFixed(target, 2)} MW`,
          `${formatFixed(tokens, 1)} %`,
        ])}
      stale={stale}
      note={
        <div className="chart-side">
          {choice}
          <ul className="chart-keys">
            {(
              [
                ['meter', 'var(--supply)'],
                ['target', 'var(--warn-mark)'],
                ['tokens of all work', 'var(--accent)'],
              ] as const
            ).map(([title, stroke]) => (
              <li key={title}>
                <svg width={22} height={8} aria-hidden>
                  <line x1={0} y1={4} x2={22} y2={4} stroke={stroke} strokeWidth={2} />
                </svg>
                {title}
              </li>
            ))}
          </ul>
          <ChartNote
            hint=""
            picked={{
              title: breach_min > 0 ? 'In breach' : 'Held',
              value: breach_min > 0 ? `${formatFixed(breach_min, 1)} min` : 'no breach',
              formula: 'least first by priority, within one priority by equal marginal earnings; storage covers the ramp',
              inputs: [
                ['Before', describeQuantity(base_W, 'power')],
                ['Target', describeQuantity(target_W, 'power')],
                ['Tokens lost', shortNumber(answer.tokensLost)],
                ...work.map(({ title, x }) => [title, percent(x)] as const),
                ['Coolant return', `${celsius(coolant.before.warmestReturn_K)} → ${celsius(coolant.during.warmestReturn_K)}`],
                ['Paid', dollars(money.payment_USD)],
                ['Earnings lost', dollars(money.lost_USD)],
                ['Left', `${dollars(money.net_USD)}, ${dollars(money.net_USD_yr)} a year`],
                ['Pays from', `${formatFixed(money.breakEven_USD_kWh, 2)} USD/kWh`],
              ],
              source: event.source,
            }}
          />
        </div>
      }
    >
      <div className="token-plot" data-testid="flex">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart accessibilityLayer={false} data={data} margin={{ top: 12, right: 10, bottom: 2, left: 4 }}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <ReferenceArea x1={from} x2={to} yAxisId="power" fill="var(--warn-mark)" fillOpacity={0.07} />
            <XAxis
              {...axis}
              dataKey="hour"
              type="number"
              domain={[0, end]}
              ticks={hourTicks}
              tickFormatter={(value: number) => `${value} h`}
            />
            <YAxis
              {...axis}
              yAxisId="power"
              width={56}
              domain={[0, Math.ceil((base_W / 1e6) * 1.1)]}
              tickFormatter={(value: number) => `${value} MW`}
            />
            <YAxis
              {...axis}
              yAxisId="tokens"
              orientation="right"
              width={46}
              domain={[0, 110]}
              ticks={[0, 25, 50, 75, 100]}
              tickFormatter={(value: number) => `${value} %`}
            />
            <Line
              yAxisId="tokens"
              dataKey="tokens"
              stroke="var(--accent)"
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
              type="stepAfter"
            />
            <Line yAxisId="power" dataKey="meter" stroke="var(--supply)" strokeWidth={2} dot={false} isAnimationActive={false} />
            <Line
              yAxisId="power"
              dataKey="target"
              stroke="var(--warn-mark)"
              strokeWidth={1.75}
              strokeDasharray="5 3"
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}
