/**
 * Smooth numbers that follow one variable, solved at some of its values and interpolated between them
 * where the solved ones stand close enough: the next solution is then known beforehand.
 */

/** Solved values that are kept at most. */
const most = 16;

interface Entry {
  readonly at: number;
  readonly values: Float64Array;
}

export class ResponseMemo {
  /** By rising `at`. */
  readonly #entries: Entry[] = [];

  put(at: number, values: Float64Array): void {
    if (this.#entries.length >= most || this.#entries.some((entry) => Math.abs(entry.at - at) <= 1e-9 * Math.abs(at))) return;
    const place = this.#entries.findIndex((entry) => entry.at > at);
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, { at, values });
  }

  /**
   * Values by the cubic through the four solved ones nearest, never beyond the outermost.
   * @param allowed how far the parabola through three of them may differ from it in entry i: more than what the cubic itself is off.
   * @returns undefined where nothing solved is near enough.
   */
  at(at: number, allowed: (i: number) => number): Float64Array | undefined {
    const entries = this.#entries;
    const [first, last] = [entries[0], entries[entries.length - 1]];
    if (entries.length < 4 || !first || !last || at < first.at || at > last.at) return undefined;
    const nearest = [...entries].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at)).slice(0, 4);
    const cubic = weights(nearest, at);
    const parabola = weights(nearest.slice(0, 3), at);
    const values = new Float64Array(first.values.length);
    for (let i = 0; i < values.length; i++) {
      let [three, four] = [0, 0];
      for (let k = 0; k < 4; k++) {
        const value = nearest[k]?.values[i] as number;
        four += (cubic[k] as number) * value;
        if (k < 3) three += (parabola[k] as number) * value;
      }
      // Written so that NaN is too far.
      if (!(Math.abs(four - three) <= allowed(i))) return undefined;
      values[i] = four;
    }
    return values;
  }
}

/** Lagrange's weights. */
function weights(entries: readonly Entry[], at: number): number[] {
  return entries.map((entry) =>
    entries.reduce((product, other) => (other === entry ? product : (product * (at - other.at)) / (entry.at - other.at)), 1),
  );
}
