/** A piece of pipe in the liquid network: of runs and of headers. */
import type { BranchHeat, LiquidElement } from '../../network/liquid.ts';
import { oncePerMeasure } from '../per-item.ts';

interface PipeBore {
  readonly innerDiameter_m: number;
  readonly roughness_m: number;
  readonly insulation_W_m_K: number;
}

interface PipePiece {
  readonly element: LiquidElement;
  readonly volume_m3: number;
}

/** @param minorLoss sum of loss coefficients K of the piece */
export const pipePiece = oncePerMeasure(
  ({ innerDiameter_m, roughness_m }: PipeBore, length_m, minorLoss): PipePiece => ({
    element: { type: 'pipe', length_m, diameter_m: innerDiameter_m, roughness_m, minorLoss },
    volume_m3: (Math.PI / 4) * innerDiameter_m ** 2 * length_m,
  }),
);

/** What passes through its insulation. */
export const pipeHeat = oncePerMeasure(
  ({ insulation_W_m_K }: PipeBore, length_m, ambient_K): BranchHeat => ({
    type: 'surroundings',
    conductance_W_K: insulation_W_m_K * length_m,
    ambient_K,
  }),
);
