/**
 * Discrete states, settled before any flow: which sources run, which transfer contacts close and
 * what is live. Sources start by priority; within what they make live, every transfer group closes
 * its first live incomer. A standby source starts only where nothing of lower priority reaches, and
 * only if it then feeds a load.
 */
import { differingAt } from '../../document/lineage.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { branchType, columnsOf, type NetworkColumns } from './columns.ts';

export interface EnergisedState {
  readonly network: ElectricalNetwork;
  readonly columns: NetworkColumns;
  /** 1 where a branch conducts. */
  readonly closed: Uint8Array;
  /** 1 where a bus is energised. */
  readonly live: Uint8Array;
  /** 1 where a source is connected and running. */
  readonly running: Uint8Array;
}

class Energiser {
  readonly columns: NetworkColumns;
  readonly chosen: Int32Array;
  live: Uint8Array;
  #stack: number[] = [];
  /** Steps from the nearest source of any kind, through every branch: upstream boards settle first. */
  readonly #depth: Int32Array;

  constructor(columns: NetworkColumns, sourceBuses: readonly number[]) {
    this.columns = columns;
    this.chosen = new Int32Array(columns.groups.length).fill(-1);
    this.live = new Uint8Array(columns.busCount);
    this.#depth = this.#depthsFrom(sourceBuses);
  }

