/**
 * Keeps the flow of each exchanger's valve between one that was too small and one that was too large. At a very small
 * load the facility water warms on its way to the valve, the more the less of it flows: the flow that would hold the
 * outlet then jumps between shut and wide open from pass to pass, and mixing passes alone never meets the one between.
 */
export class ValveBrackets {
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #isValve: Uint8Array;

  /** @param isValve per held flow: whether more of it brings the controlled temperature down */
  constructor(isValve: Uint8Array) {
    this.#isValve = isValve;
    this.#low = new Float64Array(isValve.length).fill(Number.NaN);
    this.#high = new Float64Array(isValve.length).fill(Number.NaN);
  }

  /**
   * @param asked flows of the last pass, kg/s
   * @param wanted what the controls asked for after it
   * @param proposed the next flows; those outside their bracket are brought to its geometric middle
   */
  confine(asked: Float64Array, wanted: Float64Array, proposed: Float64Array): void {
    for (let k = 0; k < asked.length; k++) {
      const x = asked[k] as number;
      const g = wanted[k] as number;
      if (this.#isValve[k] === 0 || !(Math.abs(g - x) > sameFlow * g)) continue;
      if (g > x) {
        this.#low[k] = x;
        if (!((this.#high[k] as number) > x)) this.#high[k] = Number.NaN;
      } else {
        this.#high[k] = x;
        if (!((this.#low[k] as number) < x)) this.#low[k] = Number.NaN;
      }
      const low = this.#low[k] as number;
      const high = this.#high[k] as number;
      if (high - low < narrow * high) {
        // The rest of the plant has moved what the bracket was made for.
        this.#low[k] = Number.NaN;
        this.#high[k] = Number.NaN;
      } else if ((proposed[k] as number) <= low || (proposed[k] as number) >= high) proposed[k] = Math.sqrt(low * high);
    }
  }
}

/** Relative: flows that agree, and a bracket too narrow to tell anything. */
const sameFlow = 1e-10;
const narrow = 1e-9;
