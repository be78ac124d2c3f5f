/**
 * Direct solution of sparse unsymmetric systems whose pattern is symmetric and that need no pivoting (M-matrices:
 * transport of heat along flows). Ordered once by minimum degree, then factored A = L·D·U row by row for any values;
 * Davis, Direct Methods for Sparse Linear Systems (SIAM 2006), chapters 4 and 6.
 */
import { adjacencyOf, minimumDegreeOrder } from './minimum-degree.ts';

export class SparseLu {
  readonly size: number;
  /** Values to set before `factor`: the diagonal by unknown, and per given pair (r, c) the entries A[r][c] and A[c][r]; repeated pairs add up. */
  readonly diagonal: Float64Array;
  readonly forward: Float64Array;
  readonly backward: Float64Array;

  readonly #order: Int32Array;
  /** Pairs grouped by the later-eliminated of their two unknowns. */
  readonly #pairStart: Int32Array;
  readonly #pair: Int32Array;
  readonly #pairOther: Int32Array;
  /** 1 where the pair's row unknown is the later one. */
  readonly #pairTurned: Uint8Array;
  readonly #columnStart: Int32Array;
  readonly #columnRow: Int32Array;
  readonly #rowStart: Int32Array;
  readonly #rowColumn: Int32Array;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #pivot: Float64Array;
  readonly #filled: Int32Array;
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  /** @param rows, columns the two unknowns of each pair; pairs with equal ends are ignored. */
  constructor(size: number, rows: Int32Array, columns: Int32Array) {
    const n = size;
    const order = minimumDegreeOrder(adjacencyOf(n, rows, columns));
    const position = new Int32Array(n);
    for (let k = 0; k < n; k++) position[order[k] as number] = k;
    const pairStart = new Int32Array(n + 1);
    for (let p = 0; p < rows.length; p++) {
      const later = Math.max(position[rows[p] as number] as number, position[columns[p] as number] as number);
      if (rows[p] !== columns[p]) pairStart[later + 1] = (pairStart[later + 1] as number) + 1;
    }
    for (let k = 0; k < n; k++) pairStart[k + 1] = (pairStart[k + 1] as number) + (pairStart[k] as number);
    const pair = new Int32Array(pairStart[n] as number);
    const pairOther = new Int32Array(pair.length);
    const pairTurned = new Uint8Array(pair.length);
    const next = pairStart.slice();
    for (let p = 0; p < rows.length; p++) {
      if (rows[p] === columns[p]) continue;
      const r = position[rows[p] as number] as number;
      const c = position[columns[p] as number] as number;
      const later = Math.max(r, c);
      const at = next[later] as number;
      next[later] = at + 1;
      pair[at] = p;
      pairOther[at] = Math.min(r, c);
      pairTurned[at] = r > c ? 1 : 0;
    }

    const { columnStart, columnRow, rowStart, rowColumn } = filledPattern(n, pairStart, pairOther);
    this.size = n;
    this.diagonal = new Float64Array(n);
    this.forward = new Float64Array(rows.length);
    this.backward = new Float64Array(rows.length);
    this.#order = order;
    this.#pairStart = pairStart;
    this.#pair = pair;
    this.#pairOther = pairOther;
    this.#pairTurned = pairTurned;
    this.#columnStart = columnStart;
    this.#columnRow = columnRow;
    this.#rowStart = rowStart;
    this.#rowColumn = rowColumn;
    this.#lower = new Float64Array(columnRow.length);
    this.#upper = new Float64Array(columnRow.length);
    this.#pivot = new Float64Array(n);
    this.#filled = new Int32Array(n);
    this.#x = new Float64Array(n);
    this.#y = new Float64Array(n);
  }

  /** Factors the present values. @returns −1, or the number of the first unknown whose pivot is below `least` times its diagonal. */
  factor(least = 1e-13): number {
    const { size: n, diagonal, forward, backward } = this;
    const columnStart = this.#columnStart;
    const columnRow = this.#columnRow;
    const rowStart = this.#rowStart;
    const rowColumn = this.#rowColumn;
    const lower = this.#lower;
    const upper = this.#upper;
    const pivot = this.#pivot;
    const filled = this.#filled;
    // Row k left of the diagonal gathers in x, column k above the diagonal in y.
    const x = this.#x;
    const y = this.#y;
    for (let k = 0; k < n; k++) {
      filled[k] = columnStart[k] as number;
      const unknown = this.#order[k] as number;
      const full = diagonal[unknown] as number;
      let d = full;
      for (let q = this.#pairStart[k] as number; q < (this.#pairStart[k + 1] as number); q++) {
        const p = this.#pair[q] as number;
        const other = this.#pairOther[q] as number;
        const turned = this.#pairTurned[q] === 1;
        x[other] = (x[other] as number) + ((turned ? forward[p] : backward[p]) as number);
        y[other] = (y[other] as number) + ((turned ? backward[p] : forward[p]) as number);
      }
      const rowEnd = rowStart[k + 1] as number;
      for (let r = rowStart[k] as number; r < rowEnd; r++) {
        const i = rowColumn[r] as number;
        const l = (x[i] as number) / (pivot[i] as number);
        const u = y[i] as number;
        x[i] = 0;
        y[i] = 0;
        const end = filled[i] as number;
        if (l !== 0) {
          for (let p = columnStart[i] as number; p < end; p++) {
            const j = columnRow[p] as number;
            x[j] = (x[j] as number) - l * (upper[p] as number);
          }
        }
        if (u !== 0) {
          for (let p = columnStart[i] as number; p < end; p++) {
            const j = columnRow[p] as number;
            y[j] = (y[j] as number) - (lower[p] as number) * u;
          }
        }
        d -= l * u;
        lower[end] = l;
        upper[end] = u;
        filled[i] = end + 1;
      }
      if (!(d > least * full)) {
        x.fill(0);
        y.fill(0);
        return unknown;
      }
      pivot[k] = d;
    }
    return -1;
  }

