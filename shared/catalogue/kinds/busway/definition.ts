import { defineKind, defineParameters, type Envelope, type ParametersOf, type Port } from '../../kind.ts';
import { buswayElectrical } from './electrical.ts';

/** A straight run of plug-in busway with tap-off boxes, fed at one end. */
export const buswayParameters = defineParameters({
  rating_A: {
    type: 'number',
    quantity: 'current',
    title: 'Rating',
    help: 'Continuous current of the run.',
    min: 10,
    max: 1e4,
    acts: ['electrical', 'limit'],
  },
  continuousFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Continuous factor',
    help: 'Part of the rating that may be used without end.',
    min: 0.5,
    max: 1,
    default: 0.8,
    acts: ['limit'],
  },
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 1500,
    acts: ['electrical'],
  },
  resistance_ohm_m: {
    type: 'number',
    quantity: 'resistancePerLength',
    title: 'Resistance',
    help: 'Per metre and phase, warm.',
    min: 0,
    max: 0.1,
    acts: ['electrical'],
  },
  reactance_ohm_m: {
    type: 'number',
    quantity: 'resistancePerLength',
    title: 'Reactance',
    help: 'Per metre and phase.',
    min: 0,
    max: 0.1,
    acts: ['electrical'],
  },
  shortTime_A: {
    type: 'number',
    quantity: 'current',
    title: 'Short-time withstand',
    help: 'Current that the run carries for one second (Icw).',
    min: 100,
    max: 5e5,
    optional: true,
    acts: ['electrical', 'limit'],
  },
  taps: {
    type: 'number',
    quantity: 'count',
    title: 'Tap-offs',
    help: 'Tap-off boxes along the run.',
    min: 1,
    max: 64,
    default: 8,
    acts: ['electrical', 'layout'],
  },
  pitch_m: {
    type: 'number',
    quantity: 'length',
    title: 'Tap-off pitch',
    help: 'Distance between tap-off boxes.',
    min: 0.1,
    max: 20,
    default: 0.6,
    acts: ['electrical', 'layout'],
  },
  lead_m: {
    type: 'number',
    quantity: 'length',
    title: 'End length',
    help: 'From the end feed to the first tap-off, and past the last.',
    min: 0,
    max: 20,
    default: 0.3,
    acts: ['electrical', 'layout'],
  },
  tap_A: {
    type: 'number',
    quantity: 'current',
    title: 'Tap-off trip',
    help: 'Continuous trip setting of a tap-off breaker set.',
    min: 1,
    max: 2000,
    acts: ['limit'],
  },
  tapFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Tap-off continuous factor',
    help: 'Part of the tap-off trip that may be used without end.',
    min: 0.5,
    max: 1,
    default: 0.8,
    acts: ['limit'],
  },
  tapPickup: {
    type: 'number',
    quantity: 'ratio',
    title: 'Tap-off magnetic pick-up',
    help: 'Current from which a tap-off breaker trips at once, over its trip setting.',
    min: 1,
    max: 20,
    default: 10,
    acts: ['electrical', 'limit'],
  },
  tapClearing_s: {
    type: 'number',
    quantity: 'time',
    title: 'Tap-off clearing time',
    help: 'In which a tap-off breaker clears a short circuit.',
    min: 0.001,
    max: 5,
    default: 0.01,
    acts: ['electrical', 'limit'],
  },
  housing_m: {
    type: 'number',
    quantity: 'length',
    title: 'Housing',
    help: 'Side of the housing.',
    min: 0.03,
    max: 1,
    default: 0.15,
    acts: ['layout'],
  },
  massPerLength_kg_m: {
    type: 'number',
    quantity: 'massPerLength',
    title: 'Mass per metre',
    help: 'Of the run.',
    min: 0,
    max: 500,
    acts: ['limit'],
  },
});
export type BuswayParameters = ParametersOf<typeof buswayParameters>;

const length = (p: Pick<BuswayParameters, 'lead_m' | 'taps' | 'pitch_m'>) => 2 * p.lead_m + (p.taps - 1) * p.pitch_m;

type BuswayBody = Pick<BuswayParameters, 'lead_m' | 'taps' | 'pitch_m' | 'housing_m' | 'massPerLength_kg_m'>;

export function buswayPorts(p: BuswayBody, medium: 'ac' | 'dc' = 'ac'): Port[] {
  const systems: Port['systems'] = medium === 'ac' ? ['lv'] : ['dc'];
  const half = length(p) / 2;
  return [
    {
      name: 'feed',
      medium,
      direction: 'in',
      systems,
      at_m: [-half, 0, p.housing_m / 2],
      normal: [-1, 0, 0],
      required: true,
    },
    ...Array.from(
      { length: p.taps },
      (_, i): Port => ({
        name: `tap-${i + 1}`,
        medium,
        direction: 'out',
        systems,
        at_m: [-half + p.lead_m + i * p.pitch_m, 0, 0],
        normal: [0, 0, -1],
        required: false,
      }),
    ),
  ];
}

export const buswayEnvelope = (p: BuswayBody): Envelope => ({
  width_m: length(p),
  depth_m: p.housing_m,
  height_m: p.housing_m,
  mass_kg: length(p) * p.massPerLength_kg_m,
  frontClearance_m: 0,
  rearClearance_m: 0,
});

export const busway = defineKind({
  kind: 'busway',
  title: 'Busway',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'BW',
  parameters: buswayParameters,
  ports: (p) => buswayPorts(p),
  envelope: buswayEnvelope,
  electrical: buswayElectrical,
});
