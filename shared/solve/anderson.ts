/**
 * Anderson's mixing for fixed points x = g(x) whose plain repetition is slow: the next iterate combines the last few
 * so that their residuals cancel best (Walker and Ni, SIAM J. Numer. Anal. 49 (2011) 1715, algorithm AA). Residuals are
 * taken relative to each component.
 */
export class Anderson {
  readonly #depth: number;
  #last: { readonly x: Float64Array; readonly f: Float64Array } | undefined;
  #dx: Float64Array[] = [];
  #df: Float64Array[] = [];

  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Forgets the past: after a change of regime the old differences mislead. */
  restart(): void {
    this.#last = undefined;
    this.#dx = [];
    this.#df = [];
  }

  /** @param x where g was evaluated, @param g its value there. @returns the next x; no component leaves half to twice g's. */
  next(x: Float64Array, g: Float64Array): Float64Array {
    const n = x.length;
    const f = new Float64Array(n);
    // Components without a value in either (nothing holds that flow) stay as g has them.
    for (let i = 0; i < n; i++) f[i] = Number.isNaN(x[i]) || Number.isNaN(g[i]) ? 0 : (g[i] as number) - (x[i] as number);
    if (this.#last) {
      const { x: x0, f: f0 } = this.#last;
      this.#dx.push(x.map((value, i) => (Number.isNaN(value) || Number.isNaN(x0[i]) ? 0 : value - (x0[i] as number))));
      this.#df.push(f.map((value, i) => value - (f0[i] as number)));
      if (this.#dx.length > this.#depth) {
        this.#dx.shift();
        this.#df.shift();
      }
    }
    this.#last = { x: x.slice(), f };
    const gamma = this.#weights(f, g);
    const next = g.slice();
    gamma.forEach((weight, k) => {
      const dx = this.#dx[k] as Float64Array;
      const df = this.#df[k] as Float64Array;
      for (let i = 0; i < n; i++) next[i] = (next[i] as number) - weight * ((dx[i] as number) + (df[i] as number));
    });
    for (let i = 0; i < n; i++) next[i] = Math.min(2 * (g[i] as number), Math.max(0.5 * (g[i] as number), next[i] as number));
    return next;
  }

  /** Least squares of f over the differences of f, by normal equations: a handful of columns. */
  #weights(f: Float64Array, scale: Float64Array): number[] {
    const m = this.#df.length;
    const a = Array.from({ length: m }, () => new Float64Array(m + 1));
    for (let r = 0; r < m; r++) {
      const row = a[r] as Float64Array;
      const left = this.#df[r] as Float64Array;
      for (let c = 0; c <= m; c++) {
        const right = c === m ? f : (this.#df[c] as Float64Array);
        let sum = 0;
        for (let i = 0; i < f.length; i++) {
          const s = scale[i] as number;
          if (s > 0) sum += ((left[i] as number) * (right[i] as number)) / (s * s);
        }
        row[c] = sum;
      }
      row[r] = (row[r] as number) * (1 + 1e-10) + Number.MIN_VALUE;
    }
    return solveSmall(a);
  }
}

/** Gaussian elimination with row pivoting of a small augmented system; components without a pivot are zero. */
function solveSmall(a: Float64Array[]): number[] {
  const m = a.length;
  const used: number[] = [];
  for (let c = 0; c < m; c++) {
    let best = -1;
    for (let r = 0; r < m; r++) {
      if (used.includes(r)) continue;
      if (best < 0 || Math.abs((a[r] as Float64Array)[c] as number) > Math.abs((a[best] as Float64Array)[c] as number)) best = r;
    }
    used.push(best);
    const pivotRow = a[best] as Float64Array;
    const pivot = pivotRow[c] as number;
    if (pivot === 0) continue;
    for (let r = 0; r < m; r++) {
      if (r === best) continue;
      const row = a[r] as Float64Array;
      const factor = (row[c] as number) / pivot;
      if (factor !== 0) for (let k = c; k <= m; k++) row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
    }
  }
  return used.map((r, c) => {
    const row = a[r] as Float64Array;
    const value = (row[m] as number) / (row[c] as number);
    return Number.isFinite(value) ? value : 0;
  });
}
