import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { upsElectrical } from './electrical.ts';

export const upsParameters = defineParameters({
  ...bodyParameters,
  rating_W: {
    type: 'number',
    quantity: 'power',
    title: 'Rating',
    help: 'Output, continuous, all modules.',
    min: 1e3,
    max: 1e8,
    acts: ['electrical', 'limit'],
  },
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal in and out, line to line.',
    min: 100,
    max: 1e4,
    acts: ['electrical'],
  },
  efficiency: {
    type: 'curve',
    x: 'ratio',
    y: 'ratio',
    yMin: 0.05,
    yMax: 1,
    title: 'Efficiency',
    help: 'Against relative load, in the operating mode.',
    acts: ['electrical'],
  },
  inputPowerFactor: {
    type: 'number',
    quantity: 'ratio',
    title: 'Input power factor',
    help: 'Seen by the upstream system.',
    min: 0.5,
    max: 1,
    default: 0.99,
    acts: ['electrical'],
  },
  faultCurrent: {
    type: 'number',
    quantity: 'ratio',
    title: 'Fault current',
    help: 'What the inverter gives into a short circuit, over its rated current.',
    min: 0.5,
    max: 10,
    optional: true,
    acts: ['electrical'],
  },
  bypass: {
    type: 'flag',
    default: true,
    title: 'Static bypass',
    help: 'Passes fault currents of the input to the output while the input is live.',
    acts: ['electrical'],
  },
  battery_J: {
    type: 'number',
    quantity: 'energy',
    title: 'Battery energy',
    help: 'Usable, at the rated discharge.',
    min: 0,
    max: 1e12,
    acts: ['limit'],
  },
});
export type UpsParameters = ParametersOf<typeof upsParameters>;

export const ups = defineKind({
  kind: 'ups',
  title: 'UPS',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'UPS',
  parameters: upsParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'in',
      medium: 'ac',
      direction: 'in',
      systems: ['lv'],
      at_m: [-p.width_m / 4, 0, p.height_m],
      normal: [0, 0, 1],
      required: true,
    },
    {
      name: 'out',
      medium: 'ac',
      direction: 'out',
      systems: ['lv'],
      at_m: [p.width_m / 4, 0, p.height_m],
      normal: [0, 0, 1],
      required: true,
    },
  ],
  electrical: upsElectrical,
});
