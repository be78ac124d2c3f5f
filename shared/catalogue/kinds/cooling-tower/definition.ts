import { defineKind, defineParameters, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { dryCoolerParameters } from '../dry-cooler/definition.ts';
import { cyclesParameters } from '../evaporation.ts';
import { waterUnitPorts } from '../water-unit.ts';
import { coolingTowerElectrical } from './electrical.ts';
import { coolingTowerLiquid } from './liquid.ts';

export const coolingTowerParameters = defineParameters({
  ...dryCoolerParameters,
  conductance_W_K: {
    ...dryCoolerParameters.conductance_W_K,
    help: 'Merkel UA at rated air and water flow, on the specific heat of dry air.',
  },
  airFlow_kg_s: { ...dryCoolerParameters.airFlow_kg_s, help: 'Dry air, fans at full speed.' },
  leaving_K: { ...dryCoolerParameters.leaving_K, default: 302.15 },
  drift: {
    type: 'number',
    quantity: 'ratio',
    title: 'Drift',
    help: 'Part of the circulating water that leaves as droplets.',
    min: 0,
    max: 0.01,
    default: 0.00005,
    acts: ['liquid'],
  },
  ...cyclesParameters,
});

export type CoolingTowerParameters = ParametersOf<typeof coolingTowerParameters>;

export const coolingTower = defineKind({
  kind: 'cooling-tower',
  title: 'Cooling tower',
  discipline: 'liquid',
  form: 'equipment',
  tagPrefix: 'CT',
  parameters: coolingTowerParameters,
  liquid: coolingTowerLiquid,
  ports: (p) => waterUnitPorts(p, ['fws', 'chw', 'cws']),
  envelope: bodyEnvelope,
  electrical: coolingTowerElectrical,
});
