/**
 * One island in local numbering: its pattern, ordering and work arrays, made once per topology. The
 * iteration (newton.ts) and the active sets (states.ts) work on these arrays without allocating.
 */
import { SymmetricSystem } from '../sparse.ts';
import type { Parts } from './components.ts';
import type { FrictionLaw } from './friction.ts';
import { BranchLaws } from './laws.ts';
import { SpeedBorder, type SpeedGroup } from './pump-speed.ts';
import type { HydraulicBranch, HydraulicNetwork, Island } from './system.ts';

export interface IslandArrays {
  readonly island: Island;
  readonly branches: readonly HydraulicBranch[];
  readonly nodeName: (local: number) => string;
  readonly laws: BranchLaws;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Reverse flow is impossible: own check valve, check-valve element, or a checked pump. */
  readonly oneWay: Uint8Array;
  /** Per local node: 1 where the pressure is given. */
  readonly fixed: Uint8Array;
  /** Per local node: its unknown, −1 where the pressure is given. */
  readonly unknown: Int32Array;
  readonly system: SymmetricSystem;
  /** Per branch: place in `system.offDiagonal`, −1 when an end is fixed. */
  readonly slot: Int32Array;
  readonly speeds: SpeedBorder;

  /** Set before each solve. */
  readonly state: Uint8Array;
  /** 1 where an imposed flow may be held; `heldFlow` is that flow. */
  readonly limited: Uint8Array;
  readonly heldFlow: Float64Array;
  /** ρ·g·(z_to − z_from). */
  readonly rise: Float64Array;
  readonly injection: Float64Array;
  /** Unknowns that get a datum because nothing else fixes them (dead nodes and parts without reference). */
  readonly pinned: Uint8Array;
  /** Conducting mask that `parts` belongs to; the union–find is repeated only when it changes. */
  readonly conducts: Uint8Array;
  parts: Parts | undefined;

  /** The iterate. */
  readonly flow: Float64Array;
  readonly pressure: Float64Array;
  readonly drop: Float64Array;
  readonly slope: Float64Array;
  readonly conductance: Float64Array;
  readonly residual: Float64Array;
  readonly step: Float64Array;
  readonly right: Float64Array;
  readonly correction: Float64Array;
  readonly speedGain: Float64Array;
  readonly toggles: Uint8Array;
  /** Per speed group squared, and per group. */
  readonly sensitivity: Float64Array;
  readonly missing: Float64Array;
}

const isOneWay = (branch: HydraulicBranch): boolean =>
  branch.checked === true || branch.element.type === 'check-valve' || (branch.element.type === 'pump' && branch.element.checked);

/** Δp controls with the same two nodes move one common speed: separate ones would have no unique answer. */
function speedGroups(network: HydraulicNetwork, inIsland: (node: number) => boolean, localBranch: Int32Array, localNode: Int32Array): SpeedGroup[] {
  const byNodes = new Map<string, { controls: number[]; pumps: number[]; high: number; low: number; least: number; most: number }>();
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
      group.least = Math.max(group.least, control.minSpeed);
      group.most = Math.min(group.most, control.maxSpeed);
      return;
    }
    byNodes.set(key, { controls: [index], pumps, high: control.high, low: control.low, least: control.minSpeed, most: control.maxSpeed });
  });
  return [...byNodes.values()].map((group) => ({
    controls: group.controls,
    pumps: Int32Array.from(group.pumps, (b) => localBranch[b] as number),
    high: localNode[group.high] as number,
    low: localNode[group.low] as number,
    // A speed of zero would leave the head without slope; a pump that shall stand is shut instead.
    least: Math.max(0.01, group.least),
    most: Math.max(0.01, group.least, group.most),
  }));
}

/** @param localNode, localBranch — network-wide scratch: local numbers, set here for this island. */
export function arrangeIsland(
  network: HydraulicNetwork,
  island: Island,
  friction: FrictionLaw,
  localNode: Int32Array,
  localBranch: Int32Array,
  islandOfNode: Int32Array,
): IslandArrays {
  const nodes = island.nodes.length;
  const count = island.branches.length;
  island.nodes.forEach((node, i) => {
    localNode[node] = i;
  });
  island.branches.forEach((branch, b) => {
    localBranch[branch] = b;
  });
  const branches = Array.from(island.branches, (b) => network.branches[b] as HydraulicBranch);
  const from = Int32Array.from(branches, (branch) => localNode[branch.from] as number);
  const to = Int32Array.from(branches, (branch) => localNode[branch.to] as number);
  const fixed = Uint8Array.from(island.nodes, (node) => (network.nodes[node]?.fixedPressure_Pa === undefined ? 0 : 1));
  const unknown = new Int32Array(nodes).fill(-1);
  let unknowns = 0;
  for (let i = 0; i < nodes; i++) if (fixed[i] === 0) unknown[i] = unknowns++;

  const coupled: number[] = [];
  for (let b = 0; b < count; b++) {
    const i = unknown[from[b] as number] as number;
    const j = unknown[to[b] as number] as number;
    if (i >= 0 && j >= 0 && i !== j) coupled.push(b);
  }
  const system = new SymmetricSystem(
    unknowns,
    Int32Array.from(coupled, (b) => unknown[from[b] as number] as number),
    Int32Array.from(coupled, (b) => unknown[to[b] as number] as number),
  );
  const slot = new Int32Array(count).fill(-1);
  coupled.forEach((b, p) => {
    slot[b] = system.slot[p] as number;
  });

  const first = islandOfNode[island.nodes[0] as number];
  const groups = speedGroups(network, (node) => islandOfNode[node] === first, localBranch, localNode);
  const column = (): Float64Array => new Float64Array(count);
  return {
    island,
    branches,
    nodeName: (local) => network.nodes[island.nodes[local] as number]?.id ?? '',
    laws: new BranchLaws(branches, friction),
    from,
    to,
    oneWay: Uint8Array.from(branches, (branch) => (isOneWay(branch) ? 1 : 0)),
    fixed,
    unknown,
    system,
    slot,
    speeds: new SpeedBorder(groups, unknowns),
    state: new Uint8Array(count),
    limited: new Uint8Array(count),
    heldFlow: column(),
    rise: column(),
    injection: new Float64Array(nodes),
    pinned: new Uint8Array(nodes),
    conducts: new Uint8Array(count),
    parts: undefined,
    flow: column(),
    pressure: new Float64Array(nodes),
    drop: column(),
    slope: column(),
    conductance: column(),
    residual: column(),
    step: column(),
    right: new Float64Array(unknowns),
    correction: new Float64Array(unknowns),
    speedGain: column(),
    toggles: new Uint8Array(count),
    sensitivity: new Float64Array(groups.length ** 2),
    missing: new Float64Array(groups.length),
  };
}
