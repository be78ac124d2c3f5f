/**
 * Sparse symmetric positive definite systems: ordered once per pattern, factored as L·D·Lᵀ as often
 * as values change. Up-looking factorisation along stored row patterns (after Davis, "Algorithm 849:
 * a concise sparse Cholesky factorization package", ACM TOMS 31(4), 2005). Neither `factor` nor
 * `solve` allocates.
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

const inverse = (order: Int32Array): Int32Array => {
  const position = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) position[order[k] as number] = k;
  return position;
};

/** Values and solutions are in elimination order: unknown i of the caller is row `position[i]`. */
export class SymmetricSystem {
  readonly size: number;
  readonly position: Int32Array;
  /** Diagonal values, by row; one spare entry at the end for the caller's fixed ends. */
  readonly diagonal: Float64Array;
  /** Values above the diagonal; pair p of the constructor adds into `offDiagonal[slot[p]]`; one spare entry at the end. */
  readonly offDiagonal: Float64Array;
  /** Per pair: its place in `offDiagonal`; the spare one for pairs with equal ends. */
  readonly slot: Int32Array;
  /** Entries of L below its diagonal. */
  readonly fill: number;

  readonly #upperStart: Int32Array;
  readonly #upperRow: Int32Array;
  readonly #columnStart: Int32Array;
  readonly #columnRow: Int32Array;
  readonly #rowStart: Int32Array;
  readonly #rowColumn: Int32Array;
  readonly #lower: Float64Array;
  readonly #pivot: Float64Array;
  readonly #filled: Int32Array;
  readonly #work: Float64Array;

  /** @param rows, columns — ends of each pair (branch) that couples two unknowns; repeats allowed. */
  constructor(size: number, rows: Int32Array, columns: Int32Array) {
    const n = size;
    this.size = n;
    const graph = adjacencyOf(n, rows, columns);
    const least = minimumDegreeOrder(graph);
    const first = upperPattern(graph, least, inverse(least));
    const order = postorder(eliminationTree(n, first.start, first.row)).map((k) => least[k] as number);
    const position = inverse(order);
    const { start: upperStart, row: upperRow } = upperPattern(graph, order, position);
    this.position = position;
    this.slot = new Int32Array(rows.length);
    for (let p = 0; p < rows.length; p++) {
      const a = position[rows[p] as number] as number;
      const b = position[columns[p] as number] as number;
      if (a === b) {
        this.slot[p] = upperRow.length;
        continue;
      }
      const row = Math.min(a, b);
      const column = Math.max(a, b);
      let low = upperStart[column] as number;
      let high = (upperStart[column + 1] as number) - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((upperRow[middle] as number) < row) low = middle + 1;
        else high = middle;
      }
      this.slot[p] = low;
    }

    const parent = eliminationTree(n, upperStart, upperRow);
    const mark = new Int32Array(n).fill(-1);
    const columnCount = new Int32Array(n);
    for (let k = 0; k < n; k++) {
      mark[k] = k;
      for (let p = upperStart[k] as number; p < (upperStart[k + 1] as number); p++) {
        for (let i = upperRow[p] as number; mark[i] !== k; i = parent[i] as number) {
          mark[i] = k;
          columnCount[i] = (columnCount[i] as number) + 1;
        }
      }
    }
    const columnStart = new Int32Array(n + 1);
    for (let k = 0; k < n; k++) columnStart[k + 1] = (columnStart[k] as number) + (columnCount[k] as number);
    const fill = columnStart[n] as number;
    const columnRow = new Int32Array(fill);
    const rowStart = new Int32Array(n + 1);
    const columnNext = columnStart.slice();
    mark.fill(-1);
    for (let k = 0; k < n; k++) {
      mark[k] = k;
      let entries = 0;
      for (let p = upperStart[k] as number; p < (upperStart[k + 1] as number); p++) {
        for (let i = upperRow[p] as number; mark[i] !== k; i = parent[i] as number) {
          mark[i] = k;
          const at = columnNext[i] as number;
          columnRow[at] = k;
          columnNext[i] = at + 1;
          entries++;
        }
      }
      rowStart[k + 1] = (rowStart[k] as number) + entries;
    }
    // Transposing gives each row's columns in ascending order, which is a valid order of elimination.
    const rowColumn = new Int32Array(fill);
    const rowNext = rowStart.slice();
    for (let i = 0; i < n; i++) {
      for (let p = columnStart[i] as number; p < (columnStart[i + 1] as number); p++) {
        const row = columnRow[p] as number;
        const at = rowNext[row] as number;
        rowColumn[at] = i;
        rowNext[row] = at + 1;
      }
    }

    this.fill = fill;
    this.diagonal = new Float64Array(n + 1);
    this.offDiagonal = new Float64Array(upperRow.length + 1);
    this.#upperStart = upperStart;
    this.#upperRow = upperRow;
    this.#columnStart = columnStart;
    this.#columnRow = columnRow;
    this.#rowStart = rowStart;
    this.#rowColumn = rowColumn;
    this.#lower = new Float64Array(fill);
    this.#pivot = new Float64Array(n);
    this.#filled = new Int32Array(n);
    this.#work = new Float64Array(n);
  }

  /** Factors the present values. @returns −1, or the first row whose pivot is not positive. */
  factor(): number {
    const n = this.size;
    const diagonal = this.diagonal;
    const upper = this.offDiagonal;
    const upperStart = this.#upperStart;
    const upperRow = this.#upperRow;
    const columnStart = this.#columnStart;
    const columnRow = this.#columnRow;
    const rowStart = this.#rowStart;
    const rowColumn = this.#rowColumn;
    const lower = this.#lower;
    const pivot = this.#pivot;
    const filled = this.#filled;
    const y = this.#work;
    for (let k = 0; k < n; k++) {
      filled[k] = columnStart[k] as number;
      let d = diagonal[k] as number;
      const upperEnd = upperStart[k + 1] as number;
      for (let p = upperStart[k] as number; p < upperEnd; p++) y[upperRow[p] as number] = upper[p] as number;
      const rowEnd = rowStart[k + 1] as number;
      for (let r = rowStart[k] as number; r < rowEnd; r++) {
        const i = rowColumn[r] as number;
        const yi = y[i] as number;
        y[i] = 0;
        const end = filled[i] as number;
        for (let p = columnStart[i] as number; p < end; p++) {
          const row = columnRow[p] as number;
          y[row] = (y[row] as number) - (lower[p] as number) * yi;
        }
        const l = yi / (pivot[i] as number);
        d -= l * yi;
        lower[end] = l;
        filled[i] = end + 1;
      }
      if (!(d > 0)) {
        y.fill(0);
        return k;
      }
      pivot[k] = d;
    }
    return -1;
  }

  /** Solves for the right-hand side in `y`, by row, and leaves the solution there. */
  solve(y: Float64Array): void {
    const n = this.size;
    const columnStart = this.#columnStart;
    const columnRow = this.#columnRow;
    const lower = this.#lower;
    const pivot = this.#pivot;
    let p = 0;
    for (let k = 0; k < n; k++) {
      const yk = y[k] as number;
      const end = columnStart[k + 1] as number;
      for (; p < end; p++) {
        const row = columnRow[p] as number;
        y[row] = (y[row] as number) - (lower[p] as number) * yk;
      }
    }
    for (let k = n - 1; k >= 0; k--) {
      let sum = (y[k] as number) / (pivot[k] as number);
      const end = columnStart[k + 1] as number;
      for (p = columnStart[k] as number; p < end; p++) sum -= (lower[p] as number) * (y[columnRow[p] as number] as number);
      y[k] = sum;
    }
  }
}
