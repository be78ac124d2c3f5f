import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { boreParameters } from '../bore.ts';
import { pipeLiquid } from './liquid.ts';

export const pipeParameters = defineParameters({
  ...boreParameters({ least_m: 0.003, most_m: 3 }),
  nominalSize_m: {
    type: 'number',
    quantity: 'length',
    title: 'Nominal size',
    help: 'DN as a length: DN50 is 50 mm.',
    min: 0.003,
    max: 3,
    acts: ['layout'],
  },
  insulationThickness_m: {
    type: 'number',
    quantity: 'length',
    title: 'Insulation thickness',
    help: 'Around the pipe; it takes room where runs are checked for clashes. Heat goes by the conductance.',
    min: 0,
    max: 0.5,
    optional: true,
    acts: ['layout'],
  },
  massPerLength_kg_m: {
    type: 'number',
    quantity: 'massPerLength',
    title: 'Mass per metre',
    help: 'Empty.',
    min: 0,
    max: 5000,
    acts: ['limit', 'cost'],
  },
  maxVelocity_m_s: {
    type: 'number',
    quantity: 'velocity',
    title: 'Velocity guide',
    help: 'Upper end of the sizing band.',
    min: 0.1,
    max: 10,
    acts: ['limit'],
  },
  elbowLoss: {
    type: 'number',
    quantity: 'ratio',
    title: 'Elbow K',
    help: 'Minor-loss coefficient of one 90° elbow; the route counts them.',
    min: 0,
    max: 5,
    acts: ['liquid'],
  },
  fittingLoss: {
    type: 'number',
    quantity: 'ratio',
    title: 'Fittings K',
    help: 'Sum of K of tees, couplings and line valves on this run beyond its elbows.',
    min: 0,
    max: 200,
    default: 0,
    acts: ['liquid'],
  },
  extraLength_m: {
    type: 'number',
    quantity: 'length',
    title: 'Extra length',
    help: 'Added to the drawn route, for slack and offsets.',
    min: 0,
    max: 1000,
    default: 0,
    acts: ['liquid', 'cost'],
  },
});

export type PipeParameters = ParametersOf<typeof pipeParameters>;

export const pipe = defineKind({
  kind: 'pipe',
  title: 'Pipe',
  discipline: 'liquid',
  form: 'run',
  tagPrefix: 'L',
  parameters: pipeParameters,
  liquid: pipeLiquid,
});
