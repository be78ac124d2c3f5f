/**
 * Heat rejection seen from its water: what a unit takes out of water that enters at a given temperature, how that
 * changes with the entering enthalpy, and what its fans and compressors draw.
 */
import type { ThermalUnit } from '../../network/liquid.ts';
import { padEvaporation_kg_s, wettedInlet_K } from '../adiabatic-cooler.ts';
import { makeUpDensity_kg_m3, towerDuty, towerSpeed, type WaterUse, waterUse } from '../cooling-tower.ts';
import { dryCoolerConductance_W_K, dryCoolerSpeed } from '../dry-cooler.ts';
import type { Fluid } from '../fluids.ts';
import type { UnitMode } from './solution.ts';

export type Chiller = Extract<ThermalUnit, { type: 'free-cooling-chiller' }>;
export type DryCooler = Extract<ThermalUnit, { type: 'dry-cooler' }>;

export type CoolingTower = Extract<ThermalUnit, { type: 'cooling-tower' }>;
/** Units that take heat out of one branch and give it to outdoor air. */
export type RejectingUnit = Chiller | DryCooler | CoolingTower;

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

export const pieceFor = (needed_W: number, available_W: number): number =>
  needed_W <= 0 ? piece.idle : needed_W > available_W ? piece.limited : piece.holding;

/** The law's own piece, or the neighbour of the last one towards it. */
export function nextPiece(own: number, from: number | undefined, stay = false): number {
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
  const coldest_K = unit.wetting ? wettedInlet_K(unit.ambient_K, unit.wetting) : unit.ambient_K;
  const available_W = perKelvin * Math.max(0, entering_K - coldest_K);
  const needed_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(unit.leaving_K));
  const own = pieceFor(needed_W, available_W);
  const which = nextPiece(own, from, stay);
  const carried = onPiece(which, flow_kg_s, needed_W, { heat_W: available_W, slope_kg_s: available_W > 0 ? perKelvin / cp : 0 });
  const dry = needed_W <= perKelvin * (entering_K - unit.ambient_K);
  const mode = own === piece.holding && !dry ? 'wetted pads' : fanMode(own);
  return { mode, ...carried, piece: which, onLaw: which === own, available_W };
}

const fanMode = (own: number): UnitMode => (own === piece.idle ? 'idle' : own === piece.limited ? 'full fan speed' : 'fan control');

const outdoor = ({ ambient_K: dryBulb_K, wetBulb_K, pressure_Pa }: CoolingTower) => ({ dryBulb_K, wetBulb_K, pressure_Pa });

/** Half the step of the tower's numerical slope, K. */
const towerStep_K = 0.01;

function towerRejection(
  unit: CoolingTower,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  from?: number,
  stay?: boolean,
): Rejection {
  const entering_K = fluid.temperature(entering_J_kg);
  const cp = fluid.specificHeat(entering_K);
  const carries = (kelvin: number) =>
    towerDuty(unit, outdoor(unit), { flow_kg_s, capacity_W_K: flow_kg_s * cp, entering_K: kelvin }, 1).heat_W;
  const available_W = carries(entering_K);
  const needed_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(unit.leaving_K));
  const own = pieceFor(needed_W, available_W);
  const which = nextPiece(own, from, stay);
  const slope_kg_s =
    which === piece.limited ? (carries(entering_K + towerStep_K) - carries(entering_K - towerStep_K)) / (2 * towerStep_K * cp) : 0;
  const carried = onPiece(which, flow_kg_s, needed_W, { heat_W: available_W, slope_kg_s });
  return { mode: fanMode(own), ...carried, piece: which, onLaw: which === own, available_W };
}

const off: Rejection = { mode: 'off', heat_W: 0, slope_kg_s: 0, available_W: 0, piece: piece.holding, onLaw: true };

/**
 * @param from piece of the last iteration: the answer stays on it or goes to a neighbour; absent for the law itself
 * @param stay keeps it on that piece
 */
