import { useState } from 'react';
import { describeQuantity, formatFixed } from '../../../shared/units/format.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { useView } from '../../view-state.ts';
import { ChartFrame, ChartNote, Empty, type Picked } from './chart-parts.tsx';

const grey = (percent: number) => `color-mix(in srgb, var(--strong) ${percent}%, var(--panel))`;

/** Machines in hues, power equipment in greys, no two alike. Colour repeats what the row says in words. */
const tones: Readonly<Record<string, string>> = {
  compressors_W: 'var(--ramp-5)',
  rejectionFans_W: 'var(--ramp-4)',
  facilityPumps_W: 'var(--ramp-3)',
  fanWalls_W: 'var(--ramp-2)',
  cduPumps_W: 'var(--ramp-1)',
  ups_W: grey(90),
  transformers_W: grey(72),
  powerShelves_W: grey(58),
  distribution_W: grey(46),
  controls_W: grey(34),
};

/** What stands between 1 and the PUE: each part of facility power beyond IT power, over IT power. */
export function PueParts() {
  const summary = useAnalysis((state) => state.analysis?.summary);
  const stale = useAnalysis((state) => state.stale);
  const system = useView((state) => state.unitSystem);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (!summary || summary.itPower_W <= 0 || summary.pue === undefined) return <Empty>Without IT power there is no PUE.</Empty>;
  const { itPower_W, facilityPower_W, pue } = summary;
  const over_W = facilityPower_W - itPower_W;
  const parts = [...summary.losses].filter(({ power_W }) => power_W > 0).sort((a, b) => b.power_W - a.power_W);
  const watts = (value: number) => describeQuantity(value, 'power', { system });
  return (
    <ChartFrame
      label={`Parts of PUE ${formatFixed(pue, 4)}`}
      columns={['Part', 'Power', 'Adds to PUE']}
      rows={parts.map(({ title, power_W }) => [title, watts(power_W), formatFixed(power_W / itPower_W, 4)])}
      stale={stale}
      note={<ChartNote picked={picked} hint="Press a part to see how it was made. The parts add up to PUE − 1." />}
    >
      <div className="pue" data-testid="pue-parts">
        <div className="pue-head">
          <span className="muted">1.0000 for the racks</span>
          <b>PUE {formatFixed(pue, 4)}</b>
        </div>
        <div className="pue-bar">
          {parts.map(({ key, title, power_W }) => (
            <span key={key} title={title} style={{ width: `${(100 * power_W) / over_W}%`, background: tones[key] ?? 'var(--muted)' }} />
          ))}
        </div>
        {parts.map(({ key, title, power_W }) => (
          <button
            type="button"
            key={key}
            className="bar-row pue-row"
            onClick={() =>
              setPicked({
                title,
                value: watts(power_W),
                formula: 'ΔPUE = P_part / P_IT',
                inputs: [
                  ['P_part', watts(power_W)],
                  ['P_IT', watts(itPower_W)],
                  ['ΔPUE', formatFixed(power_W / itPower_W, 4)],
                ],
                source: 'PUE after ISO/IEC 30134-2, at this moment and ambient; parts are sums over solved equipment',
              })
            }
          >
            <span className="swatch" style={{ background: tones[key] ?? 'var(--muted)' }} />
            <span className="clip">{title}</span>
            <span className="figure figure-strong">{watts(power_W)}</span>
            <span className="figure">+{formatFixed(power_W / itPower_W, 4)}</span>
          </button>
        ))}
      </div>
    </ChartFrame>
  );
}
