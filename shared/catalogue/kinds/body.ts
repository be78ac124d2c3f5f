/** Outside dimensions, mass and working space: the same for every placed kind. */
import { defineParameters, type Envelope, type ParametersOf } from '../kind.ts';

export const bodyParameters = defineParameters({
  width_m: {
    type: 'number',
    quantity: 'length',
    title: 'Width',
    help: 'Outside width.',
    min: 0.01,
    max: 100,
    acts: ['layout'],
  },
  depth_m: {
    type: 'number',
    quantity: 'length',
    title: 'Depth',
    help: 'Outside depth, front to rear.',
    min: 0.01,
    max: 100,
    acts: ['layout'],
  },
  height_m: {
    type: 'number',
    quantity: 'length',
    title: 'Height',
    help: 'Outside height above the mounting plane.',
    min: 0.01,
    max: 50,
    acts: ['layout'],
  },
  mass_kg: {
    type: 'number',
    quantity: 'mass',
    title: 'Mass',
    help: 'Operating mass, filled.',
    min: 0,
    max: 1e6,
    acts: ['limit'],
  },
  frontClearance_m: {
    type: 'number',
    quantity: 'length',
    title: 'Front clearance',
    help: 'Working space to keep free in front.',
    min: 0,
    max: 10,
    default: 0,
    acts: ['limit'],
  },
  rearClearance_m: {
    type: 'number',
    quantity: 'length',
    title: 'Rear clearance',
    help: 'Working space to keep free behind.',
    min: 0,
    max: 10,
    default: 0,
    acts: ['limit'],
  },
});

export const bodyEnvelope = (p: ParametersOf<typeof bodyParameters>): Envelope => ({
  width_m: p.width_m,
  depth_m: p.depth_m,
  height_m: p.height_m,
  mass_kg: p.mass_kg,
  frontClearance_m: p.frontClearance_m,
  rearClearance_m: p.rearClearance_m,
});

/** `count` places along x, centred, at most `span` wide. */
export function spread(count: number, span_m: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : -span_m / 2 + (span_m * i) / (count - 1)));
}
