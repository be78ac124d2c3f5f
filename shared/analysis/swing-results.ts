/** Fast power swings of racks, added up along their supply to panels, transformers and services. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { branchOwners } from './branch-owners.ts';
import { type SupplyTree, sendingBus } from './fault-protection.ts';
import { swingOf } from './load-model.ts';
import { type PlacedRack, racksOf } from './racks.ts';
import type { ResultBuilder } from './result-builder.ts';

/** The way of supply as numbers: the bus that feeds each bus, and the record it is fed through. */
interface Ways {
  readonly up: Int32Array;
  readonly slot: Int32Array;
  readonly owners: readonly RecordId[];
  readonly slotOf: (owner: RecordId) => number | undefined;
}

const waysOf = new WeakMap<SupplyTree, Ways>();

function waysAlong(network: ElectricalNetwork, tree: SupplyTree): Ways {
  let ways = waysOf.get(tree);
  if (ways) return ways;
  const branches = branchOwners(network);
  const owners = branches.owners.slice();
  const sources = new Map<RecordId, number>();
  const slotOf = (owner: RecordId) => branches.find(owner) ?? sources.get(owner);
  const up = new Int32Array(network.buses.length).fill(-1);
  const slot = new Int32Array(network.buses.length).fill(-1);
  for (const bus of tree.order) {
    const branch = tree.feeding[bus] ?? -1;
    if (branch < 0) continue;
    up[bus] = sendingBus(network, tree, branch);
    slot[bus] = branches.slotOf[branch] as number;
  }
  for (const { owner } of network.sources) if (slotOf(owner) === undefined) sources.set(owner, owners.push(owner) - 1);
  ways = { up, slot, owners, slotOf };
  waysOf.set(tree, ways);
  return ways;
}

const byId = new WeakMap<readonly PlacedRack[], ReadonlyMap<RecordId, PlacedRack['parameters']>>();

function racksById(document: Document): ReadonlyMap<RecordId, PlacedRack['parameters']> {
  const racks = racksOf(document);
  const known = byId.get(racks);
  if (known) return known;
  const made = new Map<RecordId, PlacedRack['parameters']>();
  for (const { equipment, parameters } of racks) made.set(equipment.id, parameters);
  byId.set(racks, made);
  return made;
}

/** Swings as they were written, by the records of a way of supply. */
export interface Swings {
  readonly tree: SupplyTree;
  /** NaN where there is none. */
  readonly swing_W: Float64Array;
  readonly ramp_W_s: Float64Array;
}

/**
 * Where several ways lead to a bus, the shortest one carries its swing; losses do not swing.
 * @param earlier what the builder's earlier table holds
 */
export function reportSwings(
  document: Document,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  tree: SupplyTree,
  builder: ResultBuilder,
  earlier: Swings | undefined,
): Swings {
  const racks = racksById(document);
  const swing_W = new Float64Array(network.buses.length);
  const ramp_W_s = new Float64Array(network.buses.length);
  const add = (values: Float64Array, bus: number, value: number) => {
    values[bus] = (values[bus] as number) + value;
  };
  network.loads.forEach(({ owner, feeds }, l) => {
    const parameters = racks.get(owner);
    const swing = parameters && solution.supplied[l] ? swingOf(parameters, builder.get(owner, 'power') ?? 0) : undefined;
    if (!swing) return;
    if (builder.concerns(owner)) {
      builder.set(owner, 'powerSwing', swing.swing_W);
      builder.set(owner, 'powerRamp', swing.ramp_W_s);
    }
    const offset = solution.feedOffset[l] as number;
    const drawn_W = feeds.reduce((sum, _, f) => sum + solution.feedPower_W.at(offset + f), 0);
    feeds.forEach((feed, f) => {
      const share = drawn_W > 0 ? solution.feedPower_W.at(offset + f) / drawn_W : 0;
      add(swing_W, feed, swing.swing_W * share);
      add(ramp_W_s, feed, swing.ramp_W_s * share);
    });
  });
  // The bus of a record that carries most stands for it: a board's bar, the first section of a busway.
  const ways = waysAlong(network, tree);
  const most = new Int32Array(ways.owners.length).fill(-1);
  for (let k = tree.order.length - 1; k >= 0; k--) {
    const bus = tree.order[k] as number;
    const slot = ways.slot[bus] as number;
    if (slot < 0 || swing_W[bus] === 0) continue;
    add(swing_W, ways.up[bus] as number, swing_W[bus] as number);
    add(ramp_W_s, ways.up[bus] as number, ramp_W_s[bus] as number);
    const known = most[slot] as number;
    if (known < 0 || (swing_W[bus] as number) >= (swing_W[known] as number)) most[slot] = bus;
  }
  network.sources.forEach(({ owner, bus }, s) => {
    if (solution.sourceState[s] === 'carrying' && swing_W[bus] !== 0) most[ways.slotOf(owner) ?? -1] = bus;
  });
  const at = (values: Float64Array) => {
    const found = new Float64Array(most.length).fill(Number.NaN);
    for (let slot = 0; slot < most.length; slot++) if ((most[slot] as number) >= 0) found[slot] = values[most[slot] as number] as number;
    return found;
  };
  const found: Swings = { tree, swing_W: at(swing_W), ramp_W_s: at(ramp_W_s) };
  write(found, earlier, ways, builder);
  return found;
}

function write(found: Swings, earlier: Swings | undefined, { owners, slotOf }: Ways, builder: ResultBuilder): void {
  const put = (slot: number) => {
    const owner = owners[slot] as RecordId;
    const [swing_W, ramp_W_s] = [found.swing_W[slot] as number, found.ramp_W_s[slot] as number];
    if (!Number.isNaN(swing_W)) {
      builder.set(owner, 'powerSwing', swing_W);
      builder.set(owner, 'powerRamp', ramp_W_s);
    } else if (!builder.concerns(owner)) {
      builder.remove(owner, 'powerSwing');
      builder.remove(owner, 'powerRamp');
    }
  };
  for (const id of builder.scope ?? []) {
    const slot = slotOf(id);
    if (slot !== undefined) put(slot);
  }
  for (let slot = 0; slot < owners.length; slot++) {
    const same = Object.is(found.swing_W[slot], earlier?.swing_W[slot]) && Object.is(found.ramp_W_s[slot], earlier?.ramp_W_s[slot]);
    if (!builder.scope || !same) put(slot);
  }
}
