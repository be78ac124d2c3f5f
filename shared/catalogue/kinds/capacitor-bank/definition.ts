import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { capacitorBankElectrical } from './electrical.ts';

export const capacitorBankParameters = defineParameters({
  ...bodyParameters,
  rating_var: {
    type: 'number',
    quantity: 'reactivePower',
    title: 'Rating',
    help: 'Reactive power of all steps at the rated voltage.',
    min: 100,
    max: 1e9,
    acts: ['electrical'],
  },
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'Rated, line to line.',
    min: 100,
    max: 1e5,
    acts: ['electrical'],
  },
  steps: {
    type: 'number',
    quantity: 'count',
    title: 'Steps',
    help: 'Equal steps of the bank.',
    min: 1,
    max: 24,
    default: 1,
    acts: ['electrical'],
  },
  stepsOn: {
    type: 'number',
    quantity: 'count',
    title: 'Steps in service',
    help: 'Switched on in this design.',
    min: 0,
    max: 24,
    default: 1,
    acts: ['electrical'],
  },
  lossShare: {
    type: 'number',
    quantity: 'ratio',
    title: 'Loss',
    help: 'Over the reactive power; discharge resistors and reactors included.',
    min: 1e-5,
    max: 0.05,
    acts: ['electrical'],
  },
});
export type CapacitorBankParameters = ParametersOf<typeof capacitorBankParameters>;

/** Shunt capacitors for the power factor of a service. */
export const capacitorBank = defineKind({
  kind: 'capacitor-bank',
  title: 'Capacitor bank',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'CAP',
  parameters: capacitorBankParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'feed-1',
      medium: 'ac',
      direction: 'in',
      systems: ['lv', 'mv'],
      at_m: [0, p.depth_m / 4, p.height_m],
      normal: [0, 0, 1],
      required: true,
    },
  ],
  electrical: capacitorBankElectrical,
});
