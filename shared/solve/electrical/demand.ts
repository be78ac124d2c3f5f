/** What loads draw at which bus, after feeds that are dead have shed their share. */
import { differingAt } from '../../document/lineage.ts';
import type { ElectricalNetwork } from '../../network/electrical.ts';

/** Feeds of all loads in one row, feed f of load l at `offset[l] + f`; and those at each bus, rising. */
export interface FeedPlan {
  readonly offset: Int32Array;
  readonly loadOf: Int32Array;
  readonly busOf: Int32Array;
  /** Live feeds over which the load at a feed divides; 0 for a feed that carries nothing. */
  readonly divisor: Int32Array;
  readonly supplied: Uint8Array;
  /** Feeds at bus b: `at[start[b]] … at[start[b + 1]]`. */
  readonly start: Int32Array;
  readonly at: Int32Array;
}

export interface Demand {
  readonly feedPower_W: Float64Array;
  /** By bus. */
  readonly active_W: Float64Array;
  readonly reactive_var: Float64Array;
}

type Load = ElectricalNetwork['loads'][number];

export function planFeeds(network: ElectricalNetwork, live: Uint8Array): FeedPlan {
  const { loads } = network;
  const busCount = network.buses.length;
  const offset = new Int32Array(loads.length + 1);
  loads.forEach((load, l) => {
    offset[l + 1] = (offset[l] as number) + load.feeds.length;
  });
  const count = offset[loads.length] as number;
  const loadOf = new Int32Array(count);
  const busOf = new Int32Array(count);
  const divisor = new Int32Array(count);
  const supplied = new Uint8Array(loads.length);
  const start = new Int32Array(busCount + 1);
  loads.forEach((load, l) => {
    let lit = 0;
    for (const feed of load.feeds) lit += live[feed] as number;
    if (lit > 0) supplied[l] = 1;
    let left = load.sharing === 'priority' ? Math.min(lit, 1) : lit;
    const shares = left;
    load.feeds.forEach((feed, f) => {
      const i = (offset[l] as number) + f;
      loadOf[i] = l;
      busOf[i] = feed;
      start[feed + 1] = (start[feed + 1] as number) + 1;
      if (left === 0 || !live[feed]) return;
      left--;
      divisor[i] = shares;
    });
  });
  for (let b = 0; b < busCount; b++) start[b + 1] = (start[b + 1] as number) + (start[b] as number);
  const next = start.slice();
  const at = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const bus = busOf[i] as number;
    at[next[bus] as number] = i;
    next[bus] = (next[bus] as number) + 1;
  }
  return { offset, loadOf, busOf, divisor, supplied, start, at };
}

/** Reactive over active power of a load; negative where it delivers. */
export const reactiveRatio = ({ powerFactor, leading }: Pick<Load, 'powerFactor' | 'leading'>): number =>
  powerFactor >= 1 ? 0 : (leading ? -1 : 1) * Math.sqrt(1 / (powerFactor * powerFactor) - 1);

/** Demand of one bus, from its feeds in their order. Feed powers must stand. */
export function sumBus(network: ElectricalNetwork, plan: FeedPlan, isDc: Uint8Array, bus: number, demand: Demand): void {
  let active = 0;
  let reactive = 0;
  for (let k = plan.start[bus] as number; k < (plan.start[bus + 1] as number); k++) {
    const i = plan.at[k] as number;
    const power_W = demand.feedPower_W[i] as number;
    active += power_W;
    if (!isDc[bus]) reactive += power_W * reactiveRatio(network.loads[plan.loadOf[i] as number] as Load);
  }
  demand.active_W[bus] = active;
  demand.reactive_var[bus] = reactive;
}

export function divideLoad(load: Load, l: number, plan: FeedPlan, feedPower_W: Float64Array): void {
  for (let i = plan.offset[l] as number; i < (plan.offset[l + 1] as number); i++) {
    const divisor = plan.divisor[i] as number;
    feedPower_W[i] = divisor === 0 ? 0 : load.power_W / divisor;
  }
}

export function demandOf(network: ElectricalNetwork, plan: FeedPlan, isDc: Uint8Array): Demand {
  const busCount = network.buses.length;
  const demand: Demand = {
    feedPower_W: new Float64Array(plan.loadOf.length),
    active_W: new Float64Array(busCount),
    reactive_var: new Float64Array(busCount),
  };
  network.loads.forEach((load, l) => {
    divideLoad(load, l, plan, demand.feedPower_W);
  });
  for (let bus = 0; bus < busCount; bus++) {
    if (plan.start[bus] !== plan.start[bus + 1]) sumBus(network, plan, isDc, bus, demand);
  }
  return demand;
}

/** Loads whose power differs between two networks of one structure. */
export const changedLoads = ({ loads: before }: ElectricalNetwork, { loads: after }: ElectricalNetwork): number[] =>
  differingAt(before, after).filter((l) => {
    const [a, b] = [before[l] as Load, after[l] as Load];
    return a.power_W !== b.power_W || a.powerFactor !== b.powerFactor || a.leading !== b.leading;
  });
