/** The rooms that air coils of a network cool, between two passes of the liquid side. */
import type { LiquidNetwork, ThermalUnit } from '../../network/liquid.ts';
import { type CoilDuty, solveSpaceAir } from '../air.ts';
import type { Fluid } from '../fluids.ts';
import { branchFlag } from '../hydraulics/system.ts';
import type { SpaceState } from './solution.ts';

export type AirCoil = Extract<ThermalUnit, { type: 'air-coil' }>;

export interface RoomCoils {
  readonly owner: string;
  /** Indices into `network.units`. */
  readonly units: readonly number[];
}

/** Coils by the space they cool, spaces in the network's order. */
export function roomsOf(network: LiquidNetwork): readonly RoomCoils[] {
  const bySpace = new Map<string, number[]>((network.spaces ?? []).map(({ owner }) => [owner, []]));
  network.units.forEach((unit, index) => {
    if (unit.type === 'air-coil') bySpace.get(unit.space)?.push(index);
  });
  return [...bySpace].map(([owner, units]) => ({ owner, units }));
}

export interface RoomsPass {
  readonly states: readonly SpaceState[];
  /** By unit index. */
  readonly duties: ReadonlyMap<number, CoilDuty>;
}

/** Whether a coil's open valve passes less than was asked for. */
export const isShort = (flags: number): boolean => (flags & (branchFlag.flowNotReached | branchFlag.reverseBlocked)) !== 0;

/**
 * @param extra_W heat of pipes and motors per space owner
 * @param flags hydraulic flags per branch: a coil whose open valve passes too little is limited by the flow it gets
 */
export function solveRooms(
  network: LiquidNetwork,
  rooms: readonly RoomCoils[],
  temperature_K: Float64Array,
  fluids: readonly Fluid[],
  massFlow_kg_s: Float64Array,
  flags: Uint8Array,
  extra_W: ReadonlyMap<string, number>,
): RoomsPass {
  const states: SpaceState[] = [];
  const duties = new Map<number, CoilDuty>();
  rooms.forEach(({ owner, units }, r) => {
    const space = network.spaces?.[r];
    if (!space) return;
    const heat_W = space.heat_W + (extra_W.get(owner) ?? 0);
    const running = units.filter((index) => network.units[index]?.running === true);
    const coils = running.map((index) => {
      const unit = network.units[index] as AirCoil;
      const { from } = network.branches[unit.branch] as LiquidNetwork['branches'][number];
      const fluid = fluids[from] as Fluid;
      const waterIn_K = temperature_K[from] as number;
      const flow = massFlow_kg_s[unit.branch] as number;
      const short = isShort(flags[unit.branch] as number) || !(Math.abs(flow) >= 0);
      return {
        conductance_W_K: unit.conductance_W_K,
        ratedWater_kg_s: unit.ratedWater_kg_s,
        airFlow_kg_s: unit.airFlow_kg_s,
        fan_W: unit.fanPower_W,
        supplyAir_K: unit.supplyAir_K,
        water_kg_s: short ? Math.max(0, flow || 0) : 20 * unit.ratedWater_kg_s,
        waterIn_K,
        waterSpecificHeat_J_kgK: fluid.specificHeat(waterIn_K + 3),
      };
    });
    const air = solveSpaceAir(heat_W, space.bypass, space.recirculation, coils);
    if (!air) {
      const none = Number.NaN;
      const solved = heat_W <= 0 && coils.length === 0;
      states.push({ owner, solved, heat_W, fan_W: 0, supply_K: none, inlet_K: none, hot_K: none, return_K: none, airFlow_kg_s: 0 });
      return;
    }
    for (const [i, index] of running.entries()) duties.set(index, air.coils[i] as CoilDuty);
    const { fan_W, supply_K, inlet_K, hot_K, return_K, airFlow_kg_s } = air;
    states.push({ owner, solved: true, heat_W, fan_W, supply_K, inlet_K, hot_K, return_K, airFlow_kg_s });
  });
  return { states, duties };
}
