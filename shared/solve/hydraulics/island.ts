/**
 * One island in local numbering: its pattern, ordering and work arrays, made once per topology. The
 * iteration (newton.ts) and the active sets (states.ts) work on these arrays without allocating.
 */
import { SymmetricSystem } from '../sparse.ts';
import type { PartRole, Parts } from './components.ts';
import type { FrictionLaw } from './friction.ts';
import { BranchLaws, lawOf } from './laws.ts';
import { SpeedBorder, type SpeedGroup } from './pump-speed.ts';
import type { HydraulicBranch, HydraulicNetwork, Island } from './system.ts';

export interface IslandArrays {
  readonly island: Island;
  branches: readonly HydraulicBranch[];
  nodeName: (local: number) => string;
  readonly laws: BranchLaws;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** As drawn: open or shut, z_to − z_from, and which branches are valves and pumps. */
  readonly drawnOpen: Uint8Array;
  readonly climb_m: Float64Array;
  readonly valves: Int32Array;
  readonly pumps: Int32Array;
  readonly drawnInjection: Float64Array;
  /** Flow limits that the network's controls state; NaN where none. */
  readonly statedFlow: Float64Array;
  readonly statedDrop: Float64Array;
  /** Reverse flow is impossible: own check valve, check-valve element, or a checked pump. */
  readonly oneWay: Uint8Array;
  /** Nodes whose pressure is sought come first, each in its row of the matrix; those with a given one follow. */
  readonly unknowns: number;
  readonly system: SymmetricSystem;
  /** Per branch: place of its coupling in `system.values`; the spare one when an end is fixed. */
  readonly slot: Int32Array;
  readonly speeds: SpeedBorder;

  /** Density and viscosity of the last solve, where they were one number for all branches; NaN otherwise. */
  readonly uniform: Float64Array;

  /** Set before each solve. */
  readonly state: Uint8Array;
  /** 1 where an imposed flow may be held; `heldFlow` is that flow. */
  readonly limited: Uint8Array;
  readonly heldFlow: Float64Array;
  /** ρ·g·(z_to − z_from). */
  readonly rise: Float64Array;
  readonly injection: Float64Array;
  /** Branches that may change state: one-way or limited; the first `switching` of `switches`. */
  readonly switches: Int32Array;
  switching: number;
  /** Unknowns that get a datum because nothing else fixes them (dead nodes and parts without reference). */
  readonly pinned: Uint8Array;
  /** Conducting mask that `parts` belongs to; the union–find is repeated only when it changes. */
  readonly conducts: Uint8Array;
  parts: Parts | undefined;
  /** Of the last solve, per part. */
  roles: readonly PartRole[];

  /** The iterate. */
  readonly flow: Float64Array;
  readonly pressure: Float64Array;
  readonly conductance: Float64Array;
  readonly residual: Float64Array;
  readonly step: Float64Array;
  /** Minus the slope of the content at the start of the last step: Σ step²/conductance. */
  descent: number;
  /** Per node, from the reported flows. */
  readonly imbalance: Float64Array;
  /** Diagonal and right-hand side while they are summed, then the correction of the pressures; 0 where they are given. */
  readonly diagonal: Float64Array;
  readonly correction: Float64Array;
  readonly speedGain: Float64Array;
  readonly toggles: Uint8Array;
  /** Per speed group squared, and per group. */
  readonly sensitivity: Float64Array;
  readonly missing: Float64Array;
}

/** A flow limit that the network states for a branch; NaN flow where only its drop is known. */
export interface StatedLimit {
  readonly flow_kg_s: number;
  readonly minimumDrop_Pa: number;
}

const isOneWay = (branch: HydraulicBranch): boolean =>
  branch.checked === true || branch.element.type === 'check-valve' || (branch.element.type === 'pump' && branch.element.checked);

/** Δp controls with the same two nodes move one common speed: separate ones would have no unique answer. */
function speedGroups(
  network: HydraulicNetwork,
  inIsland: (node: number) => boolean,
  localBranch: Int32Array,
  localNode: Int32Array,
): SpeedGroup[] {
  const byNodes = new Map<string, { controls: number[]; pumps: number[]; high: number; low: number }>();
  const taken = new Set<number>();
  network.controls?.forEach((control, index) => {
    if (control.type !== 'differential-pressure' || !inIsland(control.high) || !inIsland(control.low)) return;
    const pumps = control.pumps.filter((b) => !taken.has(b) && inIsland(network.branches[b]?.from ?? -1));
    for (const b of pumps) taken.add(b);
    const key = `${control.high}/${control.low}`;
    const group = byNodes.get(key);
    if (group) {
      group.controls.push(index);
      group.pumps.push(...pumps);
      return;
    }
    byNodes.set(key, { controls: [index], pumps, high: control.high, low: control.low });
  });
  return [...byNodes.values()].map((group) => ({
    controls: group.controls,
    pumps: Int32Array.from(group.pumps, (b) => localBranch[b] as number),
    high: localNode[group.high] as number,
    low: localNode[group.low] as number,
    least: 1,
    most: 1,
  }));
}

