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
import { exchangerHeat } from './exchanger-law.ts';
import { joinedTo, type Pair, stillFlow_kg_s } from './joined-part.ts';
import { piece, rejection } from './rejection.ts';
import { waterChillerDuty, waterChillerSlopes } from './water-chiller.ts';

export { stillFlow_kg_s };

export interface TransportConditions {
  /** Positive from → to; NaN counts as still. */
  readonly massFlow_kg_s: Float64Array;
  /** Heat that does not depend on temperature, W per branch: racks, pumps, coils. */
  readonly fixedHeat_W: Float64Array;
  /** Per exchanger: hot outlet that its control holds, or NaN where the exchanger runs free. */
  readonly heldOutlet_K: Float64Array;
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

interface ChillerAt {
  readonly unit: number;
  /** Its place among the pairs. */
  readonly pair: number;
}

/** Pattern and work arrays, kept as long as the network keeps its shape. */
export class Transport {
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
  readonly #heatSlope: Float64Array;
  readonly #crossSlope: Float64Array;
  readonly #heatOffset: Float64Array;
  readonly #branchCount: number;
  readonly #excluded: Uint8Array;
  #anyExcluded = false;
  /** Piece of its law that each unit and each held exchanger was last on. */
  readonly #unitPiece: Uint8Array;
  readonly #exchangerPiece: Uint8Array;

  /** Exchangers in the network's order, then water-cooled chillers. */
  readonly #pairs: readonly Pair[];
  readonly #chillers: readonly ChillerAt[];

  constructor(network: LiquidNetwork) {
    const branches = network.branches.length;
    const pairs: Pair[] = network.exchangers.map(({ hot, cold }) => ({ hot, cold }));
    const chillers: ChillerAt[] = [];
    network.units.forEach((unit, u) => {
      if (unit.type === 'water-cooled-chiller')
        chillers.push({ unit: u, pair: pairs.push({ hot: unit.branch, cold: unit.condenser }) - 1 });
    });
    this.#pairs = pairs;
    this.#chillers = chillers;
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
    this.heat_W = new Float64Array(branches);
    this.#heatSlope = new Float64Array(branches);
    this.#crossSlope = new Float64Array(pairs.length * 2);
    this.#heatOffset = new Float64Array(branches);
    this.#branchCount = branches;
    this.#excluded = new Uint8Array(network.nodes.length);
    this.#unitPiece = new Uint8Array(network.units.length).fill(piece.holding);
    this.#exchangerPiece = new Uint8Array(network.exchangers.length).fill(piece.holding);
  }

  /** Forgets how units ran, for a start that owes nothing to an earlier solution. */
  reset(): void {
    this.#unitPiece.fill(piece.holding);
    this.#exchangerPiece.fill(piece.holding);
    this.heat_W.fill(0);
    this.temperature_K.fill(Number.NaN);
    this.#anchor_J_kg.fill(Number.NaN);
  }

  /** What a later solve starts from. */
  keep(): TransportState {
    return {
      enthalpy: this.enthalpy.slice(),
      heat_W: this.heat_W.slice(),
      unitPiece: this.#unitPiece.slice(),
      exchangerPiece: this.#exchangerPiece.slice(),
    };
  }

