/** One connected part as added power sees it, whether its way to the sources is a tree or a mesh. */
import type { ElectricalSolution } from '../electrical.ts';

/**
 * Positions name what added power touches: a positive one is a branch with a node at its end, the
 * others are nodes. Powers per unit.
 */
export interface SupplyPart {
  /** Positions of the held nodes. */
  readonly heldPositions: readonly number[];
  /** With the added power: what more comes into the node of a position by its branch, and what more enters that branch at its other end. */
  readonly addedP: Float64Array;
  readonly addedQ: Float64Array;
  readonly abovePowerP: Float64Array;
  readonly abovePowerQ: Float64Array;
  /** Whether `added…` leaves the charging half of the branch at that node out. */
  readonly chargingApart: boolean;
  /** Takes over a solution. `nodeP` and `nodeQ` are what loads and converters take at each node. */
  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void;
  node(position: number): number;
  /** Model branch of a positive position. */
  branch(position: number): number;
  /** Whether added power passes the branch of a position, so that its rating may bind; not where it only lies beside. */
  limits(position: number): boolean;
  /** Branches between a node and the nearest held one. */
  depth(node: number): number;
  /** Magnitude with the added power. */
  voltage(node: number): number;
  /** Bound on what is left out at a position. */
  doubtAt(position: number): number;
  /** Power added to what is supplied at a held node. */
  suppliedAt(position: number): readonly [p: number, q: number];
  /** Positions on the ways from these nodes to the held ones; starts from the solution. */
  pathTo(nodes: readonly number[]): number[];
  /** Takes all additions away. */
  clear(): void;
  add(node: number, p: number, q: number): void;
  /** Solves with the additions. @returns false where they cannot be carried. */
  sweep(positions: readonly number[]): boolean;
}
