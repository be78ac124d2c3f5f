/** Density and viscosity of the liquid in each branch, renewed where its temperature has moved. */
import type { Fluid } from '../fluids.ts';
import type { LiquidColumns } from './columns.ts';
import { stillFlow_kg_s, type Transport } from './transport.ts';

/** Properties within this of their temperature are kept: a change of 1e-10 in viscosity. */
const kept_K = 1e-8;

export class BranchProperties {
  readonly density_kg_m3: Float64Array;
  readonly viscosity_m2_s: Float64Array;
  readonly #at_K: Float64Array;

  constructor(count: number) {
    this.density_kg_m3 = new Float64Array(count);
    this.viscosity_m2_s = new Float64Array(count);
    this.#at_K = new Float64Array(count).fill(Number.NaN);
  }

  /** Nothing known yet. */
  reset(): void {
    this.#at_K.fill(Number.NaN);
  }

  /**
   * At the mean of inlet and outlet, or `share` of the way there: where friction and pump heat feed on each other
   * the full step overshoots. Marks in `changed` the island of every branch that got new values.
   */
  update(
    { from, to }: LiquidColumns,
    fluids: readonly Fluid[],
    transport: Transport,
    massFlow_kg_s: Float64Array | undefined,
    islandOfBranch: Int32Array,
    changed: Uint8Array,
    share: number,
  ): void {
    const { temperature_K, specificHeat_J_kgK, heat_W } = transport;
    for (let b = 0; b < this.#at_K.length; b++) {
      const flow = massFlow_kg_s?.[b] ?? 0;
      const up = (flow < 0 ? to[b] : from[b]) as number;
      const m = Math.abs(flow);
      const half_K = m > stillFlow_kg_s ? (heat_W[b] as number) / (2 * m * (specificHeat_J_kgK[up] as number)) : 0;
      const wanted_K = (temperature_K[up] as number) + half_K;
      const before_K = this.#at_K[b] as number;
      if (Math.abs(wanted_K - before_K) < kept_K) continue;
      const mean_K = Number.isNaN(before_K) ? wanted_K : before_K + share * (wanted_K - before_K);
      const fluid = fluids[up] as Fluid;
      const density = fluid.density(mean_K);
      this.#at_K[b] = mean_K;
      changed[islandOfBranch[b] as number] = 1;
      this.density_kg_m3[b] = density;
      this.viscosity_m2_s[b] = fluid.viscosity(mean_K) / density;
    }
  }
}
