import type { LiquidContribution } from '../../../network/liquid.ts';
import type { ChillerParameters } from './definition.ts';

/**
 * Compressor capacity rises by 2 % per kelvin of leaving water: the DOE-2 capacity curves of centrifugal and screw
 * machines (EnergyPlus, datasets/Chillers.idf) give 2 to 3 %. No maker's slope for warm water was found.
 */
const capacityPerLeaving_per_K = 0.02;

/**
 * One resistance with the free-cooling chiller as its unit. The published capacity is the total at the rating
 * ambient, leaving temperature and flow, where the free-cooling coil already carries UA·(return − ambient); the
 * compressors' own capacity is the rest. A unit that does not run shuts its isolating valve.
 */
export const chillerLiquid: LiquidContribution<ChillerParameters> = (build) => {
  const p = build.parameters;
  const { density_kg_m3, specificHeat_J_kgK } = build.properties('water-out', p.ratedLeaving_K);
  const ratedReturn_K = p.ratedLeaving_K + p.capacity_W / (p.ratedFlow_m3_s * density_kg_m3 * specificHeat_J_kgK);
  const freeAtRating_W = p.freeCoolingConductance_W_K * Math.max(0, ratedReturn_K - p.ratedAmbient_K);
  const branch = build.branch({
    name: 'evaporator',
    from: build.port('water-in'),
    to: build.port('water-out'),
    element: { type: 'resistance', coefficient: p.waterDrop_Pa / p.ratedFlow_m3_s ** 2, exponent: 2 },
    heat: { type: 'unit', unit: build.units },
    open: build.running && !build.isolated,
    volume_m3: p.volume_m3,
  });
  build.unit({
    type: 'free-cooling-chiller',
    branch,
    leaving_K: p.leaving_K,
    ambient_K: build.ambient.dryBulb_K,
    freeCoolingConductance_W_K: p.freeCoolingConductance_W_K,
    capacity_W: Math.max(0, p.capacity_W - freeAtRating_W),
    capacitySlope_W_K: p.capacitySlope_W_K,
    capacityReference_K: p.ratedAmbient_K,
    capacityPerLeaving_W_K: capacityPerLeaving_per_K * Math.max(0, p.capacity_W - freeAtRating_W),
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
