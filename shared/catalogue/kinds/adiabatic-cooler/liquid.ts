import type { LiquidContribution } from '../../../network/liquid.ts';
import { waterBranch } from '../water-unit.ts';
import type { AdiabaticCoolerParameters } from './definition.ts';

/** A dry cooler behind pads that cool its air towards the wet bulb when full fan speed alone is short. */
export const adiabaticCoolerLiquid: LiquidContribution<AdiabaticCoolerParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated;
  const { dryBulb_K, wetBulb_K, pressure_Pa } = build.ambient;
  const branch = waterBranch(build, 'coil', running);
  build.unit({
    type: 'dry-cooler',
    branch,
    leaving_K: p.leaving_K,
    ambient_K: dryBulb_K,
    conductance_W_K: p.conductance_W_K,
    airFlow_kg_s: p.airFlow_kg_s,
    fanPower_W: p.fan_W,
    standby_W: p.standby_W,
    running,
    wetting: { wetBulb_K, pressure_Pa, effectiveness: p.padEffectiveness, cycles: p.cycles },
  });
};
