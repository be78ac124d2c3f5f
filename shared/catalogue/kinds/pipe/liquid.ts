import type { LiquidContribution } from '../../../network/liquid.ts';
import type { PipeParameters } from './definition.ts';

/** A run between its ends `from` and `to`. */
export const pipeLiquid: LiquidContribution<PipeParameters> = (build) => {
  const p = build.parameters;
  const length_m = Math.max(0.01, build.length_m + p.extraLength_m);
  build.branch({
    name: 'run',
    from: build.port('from'),
    to: build.port('to'),
    element: {
      type: 'pipe',
      length_m,
      diameter_m: p.innerDiameter_m,
      roughness_m: p.roughness_m,
      minorLoss: build.elbows * p.elbowLoss + p.fittingLoss,
    },
    heat: { type: 'surroundings', conductance_W_K: p.insulation_W_m_K * length_m, ambient_K: build.surroundings_K },
    open: !build.isolated,
    volume_m3: (Math.PI / 4) * p.innerDiameter_m ** 2 * length_m,
  });
};
