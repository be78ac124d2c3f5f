/**
 * The air of one cooled space, steady state: coils blow supply air into the cold side, racks draw a mixture of it
 * and of recirculated hot air, part of the supply returns unused, and all of it comes back to the coils well mixed.
 * Each coil holds its supply set point by its water valve until the valve is open or the coil is too small; then
 * the room warms until the coils carry the heat. First law over the room is exact.
 */
import { effectiveness } from './exchanger.ts';
import { airSpecificHeat_J_kgK } from './psychrometrics.ts';
import { risingRoot } from './rising-root.ts';

export interface Coil {
  /** UA at rated water flow and full air flow. */
  readonly conductance_W_K: number;
  readonly ratedWater_kg_s: number;
  readonly airFlow_kg_s: number;
  readonly fan_W: number;
  readonly supplyAir_K: number;
  /** Most water the coil can get, kg/s, and its state. */
  readonly water_kg_s: number;
  readonly waterIn_K: number;
  readonly waterSpecificHeat_J_kgK: number;
}

/** Water films follow the flow to the 0.8 (Dittus–Boelter); air carries 70 % of the coil's resistance, as finned coils have it. */
const waterFlowExponent = 0.8;
const waterPart = 0.3;

/** UA at a water flow, air at full flow. */
function coilConductance_W_K(coil: Coil, water_kg_s: number): number {
  if (!(water_kg_s > 0)) return 0;
  return coil.conductance_W_K / (1 - waterPart + waterPart * (coil.ratedWater_kg_s / water_kg_s) ** waterFlowExponent);
}

/** Heat per kelvin between entering air and entering water: ε·C_min, counter-flow. */
export function coilEffect_W_K(coil: Coil, water_kg_s: number): number {
  const water = water_kg_s * coil.waterSpecificHeat_J_kgK;
  const air = coil.airFlow_kg_s * airSpecificHeat_J_kgK;
  const least = Math.min(water, air);
  if (!(least > 0)) return 0;
  return effectiveness('counterflow', coilConductance_W_K(coil, water_kg_s) / least, least / Math.max(water, air)) * least;
}

export interface CoilDuty {
  /** Into the water; fan heat included. */
  readonly heat_W: number;
  readonly holds: boolean;
  readonly available_W: number;
  readonly airIn_K: number;
  readonly airOut_K: number;
  /** Water flow that gives `heat_W`; Infinity where none does. */
  readonly wantedWater_kg_s: number;
}

export interface SpaceAir {
  readonly return_K: number;
  readonly supply_K: number;
  readonly hot_K: number;
  readonly inlet_K: number;
  readonly airFlow_kg_s: number;
  readonly fan_W: number;
  readonly coils: readonly CoilDuty[];
}

/** Flow at which a coil moves `heat_W`, by the root of the rising ε·C_min; Infinity where even twenty times the rated flow is short. */
export function waterForHeat_kg_s(coil: Coil, heat_W: number, airIn_K: number): number {
  const difference_K = airIn_K - coil.waterIn_K;
  if (!(heat_W > 0)) return 0;
  if (!(difference_K > 0)) return Number.POSITIVE_INFINITY;
  const needed = heat_W / difference_K;
  const high = 20 * coil.ratedWater_kg_s;
  const most = coilEffect_W_K(coil, high);
  if (most < needed) return Number.POSITIVE_INFINITY;
  return risingRoot((water_kg_s) => coilEffect_W_K(coil, water_kg_s) - needed, 0, high, -needed, most - needed, 1e-13 * needed);
}

/**
 * @param heat_W all heat that ends in the room's air, fans excluded
 * @returns undefined where no coil can take the heat: then the room has no steady state
 */
export function solveSpaceAir(heat_W: number, bypass: number, recirculation: number, coils: readonly Coil[]): SpaceAir | undefined {
  const blowing = coils.filter((coil) => coil.airFlow_kg_s > 0);
  const fan_W = coils.reduce((sum, coil) => sum + coil.fan_W, 0);
  const airFlow_kg_s = coils.reduce((sum, coil) => sum + coil.airFlow_kg_s, 0);
  if (blowing.length === 0) return undefined;
  const total_W = heat_W + fan_W;
  const effects = coils.map((coil) => coilEffect_W_K(coil, coil.water_kg_s));
  const warmed = (coil: Coil, return_K: number) =>
    coil.airFlow_kg_s > 0 ? return_K + coil.fan_W / (coil.airFlow_kg_s * airSpecificHeat_J_kgK) : return_K;
  const wanted = (coil: Coil, return_K: number) => coil.airFlow_kg_s * airSpecificHeat_J_kgK * (warmed(coil, return_K) - coil.supplyAir_K);
  const available = (i: number, return_K: number) =>
    (effects[i] as number) * (warmed(coils[i] as Coil, return_K) - (coils[i] as Coil).waterIn_K);
  const duty = (i: number, return_K: number) => Math.max(0, Math.min(wanted(coils[i] as Coil, return_K), available(i, return_K)));
  const carried = (return_K: number) => coils.reduce((sum, _, i) => sum + duty(i, return_K), 0);

  // Each coil's duty rises with the return air in straight pieces, so the room's balance has one root.
  const low = Math.min(...blowing.map((coil) => Math.min(coil.supplyAir_K, coil.waterIn_K))) - 100;
  let high = Math.max(...blowing.map((coil) => Math.max(coil.supplyAir_K, coil.waterIn_K)));
  for (let reach = 1; carried(high) < total_W; reach *= 2) {
    high += reach;
    if (reach > 1e4) return undefined;
  }
  const excess = (return_K: number) => carried(return_K) - total_W;
  const return_K = risingRoot(excess, low, high, excess(low), excess(high), 1e-13 * total_W);
  const sum = carried(return_K);
  const scale = sum > 0 ? total_W / sum : 0;
  const duties = coils.map((coil, i): CoilDuty => {
    const airIn_K = warmed(coil, return_K);
    const want = wanted(coil, return_K);
    const heat = duty(i, return_K) * scale;
    return {
      heat_W: heat,
      holds: want <= available(i, return_K),
      available_W: Math.max(0, available(i, return_K)),
      airIn_K,
      airOut_K: coil.airFlow_kg_s > 0 ? airIn_K - heat / (coil.airFlow_kg_s * airSpecificHeat_J_kgK) : airIn_K,
      wantedWater_kg_s: waterForHeat_kg_s(coil, Math.max(0, want), airIn_K),
    };
  });
  const supply_K = duties.reduce((mixed, { airOut_K }, i) => mixed + airOut_K * (coils[i] as Coil).airFlow_kg_s, 0) / airFlow_kg_s;
  const used = Math.max(1e-3, 1 - bypass) * airFlow_kg_s * airSpecificHeat_J_kgK;
  return {
    return_K,
    supply_K,
    hot_K: supply_K + heat_W / used,
    inlet_K: supply_K + (recirculation * heat_W) / used,
    airFlow_kg_s,
    fan_W,
    coils: duties,
  };
}
