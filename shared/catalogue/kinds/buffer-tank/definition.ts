import { defineKind, defineParameters, everyLoop, type ParametersOf, type Port } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { bufferTankLiquid } from './liquid.ts';

export const bufferTankParameters = defineParameters({
  ...bodyParameters,
  volume_m3: {
    type: 'number',
    quantity: 'volume',
    title: 'Volume',
    help: 'Liquid held, fully mixed.',
    min: 0.01,
    max: 2000,
    acts: ['liquid'],
  },
  circuits: {
    type: 'number',
    quantity: 'count',
    title: 'Circuits',
    help: 'Pairs of connections: one buffers a loop, two separate the flows of source and load.',
    min: 1,
    max: 4,
    default: 2,
    acts: ['layout', 'liquid'],
  },
  nozzleLoss: {
    type: 'number',
    quantity: 'ratio',
    title: 'Nozzle loss',
    help: 'Loss coefficient K of each connection, on the velocity in it.',
    min: 0.1,
    max: 10,
    default: 1,
    acts: ['liquid'],
  },
  conductance_W_K: {
    type: 'number',
    quantity: 'conductance',
    title: 'Heat loss',
    help: 'UA of the insulated shell to its surroundings.',
    min: 0,
    max: 1e4,
    acts: ['liquid'],
  },
  portSize_m: {
    type: 'number',
    quantity: 'length',
    title: 'Connections',
    help: 'Nominal bore.',
    min: 0.01,
    max: 1,
    acts: ['layout', 'liquid'],
  },
});

export type BufferTankParameters = ParametersOf<typeof bufferTankParameters>;

/** Supply side in front, return side behind, inlets low at one and high at the other: pairs side by side. */
function bufferTankPorts(p: BufferTankParameters): Port[] {
  return Array.from({ length: p.circuits }, (_, i) => {
    const x = p.circuits === 1 ? 0 : p.width_m * (-0.35 + (0.7 * i) / (p.circuits - 1));
    const port = (name: string, direction: 'in' | 'out', height: number): Port => ({
      name: `${name}-${i + 1}`,
      medium: 'liquid',
      direction,
      systems: everyLoop,
      at_m: [x, p.depth_m / 2, height * p.height_m],
      normal: [0, 1, 0],
      required: i === 0,
      size_m: p.portSize_m,
    });
    return [port('in', 'in', 0.8), port('out', 'out', 0.2)];
  }).flat();
}

export const bufferTank = defineKind({
  kind: 'buffer-tank',
  title: 'Buffer tank',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'BT',
  parameters: bufferTankParameters,
  liquid: bufferTankLiquid,
  envelope: bodyEnvelope,
  ports: bufferTankPorts,
});
