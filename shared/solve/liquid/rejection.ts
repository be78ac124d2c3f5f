/**
 * Heat rejection seen from its water: what a unit takes out of water that enters at a given temperature, how that
 * changes with the entering enthalpy, and what its fans and compressors draw.
 */
import type { ThermalUnit } from '../../network/liquid.ts';
import { dryCoolerConductance_W_K, dryCoolerSpeed } from '../dry-cooler.ts';
import type { Fluid } from '../fluids.ts';
import type { UnitMode } from './solution.ts';

export type Chiller = Extract<ThermalUnit, { type: 'free-cooling-chiller' }>;
export type DryCooler = Extract<ThermalUnit, { type: 'dry-cooler' }>;

export interface Rejection {
  readonly mode: UnitMode;
  /** Out of the water, W ≥ 0. */
  readonly heat_W: number;
  /** Change of `heat_W` per J/kg of entering enthalpy, kg/s. */
  readonly slope_kg_s: number;
  readonly available_W: number;
  readonly piece: number;
  /** Whether that piece is the law's own here. */
  readonly onLaw: boolean;
}

/** Total capacity with compressors running, at a leaving temperature. */
function totalCapacity_W(unit: Chiller, leaving_K: number): number {
  const capacity =
    unit.capacity_W +
    unit.capacitySlope_W_K * (unit.ambient_K - unit.capacityReference_K) +
    unit.capacityPerLeaving_W_K * (leaving_K - unit.cop.referenceLeaving_K);
  return Math.max(0, capacity);
}

/** The free-cooling coil at full fan speed: UA·(T_entering − T_ambient), and no more than brings the water to ambient. */
function freeCooling_W(unit: Chiller, entering_K: number, capacity_W_K: number): number {
  return Math.min(unit.freeCoolingConductance_W_K, capacity_W_K) * Math.max(0, entering_K - unit.ambient_K);
}

/** Pieces of the law of a unit that holds a leaving temperature, in the order they follow as the water warms. */
export const piece = { idle: 0, holding: 1, limited: 2 } as const;

/**
 * One piece of the law, taken beyond its own range where `which` says so: an iteration that may only step from a
 * piece to its neighbour cannot jump to and fro over the middle one.
 */
function onPiece(which: number, flow_kg_s: number, needed_W: number, limit: { readonly heat_W: number; readonly slope_kg_s: number }) {
  if (which === piece.idle) return { heat_W: 0, slope_kg_s: 0 };
  return which === piece.holding ? { heat_W: needed_W, slope_kg_s: flow_kg_s } : limit;
}

const pieceFor = (needed_W: number, available_W: number): number =>
  needed_W <= 0 ? piece.idle : needed_W > available_W ? piece.limited : piece.holding;

/** The law's own piece, or the neighbour of the last one towards it. */
function nextPiece(own: number, from: number | undefined, stay = false): number {
  if (from === undefined) return own;
  return stay ? from : Math.min(from + 1, Math.max(from - 1, own));
}

function chillerRejection(unit: Chiller, fluid: Fluid, flow_kg_s: number, entering_J_kg: number, from?: number, stay?: boolean): Rejection {
  const entering_K = fluid.temperature(entering_J_kg);
  const cp = fluid.specificHeat(entering_K);
  const capacity_W_K = flow_kg_s * cp;
  const needed_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(unit.leaving_K));
  const free_W = freeCooling_W(unit, entering_K, capacity_W_K);
  // Beyond its limit the unit leaves warmer water, at which it carries more: solved for the leaving temperature.
  const gain = unit.capacityPerLeaving_W_K / capacity_W_K;
  const total_W = totalCapacity_W(unit, entering_K) / (1 + gain);
  const available_W = Math.max(total_W, free_W);
  const freeSlope = free_W > 0 ? Math.min(unit.freeCoolingConductance_W_K, capacity_W_K) : 0;
  const slope_W_K = free_W >= total_W ? freeSlope : unit.capacityPerLeaving_W_K / (1 + gain);
  const own = pieceFor(needed_W, available_W);
  const which = nextPiece(own, from, stay);
  const carried = onPiece(which, flow_kg_s, needed_W, { heat_W: available_W, slope_kg_s: slope_W_K / cp });
  const mode =
    own === piece.idle
      ? 'idle'
      : own === piece.limited
        ? 'capacity limited'
        : needed_W <= free_W
          ? 'free cooling'
          : free_W > 0
            ? 'mixed'
            : 'compressor';
  return { mode, ...carried, piece: which, onLaw: which === own, available_W };
}

