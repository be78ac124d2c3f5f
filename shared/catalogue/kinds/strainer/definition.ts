import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { inlinePorts } from '../inline-ports.ts';
import { strainerLiquid } from './liquid.ts';

export const strainerParameters = defineParameters({
  ...bodyParameters,
  ratedFlow_m3_s: {
    type: 'number',
    quantity: 'flow',
    title: 'Rated flow',
    help: 'Flow of the pressure-drop figure.',
    min: 1e-5,
    max: 10,
    acts: ['liquid'],
  },
  cleanDrop_Pa: {
    type: 'number',
    quantity: 'pressureDifference',
    title: 'Clean pressure drop',
    help: 'At the rated flow, basket clean.',
    min: 10,
    max: 1e6,
    acts: ['liquid'],
  },
  blocked: {
    type: 'number',
    quantity: 'ratio',
    title: 'Blocked',
    help: 'Part of the open area that dirt covers; Δp rises with 1/(1 − blocked)².',
    min: 0,
    max: 0.95,
    default: 0,
    acts: ['liquid'],
  },
  mesh_m: {
    type: 'number',
    quantity: 'length',
    title: 'Mesh',
    help: 'Largest particle that passes.',
    min: 1e-6,
    max: 0.01,
    acts: ['limit'],
  },
  volume_m3: {
    type: 'number',
    quantity: 'volume',
    title: 'Water volume',
    help: 'Liquid held.',
    min: 0,
    max: 5,
    default: 0,
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

export type StrainerParameters = ParametersOf<typeof strainerParameters>;

export const strainer = defineKind({
  kind: 'strainer',
  title: 'Strainer',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'STR',
  parameters: strainerParameters,
  liquid: strainerLiquid,
  envelope: bodyEnvelope,
  ports: inlinePorts,
});
