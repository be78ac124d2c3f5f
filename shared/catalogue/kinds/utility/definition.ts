import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { utilityElectrical } from './electrical.ts';

export const utilityParameters = defineParameters({
  ...bodyParameters,
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Nominal, line to line.',
    min: 100,
    max: 1e6,
    acts: ['electrical'],
  },
  capacity_W: {
    type: 'number',
    quantity: 'power',
    title: 'Contracted power',
    help: 'What the utility agreed to deliver on this service.',
    min: 1e3,
    max: 5e9,
    acts: ['limit'],
  },
  faultLevel_VA: {
    type: 'number',
    quantity: 'apparentPower',
    title: 'Fault level',
    help: 'Three-phase short-circuit power at the point of connection.',
    min: 1e5,
    max: 1e12,
    acts: ['electrical'],
  },
  minFaultLevel_VA: {
    type: 'number',
    quantity: 'apparentPower',
    title: 'Least fault level',
    help: 'Three-phase short-circuit power with the fewest generators on the grid; the same as the fault level where it is left out.',
    min: 1e5,
    max: 1e12,
    optional: true,
    acts: ['electrical'],
  },
  xOverR: {
    type: 'number',
    quantity: 'ratio',
    title: 'X/R',
    help: 'Of the source impedance.',
    min: 0.1,
    max: 100,
    default: 10,
    acts: ['electrical'],
  },
});
export type UtilityParameters = ParametersOf<typeof utilityParameters>;

export const utility = defineKind({
  kind: 'utility',
  title: 'Utility service',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'UT',
  parameters: utilityParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'out',
      medium: 'ac',
      direction: 'out',
      systems: ['mv', 'lv'],
      at_m: [0, p.depth_m / 2, p.height_m / 2],
      normal: [0, 1, 0],
      required: true,
    },
  ],
  electrical: utilityElectrical,
});
