import type { LiquidContribution } from '../../../network/liquid.ts';
import { waterBranch } from '../water-unit.ts';
import type { ChillerParameters } from './definition.ts';

/**
 * Capacity rises with the leaving water by 3 % per kelvin: the DOE-2 capacity curves (EnergyPlus, datasets/Chillers.idf)
 * give 2.6 % for the centrifugal and 5.8 % for the reciprocating machine near 7 °C. No maker's slope for warm water was
 * found, so this is an estimate; it acts only beyond the capacity limit.
 */
const capacityPerLeaving_per_K = 0.03;

/**
 * One resistance with the free-cooling chiller as its unit. The published capacity is the unit's total at the rating
 * ambient and leaving temperature, free cooling included. A unit that does not run shuts its isolating valve.
 */
export const chillerLiquid: LiquidContribution<ChillerParameters> = (build) => {
  const p = build.parameters;
  const branch = waterBranch(build, 'evaporator', build.running && !build.isolated);
  build.unit({
    type: 'free-cooling-chiller',
    branch,
    leaving_K: p.leaving_K,
    ambient_K: build.ambient.dryBulb_K,
    freeCoolingConductance_W_K: p.freeCoolingConductance_W_K,
    capacity_W: p.capacity_W,
    capacitySlope_W_K: p.capacitySlope_W_K,
    capacityReference_K: p.ratedAmbient_K,
    capacityPerLeaving_W_K: capacityPerLeaving_per_K * p.capacity_W,
    cop: {
      reference: p.cop,
      referenceAmbient_K: p.copAmbient_K,
      perKelvin: p.copPerAmbient_per_K,
      referenceLeaving_K: p.ratedLeaving_K,
      perKelvinLeaving: p.copPerLeaving_per_K,
      floor: p.copFloor,
    },
    fanPower_W: p.fan_W,
    standby_W: p.standby_W,
    running: build.running && !build.isolated,
  });
};
