import type { LiquidContribution } from '../../../network/liquid.ts';
import { waterBranch } from '../water-unit.ts';
import type { CoolingTowerParameters } from './definition.ts';

/** Water of the flow rating. */
const rating_K = 303.15;

/**
 * Spray and fill as one resistance of a closed circuit: the basin is full, its make-up equals what is lost and comes
 * at the basin's temperature. A tower that does not run shuts its isolating valve.
 */
export const coolingTowerLiquid: LiquidContribution<CoolingTowerParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated;
  const { dryBulb_K, wetBulb_K, pressure_Pa } = build.ambient;
  const branch = waterBranch(build, 'fill', running);
  build.unit({
    type: 'cooling-tower',
    branch,
    leaving_K: p.leaving_K,
    ambient_K: dryBulb_K,
    wetBulb_K,
    pressure_Pa,
    conductance_W_K: p.conductance_W_K,
    ratedWater_kg_s: p.ratedFlow_m3_s * build.properties('water-in', rating_K).density_kg_m3,
    airFlow_kg_s: p.airFlow_kg_s,
    fanPower_W: p.fan_W,
    standby_W: p.standby_W,
    cycles: p.cycles,
    drift: p.drift,
    running,
  });
};
