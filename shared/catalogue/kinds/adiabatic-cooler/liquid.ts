import type { LiquidContribution } from '../../../network/liquid.ts';
import type { AdiabaticCoolerParameters } from './definition.ts';

/** A dry cooler behind pads that cool its air towards the wet bulb when full fan speed alone is short. */
export const adiabaticCoolerLiquid: LiquidContribution<AdiabaticCoolerParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated;
  const { dryBulb_K, wetBulb_K, pressure_Pa } = build.ambient;
  const branch = build.branch({
    name: 'coil',
    from: build.port('water-in'),
    to: build.port('water-out'),
    element: { type: 'resistance', coefficient: p.waterDrop_Pa / p.ratedFlow_m3_s ** 2, exponent: 2 },
    heat: { type: 'unit', unit: build.units },
    open: running,
    volume_m3: p.volume_m3,
  });
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
