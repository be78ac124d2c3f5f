/** The way of supply to every bus, and which breaker clears a fault on a run: the next one on that way upstream. */
import type { BranchProtection, ElectricalNetwork } from '../network/electrical.ts';
import { branchType, columnsOf } from '../solve/electrical/columns.ts';
import type { SwitchState } from '../solve/electrical/fault-network.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';

export interface SupplyTree {
  /** Branch through which each bus is fed, the shortest way from a running source; −1 at sources and dead buses. */
  readonly feeding: Int32Array;
  /** Buses from the sources outwards. */
  readonly order: Int32Array;
}

/** Breadth first from the running sources through everything that conducts; converters only forwards. */
function supplyTree(network: ElectricalNetwork, { closed, live, running }: SwitchState): SupplyTree {
  const { start, incident, from, to, type } = columnsOf(network);
  const feeding = new Int32Array(network.buses.length).fill(-1);
  const seen = new Uint8Array(network.buses.length);
  const order = new Int32Array(network.buses.length);
  let reached = 0;
  const reach = (bus: number, through: number) => {
    if (seen[bus]) return;
    seen[bus] = 1;
    feeding[bus] = through;
    order[reached++] = bus;
  };
  network.sources.forEach(({ bus }, s) => {
    if (running[s]) reach(bus, -1);
  });
  for (let head = 0; head < reached; head++) {
    const bus = order[head] as number;
    for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
      const b = incident[k] as number;
      const f = from[b] as number;
      const t = to[b] as number;
      if (!closed[b] || !live[f] || !live[t] || (f !== bus && type[b] === branchType.converter)) continue;
      reach(f === bus ? t : f, b);
    }
  }
  return { feeding, order: order.subarray(0, reached) };
}

/** Longest dead time on the way to each bus when a supply is lost; nothing behind a battery. */
function deadTimes(network: ElectricalNetwork, { feeding, order }: SupplyTree): Float64Array {
  const gap_s = new Float64Array(network.buses.length);
  for (const bus of order) {
    const branch = network.branches[feeding[bus] ?? -1];
    if (!branch) continue;
    const { element, from, to } = branch;
    const before = gap_s[from === bus ? to : from] as number;
    if (element.type === 'converter' && (element.battery_J ?? 0) > 0) continue;
    gap_s[bus] = Math.max(before, element.type === 'switch' ? (element.transfer?.gap_s ?? 0) : 0);
  }
  return gap_s;
}

/** One switch state, the ways of supply in it, and how long each bus is dead when a supply is lost. */
export interface SwitchedSupply {
  readonly state: SwitchState;
  readonly sources: ElectricalNetwork['sources'];
  readonly tree: SupplyTree;
  readonly gap_s: Float64Array;
}

const supplies = new WeakMap<ElectricalNetwork['branches'], SwitchedSupply>();

/** Follows from what is drawn and switched, not from loads: kept while both stay. */
export function switchedSupply(network: ElectricalNetwork, { closed, live, sourceState }: ElectricalSolution): SwitchedSupply {
  const known = supplies.get(network.branches);
  if (known?.sources === network.sources && sameFlags(known.state.closed, closed)) return known;
  const state: SwitchState = { closed, live, running: sourceState.map((source) => (source === 'carrying' ? 1 : 0)) };
  const tree = supplyTree(network, state);
  const found = { state, sources: network.sources, tree, gap_s: deadTimes(network, tree) };
  supplies.set(network.branches, found);
  return found;
}

/** Where only conductors between the same buses were replaced, the ways of supply are those of the network before. */
export function carrySupply(before: ElectricalNetwork, after: ElectricalNetwork): void {
  const known = supplies.get(before.branches);
  if (known && before.branches !== after.branches) supplies.set(after.branches, known);
}

function sameFlags(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** End of a branch that its supply comes from. */
export const sendingBus = (network: ElectricalNetwork, { feeding }: SupplyTree, branch: number): number => {
  const { from, to } = network.branches[branch] ?? { from: -1, to: -1 };
  return feeding[from] === branch ? to : from;
};

/**
 * Protection at the branch itself, else at the nearest breaker upstream of its sending end. Behind a
 * transformer only the time-delayed release of that breaker acts: no pick-up, no limiting.
 */
export function protectionOf(network: ElectricalNetwork, tree: SupplyTree, branch: number): BranchProtection | undefined {
  let transformed = false;
  for (let b = branch; b >= 0; b = tree.feeding[sendingBus(network, tree, b)] ?? -1) {
    const { protection, element } = network.branches[b] ?? {};
    if (protection) return transformed ? { clearing_s: protection.delayed_s ?? protection.clearing_s } : protection;
    transformed ||= element?.type === 'transformer';
  }
  return undefined;
}
