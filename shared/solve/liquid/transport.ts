/**
 * Temperatures along directed flows. Every node mixes what flows in; every branch adds a heat that depends on its
 * inlet (exchangers on two inlets). Each pass linearises those heats about the present enthalpies and solves the
 * whole network at once, closed loops and exchanger couplings included, so that the heat booked on one side of
 * anything is the heat booked on the other and energy closes whatever the pass.
 */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { Fluid } from '../fluids.ts';
import { SparseLu } from '../sparse-lu.ts';
import { columnsOf, type LiquidColumns } from './columns.ts';
import { type HeatConditions, HeatLaws } from './heat-laws.ts';
import { joinedTo, type Pair, stillFlow_kg_s } from './joined-part.ts';

export { stillFlow_kg_s };

export interface TransportConditions extends HeatConditions {
  /** Per node: temperature where nothing flows. */
  readonly still_K: Float64Array;
}

export interface TransportResult {
  /** Units whose loop found no way out for its heat: node of each singular part. */
  readonly runaway: readonly number[];
  readonly iterations: number;
  /** Largest difference between a law and the heat booked, W. */
  readonly residual_W: number;
}

/** Enthalpies and booked heats of a solve, and the piece of its law that each unit and held exchanger was on. */
export interface TransportState {
  readonly enthalpy: Float64Array;
  readonly heat_W: Float64Array;
  readonly unitPiece: Uint8Array;
  readonly exchangerPiece: Uint8Array;
}

/** Enthalpies this close share one specific heat. */
const near_J_kg = 0.1;

/** Pattern and work arrays, kept as long as the network keeps its shape. */
export class Transport {
  readonly #laws: HeatLaws;
  readonly #lu: SparseLu;
  readonly #right: Float64Array;
  /** Mixed enthalpy of each node, J/kg, and its temperature and specific heat. */
  readonly enthalpy: Float64Array;
  readonly temperature_K: Float64Array;
  readonly specificHeat_J_kgK: Float64Array;
  /** Enthalpy and temperature at which each node's specific heat was worked out. */
  readonly #anchor_J_kg: Float64Array;
  readonly #anchor_K: Float64Array;
  /** Mass that enters each node from outside, kg/s; set before `solve`. */
  readonly inflow: Float64Array;
  /** Heat booked on each branch: fixed plus the linear laws of the last solve. */
  readonly heat_W: Float64Array;
  readonly #branchCount: number;
  readonly #excluded: Uint8Array;
  #anyExcluded = false;
  constructor(network: LiquidNetwork) {
    const branches = network.branches.length;
    this.#laws = new HeatLaws(network);
    const { pairs } = this.#laws;
    const rows = new Int32Array(branches + 4 * pairs.length);
    const columns = new Int32Array(rows.length);
    network.branches.forEach(({ from, to }, b) => {
      rows[b] = from;
      columns[b] = to;
    });
    pairs.forEach((pair, e) => {
      const hot = network.branches[pair.hot];
      const cold = network.branches[pair.cold];
      if (!hot || !cold) return;
      const corners = [hot.from, cold.from, hot.from, cold.to, hot.to, cold.from, hot.to, cold.to];
      for (let k = 0; k < 4; k++) {
        rows[branches + 4 * e + k] = corners[2 * k] as number;
        columns[branches + 4 * e + k] = corners[2 * k + 1] as number;
      }
    });
    this.#lu = new SparseLu(network.nodes.length, rows, columns);
    this.#right = new Float64Array(network.nodes.length);
    this.enthalpy = new Float64Array(network.nodes.length);
    this.temperature_K = new Float64Array(network.nodes.length).fill(Number.NaN);
    this.specificHeat_J_kgK = new Float64Array(network.nodes.length);
    this.#anchor_J_kg = new Float64Array(network.nodes.length).fill(Number.NaN);
    this.#anchor_K = new Float64Array(network.nodes.length);
    this.inflow = new Float64Array(network.nodes.length);
    this.heat_W = this.#laws.heat_W;
    this.#branchCount = branches;
    this.#excluded = new Uint8Array(network.nodes.length);
  }

  /** Forgets how units ran, for a start that owes nothing to an earlier solution. */
  reset(): void {
    this.#laws.reset();
    this.temperature_K.fill(Number.NaN);
    this.#anchor_J_kg.fill(Number.NaN);
  }

  /** What a later solve starts from. */
  keep(): TransportState {
    return {
      enthalpy: this.enthalpy.slice(),
      heat_W: this.heat_W.slice(),
      unitPiece: this.#laws.unitPiece.slice(),
      exchangerPiece: this.#laws.exchangerPiece.slice(),
    };
  }

  restore(state: TransportState): void {
    this.enthalpy.set(state.enthalpy);
    this.heat_W.set(state.heat_W);
    this.#laws.unitPiece.set(state.unitPiece);
    this.#laws.exchangerPiece.set(state.exchangerPiece);
    this.temperature_K.fill(Number.NaN);
    this.#anchor_J_kg.fill(Number.NaN);
  }

