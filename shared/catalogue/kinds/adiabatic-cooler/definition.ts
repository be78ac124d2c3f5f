import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { dryCoolerParameters } from '../dry-cooler/definition.ts';
import { cyclesParameters } from '../evaporation.ts';
import { waterUnitPorts } from '../water-unit.ts';
import { adiabaticCoolerElectrical } from './electrical.ts';
import { adiabaticCoolerLiquid } from './liquid.ts';

export const adiabaticCoolerParameters = defineParameters({
  ...dryCoolerParameters,
  padEffectiveness: {
    type: 'number',
    quantity: 'ratio',
    title: 'Pad effectiveness',
    help: 'Part of the wet-bulb depression that fully wetted pads take off the dry bulb.',
    min: 0.1,
    max: 0.98,
    acts: ['liquid'],
  },
  ...cyclesParameters,
});

export type AdiabaticCoolerParameters = ParametersOf<typeof adiabaticCoolerParameters>;

export const adiabaticCooler = defineKind({
  kind: 'adiabatic-cooler',
  title: 'Adiabatic cooler',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'AC',
  parameters: adiabaticCoolerParameters,
  liquid: adiabaticCoolerLiquid,
  ports: (p) => waterUnitPorts(p, ['fws', 'chw', 'cws']),
  envelope: bodyEnvelope,
  electrical: adiabaticCoolerElectrical,
});
