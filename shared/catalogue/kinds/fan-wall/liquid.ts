import type { LiquidContribution } from '../../../network/liquid.ts';
import { waterBranch } from '../water-unit.ts';
import type { FanWallParameters } from './definition.ts';

/** The coil with its open valve is one resistance; the valve throttles it to hold the supply air. Outside a space it cools nothing and shuts. */
export const fanWallLiquid: LiquidContribution<FanWallParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated && build.space !== undefined;
  const branch = waterBranch(build, 'coil', running);
  build.unit({
    type: 'air-coil',
    branch,
    space: build.space ?? '',
    supplyAir_K: p.supplyAir_K,
    conductance_W_K: p.conductance_W_K,
    ratedWater_kg_s: p.ratedFlow_m3_s * build.properties('water-in', 291.15).density_kg_m3,
    airFlow_kg_s: p.airFlow_m3_s * build.airDensity_kg_m3(p.supplyAir_K),
    fanPower_W: p.fan_W,
    standby_W: p.standby_W,
    running,
  });
};
