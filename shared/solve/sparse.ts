/**
 * Sparse symmetric positive definite systems: ordered once per pattern, factored as L·D·Lᵀ as often
 * as values change. Little fill: right-looking along a list of updates made once. Much fill: up-looking
 * along stored row patterns (after Davis, "Algorithm 849: a concise sparse Cholesky factorization
 * package", ACM TOMS 31(4), 2005). Neither `factor` nor `solve` allocates.
 */
import { type Adjacency, adjacencyOf, minimumDegreeOrder } from './minimum-degree.ts';

/** Rows above the diagonal, by column, of a graph whose node `order[k]` is row k; rows ascend in each column. */
function upperPattern(graph: Adjacency, order: Int32Array, position: Int32Array): { start: Int32Array; row: Int32Array } {
  const n = graph.size;
  const start = new Int32Array(n + 1);
  for (let k = 0; k < n; k++) {
    const node = order[k] as number;
    let above = 0;
    for (let q = graph.start[node] as number; q < (graph.start[node + 1] as number); q++) {
      if ((position[graph.adjacent[q] as number] as number) < k) above++;
    }
    start[k + 1] = (start[k] as number) + above;
  }
  const row = new Int32Array(start[n] as number);
  // Filling by ascending row keeps each column sorted, so that a slot is found by bisection.
  const next = start.slice();
  for (let k = 0; k < n; k++) {
    const node = order[k] as number;
    for (let q = graph.start[node] as number; q < (graph.start[node + 1] as number); q++) {
      const other = position[graph.adjacent[q] as number] as number;
      if (other <= k) continue;
      const at = next[other] as number;
      row[at] = k;
      next[other] = at + 1;
    }
  }
  return { start, row };
}

/** Row of the first entry below the diagonal of each column of L; −1 at a root. */
function eliminationTree(n: number, upperStart: Int32Array, upperRow: Int32Array): Int32Array {
  const parent = new Int32Array(n).fill(-1);
  const ancestor = new Int32Array(n).fill(-1);
  for (let k = 0; k < n; k++) {
    for (let p = upperStart[k] as number; p < (upperStart[k + 1] as number); p++) {
      let i = upperRow[p] as number;
      while (i >= 0 && i < k) {
        const next = ancestor[i] as number;
        ancestor[i] = k;
        if (next < 0) parent[i] = k;
        i = next;
      }
    }
  }
  return parent;
}

/** Depth-first order of a forest: the same fill, but what is used together lies together. */
function postorder(parent: Int32Array): Int32Array {
  const n = parent.length;
  const firstChild = new Int32Array(n).fill(-1);
  const sibling = new Int32Array(n).fill(-1);
  for (let k = n - 1; k >= 0; k--) {
    const above = parent[k] as number;
    if (above < 0) continue;
    sibling[k] = firstChild[above] as number;
    firstChild[above] = k;
  }
  const post = new Int32Array(n);
  const stack = new Int32Array(n);
  let done = 0;
  for (let root = 0; root < n; root++) {
    if ((parent[root] as number) >= 0) continue;
    let depth = 0;
    stack[0] = root;
    while (depth >= 0) {
      const k = stack[depth] as number;
      const child = firstChild[k] as number;
      if (child >= 0) {
        firstChild[k] = sibling[child] as number;
        stack[++depth] = child;
      } else {
        post[done++] = k;
        depth--;
      }
    }
  }
  return post;
}

/** Entries of L by column: places start at n, after the diagonal; rows ascend in each column. */
interface FactorPattern {
  readonly start: Int32Array;
  readonly row: Int32Array;
}

/** Pattern of L: row k holds every column on the way from an entry above the diagonal up the elimination tree to k. */
function factorPattern(n: number, upper: { start: Int32Array; row: Int32Array }): FactorPattern {
  const parent = eliminationTree(n, upper.start, upper.row);
  const mark = new Int32Array(n).fill(-1);
  const walk = (visit: (column: number, row: number) => void): void => {
    mark.fill(-1);
    for (let k = 0; k < n; k++) {
      mark[k] = k;
      for (let p = upper.start[k] as number; p < (upper.start[k + 1] as number); p++) {
        for (let i = upper.row[p] as number; mark[i] !== k; i = parent[i] as number) {
          mark[i] = k;
          visit(i, k);
        }
      }
    }
  };
  const start = new Int32Array(n + 1);
  walk((column) => {
    start[column + 1] = (start[column + 1] as number) + 1;
  });
  start[0] = n;
  for (let k = 0; k < n; k++) start[k + 1] = (start[k + 1] as number) + (start[k] as number);
  const row = new Int32Array((start[n] as number) - n);
  const next = start.slice();
  walk((column, k) => {
    const at = next[column] as number;
    row[at - n] = k;
    next[column] = at + 1;
  });
  return { start, row };
}

