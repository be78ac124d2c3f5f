/**
 * A water-cooled chiller between two loops: DOE-2 EIR curves give its capacity and power from leaving chilled water
 * and entering condenser water. What it takes out of one loop and the shaft power that stays in the refrigerant go
 * into the other: Q_cond = Q_evap + P·motorToCondenser. Hot-gas bypass circulates inside and adds nothing.
 */
import type { ThermalUnit } from '../../network/liquid.ts';
import { chillerCurves } from '../chiller-curves.ts';
import { chillerDuty, type ElectricChiller } from '../electric-chiller.ts';
import type { Fluid } from '../fluids.ts';
import { nextPiece, piece, pieceFor } from './rejection.ts';
import type { UnitMode } from './solution.ts';

export type WaterChiller = Extract<ThermalUnit, { type: 'water-cooled-chiller' }>;

export interface WaterChillerDuty {
  readonly mode: UnitMode;
  readonly evaporator_W: number;
  readonly power_W: number;
  readonly condenser_W: number;
  readonly available_W: number;
  readonly piece: number;
  readonly onLaw: boolean;
}

const machine = (unit: WaterChiller): ElectricChiller => ({
  ...chillerCurves[unit.curves],
  ratedCapacity_W: unit.capacity_W,
  ratedCop: unit.cop,
});

/** More than any machine can carry: asks for its most. */
const endless_W = 1e15;

/** @param from piece of the last iteration, @param stay keeps it there: as in `rejection` */
export function waterChillerDuty(
  unit: WaterChiller,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  condenser_K: number,
  from?: number,
  stay?: boolean,
): WaterChillerDuty {
  const chiller = machine(unit);
  const most_W = (leaving_K: number) => chillerDuty(chiller, leaving_K, condenser_K, endless_W).evaporator_W;
  const needed_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(unit.leaving_K));
  const atSetPoint_W = most_W(unit.leaving_K);
  const own = pieceFor(needed_W, atSetPoint_W);
  const which = nextPiece(own, from, stay);
  let evaporator_W = 0;
  let leaving_K = unit.leaving_K;
  if (which === piece.holding) evaporator_W = needed_W;
  if (which === piece.limited && own !== piece.limited) evaporator_W = atSetPoint_W;
  if (which === piece.limited && own === piece.limited) {
    // Warmer leaving water is easier to make: solved for the temperature at which machine and water agree.
    let low = unit.leaving_K;
    let high = fluid.temperature(entering_J_kg);
    for (let i = 0; i < 80; i++) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (flow_kg_s * (entering_J_kg - fluid.enthalpy(middle)) > most_W(middle)) low = middle;
      else high = middle;
    }
    leaving_K = high;
    evaporator_W = flow_kg_s * (entering_J_kg - fluid.enthalpy(leaving_K));
  }
  const { power_W } = chillerDuty(chiller, leaving_K, condenser_K, evaporator_W);
  const mode = own === piece.idle ? 'idle' : own === piece.limited ? 'capacity limited' : 'compressor';
  return {
    mode,
    evaporator_W,
    power_W,
    condenser_W: evaporator_W + power_W * chiller.motorToCondenser,
    available_W: own === piece.limited ? evaporator_W : atSetPoint_W,
    piece: which,
    onLaw: which === own,
  };
}

export interface WaterChillerSlopes {
  /** Changes per J/kg of the entering enthalpy, kg/s, and per K of the entering condenser water, W/K. */
  readonly evaporatorByWater: number;
  readonly evaporatorByCondenser: number;
  readonly condenserByWater: number;
  readonly condenserByCondenser: number;
}

const step_J_kg = 20;
const step_K = 0.005;

/** Slopes of one piece by central differences: the curves are smooth inside their ranges. */
export function waterChillerSlopes(
  unit: WaterChiller,
  fluid: Fluid,
  flow_kg_s: number,
  entering_J_kg: number,
  condenser_K: number,
  on: number,
): WaterChillerSlopes {
  const at = (h: number, kelvin: number) => waterChillerDuty(unit, fluid, flow_kg_s, h, kelvin, on, true);
  const [warm, cool] = [at(entering_J_kg + step_J_kg, condenser_K), at(entering_J_kg - step_J_kg, condenser_K)];
  const [above, below] = [at(entering_J_kg, condenser_K + step_K), at(entering_J_kg, condenser_K - step_K)];
  return {
    evaporatorByWater: (warm.evaporator_W - cool.evaporator_W) / (2 * step_J_kg),
    condenserByWater: (warm.condenser_W - cool.condenser_W) / (2 * step_J_kg),
    evaporatorByCondenser: (above.evaporator_W - below.evaporator_W) / (2 * step_K),
    condenserByCondenser: (above.condenser_W - below.condenser_W) / (2 * step_K),
  };
}
