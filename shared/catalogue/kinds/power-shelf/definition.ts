import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { powerShelfElectrical } from './electrical.ts';

export const powerShelfParameters = defineParameters({
  ...bodyParameters,
  rating_W: {
    type: 'number',
    quantity: 'power',
    title: 'Rating',
    help: 'Output, continuous.',
    min: 100,
    max: 1e6,
    acts: ['electrical', 'limit'],
  },
  input_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Input voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 1000,
    acts: ['electrical'],
  },
  output_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Output voltage',
    help: 'Of the DC busbar.',
    min: 12,
    max: 1500,
    acts: ['electrical'],
  },
  efficiency: {
    type: 'curve',
    x: 'ratio',
    y: 'ratio',
    yMin: 0.05,
    yMax: 1,
    title: 'Efficiency',
    help: 'Against relative load.',
    acts: ['electrical'],
  },
  faultCurrent: {
    type: 'number',
    quantity: 'ratio',
    title: 'Fault current',
    help: 'What the rectifier gives into a short circuit, over its rated current.',
    min: 0.5,
    max: 10,
    optional: true,
    acts: ['electrical'],
  },
  inputPowerFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Input power factor',
    help: 'Seen by the upstream system.',
    min: 0.5,
    max: 1,
    default: 0.98,
    acts: ['electrical'],
  },
});
export type PowerShelfParameters = ParametersOf<typeof powerShelfParameters>;

export const powerShelf = defineKind({
  kind: 'power-shelf',
  title: 'Power shelf',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'PS',
  parameters: powerShelfParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'in',
      medium: 'ac',
      direction: 'in',
      systems: ['lv'],
      at_m: [-p.width_m / 4, p.depth_m / 2, p.height_m / 2],
      normal: [0, 1, 0],
      required: true,
    },
    {
      name: 'out',
      medium: 'dc',
      direction: 'out',
      systems: ['dc'],
      at_m: [p.width_m / 4, p.depth_m / 2, p.height_m / 2],
      normal: [0, 1, 0],
      required: true,
    },
  ],
  electrical: powerShelfElectrical,
});
