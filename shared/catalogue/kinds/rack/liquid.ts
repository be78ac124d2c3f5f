import type { LiquidContribution } from '../../../network/liquid.ts';
import type { RackParameters } from './definition.ts';

/**
 * A rack is one heated resistance from supply to return. Where no pressure-drop point is published, 100 kPa
 * at the design heat and rise stands in for it (middle of the 0.5–3 bar band of limits F2).
 */
export const rackLiquid: LiquidContribution<RackParameters> = (build) => {
  const p = build.parameters;
  if (p.liquidShare <= 0 || (build.fluidAt('supply') === undefined && build.fluidAt('return') === undefined)) return;
  const { density_kg_m3, specificHeat_J_kgK } = build.properties('supply', 313.15);
  const designFlow_m3_s = Math.max(1e-6, (p.design_W * p.liquidShare) / (density_kg_m3 * specificHeat_J_kgK * p.temperatureRise_K));
  const referenceFlow_m3_s = p.referenceFlow_m3_s || designFlow_m3_s;
  const referenceDrop_Pa = p.referenceFlow_m3_s ? (p.referenceDrop_Pa ?? 1e5) : 1e5;
  const branch = build.branch({
    name: 'coolant',
    from: build.port('supply'),
    to: build.port('return'),
    element: { type: 'resistance', coefficient: referenceDrop_Pa / referenceFlow_m3_s ** p.dropExponent, exponent: p.dropExponent },
    heat: { type: 'fixed', heat_W: build.itPower_W * p.liquidShare },
    open: !build.isolated,
    volume_m3: p.volume_m3,
  });
  if (p.flowControl === 'temperature-rise')
    build.control({ type: 'temperature-rise', branch, rise_K: p.temperatureRise_K, minimumDrop_Pa: p.controlDrop_Pa });
  if (p.flowControl === 'return-temperature')
    build.control({ type: 'return-temperature', branch, return_K: p.returnTemperature_K, minimumDrop_Pa: p.controlDrop_Pa });
};