  #depthsFrom(seeds: readonly number[]): Int32Array {
    const { start, incident, from, to, busCount } = this.columns;
    const depth = new Int32Array(busCount).fill(busCount);
    const queue: number[] = [];
    for (const seed of seeds) {
      if (depth[seed] === 0) continue;
      depth[seed] = 0;
      queue.push(seed);
    }
    for (let head = 0; head < queue.length; head++) {
      const bus = queue[head] as number;
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        const other = from[b] === bus ? (to[b] as number) : (from[b] as number);
        if ((depth[other] as number) < busCount) continue;
        depth[other] = (depth[bus] as number) + 1;
        queue.push(other);
      }
    }
    return depth;
  }

  conducts(b: number): boolean {
    const group = this.columns.group[b] as number;
    return this.columns.available[b] === 1 && (group < 0 || this.chosen[group] === b);
  }

  wake(bus: number): void {
    if (this.live[bus]) return;
    this.live[bus] = 1;
    this.#stack.push(bus);
  }

  /** Spreads life from woken buses through everything that conducts; converters only forwards. */
  spread(): void {
    const { start, incident, from, to, type } = this.columns;
    for (let bus = this.#stack.pop(); bus !== undefined; bus = this.#stack.pop()) {
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        if (!this.conducts(b)) continue;
        const forward = from[b] === bus;
        if (!forward && type[b] === branchType.converter) continue;
        this.wake(forward ? (to[b] as number) : (from[b] as number));
      }
    }
  }

  #close(group: number, branch: number): void {
    this.chosen[group] = branch;
    this.wake(this.columns.to[branch] as number);
    this.spread();
  }

  /** Closes incomers until nothing more can be made live. At standby levels only dead bars look for supply. */
  settle(onlyDeadBars: boolean): void {
    const { groups, from, to } = this.columns;
    const isLive = (branch: number) => this.live[from[branch] as number] === 1;
    for (;;) {
      const pending: { group: number; branch: number; certain: boolean; depth: number }[] = [];
      groups.forEach((members, group) => {
        const first = members[0];
        if (first === undefined || (this.chosen[group] as number) >= 0) return;
        if (onlyDeadBars && this.live[to[first] as number]) return;
        const branch = members.find(isLive);
        if (branch !== undefined)
          pending.push({ group, branch, certain: branch === first, depth: this.#depth[to[first] as number] as number });
      });
      if (pending.length === 0) return;
      const certain = pending.filter((entry) => entry.certain);
      const least = pending.reduce((depth, entry) => Math.min(depth, entry.depth), Number.POSITIVE_INFINITY);
      const batch = certain.length > 0 ? certain : pending.filter((entry) => entry.depth === least);
      for (const { group, branch } of batch) {
        if (onlyDeadBars && this.live[to[branch] as number]) continue;
        this.#close(group, branch);
      }
    }
  }

  /** Moves groups to an earlier incomer that came alive later, where its supply does not come through the group's own bar. */
  prefer(seeds: readonly number[]): void {
    const { groups, from } = this.columns;
    const relight = () => {
      this.live = new Uint8Array(this.columns.busCount);
      for (const seed of seeds) this.wake(seed);
      this.spread();
    };
    for (let moves = 0; moves < 4 * groups.length; moves++) {
      let moved = false;
      for (let group = 0; group < groups.length && !moved; group++) {
        const members = groups[group] as readonly number[];
        const current = this.chosen[group] as number;
        const position = members.indexOf(current);
        const earlier = members.slice(0, Math.max(0, position)).filter((branch) => this.live[from[branch] as number] === 1);
        if (earlier.length === 0) continue;
        this.chosen[group] = -1;
        relight();
        const better = earlier.find((branch) => this.live[from[branch] as number] === 1);
        this.chosen[group] = better ?? current;
        relight();
        moved = better !== undefined;
      }
      if (!moved) return;
    }
  }
}

/** Puts sources of this priority level that feed no load back to standby, with the buses only they made live. */
function releaseIdle(
  energiser: Energiser,
  network: ElectricalNetwork,
  started: readonly number[],
  before: Uint8Array,
  running: Uint8Array,
): void {
  const { columns } = energiser;
  const { start, incident, from, to } = columns;
  const part = new Int32Array(columns.busCount).fill(-1);
  const needed: boolean[] = [];
  const isNew = (bus: number) => energiser.live[bus] === 1 && before[bus] === 0;
  const members: number[][] = [];
  for (const source of started) {
    const seed = network.sources[source]?.bus as number;
    if ((part[seed] as number) >= 0) continue;
    const label = members.length;
    const list = [seed];
    part[seed] = label;
    for (let head = 0; head < list.length; head++) {
      const bus = list[head] as number;
      for (let k = start[bus] as number; k < (start[bus + 1] as number); k++) {
        const b = incident[k] as number;
        const other = from[b] === bus ? (to[b] as number) : (from[b] as number);
        if (!energiser.conducts(b) || !isNew(other) || (part[other] as number) >= 0) continue;
        part[other] = label;
        list.push(other);
      }
    }
    members.push(list);
    needed.push(false);
  }
  // What a battery draws for itself is no reason to start it.
  const own = new Set(started.map((source) => network.sources[source]?.owner));
  for (const load of network.loads) {
    if (own.has(load.owner)) continue;
    for (const feed of load.feeds) {
      const label = part[feed] as number;
      if (label >= 0) needed[label] = true;
    }
  }
  for (const source of started) {
    const label = part[network.sources[source]?.bus as number] as number;
    if (needed[label]) continue;
    running[source] = 0;
    for (const bus of members[label] ?? []) energiser.live[bus] = 0;
  }
  columns.groups.forEach((_, group) => {
    const branch = energiser.chosen[group] as number;
    if (branch >= 0 && !energiser.live[from[branch] as number]) energiser.chosen[group] = -1;
  });
}

/** Whether two networks share everything that switch states depend on: only powers of loads may differ. */
function sameStructure(a: ElectricalNetwork, b: ElectricalNetwork): boolean {
  if (a === b) return true;
  const [one, other] = [a.loads, b.loads];
  if (a.branches !== b.branches || a.buses !== b.buses || a.sources !== b.sources || one.length !== other.length) return false;
  return differingAt(one, other).every((l) => one[l]?.feeds === other[l]?.feeds && one[l]?.sharing === other[l]?.sharing);
}

/**
 * Settles a network's states. Order of records does not matter beyond the order stated in transfer groups.
 * @param like — a network that `previous` holds for too, best the one that this one was made from.
 */
export function energise(network: ElectricalNetwork, previous?: EnergisedState, like = previous?.network): EnergisedState {
  if (previous && like && sameStructure(like, network)) return previous;
  const columns = columnsOf(network);
  const { sources } = network;
  const energiser = new Energiser(
    columns,
    sources.map((source) => source.bus),
  );
  const running = new Uint8Array(sources.length);
  const levels = [...new Set(sources.map((source) => source.priority))].sort((a, b) => a - b);
  levels.forEach((priority, level) => {
    const before = energiser.live.slice();
    const started: number[] = [];
    sources.forEach((source, s) => {
      if (source.priority === priority && source.inService && (level === 0 || !before[source.bus])) started.push(s);
    });
    for (const s of started) {
      running[s] = 1;
      energiser.wake(sources[s]?.bus as number);
    }
    energiser.spread();
    energiser.settle(level > 0);
    if (level === 0) energiser.prefer(started.map((s) => sources[s]?.bus as number));
    else releaseIdle(energiser, network, started, before, running);
  });
  const closed = new Uint8Array(columns.branchCount);
  for (let b = 0; b < columns.branchCount; b++) {
    if (energiser.conducts(b)) closed[b] = 1;
  }
  return { network, columns, closed, live: energiser.live, running };
}
