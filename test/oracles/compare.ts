/** Collects the comparisons of one case file: how far each number is from what the file expects, and which miss. */

export interface Allowed {
  /** Absolute tolerance, in the quantity's own unit. */
  readonly abs?: number;
  /** Relative to the expected value. */
  readonly rel?: number;
  /** What the printed relative error is relative to; the expected value unless given (flows: the largest flow of the network). */
  readonly scale?: number;
}

export class Comparison {
  /** Largest |actual − expected| over its scale. */
  worst = 0;
  compared = 0;
  readonly misses: string[] = [];

  /** An expected null is a quantity that does not exist there: what nothing feeds, the COP of a machine that stands. */
  number(what: string, actual: number | undefined, expected: number | null, allowed: Allowed): void {
    if (expected === null) {
      this.fact(`${what}: ${actual}, expected no value`, actual === undefined || !Number.isFinite(actual) || actual === 0);
      return;
    }
    this.compared++;
    if (actual === undefined || !Number.isFinite(actual)) {
      this.misses.push(`${what}: no value, expected ${expected}`);
      this.worst = Number.POSITIVE_INFINITY;
      return;
    }
    const error = Math.abs(actual - expected);
    const scale = Math.max(Math.abs(allowed.scale ?? expected), Number.MIN_VALUE);
    const relative = error === 0 ? 0 : error / scale;
    // An expected zero has no scale of its own; its error counts against the tolerance only.
    if (expected !== 0 || allowed.scale !== undefined) this.worst = Math.max(this.worst, relative);
    const limit = Math.max(allowed.abs ?? 0, (allowed.rel ?? 0) * Math.abs(expected));
    if (!(error <= limit)) this.misses.push(`${what}: ${actual}, expected ${expected} ± ${limit.toPrecision(3)}`);
  }

  /** Anything that is not a number: a status, a sign, a shut valve. */
  fact(what: string, holds: boolean): void {
    this.compared++;
    if (!holds) this.misses.push(what);
  }
}

/** One parsed case file. */
export interface OracleFile {
  readonly path: string;
  /** Folder named by its schema, e.g. `hydraulics`. */
  readonly topic: string;
  readonly content: unknown;
}

/** Translates a case into the product's own functions and compares their answers; computes nothing itself. */
export type Adapter = (file: OracleFile) => Comparison;
