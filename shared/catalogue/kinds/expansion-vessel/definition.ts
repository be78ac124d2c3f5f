import { defineKind, defineParameters, everyLoop, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope, bodyParameters } from '../body.ts';
import { expansionVesselLiquid } from './liquid.ts';

export const expansionVesselParameters = defineParameters({
  ...bodyParameters,
  vessel_m3: {
    type: 'number',
    quantity: 'volume',
    title: 'Vessel volume',
    help: 'Nominal volume.',
    min: 1e-3,
    max: 100,
    acts: ['limit'],
  },
  fillPressure_Pa: {
    type: 'number',
    quantity: 'pressure',
    title: 'Fill pressure',
    help: 'Gauge pressure the vessel holds at its connection.',
    min: 0,
    max: 2e6,
    default: 150000,
    acts: ['liquid'],
  },
  maxPressure_Pa: {
    type: 'number',
    quantity: 'pressure',
    title: 'Final pressure',
    help: 'Gauge pressure at the vessel with the loop hot: ten percent below the safety valve.',
    min: 1e4,
    max: 2.5e6,
    default: 450000,
    acts: ['limit'],
  },
  portSize_m: {
    type: 'number',
    quantity: 'length',
    title: 'Connection',
    help: 'Nominal bore.',
    min: 0.005,
    max: 0.3,
    default: 0.0254,
    acts: ['layout'],
  },
});

export type ExpansionVesselParameters = ParametersOf<typeof expansionVesselParameters>;

export const expansionVessel = defineKind({
  kind: 'expansion-vessel',
  title: 'Expansion vessel',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'EV',
  parameters: expansionVesselParameters,
  liquid: expansionVesselLiquid,
  envelope: bodyEnvelope,
  ports: (p) => [
    {
      name: 'water',
      medium: 'liquid',
      direction: 'either',
      systems: everyLoop,
      at_m: [0, 0, p.height_m],
      normal: [0, 0, 1],
      required: true,
      size_m: p.portSize_m,
    },
  ],
});
