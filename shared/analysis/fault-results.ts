/** Result columns of short circuits: fault levels of every record, and what its breaker lets through. */
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { type BusFaults, busFaults } from '../solve/electrical/fault-network.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { eachReportedOwner } from './branch-owners.ts';
import { protectionOf, type SupplyTree, type SwitchedSupply, sendingBus, switchedSupply } from './fault-protection.ts';
import type { ResultBuilder } from './result-builder.ts';

interface Kept {
  readonly supply: SwitchedSupply;
  readonly motors_VA: Float64Array;
  readonly faults: BusFaults;
}

const kept = new WeakMap<ElectricalNetwork['branches'], Kept>();

/** Faults depend on what is drawn and switched and on motors, not on other loads: kept while these stay. */
function faultsOf(network: ElectricalNetwork, supply: SwitchedSupply): BusFaults {
  const motors_VA = Float64Array.from(network.loads, ({ motors_VA: own = 0 }) => own);
  const known = kept.get(network.branches);
  const sameMotors = known?.motors_VA.length === motors_VA.length && known.motors_VA.every((own, l) => own === motors_VA[l]);
  if (known?.supply === supply && sameMotors) return known.faults;
  const faults = busFaults(network, supply.state);
  kept.set(network.branches, { supply, motors_VA, faults });
  return faults;
}

/**
 * Writes fault level, peak and least fault of every record, and for runs what a fault at their sending
 * end lets through against what they withstand. Dead records have none; in parts that Newton could not
 * solve the levels stand all the same, since a fault does not ask for the loads.
 */
export function reportFaults(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): void {
  const supply = switchedSupply(network, solution);
  const { tree } = supply;
  const faults = faultsOf(network, supply);
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

  eachReportedOwner(network, builder, (owner, begin, end) => {
    let leading = -1;
    let bar = -1;
    let lastLine = -1;
    for (let b = begin; b < end; b++) {
      if (!solution.closed[b]) continue;
      const { element, id } = network.branches[b] as ElectricalNetwork['branches'][number];
      if (leading < 0) leading = b;
      if (bar < 0 && id.endsWith('/bar')) bar = b;
      if (element.type === 'line') lastLine = b;
    }
    const first = bar < 0 ? leading : bar;
    const branch = network.branches[first];
    if (!branch) return;
    if (branch.element.type !== 'line') {
      write(owner, branch.to);
      return;
    }
    const last = network.branches[lastLine];
    if (!last) return;
    write(owner, sendingBus(network, tree, first), sendingBus(network, tree, lastLine) === last.from ? last.to : last.from);
    reportWithstand(network, solution, faults, tree, owner, first, builder);
  });
  network.sources.forEach(({ owner, bus }, s) => {
    if (solution.sourceState[s] === 'carrying' && builder.concerns(owner)) write(owner, bus);
  });
  network.loads.forEach(({ owner, feeds }) => {
    if (!builder.concerns(owner)) return;
    const live = feeds.filter((feed) => solution.live[feed] && !Number.isNaN(faults.max_A[feed] as number));
    const level = (feed: number) => faults.max_A[feed] as number;
    if (live.length > 0)
      write(
        owner,
        live.reduce((worst, feed) => (level(feed) > level(worst) ? feed : worst)),
        live.reduce((worst, feed) => ((faults.min_A[feed] as number) < (faults.min_A[worst] as number) ? feed : worst)),
      );
  });
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
