import type { LiquidContribution } from '../../../network/liquid.ts';
import { pipeHeat, pipePiece } from '../pipe-piece.ts';
import type { PipeParameters } from './definition.ts';

/** A run between its ends `from` and `to`. */
export const pipeLiquid: LiquidContribution<PipeParameters> = (build) => {
  const p = build.parameters;
  const length_m = Math.max(0.01, build.length_m + p.extraLength_m);
  const { element, volume_m3 } = pipePiece(p, length_m, build.elbows * p.elbowLoss + p.fittingLoss);
  build.branch({
    name: 'run',
    from: build.port('from'),
    to: build.port('to'),
    element,
    heat: pipeHeat(p, length_m, build.surroundings_K),
    open: !build.isolated,
    volume_m3,
  });
};
