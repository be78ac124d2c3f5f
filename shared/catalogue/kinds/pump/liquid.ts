import type { LiquidContribution } from '../../../network/liquid.ts';
import type { PumpParameters } from './definition.ts';

/**
 * Pump, then its check valve. Δp is held between the pump's own discharge and suction connections, that is over
 * the loop outside it; pumps that stand side by side in one loop with the same set point run at one common speed.
 */
export const pumpLiquid: LiquidContribution<PumpParameters> = (build) => {
  const p = build.parameters;
  const casing = build.inner('casing', 'discharge');
  const pump = build.branch({
    name: 'impeller',
    from: build.port('suction'),
    to: casing,
    element: {
      type: 'pump',
      curve: {
        shutoff_Pa: p.shutoffHead_Pa,
        coefficient: Math.max(0, p.shutoffHead_Pa - p.ratedHead_Pa) / p.ratedFlow_m3_s ** p.curveExponent,
        exponent: p.curveExponent,
        maxFlow_m3_s: 1.5 * p.ratedFlow_m3_s,
      },
      speed: build.running ? 1 : 0,
      parallel: 1,
      hydraulicEfficiency: p.hydraulicEfficiency,
      motorEfficiency: p.motorEfficiency,
      ...(p.efficiencyCurve ? { efficiencyCurve: p.efficiencyCurve } : {}),
      ...(p.motorCurve ? { motorCurve: p.motorCurve } : {}),
      lossToLiquid: 0,
      checked: true,
    },
    open: !build.isolated,
  });
  build.branch({
    name: 'check-valve',
    from: casing,
    to: build.port('discharge'),
    element: { type: 'resistance', coefficient: 1e5 / p.checkValveFlow_m3_s ** 2, exponent: 2 },
    open: !build.isolated,
  });
  if (build.running && !build.isolated) {
    build.control({
      type: 'differential-pressure',
      pumps: [pump],
      high: build.port('discharge'),
      low: build.port('suction'),
      target_Pa: p.differentialPressure_Pa,
      minSpeed: p.minSpeed,
      maxSpeed: 1,
    });
  }
};