  /** `enthalpy` holds the first guess on entry, with its temperatures up to date, and the solution on return. */
  solve(
    network: LiquidNetwork,
    fluids: readonly Fluid[],
    conditions: TransportConditions,
    tolerance_W: number,
    maxIterations = 40,
  ): TransportResult {
    this.#excluded.fill(0);
    this.#anyExcluded = false;
    const columns = columnsOf(network);
    const runaway: number[] = [];
    let residual_W = Number.POSITIVE_INFINITY;
    let iterations = 0;
    while (iterations < maxIterations) {
      const change_W = this.#laws.linearise({ network, columns, fluids, nodes: this, conditions, first: iterations === 0 });
      if (iterations > 0) {
        residual_W = change_W;
        if (residual_W <= tolerance_W) break;
      }
      this.#assemble(network, columns, fluids, conditions);
      const stuck = this.#lu.factor();
      if (stuck >= 0) {
        runaway.push(stuck);
        this.#exclude(network, conditions.massFlow_kg_s, stuck);
        iterations = 0;
        if (runaway.length > 20) break;
        continue;
      }
      this.#lu.solve(this.#right, this.enthalpy);
      this.updateTemperatures(fluids);
      this.#laws.book(network, columns, conditions.massFlow_kg_s, this.enthalpy);
      iterations++;
    }
    return { runaway, iterations, residual_W };
  }

  /** Temperatures of the present enthalpies. */
  updateTemperatures(fluids: readonly Fluid[]): void {
    const { enthalpy, temperature_K, specificHeat_J_kgK } = this;
    const anchor = this.#anchor_J_kg;
    const anchor_K = this.#anchor_K;
    for (let i = 0; i < enthalpy.length; i++) {
      const h = enthalpy[i] as number;
      const moved = h - (anchor[i] as number);
      // So close to where it was last worked out, cp is the same to 1e-8 and the temperature to 1e-12 K.
      if (moved < near_J_kg && moved > -near_J_kg) {
        temperature_K[i] = (anchor_K[i] as number) + moved / (specificHeat_J_kgK[i] as number);
        continue;
      }
      const fluid = fluids[i] as Fluid;
      const kelvin = fluid.temperature(h, temperature_K[i]);
      temperature_K[i] = kelvin;
      specificHeat_J_kgK[i] = fluid.specificHeat(kelvin);
      anchor[i] = h;
      anchor_K[i] = kelvin;
    }
  }

  /** Whether a node belongs to a part without a steady state in the last solve. */
  isExcluded(node: number): boolean {
    return this.#excluded[node] === 1;
  }

  #assemble(
    network: LiquidNetwork,
    { from, to, boundary }: LiquidColumns,
    fluids: readonly Fluid[],
    { massFlow_kg_s, still_K }: TransportConditions,
  ): void {
    const { diagonal, forward, backward } = this.#lu;
    const right = this.#right;
    diagonal.fill(0);
    forward.fill(0);
    backward.fill(0);
    right.fill(0);
    for (let b = 0; b < this.#branchCount; b++) {
      const flow = massFlow_kg_s[b] as number;
      const m = Math.abs(flow);
      if (!(m > stillFlow_kg_s)) continue;
      const down = (flow > 0 ? to[b] : from[b]) as number;
      diagonal[down] = (diagonal[down] as number) + m;
      right[down] = (right[down] as number) + (this.#laws.offset[b] as number);
      if (flow > 0) backward[b] = -m - (this.#laws.slope[b] as number);
      else forward[b] = -m - (this.#laws.slope[b] as number);
    }
    for (let e = 0; e < this.#laws.pairs.length; e++) {
      const exchanger = this.#laws.pairs[e] as Pair;
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotForward = (massFlow_kg_s[exchanger.hot] as number) > 0;
      const coldForward = (massFlow_kg_s[exchanger.cold] as number) > 0;
      // Pair k = 2·(hot end) + (cold end), ends counted from → 0, to → 1.
      const base = this.#branchCount + 4 * e;
      const hotDownColdUp = base + 2 * (hotForward ? 1 : 0) + (coldForward ? 0 : 1);
      const hotUpColdDown = base + 2 * (hotForward ? 0 : 1) + (coldForward ? 1 : 0);
      if (hot.from === hot.to || cold.from === cold.to) continue;
      forward[hotDownColdUp] = (forward[hotDownColdUp] as number) - (this.#laws.cross[2 * e] as number);
      backward[hotUpColdDown] = (backward[hotUpColdDown] as number) - (this.#laws.cross[2 * e + 1] as number);
    }
    for (let k = 0; k < boundary.length; k++) {
      const i = boundary[k] as number;
      const entering = this.inflow[i] as number;
      if (!(entering > stillFlow_kg_s)) continue;
      const entering_K = network.nodes[i]?.injectionTemperature_K ?? (still_K[i] as number);
      diagonal[i] = (diagonal[i] as number) + entering;
      right[i] = (right[i] as number) + entering * (fluids[i] as Fluid).enthalpy(entering_K);
    }
    for (let i = 0; i < diagonal.length; i++) {
      if ((diagonal[i] as number) > 0 && this.#excluded[i] === 0) continue;
      diagonal[i] = 1;
      right[i] = (fluids[i] as Fluid).enthalpy(still_K[i] as number);
    }
    if (this.#anyExcluded) {
      network.branches.forEach(({ from, to }, b) => {
        if (this.#excluded[from] === 1) forward[b] = 0;
        if (this.#excluded[to] === 1) backward[b] = 0;
      });
      this.#laws.pairs.forEach((exchanger, e) => {
        const hot = network.branches[exchanger.hot];
        if (!hot || this.#excluded[hot.from] !== 1) return;
        forward.fill(0, this.#branchCount + 4 * e, this.#branchCount + 4 * e + 4);
        backward.fill(0, this.#branchCount + 4 * e, this.#branchCount + 4 * e + 4);
      });
    }
  }

  /** Takes the part that flows and exchangers join to `start` out of the solution. */
  #exclude(network: LiquidNetwork, massFlow_kg_s: Float64Array, start: number): void {
    this.#anyExcluded = true;
    for (const node of joinedTo(network, this.#laws.pairs, massFlow_kg_s, start)) this.#excluded[node] = 1;
  }
}
