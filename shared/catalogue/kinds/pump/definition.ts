import { defineKind, defineParameters, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { driveParameters } from '../preferred-feed.ts';
import { pumpElectrical } from './electrical.ts';
import { pumpLiquid } from './liquid.ts';

export const pumpParameters = defineParameters({
  ...bodyParameters,
  ratedFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Rated flow',
    help: 'At the rated head.',
    min: 1e-5,
    max: 5,
    acts: ['liquid', 'limit'],
  },
  ratedHead_Pa: {
    type: 'number',
    quantity: 'pressureDifference',
    title: 'Rated head',
    help: 'At the rated flow and full speed.',
    min: 1e3,
    max: 5e6,
    acts: ['liquid'],
  },
  shutoffHead_Pa: {
    type: 'number',
    quantity: 'pressureDifference',
    title: 'Shut-off head',
    help: 'At zero flow and full speed.',
    min: 1e3,
    max: 8e6,
    acts: ['liquid'],
  },
  curveExponent: {
    type: 'number',
    quantity: 'ratio',
    title: 'Head curve exponent',
    help: 'n of H = H0 − a·V̇^n.',
    min: 1,
    max: 4,
    default: 2,
    acts: ['liquid'],
  },
  hydraulicEfficiency: {
    type: 'number',
    quantity: 'ratio',
    title: 'Pump efficiency',
    help: 'Hydraulic, at the rated point.',
    min: 0.1,
    max: 1,
    acts: ['liquid', 'electrical'],
  },
  motorEfficiency: {
    type: 'number',
    quantity: 'ratio',
    title: 'Motor and drive efficiency',
    help: 'At the rated point; the rest warms the room.',
    min: 0.3,
    max: 1,
    acts: ['liquid', 'electrical'],
  },
  efficiencyCurve: {
    type: 'curve',
    x: 'flow',
    y: 'ratio',
    yMin: 0.01,
    yMax: 1,
    title: 'Efficiency curve',
    help: 'Hydraulic efficiency over flow at full speed; other speeds follow by affinity. Without it the rated efficiency holds.',
    optional: true,
    acts: ['liquid', 'electrical'],
  },
  motorCurve: {
    type: 'curve',
    x: 'power',
    y: 'ratio',
    yMin: 0.01,
    yMax: 1,
    title: 'Motor and drive curve',
    help: 'Efficiency of motor and drive over shaft power. Without it the rated efficiency holds.',
    optional: true,
    acts: ['liquid', 'electrical'],
  },
  differentialPressure_Pa: {
    type: 'number',
    quantity: 'pressureDifference',
    title: 'Header Δp set point',
    help: 'Held between the supply and return header by the common speed of the pumps of one system.',
    min: 0,
    max: 2e6,
    default: 150000,
    acts: ['liquid'],
  },
  minSpeed: {
    type: 'number',
    quantity: 'ratio',
    title: 'Lowest speed',
    help: 'Relative to full speed.',
    min: 0.05,
    max: 1,
    default: 0.3,
    acts: ['liquid'],
  },
  minFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Minimum continuous flow',
    help: 'At full speed; below it the pump recirculates inside and wears. Scales with speed.',
    min: 0,
    max: 5,
    optional: true,
    acts: ['limit'],
  },
  checkValveFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Check valve',
    help: 'Flow through the discharge check valve at 100 kPa.',
    min: 1e-4,
    max: 10,
    default: 0.3,
    acts: ['liquid'],
  },
  portSize_m: {
    type: 'number',
    quantity: 'length',
    title: 'Connections',
    help: 'Nominal bore.',
    min: 0.01,
    max: 1,
    default: 0.2,
    acts: ['layout'],
  },
  ...driveParameters({ feeds: 1, powerFactor: 0.95, drive: 'converter', of: 'Of the drive.' }),
});

export type PumpParameters = ParametersOf<typeof pumpParameters>;

export function pumpPorts(p: PumpParameters): Port[] {
  const z = Math.min(0.6, p.height_m / 2);
  const water = (name: string, direction: 'in' | 'out', y: number): Port => ({
    name,
    medium: 'liquid',
    direction,
    systems: ['fws', 'chw', 'tcs'],
    at_m: [0, (y * p.depth_m) / 2, z],
    normal: [0, y, 0],
    required: true,
    size_m: p.portSize_m,
  });
  const feeds = Array.from(
    { length: p.feeds },
    (_, i): Port => ({
      name: `feed-${i + 1}`,
      medium: 'ac',
      direction: 'in',
      systems: ['lv'],
      at_m: [0.2 * i, 0, p.height_m],
      normal: [0, 0, 1],
      required: true,
      train: i % 2 === 0 ? 'A' : 'B',
    }),
  );
  return [water('suction', 'in', 1), water('discharge', 'out', -1), ...feeds];
}

export const pump = defineKind({
  kind: 'pump',
  title: 'Pump',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'P',
  parameters: pumpParameters,
  liquid: pumpLiquid,
  ports: pumpPorts,
  envelope: bodyEnvelope,
  electrical: pumpElectrical,
});
