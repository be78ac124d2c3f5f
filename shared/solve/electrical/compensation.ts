/**
 * A tree with more than one held voltage: the sweep starts from the first; the others are held by
 * currents injected there, corrected after every pass through the impedances between them and the
 * root (the breakpoint compensation of Shirmohammadi et al., 1988). The correction is exact for the
 * impedances, so it costs no passes.
 */

/** What compensation needs of a sweep: its tree and element values. */
export interface CompensatedTree {
  readonly parent: Int32Array;
  readonly tRe: Float64Array;
  readonly tIm: Float64Array;
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
  /** Positions of held buses other than the root. */
  readonly held: Int32Array;
}

function pathToRoot(parent: Int32Array, from: number): number[] {
  const path: number[] = [];
  for (let k = from; k > 0; k = parent[k] as number) path.push(k);
  return path;
}

/** Voltage change at each held bus for a unit current (1 + 0j) injected at each, row-major complex pairs. */
function impedanceMatrix(tree: CompensatedTree): Float64Array {
  const { parent, tRe, tIm, zRe, zIm, held } = tree;
  const size = held.length;
  const matrix = new Float64Array(2 * size * size);
  held.forEach((at, column) => {
    const current = new Map<number, readonly [number, number]>();
    let re = 1;
    let im = 0;
    for (const k of pathToRoot(parent, at)) {
      current.set(k, [re, im]);
      const a = (tRe[k] as number) * re + (tIm[k] as number) * im;
      im = (tRe[k] as number) * im - (tIm[k] as number) * re;
      re = a;
    }
    held.forEach((seen, row) => {
      let vr = 0;
      let vi = 0;
      for (const k of pathToRoot(parent, seen).reverse()) {
        const a = (tRe[k] as number) * vr - (tIm[k] as number) * vi;
        vi = (tRe[k] as number) * vi + (tIm[k] as number) * vr;
        vr = a;
        const [ir, ii] = current.get(k) ?? [0, 0];
        vr += (zRe[k] as number) * ir - (zIm[k] as number) * ii;
        vi += (zRe[k] as number) * ii + (zIm[k] as number) * ir;
      }
      matrix[2 * (row * size + column)] = vr;
      matrix[2 * (row * size + column) + 1] = vi;
    });
  });
  return matrix;
}

/** Inverse of a small complex matrix by Gauss-Jordan with pivoting; undefined where singular. */
function inverse(matrix: Float64Array, size: number): Float64Array | undefined {
  const a = matrix.slice();
  const b = new Float64Array(a.length);
  for (let i = 0; i < size; i++) b[2 * (i * size + i)] = 1;
  const magnitude = (i: number, j: number) => Math.abs(a[2 * (i * size + j)] as number) + Math.abs(a[2 * (i * size + j) + 1] as number);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (magnitude(row, column) > magnitude(pivot, column)) pivot = row;
    if (magnitude(pivot, column) === 0) return undefined;
    for (const m of [a, b]) {
      for (let j = 0; j < 2 * size; j++) {
        const kept = m[2 * size * column + j] as number;
        m[2 * size * column + j] = m[2 * size * pivot + j] as number;
        m[2 * size * pivot + j] = kept;
      }
    }
    const pr = a[2 * (column * size + column)] as number;
    const pi = a[2 * (column * size + column) + 1] as number;
    const square = pr * pr + pi * pi;
    const scale = (m: Float64Array, at: number) => {
      const re = m[at] as number;
      const im = m[at + 1] as number;
      m[at] = (re * pr + im * pi) / square;
      m[at + 1] = (im * pr - re * pi) / square;
    };
    for (let j = 0; j < size; j++) {
      scale(a, 2 * (column * size + j));
      scale(b, 2 * (column * size + j));
    }
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const fr = a[2 * (row * size + column)] as number;
      const fi = a[2 * (row * size + column) + 1] as number;
      for (const m of [a, b]) {
        for (let j = 0; j < size; j++) {
          const at = 2 * (row * size + j);
          const from = 2 * (column * size + j);
          const re = m[from] as number;
          const im = m[from + 1] as number;
          m[at] = (m[at] as number) - fr * re + fi * im;
          m[at + 1] = (m[at + 1] as number) - fr * im - fi * re;
        }
      }
    }
  }
  return b;
}

/** Injected currents at held buses, and their correction. */
export class Compensation {
  readonly held: Int32Array;
  readonly jRe: Float64Array;
  readonly jIm: Float64Array;
  readonly #admittance: Float64Array;

  /** @returns undefined where a held bus has no impedance to the root. */
  static of(tree: CompensatedTree): Compensation | undefined {
    const admittance = inverse(impedanceMatrix(tree), tree.held.length);
    return admittance && new Compensation(tree.held, admittance);
  }

  constructor(held: Int32Array, admittance: Float64Array) {
    this.held = held;
    this.#admittance = admittance;
    this.jRe = new Float64Array(held.length);
    this.jIm = new Float64Array(held.length);
  }

  /** The same tree with injections of its own. */
  copy(): Compensation {
    return new Compensation(this.held, this.#admittance);
  }

  reset(): void {
    this.jRe.fill(0);
    this.jIm.fill(0);
  }

  /** Starts a pass: injected currents count against what the bus takes. */
  inject(iRe: Float64Array, iIm: Float64Array): void {
    for (let h = 0; h < this.held.length; h++) {
      const k = this.held[h] as number;
      iRe[k] = (iRe[k] as number) - (this.jRe[h] as number);
      iIm[k] = (iIm[k] as number) - (this.jIm[h] as number);
    }
  }

  /** Ends a pass: moves the held buses back to their set points. @returns how far they were off. */
  correct(vRe: Float64Array, vIm: Float64Array, setRe: (h: number) => number, setIm: (h: number) => number): number {
    const size = this.held.length;
    let largest = 0;
    for (let column = 0; column < size; column++) {
      const k = this.held[column] as number;
      const dr = setRe(column) - (vRe[k] as number);
      const di = setIm(column) - (vIm[k] as number);
      const off = Math.abs(dr) + Math.abs(di);
      if (!(off <= largest)) largest = off;
      for (let row = 0; row < size; row++) {
        const yr = this.#admittance[2 * (row * size + column)] as number;
        const yi = this.#admittance[2 * (row * size + column) + 1] as number;
        this.jRe[row] = (this.jRe[row] as number) + yr * dr - yi * di;
        this.jIm[row] = (this.jIm[row] as number) + yr * di + yi * dr;
      }
    }
    return largest;
  }
}
