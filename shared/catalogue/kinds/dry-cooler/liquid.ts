import type { LiquidContribution } from '../../../network/liquid.ts';
import { waterBranch } from '../water-unit.ts';
import type { DryCoolerParameters } from './definition.ts';

/** One resistance with the dry cooler as its unit. A unit that does not run shuts its isolating valve. */
export const dryCoolerLiquid: LiquidContribution<DryCoolerParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated;
  const branch = waterBranch(build, 'coil', running);
  build.unit({
    type: 'dry-cooler',
    branch,
    leaving_K: p.leaving_K,
    ambient_K: build.ambient.dryBulb_K,
    conductance_W_K: p.conductance_W_K,
    airFlow_kg_s: p.airFlow_kg_s,
    fanPower_W: p.fan_W,
    standby_W: p.standby_W,
    running,
  });
};
