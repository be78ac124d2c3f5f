import { useState } from 'react';
import { describeQuantity } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from '../charts/chart-parts.tsx';
import { useTokens } from './use-tokens.ts';
import { percent } from './words.ts';

const tones: Readonly<Record<string, string>> = {
  site: 'var(--muted)',
  it: 'var(--muted)',
  inference: 'var(--accent)',
  training: 'var(--ramp-3)',
  ingestion: 'var(--ramp-2)',
  unused: 'var(--warn-mark)',
  idle: 'var(--warn-mark)',
};

const sources: Readonly<Record<string, string>> = {
  unused: 'what the scenario lets racks draw beyond the own draw of their work: the first power to recover, at no cost in tokens',
  idle: 'racks with accelerators whose work has no known throughput, or none',
  training: 'share · rack power, at most the own draw of the job',
  inference: 'what is left for serving: share · rack power, at most the own draw of the work',
};

/** From the meter to the work: totals stand on the axis, parts hang from the total before them. */
export function Waterfall() {
  const { answer, reason } = useTokens({ about: 'tokens' });
  const stale = useAnalysis((state) => state.stale);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (reason !== null) return <Empty>{reason}</Empty>;
  if (!answer) return <Empty>Waiting for the analysis.</Empty>;
  const { waterfall, facilityPower_W } = answer.answer.tokens;
  const watts = (value: number) => describeQuantity(value, 'power');
  let level = facilityPower_W;
  const bars = waterfall.map((step) => {
    if (step.kind === 'total') level = step.power_W;
    else level -= step.power_W;
    return { ...step, from: step.kind === 'total' ? 0 : level, length: step.power_W };
  });
  return (
    <ChartFrame
      label="From site watts to work"
      columns={['Step', 'Power', 'Of the site']}
      rows={bars.map(({ title, power_W }) => [title, watts(power_W), percent(power_W / facilityPower_W)])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a step to see how it was made. Parts add up to the total above them." />}
    >
      <div className="waterfall" data-testid="waterfall">
        {bars.map(({ key, title, kind, power_W, from, length }) => (
          <button
            type="button"
            key={key}
            className={`waterfall-row ${kind}`}
            onClick={() =>
              setPicked({
                title,
                value: watts(power_W),
                formula: kind === 'total' ? 'Σ of what follows' : `${title} / site`,
                inputs: [
                  ['Of the site', percent(power_W / facilityPower_W)],
                  ['Site', watts(facilityPower_W)],
                ],
                source: sources[key] ?? 'sum over solved equipment in this scenario',
              })
            }
          >
            <span className="clip">{title}</span>
            <span className="waterfall-track">
              <span
                style={{
                  left: `${(100 * from) / facilityPower_W}%`,
                  width: `${(100 * length) / facilityPower_W}%`,
                  background: tones[key] ?? 'var(--ramp-5)',
                }}
              />
            </span>
            <span className="figure figure-strong">{watts(power_W)}</span>
            <span className="figure">{percent(power_W / facilityPower_W)}</span>
          </button>
        ))}
      </div>
    </ChartFrame>
  );
}
