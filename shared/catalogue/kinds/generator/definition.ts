import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { generatorElectrical } from './electrical.ts';

export const generatorParameters = defineParameters({
  ...bodyParameters,
  rating_W: {
    type: 'number',
    quantity: 'power',
    title: 'Rating',
    help: 'Electrical, at the site, for the duty named by the item.',
    min: 1e3,
    max: 1e8,
    acts: ['electrical', 'limit'],
  },
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 5e4,
    acts: ['electrical'],
  },
  powerFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Rated power factor',
    help: 'Of the alternator.',
    min: 0.5,
    max: 1,
    default: 0.8,
    acts: ['limit'],
  },
  subtransientReactance: {
    type: 'number',
    quantity: 'ratio',
    title: 'x″d',
    help: 'Subtransient reactance on the rating base.',
    min: 0.02,
    max: 1,
    acts: ['electrical'],
  },
  startTime_s: {
    type: 'number',
    quantity: 'time',
    title: 'Start time',
    help: 'From loss of mains to taking load.',
    min: 0,
    max: 600,
    default: 12,
    acts: ['limit'],
  },
  fuelFull_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Fuel at full load',
    help: 'Fuel flow at the rating.',
    min: 0,
    max: 1,
    optional: true,
    acts: ['cost'],
  },
});
export type GeneratorParameters = ParametersOf<typeof generatorParameters>;

export const generator = defineKind({
  kind: 'generator',
  title: 'Generator set',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'G',
  parameters: generatorParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'out',
      medium: 'ac',
      direction: 'out',
      systems: ['mv', 'lv'],
      at_m: [0, p.depth_m / 2, 0.8],
      normal: [0, 1, 0],
      required: true,
    },
  ],
  electrical: generatorElectrical,
});
