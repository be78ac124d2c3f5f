/** Result columns of short circuits: fault levels of every record, and what its breaker lets through. */
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { type BusFaults, busFaults, type SwitchState } from '../solve/electrical/fault-network.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { reportedOwners } from './electrical-branches.ts';
import { deadTimes, protectionOf, type SupplyTree, sendingBus, supplyTree } from './fault-protection.ts';
import type { ResultBuilder } from './result-builder.ts';

interface Kept {
  readonly closed: ArrayLike<number>;
  readonly faults: BusFaults;
  readonly tree: SupplyTree;
  readonly gap_s: Float64Array;
  readonly sources: ElectricalNetwork['sources'];
  readonly motors_VA: Float64Array;
}

const kept = new WeakMap<ElectricalNetwork['branches'], Kept>();

function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Faults depend on what is drawn and switched, not on loads: kept while both stay. */
function faultsOf(network: ElectricalNetwork, { closed, live, sourceState }: ElectricalSolution): Kept {
  const known = kept.get(network.branches);
  const motors_VA = Float64Array.from(network.loads, ({ motors_VA: own = 0 }) => own);
  if (known?.sources === network.sources && same(known.closed, closed) && same(known.motors_VA, motors_VA)) return known;
  const state: SwitchState = { closed, live, running: sourceState.map((source) => (source === 'carrying' ? 1 : 0)) };
  const tree = supplyTree(network, state);
  const { sources } = network;
  const found = { closed, faults: busFaults(network, state), tree, gap_s: deadTimes(network, tree), sources, motors_VA };
  kept.set(network.branches, found);
  return found;
}

/**
 * Writes fault level, peak and least fault of every record, and for runs what a fault at their sending
 * end lets through against what they withstand. Dead records have none; in parts that Newton could not
 * solve the levels stand all the same, since a fault does not ask for the loads.
 * @returns the way of supply to every bus
 */
export function reportFaults(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): SupplyTree {
  const { faults, tree, gap_s } = faultsOf(network, solution);
  const write = (owner: RecordId, bus: number, far = bus) => {
    const most = faults.max_A[bus] as number;
    const least = faults.min_A[far] as number;
    const peak = faults.peak_A[bus] as number;
    const { nominal_V = 0, current } = network.buses[bus] ?? {};
    // A dead bus, or one that only converters of unknown current feed.
    if (!Number.isNaN(most)) {
      builder.set(owner, 'faultCurrent', most);
      builder.set(owner, 'faultLevel', (current === 'dc' ? 1 : Math.sqrt(3)) * nominal_V * most);
    }
    if (!Number.isNaN(peak)) builder.set(owner, 'faultPeak', peak);
    if (!Number.isNaN(least)) builder.set(owner, 'faultMinimum', least);
  };

  for (const [owner, branches] of reportedOwners(network, builder)) {
    const conducting = branches.filter((b) => solution.closed[b]);
    const first = conducting.find((b) => network.branches[b]?.id.endsWith('/bar')) ?? conducting[0];
    const branch = first === undefined ? undefined : network.branches[first];
    if (first === undefined || !branch) continue;
    if (branch.element.type === 'switch') {
      write(owner, branch.to);
      continue;
    }
    if (branch.element.type !== 'line') {
      write(owner, branch.to);
      continue;
    }
    const lines = conducting.filter((b) => network.branches[b]?.element.type === 'line');
    const last = lines.at(-1) ?? first;
    const end = network.branches[last];
    if (!end) continue;
    write(owner, sendingBus(network, tree, first), sendingBus(network, tree, last) === end.from ? end.to : end.from);
    reportWithstand(network, solution, faults, tree, owner, first, builder);
  }
  network.sources.forEach(({ owner, bus }, s) => {
    if (solution.sourceState[s] === 'carrying' && builder.concerns(owner)) write(owner, bus);
  });
  network.loads.forEach(({ owner, feeds, sharing }) => {
    if (!builder.concerns(owner)) return;
    const lit = feeds.filter((feed) => solution.live[feed]);
    const gap = lit.reduce((least, feed) => Math.min(least, gap_s[feed] as number), Number.POSITIVE_INFINITY);
    if (sharing === 'equal' && lit.length > 0 && gap > 0) builder.set(owner, 'deadTime', gap);
    const live = feeds.filter((feed) => solution.live[feed] && !Number.isNaN(faults.max_A[feed] as number));
    const level = (feed: number) => faults.max_A[feed] as number;
    if (live.length > 0)
      write(
        owner,
        live.reduce((worst, feed) => (level(feed) > level(worst) ? feed : worst)),
        live.reduce((worst, feed) => ((faults.min_A[feed] as number) < (faults.min_A[worst] as number) ? feed : worst)),
      );
  });
  return tree;
}

function reportWithstand(
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  faults: BusFaults,
  tree: SupplyTree,
  owner: RecordId,
  branch: number,
  builder: ResultBuilder,
): void {
  const element = network.branches[branch]?.element;
  if (element?.type !== 'line') return;
  if (element.withstand_A2s !== undefined) builder.set(owner, 'withstandEnergy', element.withstand_A2s);
  const protection = protectionOf(network, tree, branch);
  const bus = sendingBus(network, tree, branch);
  const current = faults.max_A[bus] as number;
  // Direct current: capacitors and batteries decide the first milliseconds, and are not modelled.
  if (!protection || Number.isNaN(current) || network.buses[bus]?.current === 'dc' || !solution.closed[branch]) return;
  builder.set(
    owner,
    'faultEnergy',
    Math.min(current * current * protection.clearing_s, protection.letThrough_A2s ?? Number.POSITIVE_INFINITY),
  );
  if (protection.pickup_A !== undefined) builder.set(owner, 'tripPickup', protection.pickup_A);
}