function coolerRejection(
  unit: DryCooler,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  from?: number,
  stay?: boolean,
): Rejection {
  const entering_K = fluid.temperature(entering_J_kg);
  const cp = fluid.specificHeat(entering_K);
  const perKelvin = dryCoolerConductance_W_K({ ...unit, fan_W: unit.fanPower_W }, 1, flow_kg_s * cp);
  const available_W = perKelvin * Math.max(0, entering_K - unit.ambient_K);
  const needed_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(unit.leaving_K));
  const own = pieceFor(needed_W, available_W);
  const which = nextPiece(own, from, stay);
  const carried = onPiece(which, flow_kg_s, needed_W, { heat_W: available_W, slope_kg_s: available_W > 0 ? perKelvin / cp : 0 });
  const mode = own === piece.idle ? 'idle' : own === piece.limited ? 'full fan speed' : 'fan control';
  return { mode, ...carried, piece: which, onLaw: which === own, available_W };
}

const off: Rejection = { mode: 'off', heat_W: 0, slope_kg_s: 0, available_W: 0, piece: piece.holding, onLaw: true };

/**
 * @param from piece of the last iteration: the answer stays on it or goes to a neighbour; absent for the law itself
 * @param stay keeps it on that piece
 */
export function rejection(
  unit: Chiller | DryCooler,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  from?: number,
  stay?: boolean,
): Rejection {
  if (!unit.running) return off;
  return unit.type === 'dry-cooler'
    ? coolerRejection(unit, fluid, flow_kg_s, entering_J_kg, from, stay)
    : chillerRejection(unit, fluid, flow_kg_s, entering_J_kg, from, stay);
}

export interface RejectionPower {
  readonly freeCooling_W: number;
  readonly compressor_W: number;
  readonly fan_W: number;
  readonly fanSpeed: number;
  readonly electrical_W: number;
}

/** COP of the compressors alone. */
export function compressorCop(unit: Chiller, leaving_K: number): number {
  const { reference, perKelvin, referenceAmbient_K, perKelvinLeaving, referenceLeaving_K, floor } = unit.cop;
  return Math.max(
    floor,
    reference + perKelvin * (unit.ambient_K - referenceAmbient_K) + perKelvinLeaving * (leaving_K - referenceLeaving_K),
  );
}

/**
 * What fans and compressors draw to take out `heat_W`. Free cooling: UA ∝ air flow ∝ fan speed, power by the cube
 * law, the least speed that does it. Where compressors run, all fans run at full speed (condenser and coil in series).
 */
export function rejectionPower(
  unit: Chiller | DryCooler,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  heat_W: number,
): RejectionPower {
  if (!unit.running) return { freeCooling_W: 0, compressor_W: 0, fan_W: 0, fanSpeed: 0, electrical_W: 0 };
  if (!(heat_W > 0)) return { freeCooling_W: 0, compressor_W: 0, fan_W: 0, fanSpeed: 0, electrical_W: unit.standby_W };
  const entering_K = fluid.temperature(entering_J_kg);
  const capacity_W_K = flow_kg_s * fluid.specificHeat(entering_K);
  if (unit.type === 'dry-cooler') {
    const fanSpeed = dryCoolerSpeed({ ...unit, fan_W: unit.fanPower_W }, heat_W, capacity_W_K, entering_K, unit.ambient_K);
    const fan_W = unit.fanPower_W * fanSpeed ** 3;
    return { freeCooling_W: heat_W, compressor_W: 0, fan_W, fanSpeed, electrical_W: unit.standby_W + fan_W };
  }
  const most_W = freeCooling_W(unit, entering_K, capacity_W_K);
  const free_W = Math.min(heat_W, most_W);
  const leaving_K = fluid.temperature(entering_J_kg - heat_W / flow_kg_s);
  const compressor_W = (heat_W - free_W) / compressorCop(unit, leaving_K);
  const fanSpeed = heat_W >= most_W ? 1 : heat_W / most_W;
  const fan_W = unit.fanPower_W * fanSpeed ** 3;
  return { freeCooling_W: free_W, compressor_W, fan_W, fanSpeed, electrical_W: unit.standby_W + fan_W + compressor_W };
}
