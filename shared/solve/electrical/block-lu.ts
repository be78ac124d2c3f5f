/**
 * Sparse LU of a matrix of 2×2 blocks with a symmetric pattern, as a power-flow Jacobian has.
 * Ordered and analysed once per pattern; row by row elimination into the known fill, pivoting only
 * inside the diagonal blocks. Neither `factor` nor `solve` allocates.
 */
import { adjacencyOf, minimumDegreeOrder } from '../minimum-degree.ts';

export class BlockLu {
  readonly size: number;
  /** Blocks of the matrix as (a11, a12, a21, a22), diagonal block of unknown i at `4·i`. */
  readonly diagonal: Float64Array;
  /** Off-diagonal blocks: pair p of the constructor owns (rows[p], columns[p]) at `8·p` and its mirror at `8·p + 4`; repeats add. */
  readonly pairs: Float64Array;
  /** Blocks stored above the diagonal after elimination. */
  readonly fill: number;

  readonly #rows: Int32Array;
  readonly #columns: Int32Array;
  readonly #position: Int32Array;
  readonly #order: Int32Array;
  /** Pairs by the row (elimination position) in which their blocks stand. */
  readonly #entryStart: Int32Array;
  readonly #entry: Int32Array;
  readonly #entryColumn: Int32Array;
  readonly #upperStart: Int32Array;
  readonly #upperColumn: Int32Array;
  readonly #lowerStart: Int32Array;
  readonly #lowerColumn: Int32Array;
  readonly #upper: Float64Array;
  readonly #lower: Float64Array;
  readonly #inverse: Float64Array;
  readonly #work: Float64Array;
  readonly #x: Float64Array;

  /** @param rows, columns — ends of each pair of coupled unknowns; no equal ends. */
  constructor(size: number, rows: Int32Array, columns: Int32Array) {
    this.size = size;
    this.#rows = rows;
    this.#columns = columns;
    this.diagonal = new Float64Array(4 * size);
    this.pairs = new Float64Array(8 * rows.length);
    const order = minimumDegreeOrder(adjacencyOf(size, rows, columns));
    const position = new Int32Array(size);
    for (let k = 0; k < size; k++) position[order[k] as number] = k;
    this.#order = order;
    this.#position = position;

    const entryStart = new Int32Array(size + 1);
    for (let p = 0; p < rows.length; p++) {
      const i = position[rows[p] as number] as number;
      const j = position[columns[p] as number] as number;
      entryStart[i + 1] = (entryStart[i + 1] as number) + 1;
      entryStart[j + 1] = (entryStart[j + 1] as number) + 1;
    }
    for (let k = 0; k < size; k++) entryStart[k + 1] = (entryStart[k + 1] as number) + (entryStart[k] as number);
    const next = entryStart.slice();
    const entry = new Int32Array(2 * rows.length);
    const entryColumn = new Int32Array(2 * rows.length);
    for (let p = 0; p < rows.length; p++) {
      const i = position[rows[p] as number] as number;
      const j = position[columns[p] as number] as number;
      const a = next[i] as number;
      next[i] = a + 1;
      entry[a] = 8 * p;
      entryColumn[a] = j;
      const b = next[j] as number;
      next[j] = b + 1;
      entry[b] = 8 * p + 4;
      entryColumn[b] = i;
    }
    this.#entryStart = entryStart;
    this.#entry = entry;
    this.#entryColumn = entryColumn;

    // Pattern of each upper row: own entries, and the rows of its children in the elimination tree.
    const children: number[][] = Array.from({ length: size }, () => []);
    const upper: Int32Array[] = [];
    const seen = new Int32Array(size).fill(-1);
    const upperStart = new Int32Array(size + 1);
    for (let k = 0; k < size; k++) {
      const pattern: number[] = [];
      const add = (j: number) => {
        if (j <= k || seen[j] === k) return;
        seen[j] = k;
        pattern.push(j);
      };
      for (let e = entryStart[k] as number; e < (entryStart[k + 1] as number); e++) add(entryColumn[e] as number);
      for (const child of children[k] as number[]) for (const j of upper[child] as Int32Array) add(j);
      const sorted = Int32Array.from(pattern).sort();
      upper.push(sorted);
      upperStart[k + 1] = (upperStart[k] as number) + sorted.length;
      const parent = sorted[0];
      if (parent !== undefined) children[parent]?.push(k);
    }
    const fill = upperStart[size] as number;
    const upperColumn = new Int32Array(fill);
    const lowerStart = new Int32Array(size + 1);
    upper.forEach((pattern, k) => {
      upperColumn.set(pattern, upperStart[k] as number);
      for (const j of pattern) lowerStart[j + 1] = (lowerStart[j + 1] as number) + 1;
    });
    for (let k = 0; k < size; k++) lowerStart[k + 1] = (lowerStart[k + 1] as number) + (lowerStart[k] as number);
    const lowerNext = lowerStart.slice();
    const lowerColumn = new Int32Array(fill);
    upper.forEach((pattern, k) => {
      for (const j of pattern) {
        const at = lowerNext[j] as number;
        lowerColumn[at] = k;
        lowerNext[j] = at + 1;
      }
    });
    this.fill = fill;
    this.#upperStart = upperStart;
    this.#upperColumn = upperColumn;
    this.#lowerStart = lowerStart;
    this.#lowerColumn = lowerColumn;
    this.#upper = new Float64Array(4 * fill);
    this.#lower = new Float64Array(4 * fill);
    this.#inverse = new Float64Array(4 * size);
    this.#work = new Float64Array(4 * size);
    this.#x = new Float64Array(2 * size);
  }

