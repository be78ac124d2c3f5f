/**
 * What heats the liquid along each branch as a law linear in enthalpies: surroundings, units that reject heat,
 * exchangers and water-cooled chillers, each about the state it is asked at, with the piece of its law it was on.
 */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { Fluid } from '../fluids.ts';
import type { LiquidColumns } from './columns.ts';
import { exchangerHeat } from './exchanger-law.ts';
import { type Pair, stillFlow_kg_s } from './joined-part.ts';
import { piece, rejection } from './rejection.ts';
import { waterChillerDuty, waterChillerSlopes } from './water-chiller.ts';

export interface HeatConditions {
  /** Positive from → to; NaN counts as still. */
  readonly massFlow_kg_s: Float64Array;
  /** Heat that does not depend on temperature, W per branch: racks, pumps, coils. */
  readonly fixedHeat_W: Float64Array;
  /** Per exchanger: hot outlet that its control holds, or NaN where the exchanger runs free. */
  readonly heldOutlet_K: Float64Array;
}

/** Mixed state of each node. */
export interface NodeStates {
  readonly enthalpy: Float64Array;
  readonly temperature_K: Float64Array;
  readonly specificHeat_J_kgK: Float64Array;
}

/** Everything that one linearisation reads. */
interface Reading {
  readonly network: LiquidNetwork;
  readonly columns: LiquidColumns;
  readonly fluids: readonly Fluid[];
  readonly nodes: NodeStates;
  readonly conditions: HeatConditions;
  /** Nothing is booked yet: units and exchangers hold their outlets whatever the guess says. */
  readonly first: boolean;
}

interface ChillerAt {
  readonly unit: number;
  /** Its place among the pairs. */
  readonly pair: number;
}

export class HeatLaws {
  /** Heat of each branch = offset + slope·h_in, and across each pair: hot by the cold inlet, cold by the hot inlet. */
  readonly slope: Float64Array;
  readonly offset: Float64Array;
  readonly cross: Float64Array;
  /** Heat booked on each branch: fixed plus the linear laws of the last solve. */
  readonly heat_W: Float64Array;
  /** Exchangers in the network's order, then water-cooled chillers. */
  readonly pairs: readonly Pair[];
  readonly #chillers: readonly ChillerAt[];
  /** Piece of its law that each unit and each held exchanger was last on. */
  readonly unitPiece: Uint8Array;
  readonly exchangerPiece: Uint8Array;

  constructor(network: LiquidNetwork) {
    const pairs: Pair[] = network.exchangers.map(({ hot, cold }) => ({ hot, cold }));
    const chillers: ChillerAt[] = [];
    network.units.forEach((unit, u) => {
      if (unit.type === 'water-cooled-chiller')
        chillers.push({ unit: u, pair: pairs.push({ hot: unit.branch, cold: unit.condenser }) - 1 });
    });
    this.pairs = pairs;
    this.#chillers = chillers;
    this.slope = new Float64Array(network.branches.length);
    this.offset = new Float64Array(network.branches.length);
    this.cross = new Float64Array(pairs.length * 2);
    this.heat_W = new Float64Array(network.branches.length);
    this.unitPiece = new Uint8Array(network.units.length).fill(piece.holding);
    this.exchangerPiece = new Uint8Array(network.exchangers.length).fill(piece.holding);
  }

  /** Forgets how units ran. */
  reset(): void {
    this.unitPiece.fill(piece.holding);
    this.exchangerPiece.fill(piece.holding);
    this.heat_W.fill(0);
  }

