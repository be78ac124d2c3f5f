import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { bessElectrical } from './electrical.ts';

export const bessParameters = defineParameters({
  ...bodyParameters,
  rating_W: {
    type: 'number',
    quantity: 'power',
    title: 'Rating',
    help: 'Of the inverters, at their AC terminals, continuous.',
    min: 1e3,
    max: 1e9,
    acts: ['electrical', 'limit'],
  },
  energy_J: {
    type: 'number',
    quantity: 'energy',
    title: 'Energy',
    help: 'Usable, at the battery.',
    min: 1e6,
    max: 1e14,
    acts: ['electrical', 'limit'],
  },
  voltage_V: {
    type: 'number',
    quantity: 'voltage',
    title: 'Voltage',
    help: 'At the AC terminals, line to line.',
    min: 100,
    max: 5e4,
    acts: ['electrical'],
  },
  efficiency: {
    type: 'number',
    quantity: 'ratio',
    title: 'One-way efficiency',
    help: 'Of battery and inverter, charging or discharging.',
    min: 0.5,
    max: 1,
    acts: ['electrical'],
  },
  auxiliary_W: {
    type: 'number',
    quantity: 'power',
    title: 'Auxiliary power',
    help: 'Cooling and controls, drawn all the time.',
    min: 0,
    max: 1e7,
    acts: ['electrical'],
  },
  charging_W: {
    type: 'number',
    quantity: 'power',
    title: 'Charging power',
    help: 'Taken from the system in this design; zero when it stands by.',
    min: 0,
    max: 1e9,
    default: 0,
    acts: ['electrical'],
  },
  faultCurrent: {
    type: 'number',
    quantity: 'ratio',
    title: 'Fault current',
    help: 'What the inverters give into a short circuit, over their rated current.',
    min: 0.5,
    max: 10,
    acts: ['electrical'],
  },
  startTime_s: {
    type: 'number',
    quantity: 'time',
    title: 'Start time',
    help: 'From loss of supply to carrying load.',
    min: 0,
    max: 60,
    default: 0.02,
    acts: ['limit'],
  },
});
export type BessParameters = ParametersOf<typeof bessParameters>;

/** Battery energy storage on the AC side: it stands by or charges, and carries a part that has lost its utility before standby sets do. */
export const bess = defineKind({
  kind: 'bess',
  title: 'Battery storage',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'BESS',
  parameters: bessParameters,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'out',
      medium: 'ac',
      direction: 'either',
      systems: ['lv', 'mv'],
      at_m: [0, p.depth_m / 2, 0.8],
      normal: [0, 1, 0],
      required: true,
    },
  ],
  electrical: bessElectrical,
});
