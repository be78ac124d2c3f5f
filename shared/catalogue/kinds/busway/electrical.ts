import type { ElectricalBuild, ElectricalContribution, ElectricalElement } from '../../../network/electrical.ts';
import { numbered, oncePerItem, oncePerMeasure } from '../../per-item.ts';
import type { BuswayParameters } from './definition.ts';

/**
 * Bar sections from the end feed to each connected tap-off in turn, and one breaker per tap-off.
 * Tap-offs with nothing plugged in only add to the length of the section.
 */
export const buswayElectrical: ElectricalContribution<BuswayParameters> = (build) => buswaySections(build, 'ac');

/** Per metre of both poles together on direct current. */
type SectionParameters = Omit<BuswayParameters, 'reactance_ohm_m'> & { readonly reactance_ohm_m?: number };

const platesOf = oncePerItem(
  (p: SectionParameters) =>
    ({
      bar: { current_A: p.rating_A, continuousFactor: p.continuousFactor, what: 'busway' },
      tap: { current_A: p.tap_A, continuousFactor: p.tapFactor, what: 'breaker' },
      protection: { clearing_s: p.tapClearing_s, pickup_A: p.tapPickup * p.tap_A },
    }) as const,
);

const sectionOf = oncePerMeasure(
  (p: SectionParameters, length_m): ElectricalElement => ({
    type: 'line',
    resistance_ohm: p.resistance_ohm_m * length_m,
    reactance_ohm: (p.reactance_ohm_m ?? 0) * length_m,
    ...(p.shortTime_A !== undefined && { withstand_A2s: p.shortTime_A ** 2 }),
  }),
);

const closedSwitch = { type: 'switch', closed: true } as const;
const tapName = numbered('tap-');
const barName = numbered('bar-');
const sectionName = numbered('section-');

export function buswaySections(build: ElectricalBuild<SectionParameters>, current: 'ac' | 'dc'): void {
  const p = build.parameters;
  if (!build.connected('feed')) return;
  let from = build.port('feed', p.voltage_V);
  let length_m = p.lead_m;
  const { bar, tap: breaker, protection } = platesOf(p);
  for (let tap = 1; tap <= p.taps; tap++) {
    const name = tapName(tap);
    if (build.connected(name)) {
      const to = build.inner(barName(tap), p.voltage_V, current);
      build.branch({
        name: sectionName(tap),
        from,
        to,
        element: sectionOf(p, length_m, 0),
        rating: bar,
      });
      build.branch({
        name,
        from: to,
        to: build.port(name, p.voltage_V),
        element: closedSwitch,
        rating: breaker,
        protection,
      });
      from = to;
      length_m = 0;
    }
    length_m += p.pitch_m;
  }
}