  /** Solves for `right`, writing `result` (which may be the same array). */
  solve(right: Float64Array, result: Float64Array): void {
    const n = this.size;
    const order = this.#order;
    const columnStart = this.#columnStart;
    const columnRow = this.#columnRow;
    const y = this.#y;
    for (let k = 0; k < n; k++) y[k] = right[order[k] as number] as number;
    for (let k = 0; k < n; k++) {
      const yk = y[k] as number;
      if (yk === 0) continue;
      const end = columnStart[k + 1] as number;
      for (let p = columnStart[k] as number; p < end; p++) {
        const row = columnRow[p] as number;
        y[row] = (y[row] as number) - (this.#lower[p] as number) * yk;
      }
    }
    for (let k = n - 1; k >= 0; k--) {
      let sum = y[k] as number;
      const end = columnStart[k + 1] as number;
      for (let p = columnStart[k] as number; p < end; p++) sum -= (this.#upper[p] as number) * (y[columnRow[p] as number] as number);
      y[k] = sum / (this.#pivot[k] as number);
    }
    for (let k = 0; k < n; k++) result[order[k] as number] = y[k] as number;
    y.fill(0);
  }
}

/** Pattern of the factor by the elimination tree: columns below the diagonal, and the same by rows. */
function filledPattern(n: number, pairStart: Int32Array, pairOther: Int32Array) {
  const parent = new Int32Array(n).fill(-1);
  const ancestor = new Int32Array(n).fill(-1);
  for (let k = 0; k < n; k++) {
    for (let q = pairStart[k] as number; q < (pairStart[k + 1] as number); q++) {
      let i = pairOther[q] as number;
      while (i !== -1 && i < k) {
        const up = ancestor[i] as number;
        ancestor[i] = k;
        if (up === -1) parent[i] = k;
        i = up;
      }
    }
  }
  // Row k of the factor reaches from each of its entries up the tree as far as k; walked twice, to count and to fill.
  const mark = new Int32Array(n).fill(-1);
  const columnStart = new Int32Array(n + 1);
  const rowStart = new Int32Array(n + 1);
  for (let k = 0; k < n; k++) {
    let entries = 0;
    mark[k] = k;
    for (let q = pairStart[k] as number; q < (pairStart[k + 1] as number); q++) {
      for (let i = pairOther[q] as number; mark[i] !== k; i = parent[i] as number) {
        mark[i] = k;
        columnStart[i + 1] = (columnStart[i + 1] as number) + 1;
        entries++;
      }
    }
    rowStart[k + 1] = (rowStart[k] as number) + entries;
  }
  for (let k = 0; k < n; k++) columnStart[k + 1] = (columnStart[k + 1] as number) + (columnStart[k] as number);
  const columnRow = new Int32Array(columnStart[n] as number);
  const next = columnStart.slice();
  mark.fill(-1);
  for (let k = 0; k < n; k++) {
    mark[k] = k;
    for (let q = pairStart[k] as number; q < (pairStart[k + 1] as number); q++) {
      for (let i = pairOther[q] as number; mark[i] !== k; i = parent[i] as number) {
        mark[i] = k;
        const at = next[i] as number;
        next[i] = at + 1;
        columnRow[at] = k;
      }
    }
  }
  // Going through columns in order gives each row its columns ascending, which is a valid order of elimination.
  const rowColumn = new Int32Array(columnRow.length);
  const rowNext = rowStart.slice();
  for (let i = 0; i < n; i++) {
    for (let p = columnStart[i] as number; p < (columnStart[i + 1] as number); p++) {
      const row = columnRow[p] as number;
      const at = rowNext[row] as number;
      rowNext[row] = at + 1;
      rowColumn[at] = i;
    }
  }
  return { columnStart, columnRow, rowStart, rowColumn };
}
