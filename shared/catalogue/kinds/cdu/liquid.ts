import type { LiquidContribution } from '../../../network/liquid.ts';
import type { CduParameters } from './definition.ts';

/** Part of the external head curve's fall that is drawn as the exchanger's own secondary drop; pump and exchanger together give the published curve. */
const exchangerPart = 0.2;

/** Plate exchangers: Nu ∝ Re^0.7 on both sides (Kakaç and Liu, Heat Exchangers, 2nd ed., ch. 10). */
const plateFlowExponent = 0.7;

/** Stands in where an item gives no pump input. */
const assumedPumpEfficiency = 0.6;

/**
 * FWS side: exchanger and strainer, then the control valve. TCS side: pumps, then exchanger. The head curve is
 * the published external one, whose rated point already has the unit's own loss taken off. UA follows from
 * capacity, approach and rated flows by LMTD.
 */
export const cduLiquid: LiquidContribution<CduParameters> = (build) => {
  const p = build.parameters;
  const open = !build.isolated;
  const hotProperties = build.properties('tcs-supply', p.supply_K);
  const coldProperties = build.properties('fws-supply', p.supply_K - p.ratedApproach_K);
  const ratedHot_kg_s = p.ratedSecondary_m3_s * hotProperties.density_kg_m3;
  const ratedCold_kg_s = p.ratedPrimary_m3_s * coldProperties.density_kg_m3;

  const reach = build.inner('valve', 'fws-return');
  const cold = build.branch({
    name: 'exchanger-fws',
    from: build.port('fws-supply'),
    to: reach,
    element: { type: 'resistance', coefficient: ((1 - p.valveAuthority) * p.primaryDrop_Pa) / p.ratedPrimary_m3_s ** 2, exponent: 2 },
    heat: { type: 'exchanger', exchanger: build.exchangers, side: 'cold' },
    open,
    volume_m3: p.volume_m3 / 2,
  });
  const valve = build.branch({
    name: 'control-valve',
    from: reach,
    to: build.port('fws-return'),
    element: {
      type: 'valve',
      flowAt100kPa_m3_s: p.ratedPrimary_m3_s * Math.sqrt(1e5 / (p.valveAuthority * p.primaryDrop_Pa)),
      opening: 1,
      characteristic: 'equal-percentage',
      rangeability: 50,
    },
    open: open && build.running,
  });

  const fall = Math.max(0, p.shutoffHead_Pa - p.ratedHead_Pa) / p.ratedSecondary_m3_s ** p.curveExponent;
  const exchangerDrop = Math.max(exchangerPart * fall, 1e3 / p.ratedSecondary_m3_s ** p.curveExponent);
  const internalHead_Pa = p.ratedHead_Pa + exchangerDrop * p.ratedSecondary_m3_s ** p.curveExponent;
  const shaft_W = p.ratedPump_W * p.motorEfficiency;
  const discharge = build.inner('exchanger', 'tcs-supply');
  const pump = build.branch({
    name: 'pumps',
    from: build.port('tcs-return'),
    to: discharge,
    element: {
      type: 'pump',
      curve: { shutoff_Pa: p.shutoffHead_Pa, coefficient: Math.max(0, fall - exchangerDrop), exponent: p.curveExponent },
      speed: build.running ? 1 : 0,
      parallel: 1,
      hydraulicEfficiency:
        shaft_W > 0 ? Math.min(0.95, Math.max(0.02, (p.ratedSecondary_m3_s * internalHead_Pa) / shaft_W)) : assumedPumpEfficiency,
      motorEfficiency: p.motorEfficiency,
      lossToLiquid: 0,
      checked: true,
    },
    open,
  });
  const hot = build.branch({
    name: 'exchanger-tcs',
    from: discharge,
    to: build.port('tcs-supply'),
    element: { type: 'resistance', coefficient: exchangerDrop, exponent: p.curveExponent },
    heat: { type: 'exchanger', exchanger: build.exchangers, side: 'hot' },
    open,
    volume_m3: p.volume_m3,
  });

  const hotCapacity = ratedHot_kg_s * hotProperties.specificHeat_J_kgK;
  const coldCapacity = ratedCold_kg_s * coldProperties.specificHeat_J_kgK;
  const exchanger = build.exchanger({
    hot,
    cold,
    ratedConductance_W_K: ratedConductance_W_K(p.capacity_W, p.ratedApproach_K, hotCapacity, coldCapacity),
    ratedHot_kg_s,
    ratedCold_kg_s,
    flowExponent: plateFlowExponent,
    fouling: 0,
  });
  build.control({ type: 'exchanger-outlet', exchanger, valve, target_K: guardedSupply_K(p, build.dewPoint_K) });
  if (build.running) {
    build.control({
      type: 'differential-pressure',
      pumps: [pump],
      high: build.port('tcs-supply'),
      low: build.port('tcs-return'),
      target_Pa: p.differentialPressure_Pa,
      minSpeed: p.minSpeed,
      maxSpeed: 1,
    });
  }
};

/** The TCS set point, raised where the room's dew point is closer to it than the guard allows. */
export const guardedSupply_K = ({ supply_K, dewPointGuard, dewPointGuard_K }: CduParameters, dewPoint_K: number | undefined): number =>
  dewPointGuard && dewPoint_K !== undefined ? Math.max(supply_K, dewPoint_K + dewPointGuard_K) : supply_K;

/**
 * UA that carries `heat_W` with the hot outlet `approach_K` above the cold inlet: Q/LMTD, counter-flow. When the
 * rated cold flow is too small for that approach (the hot end would cross), the hot-end difference is held at a
 * tenth of the approach, the tightest exchanger that is still built.
 */
export function ratedConductance_W_K(heat_W: number, approach_K: number, hotCapacity_W_K: number, coldCapacity_W_K: number): number {
  const coldEnd_K = approach_K;
  const hotEnd_K = Math.max(0.1 * approach_K, approach_K + heat_W / hotCapacity_W_K - heat_W / coldCapacity_W_K);
  const ratio = hotEnd_K / coldEnd_K;
  const lmtd_K = Math.abs(ratio - 1) < 1e-6 ? coldEnd_K : (hotEnd_K - coldEnd_K) / Math.log(ratio);
  return heat_W / lmtd_K;
}
