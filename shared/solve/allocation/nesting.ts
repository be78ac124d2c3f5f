/** Whether limits nest: any two share no consumer or one holds all of the other, with proportional coefficients. */
import type { Incidence } from './structure.ts';

/** A forest of limits. Everything is weighed in the unit of the outermost limit of its tree. */
export interface Nest {
  /** Row of the next limit outside; −1 for an outermost one. */
  readonly parent: Int32Array;
  /** Rows from inside to outside. */
  readonly order: Int32Array;
  /** Factor from a row's own unit to the unit of its outermost limit. */
  readonly scale: Float64Array;
  /** By consumer: innermost row, −1 where none limits it, and its weight in the outermost unit. */
  readonly innermost: Int32Array;
  readonly weight: Float64Array;
}

/** Coefficients that agree to rounding count as proportional. */
const proportional = 1e-12;

/** @returns undefined where two limits cross or disagree on what their common consumers weigh. */
export function nestOf(incidence: Incidence, consumers: number): Nest | undefined {
  const { rowStart, rowMember, rowCoefficient } = incidence;
  const count = incidence.rows.length;
  const size = (r: number) => (rowStart[r + 1] as number) - (rowStart[r] as number);
  const order = Int32Array.from({ length: count }, (_, r) => r).sort((a, b) => size(a) - size(b) || a - b);
  const parent = new Int32Array(count).fill(-1);
  const innermost = new Int32Array(consumers).fill(-1);
  // Outermost row so far of each consumer, with the consumer's coefficient there.
  const outer = new Int32Array(consumers).fill(-1);
  const outerCoefficient = new Float64Array(consumers);
  const found = new Int32Array(count);
  const ratio = new Float64Array(count);
  for (const r of order) {
    const held: number[] = [];
    const end = rowStart[r + 1] as number;
    for (let e = rowStart[r] as number; e < end; e++) {
      const i = rowMember[e] as number;
      const a = rowCoefficient[e] as number;
      const inside = outer[i] as number;
      if (inside >= 0) {
        const factor = a / (outerCoefficient[i] as number);
        if (found[inside] === 0) {
          held.push(inside);
          parent[inside] = r;
          ratio[inside] = factor;
        } else if (Math.abs(factor - (ratio[inside] as number)) > proportional * factor) return undefined;
        found[inside] = (found[inside] as number) + 1;
      } else innermost[i] = r;
      outer[i] = r;
      outerCoefficient[i] = a;
    }
    for (const inside of held) if (found[inside] !== size(inside)) return undefined;
  }
  const scale = new Float64Array(count).fill(1);
  for (let k = count - 1; k >= 0; k--) {
    const r = order[k] as number;
    const outside = parent[r] as number;
    if (outside >= 0) scale[r] = (scale[outside] as number) * (ratio[r] as number);
  }
  return { parent, order, scale, innermost, weight: outerCoefficient };
}
