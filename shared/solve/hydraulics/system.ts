/**
 * What goes into and comes out of the hydraulic solver. `prepareHydraulics` (prepare.ts) orders and
 * analyses a network once; the system it returns is then solved for any openings, speeds, liquid
 * properties and imposed flows without ordering again. Pressures are gauge pascal, flows kg/s
 * positive from `from` to `to`; arrays are indexed like `network.branches` and `network.nodes`.
 */
import type { LiquidControl, LiquidElement } from '../../network/liquid.ts';
import type { FrictionLaw } from './friction.ts';

/** Standard gravity, m/s² (3rd CGPM, 1901). */
export const gravity_m_s2 = 9.80665;

/** Everything the solver has a law for: the product's elements and the pipe of imported water networks. */
export type HydraulicElement =
  | LiquidElement
  /** Head loss 10.666829489·L·q^1.852 / (C^1.852·d^4.871), m and m³/s, as EPANET 2.3 has it; water only. */
  | {
      readonly type: 'hazen-williams';
      readonly length_m: number;
      readonly diameter_m: number;
      readonly coefficient: number;
      readonly minorLoss: number;
    };

export interface HydraulicNode {
  readonly id: string;
  readonly elevation_m: number;
  readonly fixedPressure_Pa?: number;
  readonly injection_kg_s?: number;
}

export interface HydraulicBranch {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly element: HydraulicElement;
  readonly open: boolean;
  /** A check valve stands in the branch: no flow from `to` to `from`. */
  readonly checked?: boolean;
}

/** A `LiquidNetwork` is one of these. */
export interface HydraulicNetwork {
  readonly nodes: readonly HydraulicNode[];
  readonly branches: readonly HydraulicBranch[];
  /** `differential-pressure` controls are held; `flow-limit` ones give the default of `imposedFlow_kg_s`. */
  readonly controls?: readonly LiquidControl[];
}

export interface HydraulicOptions {
  /** Of all pipes; `swamee-jain-dunlop` unless named. */
  readonly friction?: FrictionLaw;
  /** Largest remaining Δp imbalance of any branch, Pa. */
  readonly pressureTolerance_Pa?: number;
  /** Largest sum of flow corrections still due, relative to the sum of flows. */
  readonly flowTolerance?: number;
  readonly maxIterations?: number;
}

/**
 * What may change from solve to solve. A missing array, or NaN in an array of numbers, means
 * "as the network says".
 */
export interface HydraulicInputs {
  /** Of the liquid in each branch, kg/m³; one number for all branches alike. */
  readonly density_kg_m3: number | Float64Array;
  /** Of the liquid that makes the static head in each branch; `density_kg_m3` unless given. One value per loop leaves no buoyancy. */
  readonly staticDensity_kg_m3?: Float64Array;
  /** Kinematic viscosity in each branch, m²/s. */
  readonly viscosity_m2_s: number | Float64Array;
  /** Per branch: 0 shut, 1 open. */
  readonly open?: Uint8Array;
  /** Per branch: valve opening 0…1 (valves only). */
  readonly opening?: Float64Array;
  /** Per branch: relative pump speed (pumps not moved by a Δp control). */
  readonly speed?: Float64Array;
  /**
   * Per branch: mass flow that a throttle in the branch holds (pressure-independent valve); 0 shuts it,
   * a negative value limits the flow from `to` to `from`. A fully open throttle takes
   * `minimumDrop_Pa` at this flow and less below it, by the square law.
   */
  readonly imposedFlow_kg_s?: Float64Array;
  /** Per branch: drop of the fully open throttle at the imposed flow, Pa. */
  readonly minimumDrop_Pa?: Float64Array;
  /** Per node: inflow (positive) from outside. */
  readonly injection_kg_s?: Float64Array;
  /** Per node, read at fixed-pressure nodes only. */
  readonly fixedPressure_Pa?: Float64Array;
  /** Per entry of `network.controls` that is `differential-pressure`: another target, Pa; NaN as the network says. */
  readonly targets_Pa?: Float64Array;
  /** Ambient absolute pressure for the cavitation flag; 101 325 Pa unless given. */
  readonly atmosphere_Pa?: number;
}

