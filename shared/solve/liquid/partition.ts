/**
 * A network cut into the parts that can be solved each by itself: loops that exchangers, chillers between two loops,
 * controls or the air of one room tie together. Nothing passes from part to part.
 */
import type { RecordId } from '../../document/ids.ts';
import type { LiquidBranch, LiquidNetwork } from '../../network/liquid.ts';
import { findParts, type Parts } from '../hydraulics/components.ts';
import { throttledBranch } from './flow-targets.ts';

/** Members of one part, as ascending indices into the network's lists. */
export interface Part {
  readonly nodes: Int32Array;
  readonly branches: Int32Array;
  readonly exchangers: Int32Array;
  readonly units: Int32Array;
  readonly controls: Int32Array;
  readonly spaces: Int32Array;
  /** Hydraulic islands, in the order of their first nodes. */
  readonly islands: Int32Array;
}

export interface Partition {
  readonly parts: readonly Part[];
  /** Part of each branch, exchanger, unit, control and space. */
  readonly partOfNode: Int32Array;
  readonly partOfBranch: Int32Array;
  readonly partOfExchanger: Int32Array;
  readonly partOfUnit: Int32Array;
  readonly partOfControl: Int32Array;
  readonly partOfSpace: Int32Array;
  /** Place of each pump branch among the pumps; −1 elsewhere. */
  readonly pumpPlace: Int32Array;
  /** Hydraulic island of each node, numbered by their first nodes. */
  readonly islandOfNode: Int32Array;
}

export function partitionOf(network: LiquidNetwork): Partition {
  const { nodes, branches, exchangers, units, controls, spaces = [] } = network;
  const from = new Int32Array(branches.length);
  const to = new Int32Array(branches.length);
  const pumpPlace = new Int32Array(branches.length).fill(-1);
  let pumps = 0;
  for (let b = 0; b < branches.length; b++) {
    const branch = branches[b] as LiquidBranch;
    from[b] = branch.from;
    to[b] = branch.to;
    if (branch.element.type === 'pump') pumpPlace[b] = pumps++;
  }
  const { count: islands, partOfNode: islandOfNode } = findParts(nodes.length, from, to, new Uint8Array(from.length).fill(1));
  const islandOf = (branch: number): number => islandOfNode[from[branch] as number] as number;
  const touched = controls.map((control) => islandsTouched(network, control, islandOf, islandOfNode));
  const { count, partOfNode: partOfIsland } = joinIslands(network, islands, islandOf, touched);
  const ofNode = (node: number): number => partOfIsland[islandOfNode[node] as number] as number;
  const partOfNode = new Int32Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) partOfNode[i] = ofNode(i);
  const partOfBranch = new Int32Array(branches.length);
  for (let b = 0; b < branches.length; b++) partOfBranch[b] = partOfNode[from[b] as number] as number;
  const partOfExchanger = Int32Array.from(exchangers, ({ hot }) => partOfBranch[hot] as number);
  const partOfUnit = Int32Array.from(units, ({ branch }) => partOfBranch[branch] as number);
  const partOfControl = Int32Array.from(touched, ([island = 0]) => partOfIsland[island] as number);
  const partOfSpace = Int32Array.from(spaces, (_, s) => partOfIsland[islands + s] as number);
  const byNode = membersOf(partOfNode, count);
  const byBranch = membersOf(partOfBranch, count);
  const byExchanger = membersOf(partOfExchanger, count);
  const byUnit = membersOf(partOfUnit, count);
  const byControl = membersOf(partOfControl, count);
  const bySpace = membersOf(partOfSpace, count);
  const byIsland = membersOf(partOfIsland.subarray(0, islands), count);
  const parts = byNode.map(
    (own, p): Part => ({
      nodes: own,
      branches: byBranch[p] as Int32Array,
      exchangers: byExchanger[p] as Int32Array,
      units: byUnit[p] as Int32Array,
      controls: byControl[p] as Int32Array,
      spaces: bySpace[p] as Int32Array,
      islands: byIsland[p] as Int32Array,
    }),
  );
  const partOf = { partOfNode, partOfBranch, partOfExchanger, partOfUnit, partOfControl, partOfSpace };
  return { parts, pumpPlace, ...partOf, islandOfNode };
}

/** Part of each island, then of each room: what heat or control ties together. */
function joinIslands(
  { branches, exchangers, units, spaces = [] }: LiquidNetwork,
  islands: number,
  islandOf: (branch: number) => number,
  touched: readonly (readonly number[])[],
): Parts {
  const ends: number[] = [];
  const join = (a: number, b: number | undefined) => {
    // Branches of one island and room follow each other.
    const known = ends.at(-2) === a && ends.at(-1) === b;
    if (b !== undefined && a !== b && !known) ends.push(a, b);
  };
  const spaceIndex = new Map(spaces.map(({ owner }, s) => [owner, islands + s]));
  const roomOf = (owner: RecordId) => spaceIndex.get(owner);
  branches.forEach(({ space, heat, element }, b) => {
    if (space !== undefined && (heat.type === 'surroundings' || element.type === 'pump')) join(islandOf(b), roomOf(space));
  });
  for (const { hot, cold } of exchangers) join(islandOf(hot), islandOf(cold));
  for (const unit of units) {
    if (unit.type === 'air-coil') join(islandOf(unit.branch), roomOf(unit.space));
    if (unit.type === 'water-cooled-chiller') join(islandOf(unit.branch), islandOf(unit.condenser));
  }
  for (const own of touched) for (const island of own) join(own[0] ?? island, island);
  const from = new Int32Array(ends.length / 2);
  const to = new Int32Array(ends.length / 2);
  for (let k = 0; k < from.length; k++) {
    from[k] = ends[2 * k] as number;
    to[k] = ends[2 * k + 1] as number;
  }
  return findParts(islands + spaces.length, from, to, new Uint8Array(from.length).fill(1));
}

function islandsTouched(
  { exchangers }: LiquidNetwork,
  control: LiquidNetwork['controls'][number],
  islandOf: (branch: number) => number,
  islandOfNode: Int32Array,
): number[] {
  if (control.type === 'differential-pressure') {
    return [islandOfNode[control.high] as number, islandOfNode[control.low] as number, ...control.pumps.map(islandOf)];
  }
  const throttle = islandOf(throttledBranch(control) as number);
  const exchanger = control.type === 'exchanger-outlet' ? exchangers[control.exchanger] : undefined;
  return exchanger ? [throttle, islandOf(exchanger.cold)] : [throttle];
}

/** Indices by owner, ascending. */
function membersOf(owner: Int32Array, count: number): Int32Array[] {
  const sizes = new Int32Array(count);
  for (let i = 0; i < owner.length; i++) sizes[owner[i] as number] = (sizes[owner[i] as number] as number) + 1;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < owner.length; i++) {
    const one = owner[i] as number;
    const list = members[one] as Int32Array;
    list[sizes[one] as number] = i;
    sizes[one] = (sizes[one] as number) + 1;
  }
  return members;
}