  /** Sets the laws. @returns the largest difference between them here and the heat booked by the last solve, W */
  linearise(reading: Reading): number {
    this.slope.fill(0);
    this.offset.set(reading.conditions.fixedHeat_W);
    return Math.max(this.#surroundings(reading), this.#rejection(reading), this.#exchangers(reading), this.#waterChillers(reading));
  }

  #surroundings({ columns, nodes, conditions, first }: Reading): number {
    const { massFlow_kg_s, fixedHeat_W } = conditions;
    const { enthalpy: h, temperature_K: kelvin, specificHeat_J_kgK: specificHeat } = nodes;
    const { from, to, surrounded, conductance_W_K, ambient_K } = columns;
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
      this.slope[b] = perEnthalpy;
      this.offset[b] = (this.offset[b] as number) + law_W - perEnthalpy * (h[up] as number);
      if (!first) worst = Math.max(worst, Math.abs((fixedHeat_W[b] as number) + law_W - (this.heat_W[b] as number)));
    }
    return worst;
  }

  #rejection({ network, columns, fluids, nodes, conditions, first }: Reading): number {
    const { massFlow_kg_s, fixedHeat_W } = conditions;
    const { enthalpy: h } = nodes;
    const { from, to, rejecting, rejectingUnit } = columns;
    let worst = 0;
    for (let k = 0; k < rejecting.length; k++) {
      const b = rejecting[k] as number;
      const u = rejectingUnit[k] as number;
      const unit = network.units[u];
      const flow = massFlow_kg_s[b] as number;
      const m = Math.abs(flow);
      if (!(m > stillFlow_kg_s) || !unit || unit.type === 'air-coil' || unit.type === 'water-cooled-chiller') continue;
      const up = (flow > 0 ? from[b] : to[b]) as number;
      // No loop starts without a way out for its heat: the first solve holds the outlet, or stays at the limit.
      const last = this.unitPiece[u] as number;
      const out = rejection(unit, fluids[up] as Fluid, m, h[up] as number, first ? Math.max(piece.holding, last) : last, first);
      if (!out.onLaw) worst = Number.POSITIVE_INFINITY;
      this.unitPiece[u] = out.piece;
      this.slope[b] = -out.slope_kg_s;
      this.offset[b] = (this.offset[b] as number) - out.heat_W + out.slope_kg_s * (h[up] as number);
      if (!first) worst = Math.max(worst, Math.abs((fixedHeat_W[b] as number) - out.heat_W - (this.heat_W[b] as number)));
    }
    return worst;
  }

  #exchangers({ network, fluids, nodes, conditions, first }: Reading): number {
    const { massFlow_kg_s, fixedHeat_W, heldOutlet_K } = conditions;
    const { enthalpy: h, temperature_K: kelvin, specificHeat_J_kgK: specificHeat } = nodes;
    let worst = 0;
    for (let e = 0; e < network.exchangers.length; e++) {
      const exchanger = network.exchangers[e] as LiquidNetwork['exchangers'][number];
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotFlow = massFlow_kg_s[exchanger.hot] as number;
      const coldFlow = massFlow_kg_s[exchanger.cold] as number;
      const mh = Math.abs(hotFlow);
      const mc = Math.abs(coldFlow);
      this.cross[2 * e] = 0;
      this.cross[2 * e + 1] = 0;
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
        const holds = first ? this.exchangerPiece[e] === piece.holding : above > 0;
        this.exchangerPiece[e] = holds ? piece.holding : piece.idle;
        heat_W = holds ? mh * above : 0;
        hotSlope = holds ? mh : 0;
        coldSlope = 0;
      }
      const offset = heat_W - hotSlope * hh - coldSlope * hc;
      this.slope[exchanger.hot] = -hotSlope;
      this.offset[exchanger.hot] = (fixedHeat_W[exchanger.hot] as number) - offset;
      this.cross[2 * e] = -coldSlope;
      this.slope[exchanger.cold] = coldSlope;
      this.offset[exchanger.cold] = (fixedHeat_W[exchanger.cold] as number) + offset;
      this.cross[2 * e + 1] = hotSlope;
      if (!first) {
        worst = Math.max(worst, Math.abs((fixedHeat_W[exchanger.hot] as number) - heat_W - (this.heat_W[exchanger.hot] as number)));
      }
    }
    return worst;
  }

  #waterChillers({ network, columns, fluids, nodes, conditions, first }: Reading): number {
    const { massFlow_kg_s, fixedHeat_W } = conditions;
    const { enthalpy: h, temperature_K: kelvin, specificHeat_J_kgK: specificHeat } = nodes;
    const { from, to } = columns;
    let worst = 0;
    for (const { unit: u, pair } of this.#chillers) {
      this.cross[2 * pair] = 0;
      this.cross[2 * pair + 1] = 0;
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
      const last = this.unitPiece[u] as number;
      const run = waterChillerDuty(unit, fluid, m, hw, kelvin[condenserUp] as number, first ? Math.max(piece.holding, last) : last, first);
      const slopes = waterChillerSlopes(unit, fluid, m, hw, kelvin[condenserUp] as number, run.piece);
      if (!run.onLaw) worst = Number.POSITIVE_INFINITY;
      this.unitPiece[u] = run.piece;
      const cp = specificHeat[condenserUp] as number;
      const [byCondenser, condenserOwn] = [slopes.evaporatorByCondenser / cp, slopes.condenserByCondenser / cp];
      this.slope[evaporator] = -slopes.evaporatorByWater;
      this.cross[2 * pair] = -byCondenser;
      this.offset[evaporator] = (fixedHeat_W[evaporator] as number) - run.evaporator_W + slopes.evaporatorByWater * hw + byCondenser * hc;
      this.slope[condenser] = condenserOwn;
      this.cross[2 * pair + 1] = slopes.condenserByWater;
      this.offset[condenser] = (fixedHeat_W[condenser] as number) + run.condenser_W - slopes.condenserByWater * hw - condenserOwn * hc;
      if (first) continue;
      worst = Math.max(worst, Math.abs((fixedHeat_W[evaporator] as number) - run.evaporator_W - (this.heat_W[evaporator] as number)));
      worst = Math.max(worst, Math.abs((fixedHeat_W[condenser] as number) + run.condenser_W - (this.heat_W[condenser] as number)));
    }
    return worst;
  }

  /** Books the heat of the laws at the enthalpies of a solve. */
  book(network: LiquidNetwork, { from, to }: LiquidColumns, massFlow_kg_s: Float64Array, h: Float64Array): void {
    for (let b = 0; b < this.heat_W.length; b++) {
      const flow = massFlow_kg_s[b] as number;
      const up = (flow > 0 ? from[b] : to[b]) as number;
      this.heat_W[b] = Math.abs(flow) > stillFlow_kg_s ? (this.offset[b] as number) + (this.slope[b] as number) * (h[up] as number) : 0;
    }
    for (let e = 0; e < this.pairs.length; e++) {
      const exchanger = this.pairs[e] as Pair;
      const hot = network.branches[exchanger.hot] as LiquidNetwork['branches'][number];
      const cold = network.branches[exchanger.cold] as LiquidNetwork['branches'][number];
      const hotUp = (massFlow_kg_s[exchanger.hot] as number) > 0 ? hot.from : hot.to;
      const coldUp = (massFlow_kg_s[exchanger.cold] as number) > 0 ? cold.from : cold.to;
      this.heat_W[exchanger.hot] = (this.heat_W[exchanger.hot] as number) + (this.cross[2 * e] as number) * (h[coldUp] as number);
      this.heat_W[exchanger.cold] = (this.heat_W[exchanger.cold] as number) + (this.cross[2 * e + 1] as number) * (h[hotUp] as number);
    }
  }
}
