import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { cableParameters } from '../cable/definition.ts';
import { whipElectrical } from './electrical.ts';

/** A pre-terminated set of flexible cables from a tap-off or panel to one rack side, each with its own breaker. */
export const whipParameters = defineParameters({
  ...cableParameters,
  trip_A: {
    type: 'number',
    quantity: 'current',
    title: 'Trip',
    help: 'Continuous trip setting of the breaker of one whip of the set.',
    min: 1,
    max: 2000,
    acts: ['limit'],
  },
  continuousFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Continuous factor',
    help: 'Part of the trip that may be used without end.',
    min: 0.5,
    max: 1,
    default: 0.8,
    acts: ['limit'],
  },
  clearing_s: {
    type: 'number',
    quantity: 'time',
    title: 'Clearing time',
    help: 'In which the breaker of the whip clears a short circuit; half a cycle for an instantaneous miniature breaker.',
    min: 0.001,
    max: 5,
    default: 0.01,
    acts: ['electrical', 'limit'],
  },
  letThrough_A2s: {
    type: 'number',
    quantity: 'jouleIntegral',
    title: 'Let-through energy',
    help: 'Of the breaker of one whip where it limits the current (maker’s curve).',
    min: 1,
    max: 1e10,
    optional: true,
    acts: ['electrical', 'limit'],
  },
  pickup: {
    type: 'number',
    quantity: 'ratio',
    title: 'Magnetic pick-up',
    help: 'Current from which the breaker trips at once, over its trip setting (10 for type C).',
    min: 1,
    max: 20,
    default: 10,
    acts: ['electrical', 'limit'],
  },
  power_W: {
    type: 'number',
    quantity: 'power',
    title: 'Power limit',
    help: 'Limit of one whip stated in watts, where the maker gives one.',
    min: 1,
    max: 1e7,
    optional: true,
    acts: ['limit'],
  },
});
export type WhipParameters = ParametersOf<typeof whipParameters>;

export const whip = defineKind({
  kind: 'whip',
  title: 'Whip',
  discipline: 'electrical',
  form: 'run',
  tagPrefix: 'W',
  parameters: whipParameters,
  electrical: whipElectrical,
});
