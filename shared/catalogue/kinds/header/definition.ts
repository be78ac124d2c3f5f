import { defineKind, defineParameters, type Envelope, everyLoop, type ParametersOf, type Port } from '../../kind.ts';
import { boreParameters } from '../bore.ts';
import { headerLiquid } from './liquid.ts';

/** A straight, prefabricated run of pipe with taps: row manifold, pod or plant header. */
export const headerParameters = defineParameters({
  ...boreParameters({ least_m: 0.005, most_m: 2 }),
  massPerLength_kg_m: {
    type: 'number',
    quantity: 'massPerLength',
    title: 'Mass per metre',
    help: 'Filled.',
    min: 0,
    max: 5000,
    acts: ['limit'],
  },
  taps: {
    type: 'number',
    quantity: 'count',
    title: 'Taps',
    help: 'Connections along the header.',
    min: 1,
    max: 64,
    default: 8,
    acts: ['liquid', 'layout'],
  },
  pitch_m: {
    type: 'number',
    quantity: 'length',
    title: 'Tap pitch',
    help: 'Distance between taps.',
    min: 0.05,
    max: 50,
    default: 0.6,
    acts: ['liquid', 'layout'],
  },
  lead_m: {
    type: 'number',
    quantity: 'length',
    title: 'End length',
    help: 'From the end to the first tap, and from the last tap to the other end.',
    min: 0,
    max: 50,
    default: 0.3,
    acts: ['liquid', 'layout'],
  },
  tapLoss: {
    type: 'number',
    quantity: 'ratio',
    title: 'Run loss at a tap',
    help: 'K of the straight run past one tap.',
    min: 0,
    max: 5,
    default: 0.1,
    acts: ['liquid'],
  },
});

export type HeaderParameters = ParametersOf<typeof headerParameters>;

const length = (p: HeaderParameters) => 2 * p.lead_m + (p.taps - 1) * p.pitch_m;

export function headerPorts(p: HeaderParameters): Port[] {
  const half = length(p) / 2;
  const end = (name: string, x: number): Port => ({
    name,
    medium: 'liquid',
    direction: 'either',
    systems: everyLoop,
    at_m: [x, 0, p.outerDiameter_m / 2],
    normal: [Math.sign(x) || 1, 0, 0],
    required: false,
    size_m: p.innerDiameter_m,
  });
  const taps = Array.from(
    { length: p.taps },
    (_, i): Port => ({
      name: `tap-${i + 1}`,
      medium: 'liquid',
      direction: 'either',
      systems: everyLoop,
      at_m: [-half + p.lead_m + i * p.pitch_m, 0, p.outerDiameter_m / 2],
      normal: [0, 0, -1],
      required: false,
      size_m: p.innerDiameter_m,
    }),
  );
  return [end('start', -half), end('end', half), ...taps];
}

export const headerEnvelope = (p: HeaderParameters): Envelope => ({
  width_m: length(p),
  depth_m: p.outerDiameter_m,
  height_m: p.outerDiameter_m,
  mass_kg: length(p) * p.massPerLength_kg_m,
  frontClearance_m: 0,
  rearClearance_m: 0,
});

export const header = defineKind({
  kind: 'header',
  title: 'Header',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'HD',
  parameters: headerParameters,
  liquid: headerLiquid,
  ports: headerPorts,
  envelope: headerEnvelope,
});