  restore(state: TransportState): void {
    this.enthalpy.set(state.enthalpy);
    this.heat_W.set(state.heat_W);
    this.#unitPiece.set(state.unitPiece);
    this.#exchangerPiece.set(state.exchangerPiece);
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
      const change_W = this.#linearise(network, columns, fluids, conditions, iterations === 0);
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
      this.#book(network, columns, conditions);
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

  /**
   * Heat of every branch as offset + slope·h_in (+ cross·h_other) about the present enthalpies.
   * @returns the largest difference between the laws here and the heat booked by the last solve
   */
  #linearise(
    network: LiquidNetwork,
    columns: LiquidColumns,
    fluids: readonly Fluid[],
    { massFlow_kg_s, fixedHeat_W, heldOutlet_K }: TransportConditions,
    first: boolean,
  ): number {
    const h = this.enthalpy;
    const kelvin = this.temperature_K;
    const specificHeat = this.specificHeat_J_kgK;
    const { from, to, surrounded, conductance_W_K, ambient_K, rejecting, rejectingUnit } = columns;
    const slope = this.#heatSlope;
    const offset = this.#heatOffset;
    slope.fill(0);
    offset.set(fixedHeat_W);
    let worst = 0;
    for (let k = 0; k < surrounded.length; k++) {
      const b = surrounded[k] as number;
      const flow = massFlow_kg_s[b] as number;
      const m = Math.abs(flow);
      if (!(m > stillFlow_kg_s)) continue;
      const up = (flow > 0 ? from[b] : to[b]) as number;
      const cp = specificHeat[up] as number;
      const gone = -Math.expm1(-(conductance_W_K[k] as number) / (m * cp));
      const law_W = m * cp * ((ambient_K[k] as number) - (kelvin[up] as number)) * gone;
      const perEnthalpy = -m * gone;
      slope[b] = perEnthalpy;
      offset[b] = (offset[b] as number) + law_W - perEnthalpy * (h[up] as number);
      if (!first) worst = Math.max(worst, Math.abs((fixedHeat_W[b] as number) + law_W - (this.heat_W[b] as number)));
    }
    for (let k = 0; k < rejecting.length; k++) {
      const b = rejecting[k] as number;
      const u = rejectingUnit[k] as number;
      const unit = network.units[u];
      const flow = massFlow_kg_s[b] as number;
      const m = Math.abs(flow);
      if (!(m > stillFlow_kg_s) || !unit || unit.type === 'air-coil' || unit.type === 'water-cooled-chiller') continue;
      const up = (flow > 0 ? from[b] : to[b]) as number;
      // No loop starts without a way out for its heat: the first solve holds the outlet, or stays at the limit.
      const last = this.#unitPiece[u] as number;
      const out = rejection(unit, fluids[up] as Fluid, m, h[up] as number, first ? Math.max(piece.holding, last) : last, first);
      if (!out.onLaw) worst = Number.POSITIVE_INFINITY;
      this.#unitPiece[u] = out.piece;
      slope[b] = -out.slope_kg_s;
      offset[b] = (offset[b] as number) - out.heat_W + out.slope_kg_s * (h[up] as number);
      if (!first) worst = Math.max(worst, Math.abs((fixedHeat_W[b] as number) - out.heat_W - (this.heat_W[b] as number)));
    }
    for (let e = 0; e < network.exchangers.length; e++) {
      const exchanger = network.exchangers[e] as LiquidNetwork['exchangers'][number];
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotFlow = massFlow_kg_s[exchanger.hot] as number;
      const coldFlow = massFlow_kg_s[exchanger.cold] as number;
      const mh = Math.abs(hotFlow);
      const mc = Math.abs(coldFlow);
      this.#crossSlope[2 * e] = 0;
      this.#crossSlope[2 * e + 1] = 0;
      if (!(mh > stillFlow_kg_s && mc > stillFlow_kg_s)) continue;
      const hotUp = hotFlow > 0 ? hot.from : hot.to;
      const coldUp = coldFlow > 0 ? cold.from : cold.to;
      const hotFluid = fluids[hotUp] as Fluid;
      const coldFluid = fluids[coldUp] as Fluid;
      const hh = h[hotUp] as number;
      const hc = h[coldUp] as number;
      const target_K = heldOutlet_K[e] as number;
      let heat_W: number;
      let hotSlope: number;
      let coldSlope: number;
      if (Number.isNaN(target_K)) {
        const hotIn_K = kelvin[hotUp] as number;
        const coldIn_K = kelvin[coldUp] as number;
        const duty = exchangerHeat(exchanger, hotFluid, coldFluid, mh, mc, hotIn_K, coldIn_K);
        heat_W = duty.heat_W;
        hotSlope = duty.effect_W_K / (specificHeat[hotUp] as number);
        coldSlope = -duty.effect_W_K / (specificHeat[coldUp] as number);
      } else {
        const above = hh - hotFluid.enthalpy(target_K);
        // The first solve holds the outlet whatever the guess says, so that no loop starts without a way out for its heat.
        const holds = first ? this.#exchangerPiece[e] === piece.holding : above > 0;
        this.#exchangerPiece[e] = holds ? piece.holding : piece.idle;
        heat_W = holds ? mh * above : 0;
        hotSlope = holds ? mh : 0;
        coldSlope = 0;
      }
      const offset = heat_W - hotSlope * hh - coldSlope * hc;
      this.#heatSlope[exchanger.hot] = -hotSlope;
      this.#heatOffset[exchanger.hot] = (fixedHeat_W[exchanger.hot] as number) - offset;
      this.#crossSlope[2 * e] = -coldSlope;
      this.#heatSlope[exchanger.cold] = coldSlope;
      this.#heatOffset[exchanger.cold] = (fixedHeat_W[exchanger.cold] as number) + offset;
      this.#crossSlope[2 * e + 1] = hotSlope;
      if (!first) {
        worst = Math.max(worst, Math.abs((fixedHeat_W[exchanger.hot] as number) - heat_W - (this.heat_W[exchanger.hot] as number)));
      }
    }
    for (const { unit: u, pair } of this.#chillers) {
      this.#crossSlope[2 * pair] = 0;
      this.#crossSlope[2 * pair + 1] = 0;
      const unit = network.units[u];
      if (unit?.type !== 'water-cooled-chiller' || !unit.running) continue;
      const [evaporator, condenser] = [unit.branch, unit.condenser];
      const flow = massFlow_kg_s[evaporator] as number;
      const condenserFlow = massFlow_kg_s[condenser] as number;
      const m = Math.abs(flow);
      if (!(m > stillFlow_kg_s && Math.abs(condenserFlow) > stillFlow_kg_s)) continue;
      const up = (flow > 0 ? from[evaporator] : to[evaporator]) as number;
      const condenserUp = (condenserFlow > 0 ? from[condenser] : to[condenser]) as number;
      const [fluid, hw, hc] = [fluids[up] as Fluid, h[up] as number, h[condenserUp] as number];
      const last = this.#unitPiece[u] as number;
      const run = waterChillerDuty(unit, fluid, m, hw, kelvin[condenserUp] as number, first ? Math.max(piece.holding, last) : last, first);
      const slopes = waterChillerSlopes(unit, fluid, m, hw, kelvin[condenserUp] as number, run.piece);
      if (!run.onLaw) worst = Number.POSITIVE_INFINITY;
      this.#unitPiece[u] = run.piece;
      const cp = specificHeat[condenserUp] as number;
      const [byCondenser, condenserOwn] = [slopes.evaporatorByCondenser / cp, slopes.condenserByCondenser / cp];
      this.#heatSlope[evaporator] = -slopes.evaporatorByWater;
      this.#crossSlope[2 * pair] = -byCondenser;
      this.#heatOffset[evaporator] =
        (fixedHeat_W[evaporator] as number) - run.evaporator_W + slopes.evaporatorByWater * hw + byCondenser * hc;
      this.#heatSlope[condenser] = condenserOwn;
      this.#crossSlope[2 * pair + 1] = slopes.condenserByWater;
      this.#heatOffset[condenser] = (fixedHeat_W[condenser] as number) + run.condenser_W - slopes.condenserByWater * hw - condenserOwn * hc;
      if (first) continue;
      worst = Math.max(worst, Math.abs((fixedHeat_W[evaporator] as number) - run.evaporator_W - (this.heat_W[evaporator] as number)));
      worst = Math.max(worst, Math.abs((fixedHeat_W[condenser] as number) + run.condenser_W - (this.heat_W[condenser] as number)));
    }
    return worst;
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
      right[down] = (right[down] as number) + (this.#heatOffset[b] as number);
      if (flow > 0) backward[b] = -m - (this.#heatSlope[b] as number);
      else forward[b] = -m - (this.#heatSlope[b] as number);
    }
    for (let e = 0; e < this.#pairs.length; e++) {
      const exchanger = this.#pairs[e] as Pair;
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotForward = (massFlow_kg_s[exchanger.hot] as number) > 0;
      const coldForward = (massFlow_kg_s[exchanger.cold] as number) > 0;
      // Pair k = 2·(hot end) + (cold end), ends counted from → 0, to → 1.
      const base = this.#branchCount + 4 * e;
      const hotDownColdUp = base + 2 * (hotForward ? 1 : 0) + (coldForward ? 0 : 1);
      const hotUpColdDown = base + 2 * (hotForward ? 0 : 1) + (coldForward ? 1 : 0);
      if (hot.from === hot.to || cold.from === cold.to) continue;
      forward[hotDownColdUp] = (forward[hotDownColdUp] as number) - (this.#crossSlope[2 * e] as number);
      backward[hotUpColdDown] = (backward[hotUpColdDown] as number) - (this.#crossSlope[2 * e + 1] as number);
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
      this.#pairs.forEach((exchanger, e) => {
        const hot = network.branches[exchanger.hot];
        if (!hot || this.#excluded[hot.from] !== 1) return;
        forward.fill(0, this.#branchCount + 4 * e, this.#branchCount + 4 * e + 4);
        backward.fill(0, this.#branchCount + 4 * e, this.#branchCount + 4 * e + 4);
      });
    }
  }

  #book(network: LiquidNetwork, { from, to }: LiquidColumns, { massFlow_kg_s }: TransportConditions): void {
    const h = this.enthalpy;
    for (let b = 0; b < this.#branchCount; b++) {
      const flow = massFlow_kg_s[b] as number;
      const up = (flow > 0 ? from[b] : to[b]) as number;
      this.heat_W[b] =
        Math.abs(flow) > stillFlow_kg_s ? (this.#heatOffset[b] as number) + (this.#heatSlope[b] as number) * (h[up] as number) : 0;
    }
    for (let e = 0; e < this.#pairs.length; e++) {
      const exchanger = this.#pairs[e] as Pair;
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotUp = (massFlow_kg_s[exchanger.hot] as number) > 0 ? hot.from : hot.to;
      const coldUp = (massFlow_kg_s[exchanger.cold] as number) > 0 ? cold.from : cold.to;
      this.heat_W[exchanger.hot] = (this.heat_W[exchanger.hot] as number) + (this.#crossSlope[2 * e] as number) * (h[coldUp] as number);
      this.heat_W[exchanger.cold] =
        (this.heat_W[exchanger.cold] as number) + (this.#crossSlope[2 * e + 1] as number) * (h[hotUp] as number);
    }
  }

  /** Takes the part that flows and exchangers join to `start` out of the solution. */
  #exclude(network: LiquidNetwork, massFlow_kg_s: Float64Array, start: number): void {
    this.#anyExcluded = true;
    for (const node of joinedTo(network, this.#pairs, massFlow_kg_s, start)) this.#excluded[node] = 1;
  }
}