/** Place of the entry in a column and row that L has. */
function placeOf(factor: FactorPattern, n: number, column: number, row: number): number {
  let low = factor.start[column] as number;
  let high = (factor.start[column + 1] as number) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((factor.row[middle - n] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each column, each pair of its entries: where their product goes. Empty when too long to be worth it. */
function listUpdates(factor: FactorPattern, n: number): Int32Array {
  let total = 0;
  for (let k = 0; k < n; k++) {
    const count = (factor.start[k + 1] as number) - (factor.start[k] as number);
    total += (count * (count + 1)) / 2;
  }
  if (total > LISTED_UPDATES * (n + factor.row.length)) return new Int32Array(0);
  const updates = new Int32Array(total);
  let u = 0;
  for (let k = 0; k < n; k++) {
    const end = factor.start[k + 1] as number;
    for (let p = factor.start[k] as number; p < end; p++) {
      const column = factor.row[p - n] as number;
      updates[u++] = column;
      for (let q = p + 1; q < end; q++) updates[u++] = placeOf(factor, n, column, factor.row[q - n] as number);
    }
  }
  return updates;
}

/** Columns of each row, ascending, which is a valid order of elimination. */
function transpose(factor: FactorPattern, n: number): { start: Int32Array; column: Int32Array } {
  const start = new Int32Array(n + 1);
  for (const row of factor.row) start[row + 1] = (start[row + 1] as number) + 1;
  for (let k = 0; k < n; k++) start[k + 1] = (start[k + 1] as number) + (start[k] as number);
  const column = new Int32Array(factor.row.length);
  const next = start.slice();
  for (let i = 0; i < n; i++) {
    for (let p = factor.start[i] as number; p < (factor.start[i + 1] as number); p++) {
      const row = factor.row[p - n] as number;
      const at = next[row] as number;
      column[at] = i;
      next[row] = at + 1;
    }
  }
  return { start, column };
}

const inverse = (order: Int32Array): Int32Array => {
  const position = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) position[order[k] as number] = k;
  return position;
};

/** Above so many updates per entry of L, a list of them would outgrow what it saves. */
const LISTED_UPDATES = 12;

/**
 * Values and solutions are in elimination order: unknown i of the caller is row `position[i]`. The
 * caller writes the matrix into `values` before each `factor`, which overwrites it with the factors.
 */
export class SymmetricSystem {
  readonly size: number;
  readonly position: Int32Array;
  /** Diagonal by row, then the entries of L by column, then one spare entry for what is not in the matrix. */
  readonly values: Float64Array;
  /** Per pair of the constructor: where in `values` its coupling is added. */
  readonly slot: Int32Array;
  /** Entries of L below its diagonal. */
  readonly fill: number;

  /** Per column: where it starts in `values`; the rows of all entries, by place in `values` − size. */
  readonly #start: Int32Array;
  readonly #row: Int32Array;
  /** Per row: its columns in ascending order; empty where updates are listed. */
  readonly #rowStart: Int32Array;
  readonly #rowColumn: Int32Array;
  /** Where each product of two entries of a column is subtracted, column by column; empty when there would be too many. */
  readonly #updates: Int32Array;
  readonly #filled: Int32Array;
  readonly #work: Float64Array;

  /** @param rows, columns — ends of each pair (branch) that couples two unknowns; repeats allowed. */
  constructor(size: number, rows: Int32Array, columns: Int32Array) {
    const n = size;
    const graph = adjacencyOf(n, rows, columns);
    const least = minimumDegreeOrder(graph);
    const first = upperPattern(graph, least, inverse(least));
    const order = postorder(eliminationTree(n, first.start, first.row)).map((k) => least[k] as number);
    const position = inverse(order);
    const factor = factorPattern(n, upperPattern(graph, order, position));
    const { start, row } = factor;
    this.size = n;
    this.position = position;
    this.fill = row.length;
    this.#start = start;
    this.#row = row;
    this.values = new Float64Array(n + row.length + 1);
    this.slot = new Int32Array(rows.length);
    for (let p = 0; p < rows.length; p++) {
      const a = position[rows[p] as number] as number;
      const b = position[columns[p] as number] as number;
      this.slot[p] = a === b ? n + row.length : placeOf(factor, n, Math.min(a, b), Math.max(a, b));
    }
    this.#updates = listUpdates(factor, n);
    const listed = this.#updates.length > 0;
    const byRow = listed ? { start: new Int32Array(0), column: new Int32Array(0) } : transpose(factor, n);
    this.#rowStart = byRow.start;
    this.#rowColumn = byRow.column;
    this.#filled = new Int32Array(listed ? 0 : n);
    this.#work = new Float64Array(listed ? 0 : n);
  }

  /**
   * Factors `values` in place, pivots as their reciprocals, and solves for the right-hand side in `y`.
   * @returns −1, or the first row whose pivot is not positive.
   */
  factorAndSolve(y: Float64Array): number {
    if (this.#updates.length > 0) {
      const failed = this.#factorByColumns(y);
      if (failed < 0) this.#back(y);
      return failed;
    }
    const failed = this.#factorByRows();
    if (failed < 0) this.solve(y);
    return failed;
  }

  /** Right-looking along the list of updates, with `y` going forward alongside: for trees and ladders, whose columns have two or three entries. */
  #factorByColumns(y: Float64Array): number {
    const n = this.size;
    const values = this.values;
    const start = this.#start;
    const updates = this.#updates;
    let u = 0;
    for (let k = 0; k < n; k++) {
      const pivot = values[k] as number;
      if (!(pivot > 0)) return k;
      const inverted = 1 / pivot;
      const yk = y[k] as number;
      const end = start[k + 1] as number;
      for (let p = start[k] as number; p < end; p++) {
        const entry = values[p] as number;
        const l = entry * inverted;
        // The first update of an entry is its own square, on the diagonal of its row.
        const row = updates[u++] as number;
        values[row] = (values[row] as number) - l * entry;
        y[row] = (y[row] as number) - l * yk;
        for (let q = p + 1; q < end; q++) {
          const at = updates[u++] as number;
          values[at] = (values[at] as number) - l * (values[q] as number);
        }
        values[p] = l;
      }
      values[k] = inverted;
    }
    return -1;
  }

  /** Up-looking along stored row patterns: for meshes. */
  #factorByRows(): number {
    const n = this.size;
    const values = this.values;
    const start = this.#start;
    const rowOf = this.#row;
    const rowStart = this.#rowStart;
    const rowColumn = this.#rowColumn;
    const filled = this.#filled;
    const y = this.#work;
    for (let k = 0; k < n; k++) {
      filled[k] = start[k] as number;
      let d = values[k] as number;
      const rowEnd = rowStart[k + 1] as number;
      for (let r = rowStart[k] as number; r < rowEnd; r++) {
        const i = rowColumn[r] as number;
        const end = filled[i] as number;
        const yi = (y[i] as number) + (values[end] as number);
        y[i] = 0;
        for (let p = start[i] as number; p < end; p++) {
          const row = rowOf[p - n] as number;
          y[row] = (y[row] as number) - (values[p] as number) * yi;
        }
        const l = yi * (values[i] as number);
        d -= l * yi;
        values[end] = l;
        filled[i] = end + 1;
      }
      if (!(d > 0)) {
        y.fill(0);
        return k;
      }
      values[k] = 1 / d;
    }
    return -1;
  }

  /** Solves with the present factors for the right-hand side in `y`, by row, and leaves the solution there. */
  solve(y: Float64Array): void {
    const n = this.size;
    const values = this.values;
    const start = this.#start;
    const rowOf = this.#row;
    let p = n;
    for (let k = 0; k < n; k++) {
      const yk = y[k] as number;
      const end = start[k + 1] as number;
      for (; p < end; p++) {
        const row = rowOf[p - n] as number;
        y[row] = (y[row] as number) - (values[p] as number) * yk;
      }
    }
    this.#back(y);
  }

  #back(y: Float64Array): void {
    const n = this.size;
    const values = this.values;
    const start = this.#start;
    const rowOf = this.#row;
    for (let k = n - 1; k >= 0; k--) {
      let sum = (y[k] as number) * (values[k] as number);
      const end = start[k + 1] as number;
      for (let p = start[k] as number; p < end; p++) sum -= (values[p] as number) * (y[rowOf[p - n] as number] as number);
      y[k] = sum;
    }
  }
}
