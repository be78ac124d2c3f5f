/** A·Θ·Aᵀ + D over the limits that can bind: pattern, ordering and places found once, values as often as wanted. */
import { SymmetricSystem } from '../sparse.ts';
import type { Incidence } from './structure.ts';

export class NormalMatrix {
  readonly #incidence: Incidence;
  readonly #system: SymmetricSystem;
  /** By consumer, into the pairs of its rows. */
  readonly #pairStart: Int32Array;
  readonly #work: Float64Array;

  constructor(incidence: Incidence, consumers: number) {
    const { columnStart, columnRow, rows } = incidence;
    const pairStart = new Int32Array(consumers + 1);
    for (let i = 0; i < consumers; i++) {
      const count = (columnStart[i + 1] as number) - (columnStart[i] as number);
      pairStart[i + 1] = (pairStart[i] as number) + (count * (count - 1)) / 2;
    }
    const total = pairStart[consumers] as number;
    const [first, second] = [new Int32Array(total), new Int32Array(total)];
    let p = 0;
    for (let i = 0; i < consumers; i++) {
      const end = columnStart[i + 1] as number;
      for (let a = columnStart[i] as number; a < end; a++) {
        for (let b = a + 1; b < end; b++) {
          first[p] = columnRow[a] as number;
          second[p++] = columnRow[b] as number;
        }
      }
    }
    this.#incidence = incidence;
    this.#pairStart = pairStart;
    this.#system = new SymmetricSystem(rows.length, first, second);
    this.#work = new Float64Array(rows.length);
  }

  /**
   * @param coefficient by entry of the row lists, theta by consumer, diagonal by row.
   * @param active by row; rows with 0 stand alone and answer 0.
   * @param y by row: right-hand side on entry, solution on return.
   * @returns false where the matrix is not positive definite.
   */
  factorAndSolve(
    coefficient: Float64Array,
    theta: Float64Array,
    diagonal: Float64Array,
    active: Uint8Array | undefined,
    y: Float64Array,
  ): boolean {
    const { columnStart, columnRow, columnEntry } = this.#incidence;
    const { values, position, slot } = this.#system;
    values.fill(0);
    for (let r = 0; r < diagonal.length; r++) {
      values[position[r] as number] = active && active[r] === 0 ? 1 : (diagonal[r] as number);
    }
    for (let i = 0; i + 1 < this.#pairStart.length; i++) {
      const weight = theta[i] as number;
      if (weight === 0) continue;
      const end = columnStart[i + 1] as number;
      let p = this.#pairStart[i] as number;
      for (let a = columnStart[i] as number; a < end; a++) {
        const r = columnRow[a] as number;
        if (active && active[r] === 0) {
          p += end - a - 1;
          continue;
        }
        const scaled = weight * (coefficient[columnEntry[a] as number] as number);
        const own = position[r] as number;
        values[own] = (values[own] as number) + scaled * (coefficient[columnEntry[a] as number] as number);
        for (let b = a + 1; b < end; b++, p++) {
          if (active && active[columnRow[b] as number] === 0) continue;
          const at = slot[p] as number;
          values[at] = (values[at] as number) + scaled * (coefficient[columnEntry[b] as number] as number);
        }
      }
    }
    return this.#permuted(y, active, (work) => this.#system.factorAndSolve(work) < 0);
  }

  /** Solves again with the factors of the last call. */
  solve(y: Float64Array, active: Uint8Array | undefined): void {
    this.#permuted(y, active, (work) => {
      this.#system.solve(work);
      return true;
    });
  }

  #permuted(y: Float64Array, active: Uint8Array | undefined, run: (work: Float64Array) => boolean): boolean {
    const { position } = this.#system;
    for (let r = 0; r < y.length; r++) this.#work[position[r] as number] = active && active[r] === 0 ? 0 : (y[r] as number);
    const solved = run(this.#work);
    for (let r = 0; r < y.length; r++) y[r] = this.#work[position[r] as number] as number;
    return solved;
  }
}