export function rejection(
  unit: RejectingUnit,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  from?: number,
  stay?: boolean,
): Rejection {
  if (!unit.running) return off;
  switch (unit.type) {
    case 'dry-cooler':
      return coolerRejection(unit, fluid, flow_kg_s, entering_J_kg, from, stay);
    case 'cooling-tower':
      return towerRejection(unit, fluid, flow_kg_s, entering_J_kg, from, stay);
    case 'free-cooling-chiller':
      return chillerRejection(unit, fluid, flow_kg_s, entering_J_kg, from, stay);
  }
}

export interface RejectionPower {
  readonly freeCooling_W: number;
  readonly compressor_W: number;
  readonly fan_W: number;
  readonly fanSpeed: number;
  readonly electrical_W: number;
  readonly waterUse_m3_s?: number;
  readonly evaporation_m3_s?: number;
  readonly blowDown_m3_s?: number;
}

const waterVolumes = ({ makeUp_kg_s, evaporation_kg_s, blowDown_kg_s }: WaterUse) => ({
  waterUse_m3_s: makeUp_kg_s / makeUpDensity_kg_m3,
  evaporation_m3_s: evaporation_kg_s / makeUpDensity_kg_m3,
  blowDown_m3_s: blowDown_kg_s / makeUpDensity_kg_m3,
});

interface FanRun {
  readonly fanSpeed: number;
  readonly water?: WaterUse;
}

/** Fans first; what full speed leaves over, wetted pads carry. */
function coolerRun(unit: DryCooler, heat_W: number, capacity_W_K: number, entering_K: number): FanRun {
  const fanSpeed = dryCoolerSpeed({ ...unit, fan_W: unit.fanPower_W }, heat_W, capacity_W_K, entering_K, unit.ambient_K);
  if (!unit.wetting) return { fanSpeed };
  const inlet_K = entering_K - heat_W / dryCoolerConductance_W_K({ ...unit, fan_W: unit.fanPower_W }, 1, capacity_W_K);
  const evaporation = fanSpeed < 1 ? 0 : padEvaporation_kg_s(unit.ambient_K, unit.wetting, inlet_K, unit.airFlow_kg_s);
  return { fanSpeed, water: waterUse(evaporation, unit.wetting.cycles, 0) };
}

function towerRun(unit: CoolingTower, heat_W: number, water: Parameters<typeof towerDuty>[2]): FanRun {
  const fanSpeed = towerSpeed(unit, outdoor(unit), water, heat_W);
  const { evaporation_kg_s } = towerDuty(unit, outdoor(unit), water, fanSpeed);
  return { fanSpeed, water: waterUse(evaporation_kg_s, unit.cycles, unit.drift * water.flow_kg_s) };
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
  unit: RejectingUnit,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  heat_W: number,
): RejectionPower {
  if (!unit.running) return { freeCooling_W: 0, compressor_W: 0, fan_W: 0, fanSpeed: 0, electrical_W: 0 };
  if (!(heat_W > 0)) return { freeCooling_W: 0, compressor_W: 0, fan_W: 0, fanSpeed: 0, electrical_W: unit.standby_W };
  const entering_K = fluid.temperature(entering_J_kg);
  const capacity_W_K = flow_kg_s * fluid.specificHeat(entering_K);
  if (unit.type !== 'free-cooling-chiller') {
    const { fanSpeed, water } =
      unit.type === 'dry-cooler'
        ? coolerRun(unit, heat_W, capacity_W_K, entering_K)
        : towerRun(unit, heat_W, { flow_kg_s, capacity_W_K, entering_K });
    const fan_W = unit.fanPower_W * fanSpeed ** 3;
    const power = { freeCooling_W: heat_W, compressor_W: 0, fan_W, fanSpeed, electrical_W: unit.standby_W + fan_W };
    return water ? { ...power, ...waterVolumes(water) } : power;
  }
  const most_W = freeCooling_W(unit, entering_K, capacity_W_K);
  const free_W = Math.min(heat_W, most_W);
  const leaving_K = fluid.temperature(entering_J_kg - heat_W / flow_kg_s);
  const compressor_W = (heat_W - free_W) / compressorCop(unit, leaving_K);
  const fanSpeed = heat_W >= most_W ? 1 : heat_W / most_W;
  const fan_W = unit.fanPower_W * fanSpeed ** 3;
  return { freeCooling_W: free_W, compressor_W, fan_W, fanSpeed, electrical_W: unit.standby_W + fan_W + compressor_W };
}