  get rows(): Int32Array {
    return this.#rows;
  }

  get columns(): Int32Array {
    return this.#columns;
  }

  /** Factors the present values. @returns false where a pivot block is singular. */
  factor(): boolean {
    const w = this.#work;
    const upper = this.#upper;
    const lower = this.#lower;
    const inverse = this.#inverse;
    const upperColumn = this.#upperColumn;
    for (let k = 0; k < this.size; k++) {
      const lowerBegin = this.#lowerStart[k] as number;
      const lowerEnd = this.#lowerStart[k + 1] as number;
      const upperBegin = this.#upperStart[k] as number;
      const upperEnd = this.#upperStart[k + 1] as number;
      for (let e = lowerBegin; e < lowerEnd; e++) w.fill(0, 4 * (this.#lowerColumn[e] as number), 4 * (this.#lowerColumn[e] as number) + 4);
      for (let e = upperBegin; e < upperEnd; e++) w.fill(0, 4 * (upperColumn[e] as number), 4 * (upperColumn[e] as number) + 4);
      const own = 4 * (this.#order[k] as number);
      for (let c = 0; c < 4; c++) w[4 * k + c] = this.diagonal[own + c] as number;
      for (let e = this.#entryStart[k] as number; e < (this.#entryStart[k + 1] as number); e++) {
        const at = 4 * (this.#entryColumn[e] as number);
        const block = this.#entry[e] as number;
        for (let c = 0; c < 4; c++) w[at + c] = (w[at + c] as number) + (this.pairs[block + c] as number);
      }
      for (let e = lowerBegin; e < lowerEnd; e++) {
        const i = this.#lowerColumn[e] as number;
        const at = 4 * i;
        const a = w[at] as number;
        const b = w[at + 1] as number;
        const c = w[at + 2] as number;
        const d = w[at + 3] as number;
        // L block = A·D⁻¹.
        const l0 = a * (inverse[at] as number) + b * (inverse[at + 2] as number);
        const l1 = a * (inverse[at + 1] as number) + b * (inverse[at + 3] as number);
        const l2 = c * (inverse[at] as number) + d * (inverse[at + 2] as number);
        const l3 = c * (inverse[at + 1] as number) + d * (inverse[at + 3] as number);
        lower[4 * e] = l0;
        lower[4 * e + 1] = l1;
        lower[4 * e + 2] = l2;
        lower[4 * e + 3] = l3;
        for (let u = this.#upperStart[i] as number; u < (this.#upperStart[i + 1] as number); u++) {
          const to = 4 * (upperColumn[u] as number);
          const u0 = upper[4 * u] as number;
          const u1 = upper[4 * u + 1] as number;
          const u2 = upper[4 * u + 2] as number;
          const u3 = upper[4 * u + 3] as number;
          w[to] = (w[to] as number) - l0 * u0 - l1 * u2;
          w[to + 1] = (w[to + 1] as number) - l0 * u1 - l1 * u3;
          w[to + 2] = (w[to + 2] as number) - l2 * u0 - l3 * u2;
          w[to + 3] = (w[to + 3] as number) - l2 * u1 - l3 * u3;
        }
      }
      const d0 = w[4 * k] as number;
      const d1 = w[4 * k + 1] as number;
      const d2 = w[4 * k + 2] as number;
      const d3 = w[4 * k + 3] as number;
      const determinant = d0 * d3 - d1 * d2;
      if (determinant === 0 || !Number.isFinite(determinant)) return false;
      inverse[4 * k] = d3 / determinant;
      inverse[4 * k + 1] = -d1 / determinant;
      inverse[4 * k + 2] = -d2 / determinant;
      inverse[4 * k + 3] = d0 / determinant;
      for (let u = upperBegin; u < upperEnd; u++) {
        const at = 4 * (upperColumn[u] as number);
        for (let c = 0; c < 4; c++) upper[4 * u + c] = w[at + c] as number;
      }
    }
    return true;
  }

  /** Solves for `right` (two entries per unknown), in place. */
  solve(right: Float64Array): void {
    const x = this.#x;
    const { size } = this;
    const position = this.#position;
    for (let i = 0; i < size; i++) {
      const k = position[i] as number;
      x[2 * k] = right[2 * i] as number;
      x[2 * k + 1] = right[2 * i + 1] as number;
    }
    for (let k = 0; k < size; k++) {
      let a = x[2 * k] as number;
      let b = x[2 * k + 1] as number;
      for (let e = this.#lowerStart[k] as number; e < (this.#lowerStart[k + 1] as number); e++) {
        const j = this.#lowerColumn[e] as number;
        const xa = x[2 * j] as number;
        const xb = x[2 * j + 1] as number;
        a -= (this.#lower[4 * e] as number) * xa + (this.#lower[4 * e + 1] as number) * xb;
        b -= (this.#lower[4 * e + 2] as number) * xa + (this.#lower[4 * e + 3] as number) * xb;
      }
      x[2 * k] = a;
      x[2 * k + 1] = b;
    }
    for (let k = size - 1; k >= 0; k--) {
      let a = x[2 * k] as number;
      let b = x[2 * k + 1] as number;
      for (let u = this.#upperStart[k] as number; u < (this.#upperStart[k + 1] as number); u++) {
        const j = this.#upperColumn[u] as number;
        const xa = x[2 * j] as number;
        const xb = x[2 * j + 1] as number;
        a -= (this.#upper[4 * u] as number) * xa + (this.#upper[4 * u + 1] as number) * xb;
        b -= (this.#upper[4 * u + 2] as number) * xa + (this.#upper[4 * u + 3] as number) * xb;
      }
      x[2 * k] = (this.#inverse[4 * k] as number) * a + (this.#inverse[4 * k + 1] as number) * b;
      x[2 * k + 1] = (this.#inverse[4 * k + 2] as number) * a + (this.#inverse[4 * k + 3] as number) * b;
    }
    for (let i = 0; i < size; i++) {
      const k = position[i] as number;
      right[2 * i] = x[2 * k] as number;
      right[2 * i + 1] = x[2 * k + 1] as number;
    }
  }
}
