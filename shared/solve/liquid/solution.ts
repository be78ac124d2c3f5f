/**
 * What a liquid solution holds: flows, pressures and temperatures of every node and branch, how each
 * device runs, and how well the equations close. Arrays are indexed like the network's own lists.
 */
import type { RecordId } from '../../document/ids.ts';

/** How one pump branch runs. */
export interface PumpState {
  readonly branch: number;
  readonly owner: RecordId;
  readonly speed: number;
  /** Through all machines of the branch, at the density of the flow in it. */
  readonly flow_m3_s: number;
  /** Head of the element itself. */
  readonly head_Pa: number;
  /** V̇·H/η_hydraulic: all of it ends in the liquid. */
  readonly shaft_W: number;
  readonly electrical_W: number;
  /** Part of the motor and drive loss that warms the surroundings. */
  readonly lossToSurroundings_W: number;
  /** Flow is beyond the end of the published curve. */
  readonly beyondCurve: boolean;
}

/** How one exchanger runs: heat passes from hot to cold. */
export interface ExchangerState {
  readonly owner: RecordId;
  readonly heat_W: number;
  readonly conductance_W_K: number;
  readonly effectiveness: number;
}

export type UnitMode =
  | 'off'
  | 'idle'
  | 'free cooling'
  | 'mixed'
  | 'compressor'
  | 'capacity limited'
  | 'fan control'
  | 'full fan speed'
  | 'wetted pads'
  | 'holding supply air'
  | 'valve fully open';

/** How one heat-rejection or coil unit runs. */
export interface UnitState {
  readonly owner: RecordId;
  readonly mode: UnitMode;
  /** Taken out of the liquid (chiller, cooler) or put into it (air coil); positive in normal duty. */
  readonly heat_W: number;
  /** Most it could carry at this entering temperature, flow and ambient. */
  readonly available_W: number;
  readonly freeCooling_W: number;
  readonly compressor_W: number;
  readonly fan_W: number;
  /** Relative fan speed. */
  readonly fanSpeed: number;
  /** Fans, compressors and controls. */
  readonly electrical_W: number;
  /** Water-cooled chillers: part of the electrical power that ends in the condenser water. */
  readonly toLiquid_W?: number;
  /** Units that evaporate water: make-up in all, and the parts of it that evaporate and are blown down. */
  readonly waterUse_m3_s?: number;
  readonly evaporation_m3_s?: number;
  readonly blowDown_m3_s?: number;
  /** Air coils: air entering and leaving, fan heat included. */
  readonly airIn_K?: number;
  readonly airOut_K?: number;
  readonly airFlow_kg_s?: number;
}

/** A control after solving. `shortfall` is zero while it holds its set point. */
export interface ControlState {
  readonly owner: RecordId;
  readonly atLimit: boolean;
  /** Position of what the control moves: valve opening, or pump speed. */
  readonly position: number;
  /** Set point and what was reached: K, Pa or kg/s by the control's type. */
  readonly target: number;
  readonly actual: number;
}

/** The air of one cooled space. */
export interface SpaceState {
  readonly owner: RecordId;
  readonly solved: boolean;
  /** All heat that ends in the air, fans excluded. */
  readonly heat_W: number;
  readonly fan_W: number;
  /** Mixed air leaving the coils, air entering racks, air leaving racks, air entering the coils before the fans. */
  readonly supply_K: number;
  readonly inlet_K: number;
  readonly hot_K: number;
  readonly return_K: number;
  readonly airFlow_kg_s: number;
}

export type IslandStatus = 'solved' | 'not-converged' | 'no-reference' | 'no-solution' | 'dead' | 'invalid';

/** One connected part of the network. */
export interface LiquidIsland {
  readonly status: IslandStatus;
  readonly cause?: string;
  /** Records with the largest remaining imbalance. */
  readonly worst: readonly RecordId[];
  /** Largest node imbalance over the largest flow of the island. */
  readonly massResidual: number;
  /** Largest remaining branch pressure error over the largest branch pressure difference. */
  readonly pressureResidual: number;
  /** Remaining heat imbalance over the heat that enters. */
  readonly energyResidual: number;
  readonly iterations: number;
}

export interface LiquidSolution {
  /** kg/s, positive from `from` to `to`. */
  readonly massFlow_kg_s: Float64Array;
  /** m³/s at the branch's mean temperature, with the sign of the mass flow. */
  readonly flow_m3_s: Float64Array;
  /** Pa gauge; NaN in islands without a solution. */
  readonly pressure_Pa: Float64Array;
  /** Mixed temperature of each node. */
  readonly nodeTemperature_K: Float64Array;
  /** Temperature where the flow enters and leaves each branch, whichever way it runs. */
  readonly inlet_K: Float64Array;
  readonly outlet_K: Float64Array;
  /** ṁ·(h_out − h_in) of each branch. */
  readonly heat_W: Float64Array;
  /** Opening of valve branches, speed of pump branches, 1 for the rest. */
  readonly position: Float64Array;
  /** Pressure taken by throttling in branches whose flow is held. */
  readonly throttle_Pa: Float64Array;
  readonly pumps: readonly PumpState[];
  readonly exchangers: readonly ExchangerState[];
  readonly units: readonly UnitState[];
  readonly controls: readonly ControlState[];
  readonly spaces: readonly SpaceState[];
  readonly islands: readonly LiquidIsland[];
  /** Island of each node. */
  readonly islandOf: Int32Array;
  /** Heat that found no flow to carry it, by branch owner. */
  readonly unserved_W: ReadonlyMap<RecordId, number>;
  /** Parts that exchange nothing with each other, and how many of them this solve worked on; the others kept their answer. */
  readonly parts: number;
  readonly partsSolved: number;
  /** Passes between flows and temperatures, of the part that took most. */
  readonly passes: number;
}
