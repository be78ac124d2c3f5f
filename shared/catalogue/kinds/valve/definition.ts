import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { inlinePorts } from '../inline-ports.ts';
import { valveLiquid } from './liquid.ts';

export const valveParameters = defineParameters({
  ...bodyParameters,
  function: {
    type: 'choice',
    choices: ['isolation', 'balancing', 'check', 'two-way', 'pressure-independent', 'quick-disconnect'],
    default: 'isolation',
    title: 'Function',
    help: 'What the valve is for.',
    acts: ['liquid'],
  },
  flowAt100kPa_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Flow at 100 kPa',
    help: 'Fully open (Kvs in m³/s).',
    min: 1e-6,
    max: 10,
    acts: ['liquid'],
  },
  opening: {
    type: 'number',
    quantity: 'ratio',
    title: 'Opening',
    help: '0 shut, 1 fully open.',
    min: 0,
    max: 1,
    default: 1,
    acts: ['liquid'],
  },
  setFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Set flow',
    help: 'Flow from a to b that a pressure-independent valve does not exceed, whatever the pressure across it; the valve is open without one.',
    min: 1e-6,
    max: 10,
    optional: true,
    acts: ['liquid'],
  },
  controlDrop_Pa: {
    type: 'number',
    quantity: 'pressureDifference',
    title: 'Control drop',
    help: 'Pressure that the regulator of a pressure-independent valve needs at its set flow, besides the seat.',
    min: 0,
    max: 2e5,
    default: 10000,
    acts: ['liquid'],
  },
  characteristic: {
    type: 'choice',
    choices: ['linear', 'equal-percentage'],
    default: 'linear',
    title: 'Characteristic',
    help: 'Flow coefficient against opening.',
    acts: ['liquid'],
  },
  rangeability: {
    type: 'number',
    quantity: 'ratio',
    title: 'Rangeability',
    help: 'Largest to least controllable flow.',
    min: 5,
    max: 200,
    default: 30,
    acts: ['liquid'],
  },
  portSize_m: {
    type: 'number',
    quantity: 'length',
    title: 'Connections',
    help: 'Nominal bore.',
    min: 0.005,
    max: 1,
    acts: ['layout'],
  },
});

export type ValveParameters = ParametersOf<typeof valveParameters>;

export const valve = defineKind({
  kind: 'valve',
  title: 'Valve',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'V',
  parameters: valveParameters,
  liquid: valveLiquid,
  envelope: bodyEnvelope,
  ports: inlinePorts,
});
