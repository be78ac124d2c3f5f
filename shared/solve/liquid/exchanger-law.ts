/** A plate exchanger between two liquid branches: the heat it moves, its slopes, and the cold flow that holds an outlet. */
import type { Exchanger } from '../../network/liquid.ts';
import { conductanceAtFlows_W_K, effectiveness } from '../exchanger.ts';
import type { Fluid } from '../fluids.ts';
import { risingRoot } from '../rising-root.ts';

export interface ExchangerHeat {
  /** From hot to cold. */
  readonly heat_W: number;
  /** Heat per kelvin of inlet difference. */
  readonly effect_W_K: number;
  readonly effectiveness: number;
  readonly conductance_W_K: number;
}

/** ε-NTU, counter-flow, with each stream's cp at its own mean temperature. Flows are magnitudes. */
export function exchangerHeat(
  exchanger: Exchanger,
  hotFluid: Fluid,
  coldFluid: Fluid,
  hot_kg_s: number,
  cold_kg_s: number,
  hotIn_K: number,
  coldIn_K: number,
): ExchangerHeat {
  const conductance_W_K = conductanceAtFlows_W_K(
    exchanger.ratedConductance_W_K,
    hot_kg_s / exchanger.ratedHot_kg_s,
    cold_kg_s / exchanger.ratedCold_kg_s,
    exchanger.flowExponent,
    exchanger.fouling,
  );
  if (!(conductance_W_K > 0)) return { heat_W: 0, effect_W_K: 0, effectiveness: 0, conductance_W_K };
  let hotCp = hotFluid.specificHeat(hotIn_K);
  let coldCp = coldFluid.specificHeat(coldIn_K);
  let part = 0;
  let effect_W_K = 0;
  let heat_W = 0;
  for (let i = 0; i < 2; i++) {
    const hotCapacity = hot_kg_s * hotCp;
    const coldCapacity = cold_kg_s * coldCp;
    const least = Math.min(hotCapacity, coldCapacity);
    part = effectiveness('counterflow', conductance_W_K / least, least / Math.max(hotCapacity, coldCapacity));
    effect_W_K = part * least;
    heat_W = effect_W_K * (hotIn_K - coldIn_K);
    hotCp = hotFluid.specificHeat(hotIn_K - heat_W / hotCapacity / 2);
    coldCp = coldFluid.specificHeat(coldIn_K + heat_W / coldCapacity / 2);
  }
  return { heat_W, effect_W_K, effectiveness: part, conductance_W_K };
}

/** Flow beyond which a wider valve is not asked for, and below which it does not throttle, relative to rated. */
const mostFlow = 8;
const leastFlow = 1e-3;

/** Flow of a valve that asks for none: its seat does not throttle further. */
export const leastColdFlow_kg_s = ({ ratedCold_kg_s }: Exchanger): number => leastFlow * ratedCold_kg_s;

/** Cold flow that brings the hot outlet to `target_K`, between a thousandth and eight times the rated flow. */
export function coldFlowForOutlet_kg_s(
  exchanger: Exchanger,
  hotFluid: Fluid,
  coldFluid: Fluid,
  hot_kg_s: number,
  hotIn_K: number,
  coldIn_K: number,
  target_K: number,
): number {
  const low = leastColdFlow_kg_s(exchanger);
  const high = mostFlow * exchanger.ratedCold_kg_s;
  const needed_W = hot_kg_s * (hotFluid.enthalpy(hotIn_K) - hotFluid.enthalpy(target_K));
  const moved = (cold_kg_s: number) => exchangerHeat(exchanger, hotFluid, coldFluid, hot_kg_s, cold_kg_s, hotIn_K, coldIn_K).heat_W;
  // Water warmer than the loop would heat it: the valve shuts.
  if (!(hotIn_K > coldIn_K)) return low;
  const below = moved(low) - needed_W;
  if (!(below < 0)) return low;
  const above = moved(high) - needed_W;
  if (above < 0) return high;
  // The duty rises smoothly and monotonically with the flow.
  return risingRoot((cold_kg_s) => moved(cold_kg_s) - needed_W, low, high, below, above, 1e-13 * needed_W);
}
