import type { LiquidContribution } from '../../../network/liquid.ts';
import type { WaterCooledChillerParameters } from './definition.ts';

/** Evaporator and condenser as one resistance each, with the chiller between them. One that does not run shuts both. */
export const waterCooledChillerLiquid: LiquidContribution<WaterCooledChillerParameters> = (build) => {
  const p = build.parameters;
  const running = build.running && !build.isolated;
  const unit = build.units;
  const branch = build.branch({
    name: 'evaporator',
    from: build.port('water-in'),
    to: build.port('water-out'),
    element: { type: 'resistance', coefficient: p.waterDrop_Pa / p.ratedFlow_m3_s ** 2, exponent: 2 },
    heat: { type: 'unit', unit },
    open: running,
    volume_m3: p.volume_m3 / 2,
  });
  const condenser = build.branch({
    name: 'condenser',
    from: build.port('condenser-in'),
    to: build.port('condenser-out'),
    element: { type: 'resistance', coefficient: p.condenserDrop_Pa / p.condenserFlow_m3_s ** 2, exponent: 2 },
    heat: { type: 'condenser', unit },
    open: running,
    volume_m3: p.volume_m3 / 2,
  });
  build.unit({
    type: 'water-cooled-chiller',
    branch,
    condenser,
    leaving_K: p.leaving_K,
    capacity_W: p.capacity_W,
    cop: p.cop,
    curves: p.curves,
    standby_W: p.standby_W,
    running,
  });
};
