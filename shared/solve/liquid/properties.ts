/** Density and viscosity of the liquid in each branch, renewed where its temperature has moved, and the density of each loop. */
import type { Fluid } from '../fluids.ts';
import type { LiquidColumns } from './columns.ts';
import { stillFlow_kg_s, type Transport } from './transport.ts';

/** Loops of elements without volume have the mean of their branches; water that stands has no part in it unless all does. */
const leastVolume_m3 = 1e-9;
const stillVolume_m3 = 1e-21;

/** Properties within this of their temperature are kept: a change of 1e-10 in viscosity. */
const kept_K = 1e-8;

export class BranchProperties {
  readonly density_kg_m3: Float64Array;
  readonly viscosity_m2_s: Float64Array;
  /**
   * Mass over volume of the loop that a branch belongs to: what its static head is reckoned with. Warm and cold legs
   * of one loop thus weigh the same: natural circulation, a few pascals per metre beside the 100 kPa of pumps, is left
   * out. With it, plants at next to no flow have several steady states and many have none.
   */
  readonly loop_kg_m3: Float64Array;
  readonly #mass_kg: Float64Array;
  readonly #volume_m3: Float64Array;
  readonly #at_K: Float64Array;

  constructor(count: number, islands: number) {
    this.density_kg_m3 = new Float64Array(count);
    this.viscosity_m2_s = new Float64Array(count);
    this.loop_kg_m3 = new Float64Array(count);
    this.#mass_kg = new Float64Array(islands);
    this.#volume_m3 = new Float64Array(islands);
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
    { from, to, volume_m3 }: LiquidColumns,
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
    this.#weigh(volume_m3, massFlow_kg_s, islandOfBranch);
  }

  #weigh(branchVolume_m3: Float64Array, massFlow_kg_s: Float64Array | undefined, islandOfBranch: Int32Array): void {
    const [mass_kg, sum_m3] = [this.#mass_kg.fill(0), this.#volume_m3.fill(0)];
    for (let b = 0; b < this.loop_kg_m3.length; b++) {
      const island = islandOfBranch[b] as number;
      const flows = massFlow_kg_s === undefined || Math.abs(massFlow_kg_s[b] as number) > stillFlow_kg_s;
      const volume_m3 = flows ? (branchVolume_m3[b] as number) + leastVolume_m3 : stillVolume_m3;
      mass_kg[island] = (mass_kg[island] as number) + volume_m3 * (this.density_kg_m3[b] as number);
      sum_m3[island] = (sum_m3[island] as number) + volume_m3;
    }
    for (let b = 0; b < this.loop_kg_m3.length; b++) {
      const island = islandOfBranch[b] as number;
      this.loop_kg_m3[b] = (mass_kg[island] as number) / (sum_m3[island] as number);
    }
  }
}
