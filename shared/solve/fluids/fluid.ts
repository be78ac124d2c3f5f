/** What the solvers ask of a coolant: properties against temperature, and an enthalpy that is the exact integral of cp. */

export interface Fluid {
  readonly name: string;
  readonly title: string;
  /** Range of the correlations, K. Outside it properties are held at the nearest end (enthalpy goes on with that cp). */
  readonly minimum_K: number;
  readonly maximum_K: number;
  readonly source: string;
  /** kg/m³ */
  density(temperature_K: number): number;
  /** J/(kg·K) */
  specificHeat(temperature_K: number): number;
  /** Pa·s */
  viscosity(temperature_K: number): number;
  /** W/(m·K) */
  conductivity(temperature_K: number): number;
  /** Absolute pressure at which it boils, Pa. */
  vapourPressure(temperature_K: number): number;
  /** J/kg above 0 °C; pressure does not enter (incompressible). */
  enthalpy(temperature_K: number): number;
  /** Inverse of `enthalpy`; a temperature nearby saves steps. */
  temperature(enthalpy_J_kg: number, near_K?: number): number;
}

/** cp as a polynomial in u = (T − base)/scale, with its integral; clamped to a range, beyond which cp is constant. */
export class HeatPolynomial {
  readonly #c: readonly number[];
  readonly #base: number;
  readonly #scale: number;
  readonly #low: number;
  readonly #high: number;
  readonly #zero: number;
  readonly #enthalpyLow: number;
  readonly #enthalpyHigh: number;
  readonly #cpLow: number;
  readonly #cpHigh: number;

  constructor(coefficients: readonly number[], base_K: number, scale_K: number, low_K: number, high_K: number, reference_K: number) {
    this.#c = coefficients;
    this.#base = base_K;
    this.#scale = scale_K;
    this.#low = low_K;
    this.#high = high_K;
    this.#cpLow = this.#inside(low_K);
    this.#cpHigh = this.#inside(high_K);
    this.#zero = 0;
    this.#zero = this.#primitive(reference_K);
    this.#enthalpyLow = this.#primitive(low_K) - this.#zero;
    this.#enthalpyHigh = this.#primitive(high_K) - this.#zero;
  }

  #inside(temperature_K: number): number {
    const u = (temperature_K - this.#base) / this.#scale;
    let value = 0;
    for (let i = this.#c.length - 1; i >= 0; i--) value = value * u + (this.#c[i] as number);
    return value;
  }

  #primitive(temperature_K: number): number {
    const u = (temperature_K - this.#base) / this.#scale;
    let value = 0;
    for (let i = this.#c.length - 1; i >= 0; i--) value = value * u + (this.#c[i] as number) / (i + 1);
    return value * u * this.#scale;
  }

  specificHeat(temperature_K: number): number {
    if (temperature_K <= this.#low) return this.#cpLow;
    if (temperature_K >= this.#high) return this.#cpHigh;
    return this.#inside(temperature_K);
  }

  enthalpy(temperature_K: number): number {
    if (temperature_K < this.#low) return this.#enthalpyLow + this.#cpLow * (temperature_K - this.#low);
    if (temperature_K > this.#high) return this.#enthalpyHigh + this.#cpHigh * (temperature_K - this.#high);
    return this.#primitive(temperature_K) - this.#zero;
  }

  temperature(enthalpy_J_kg: number, near_K?: number): number {
    if (enthalpy_J_kg <= this.#enthalpyLow) return this.#low + (enthalpy_J_kg - this.#enthalpyLow) / this.#cpLow;
    if (enthalpy_J_kg >= this.#enthalpyHigh) return this.#high + (enthalpy_J_kg - this.#enthalpyHigh) / this.#cpHigh;
    // cp varies by a few per cent over the range, so Newton from the chord settles in three or four steps.
    const chord = (enthalpy_J_kg - this.#enthalpyLow) / (this.#enthalpyHigh - this.#enthalpyLow);
    let temperature_K =
      near_K !== undefined && near_K > this.#low && near_K < this.#high ? near_K : this.#low + chord * (this.#high - this.#low);
    for (let i = 0; i < 20; i++) {
      const step = (enthalpy_J_kg - this.enthalpy(temperature_K)) / this.specificHeat(temperature_K);
      temperature_K += step;
      // Newton squares its error: after a step this small the next one is below rounding.
      if (Math.abs(step) < 1e-7) break;
    }
    return temperature_K;
  }
}
