/** Pressure drop through published (flow, drop) points: a power law on each interval, so it is monotone and exact at the points. */

export class TableLaw {
  readonly #flow: Float64Array;
  readonly #coefficient: Float64Array;
  readonly #exponent: Float64Array;
  readonly last_m3_s: number;
  readonly middle_m3_s: number;

  /** @param points — ascending, (0, 0) left out; see `tableProblem`. */
  constructor(points: readonly (readonly [flow_m3_s: number, drop_Pa: number])[]) {
    const own = points.filter(([flow]) => flow > 0);
    const count = Math.max(1, own.length - 1);
    this.#flow = new Float64Array(count);
    this.#coefficient = new Float64Array(count);
    this.#exponent = new Float64Array(count);
    own.forEach(([flow, drop], k) => {
      if (k >= count) return;
      const next = own[k + 1];
      const exponent = next === undefined ? 2 : Math.log(next[1] / drop) / Math.log(next[0] / flow);
      // An interval ends where the next begins; the first reaches down to zero, the last on for ever.
      this.#flow[k] = flow;
      this.#exponent[k] = exponent;
      this.#coefficient[k] = drop / flow ** exponent;
    });
    this.last_m3_s = own[own.length - 1]?.[0] ?? 0;
    this.middle_m3_s = own[own.length >> 1]?.[0] ?? 0;
  }

  /** Drop in Pa (out[0]) and its derivative (out[1]) at a flow ≥ 0, m³/s. Below `floor_Pa` the law is a straight line. */
  evaluate(flow_m3_s: number, floor_Pa: number, out: Float64Array): void {
    let k = 0;
    while (k + 1 < this.#flow.length && flow_m3_s > (this.#flow[k + 1] as number)) k++;
    const coefficient = this.#coefficient[k] as number;
    const exponent = this.#exponent[k] as number;
    const drop = coefficient * flow_m3_s ** exponent;
    if (drop > floor_Pa || k > 0) {
      out[0] = drop;
      out[1] = (exponent * drop) / flow_m3_s;
    } else {
      const slope = floor_Pa / (floor_Pa / coefficient) ** (1 / exponent);
      out[0] = slope * flow_m3_s;
      out[1] = slope;
    }
  }
}

/** Why points do not make a law, or undefined. */
export function tableProblem(points: readonly (readonly [number, number])[]): string | undefined {
  const own = points.filter(([flow]) => flow !== 0);
  if (own.length === 0) return 'has no Δp point with flow';
  for (let k = 0; k < own.length; k++) {
    const [flow, drop] = own[k] as readonly [number, number];
    if (!(flow > 0 && drop > 0 && Number.isFinite(flow + drop))) return 'has a Δp point that is not positive';
    const before = own[k - 1];
    if (before !== undefined && !(flow > before[0] && drop > before[1])) return 'has Δp points that do not rise with flow';
  }
  return undefined;
}
