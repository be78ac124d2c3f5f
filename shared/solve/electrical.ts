/**
 * Load flow of a facility's power system, balanced three-phase and DC, steady state.
 *
 * Switch states are settled first (which sources run, which incomers close), closed switches merge
 * their buses, and converters (UPS, rectifiers) cut the network into islands that are solved from
 * the loads upwards. Radial islands are solved by an O(n) backward/forward sweep, the others by
 * Newton with sparse blocks. A failed island carries no numbers.
 */
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { SolutionRows } from './electrical/branch-columns.ts';
import { type EnergisedState, energise } from './electrical/energise.ts';
import { type MergedNetwork, mergeBuses } from './electrical/merge.ts';
import { solveIslands } from './electrical/solve-islands.ts';
import type { PagedColumn } from './paged-rows.ts';

export type ElectricalIslandStatus = 'solved' | 'not-converged' | 'no-solution' | 'dead' | 'invalid';

/** One part of the network between converters: buses that lines, transformers and closed switches join. */
export interface ElectricalIsland {
  readonly status: ElectricalIslandStatus;
  /** Indices into `network.buses`, rising. */
  readonly buses: readonly number[];
  /** Largest power mismatch at a bus over the island's load; what was left, where it is not solved. */
  readonly residual: number;
  readonly iterations: number;
  readonly method: 'sweep' | 'newton' | 'none';
  /** Sources, loads and losses as solved, W; zero where dead. */
  readonly sourcePower_W: number;
  readonly loadPower_W: number;
  readonly loss_W: number;
  /** For anything but solved and dead: what is wrong, in a sentence. */
  readonly cause?: string;
  /** Branches that the cause names (the overloaded element first). */
  readonly worst?: readonly number[];
  /** Part of the load that could be carried, where it has no solution. */
  readonly loadability?: number;
}

/** Parts solved, and merged buses whose voltages were found again. */
export interface SolvingWork {
  readonly islands: number;
  readonly buses: number;
}

export type SourceState = 'carrying' | 'standby' | 'out';

/**
 * Columns by index into the network's tables. NaN marks "no value": buses and branches of islands
 * that are dead or could not be solved.
 */
export interface ElectricalSolution {
  readonly network: ElectricalNetwork;
  /** The tables behind the columns: what an earlier solution shares with this one is the same page. */
  readonly rows: SolutionRows;
  /** Line-to-line (AC) or pole-to-pole (DC) voltage. */
  readonly voltage_V: PagedColumn;
  /** The same per unit of the node's base and complex, by node of `merged`: angles against the island's source. */
  readonly nodeVoltages: { readonly re: PagedColumn; readonly im: PagedColumn };
  /** Branch columns; power positive from `from` to `to`, seen at the named end. `current_A` is seen at the `to` end (a transformer's secondary, a converter's output). */
  readonly current_A: PagedColumn;
  readonly powerFrom_W: PagedColumn;
  readonly reactiveFrom_var: PagedColumn;
  readonly powerTo_W: PagedColumn;
  readonly reactiveTo_var: PagedColumn;
  readonly loss_W: PagedColumn;
  /** Actual over permitted (continuous) value: current, apparent power (transformer) or output power (converter); the largest where several apply. NaN without a rating. */
  readonly loading: PagedColumn;
  /** 1 where a branch conducts after failures and transfers. */
  readonly closed: Uint8Array;
  readonly sourceState: readonly SourceState[];
  readonly sourcePower_W: PagedColumn;
  readonly sourceReactive_var: PagedColumn;
  /** Feed f of load l is entry `feedOffset[l] + f`; zero on dead feeds. */
  readonly feedOffset: Int32Array;
  readonly feedPower_W: PagedColumn;
  /** 1 where at least one feed of the load is live. */
  readonly supplied: Uint8Array;
  /** 1 where a bus is energised. */
  readonly live: Uint8Array;
  /** Island of each bus. */
  readonly islandOf: Int32Array;
  readonly islands: readonly ElectricalIsland[];
  /** What it took: nothing for what an earlier solution already held. */
  readonly work: SolvingWork;
  /** Kept for a warm start. */
  readonly state: EnergisedState;
  readonly merged: MergedNetwork;
}

/**
 * Solves a network. `previous` gives the starting voltages and, while switch states agree, the prepared
 * topology; where it is also the last solution made on that topology, only what changed loads reach is
 * solved again. The answer is the same within the tolerance of the sweeps either way.
 */
export function solveElectrical(network: ElectricalNetwork, previous?: ElectricalSolution): ElectricalSolution {
  const state = energise(network, previous?.state, previous?.network);
  const merged = mergeBuses(network, state, previous?.merged);
  return solveIslands(network, state, merged, previous);
}
