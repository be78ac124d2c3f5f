/** Transfer switches: two incomers, one outlet, the preferred live incomer carries. Mechanical (ATS) and static (STS) differ in dead time and loss. */
import type { ElectricalContribution } from '../../network/electrical.ts';
import { defineParameters, type ParametersOf, type Port } from '../kind.ts';
import { bodyParameters } from './body.ts';

export const transferSwitchParameters = defineParameters({
  ...bodyParameters,
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 5e4,
    acts: ['electrical'],
  },
  rating_A: {
    type: 'number',
    quantity: 'current',
    title: 'Rating',
    help: 'Continuous current.',
    min: 1,
    max: 1e4,
    acts: ['electrical', 'limit'],
  },
  preferred: {
    type: 'number',
    quantity: 'count',
    title: 'Preferred incomer',
    help: 'Incomer that carries while it is live.',
    min: 1,
    max: 2,
    default: 1,
    acts: ['electrical'],
  },
  deadTime_s: {
    type: 'number',
    quantity: 'time',
    title: 'Dead time',
    help: 'Without supply while the load goes from one incomer to the other.',
    min: 0,
    max: 60,
    acts: ['electrical', 'limit'],
  },
  lossShare: {
    type: 'number',
    quantity: 'ratio',
    title: 'Loss at the rating',
    help: 'Over the power carried at rated current; contacts lose next to nothing, thyristors a few parts in a thousand.',
    min: 0,
    max: 0.05,
    default: 0,
    acts: ['electrical'],
  },
  withstand_A: {
    type: 'number',
    quantity: 'current',
    title: 'Withstand rating',
    help: 'Fault current that it withstands with the breaker upstream.',
    min: 100,
    max: 5e5,
    acts: ['electrical', 'limit'],
  },
});
export type TransferSwitchParameters = ParametersOf<typeof transferSwitchParameters>;

export function transferSwitchPorts(p: TransferSwitchParameters): Port[] {
  const port = (name: string, direction: 'in' | 'out', x: number, required: boolean): Port => ({
    name,
    medium: 'ac',
    direction,
    systems: ['lv', 'mv'],
    at_m: [x * p.width_m, 0, p.height_m],
    normal: [0, 0, 1],
    required,
  });
  return [port('in-1', 'in', -0.3, true), port('in-2', 'in', 0, true), port('out', 'out', 0.3, true)];
}

/** Only what is connected is built; the loss stands as a resistance, so that it goes with the square of the current. */
export const transferSwitchElectrical: ElectricalContribution<TransferSwitchParameters> = (build) => {
  const p = build.parameters;
  if (!build.connected('out')) return;
  const joined = build.inner('joined', p.voltage_V);
  for (const [i, incomer] of [p.preferred, 3 - p.preferred].entries()) {
    const name = `in-${incomer}`;
    if (!build.connected(name)) continue;
    build.branch({
      name,
      from: build.port(name, p.voltage_V),
      to: joined,
      element: { type: 'switch', closed: true, transfer: { group: build.record, order: i + 1, gap_s: p.deadTime_s } },
    });
  }
  build.branch({
    name: 'bar',
    from: joined,
    to: build.port('out', p.voltage_V),
    element: { type: 'line', resistance_ohm: (p.lossShare * p.voltage_V) / (Math.sqrt(3) * p.rating_A), reactance_ohm: 0 },
    rating: { current_A: p.rating_A, continuousFactor: 1, what: 'breaker' },
  });
};