/** Takes the numbers of a network of the shape that the island was arranged for: elements, heights, limits and speed ranges. */
export function bindIsland(arrays: IslandArrays, network: HydraulicNetwork, stated: ReadonlyMap<number, StatedLimit>): void {
  const { island, laws, drawnOpen, climb_m, drawnInjection, statedFlow, statedDrop, speeds } = arrays;
  const branches = new Array<HydraulicBranch>(island.branches.length);
  for (let b = 0; b < branches.length; b++) branches[b] = network.branches[island.branches[b] as number] as HydraulicBranch;
  const elevation = (node: number): number => network.nodes[node]?.elevation_m ?? 0;
  arrays.branches = branches;
  arrays.nodeName = (local) => network.nodes[island.nodes[local] as number]?.id ?? '';
  laws.bind(branches);
  for (let b = 0; b < branches.length; b++) {
    const { from, to, open } = branches[b] as HydraulicBranch;
    drawnOpen[b] = open ? 1 : 0;
    climb_m[b] = elevation(to) - elevation(from);
    const limit = stated.size > 0 ? stated.get(island.branches[b] as number) : undefined;
    statedFlow[b] = limit?.flow_kg_s ?? Number.NaN;
    statedDrop[b] = limit?.minimumDrop_Pa ?? 0;
  }
  for (let i = 0; i < drawnInjection.length; i++) drawnInjection[i] = network.nodes[island.nodes[i] as number]?.injection_kg_s ?? 0;
  arrays.limited.fill(0);
  arrays.uniform.fill(Number.NaN);
  for (const group of speeds.groups) {
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    for (const index of group.controls) {
      const control = network.controls?.[index];
      if (control?.type !== 'differential-pressure') continue;
      least = Math.max(least, control.minSpeed);
      most = Math.min(most, control.maxSpeed);
    }
    // A speed of zero would leave the head without slope; a pump that shall stand is shut instead.
    group.least = Math.max(0.01, least);
    group.most = Math.max(0.01, least, most);
  }
}

/** @param localNode, localBranch — network-wide scratch: local numbers, set here for this island. */
export function arrangeIsland(
  network: HydraulicNetwork,
  given: Island,
  friction: FrictionLaw,
  localNode: Int32Array,
  localBranch: Int32Array,
  islandOfNode: Int32Array,
  stated: ReadonlyMap<number, StatedLimit>,
): IslandArrays {
  const count = given.branches.length;
  const drawn = (b: number): HydraulicBranch => network.branches[b] as HydraulicBranch;
  const isFixed = (node: number): boolean => network.nodes[node]?.fixedPressure_Pa !== undefined;
  const free = given.nodes.filter((node) => !isFixed(node));
  const unknowns = free.length;
  free.forEach((node, i) => {
    localNode[node] = i;
  });
  const coupled = given.branches.filter((b) => !isFixed(drawn(b).from) && !isFixed(drawn(b).to));
  const system = new SymmetricSystem(
    unknowns,
    coupled.map((b) => localNode[drawn(b).from] as number),
    coupled.map((b) => localNode[drawn(b).to] as number),
  );
  const nodesInOrder = new Int32Array(given.nodes.length);
  free.forEach((node, i) => {
    nodesInOrder[system.position[i] as number] = node;
  });
  nodesInOrder.set(given.nodes.filter(isFixed), unknowns);
  const nodes = nodesInOrder.length;
  nodesInOrder.forEach((node, row) => {
    localNode[node] = row;
  });

  // Branches of one sort of law lie together, so that the loops over them need not ask, and within a sort in the order of the matrix.
  const lowerRow = (b: number): number => Math.min(localNode[drawn(b).from] as number, localNode[drawn(b).to] as number);
  const keys = new Map(Array.from(given.branches, (b) => [b, lawOf(drawn(b)) * nodes + lowerRow(b)] as const));
  const inOrder = given.branches.slice().sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || a - b);
  const island: Island = { nodes: nodesInOrder, branches: inOrder };
  const branches = Array.from(inOrder, drawn);
  inOrder.forEach((branch, b) => {
    localBranch[branch] = b;
  });
  const from = Int32Array.from(branches, (branch) => localNode[branch.from] as number);
  const to = Int32Array.from(branches, (branch) => localNode[branch.to] as number);
  const slot = new Int32Array(count).fill(system.values.length - 1);
  coupled.forEach((branch, p) => {
    slot[localBranch[branch] as number] = system.slot[p] as number;
  });

  const first = islandOfNode[island.nodes[0] as number];
  const groups = speedGroups(network, (node) => islandOfNode[node] === first, localBranch, localNode);
  const column = (): Float64Array => new Float64Array(count);
  const those = (type: string): Int32Array => Int32Array.from(branches.flatMap((branch, b) => (branch.element.type === type ? [b] : [])));
  const arrays: IslandArrays = {
    island,
    branches,
    nodeName: () => '',
    laws: new BranchLaws(branches, friction),
    from,
    to,
    drawnOpen: new Uint8Array(count),
    climb_m: column(),
    drawnInjection: new Float64Array(nodes),
    valves: those('valve'),
    pumps: those('pump'),
    statedFlow: column(),
    statedDrop: column(),
    oneWay: Uint8Array.from(branches, (branch) => (isOneWay(branch) ? 1 : 0)),
    unknowns,
    system,
    slot,
    speeds: new SpeedBorder(groups, nodes),
    uniform: new Float64Array(2).fill(Number.NaN),
    state: new Uint8Array(count),
    limited: new Uint8Array(count),
    heldFlow: column(),
    rise: column(),
    injection: new Float64Array(nodes),
    switches: new Int32Array(count),
    switching: 0,
    pinned: new Uint8Array(nodes),
    conducts: new Uint8Array(count),
    parts: undefined,
    roles: [],
    flow: column(),
    pressure: new Float64Array(nodes),
    conductance: column(),
    residual: column(),
    step: column(),
    descent: 0,
    imbalance: new Float64Array(nodes),
    diagonal: new Float64Array(nodes),
    correction: new Float64Array(nodes),
    speedGain: column(),
    toggles: new Uint8Array(count),
    sensitivity: new Float64Array(groups.length ** 2),
    missing: new Float64Array(groups.length),
  };
  bindIsland(arrays, network, stated);
  return arrays;
}