/** Bits of `HydraulicSolution.branchFlags`. */
export const branchFlag = {
  /** Shut by input, or a checked pump at rest. */
  closed: 1,
  /** A check valve (own, of a pump, or the pump's forward-only curve) holds back reverse flow. */
  reverseBlocked: 2,
  /** The throttle holds the imposed flow. */
  flowHeld: 4,
  /** The throttle is fully open and the flow stays below the imposed one. */
  flowNotReached: 8,
  /** Pump flow beyond the end of its curve (or beyond zero head where no end is published). */
  beyondCurve: 16,
  /** Flow beyond the last published Δp point; the drop is extrapolated. */
  beyondTable: 32,
} as const;

/** Bits of `HydraulicSolution.nodeFlags`. */
export const nodeFlag = {
  /** Absolute pressure below zero: no such state exists, liquid would boil off first. */
  negativeAbsolute: 1,
  /** Pressures here are relative to a datum of 0 Pa because no reference is connected. */
  relative: 2,
  /** Cut off from any drive and reference: no pressure is known. */
  dead: 4,
} as const;

/** One `differential-pressure` control (index into `network.controls`). */
export interface DifferentialPressureState {
  readonly control: number;
  readonly state: 'held' | 'min-speed' | 'max-speed' | 'off';
  /** Common relative speed of its pumps. */
  readonly speed: number;
  /** p(high) − p(low). */
  readonly actual_Pa: number;
  readonly target_Pa: number;
}

export interface IslandSolution {
  /** Index into `HydraulicSystem.islands`. */
  readonly island: number;
  readonly status: 'solved' | 'not-converged' | 'no-reference' | 'no-solution' | 'dead' | 'invalid';
  readonly iterations: number;
  /** Largest |Δp − law(ṁ)| of a branch that carries flow, Pa. */
  readonly pressureResidual_Pa: number;
  /** Largest node imbalance, kg/s. */
  readonly balanceResidual_kg_s: number;
  /** Branches with the largest residual, worst first (not empty only when not solved). */
  readonly worst: readonly number[];
  /** What is wrong and where, in a sentence; for anything but solved and dead. */
  readonly cause?: string;
}

export interface HydraulicSolution {
  /** Per branch; 0 where shut. NaN in an island without a solution. */
  readonly massFlow_kg_s: Float64Array;
  /** Per node, gauge; NaN where dead or without a solution. */
  readonly pressure_Pa: Float64Array;
  /** Per branch: relative speed of pumps, 0 elsewhere. */
  readonly speed: Float64Array;
  /** Per branch: drop over the throttle that holds (or could not reach) an imposed flow. */
  readonly throttle_Pa: Float64Array;
  readonly branchFlags: Uint8Array;
  readonly nodeFlags: Uint8Array;
  readonly controls: readonly DifferentialPressureState[];
  readonly islands: readonly IslandSolution[];
}

/** A part of the network that no branch, open or shut, joins to the rest. */
export interface Island {
  readonly nodes: Int32Array;
  readonly branches: Int32Array;
}

/** Made by `prepareHydraulics` in prepare.ts. */
export interface HydraulicSystem {
  readonly islands: readonly Island[];
  /** Per node and per branch: index of its island. */
  readonly islandOfNode: Int32Array;
  readonly islandOfBranch: Int32Array;
  /**
   * Takes the numbers (elements, heights, limits, speed ranges) of another network of the same shape: same nodes and
   * ends, same sorts of law, fixed pressures at the same nodes, the same Δp controls. Nothing is ordered again.
   * @returns false where an island has no law, now or before: then the other network is to be prepared by itself.
   */
  bind(network: HydraulicNetwork): boolean;
  /**
   * Solves every island, or only those in `only` (the others are copied from `guess`).
   * `guess` is an earlier solution of this system or of one with the same nodes and branches; `inPlace` writes the
   * columns of those in `only` into the guess's own arrays.
   */
  solve(inputs: HydraulicInputs, guess?: HydraulicSolution, only?: readonly number[], inPlace?: boolean): HydraulicSolution;
}
