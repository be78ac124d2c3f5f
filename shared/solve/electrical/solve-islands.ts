/**
 * Solves the parts of a merged network from the loads upwards and writes the solution's columns. From
 * the solution that the network's solvers still hold, only parts and lanes in which a load changed are
 * swept again, and what those draw from further up.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution, SourceState } from '../electrical.ts';
import { inOrder } from '../paged-rows.ts';
import { columnsIn, emptyRows } from './branch-columns.ts';
import { emptyFlows, type Voltages } from './bus-branch.ts';
import { deadIslands } from './dead-islands.ts';
import { changedLoads, demandOf, divideLoad, planFeeds, sumBus } from './demand.ts';
import type { EnergisedState } from './energise.ts';
import { IslandRun } from './island-run.ts';
import type { MergedNetwork, Standing } from './merge.ts';

const nan = (length: number) => new Float64Array(length).fill(Number.NaN);

/** Starting voltages by node from an earlier solution of the same buses. */
function warmStart(merged: MergedNetwork, previous: ElectricalSolution | undefined): Voltages | undefined {
  if (previous?.voltage_V.length !== merged.nodeOf.length) return undefined;
  const { re, im } = previous.nodeVoltages;
  const count = merged.nodeBase_V.length;
  const start = { re: nan(count), im: nan(count) };
  for (let bus = 0; bus < merged.nodeOf.length; bus++) {
    const node = merged.nodeOf[bus] as number;
    const before = previous.merged.nodeOf[bus] as number;
    if (node < 0 || before < 0) continue;
    const scale = (previous.merged.nodeBase_V[before] as number) / (merged.nodeBase_V[node] as number);
    start.re[node] = re.at(before) * scale;
    start.im[node] = im.at(before) * scale;
  }
  return start;
}

/** Rated power that holds each slack node, by which its power divides. */
function ratingsAt(network: ElectricalNetwork, merged: MergedNetwork): Float64Array {
  const ratings = new Float64Array(merged.nodeBase_V.length);
  const add = (bus: number, rating_W: number) => {
    const node = merged.nodeOf[bus] as number;
    ratings[node] = (ratings[node] as number) + rating_W;
  };
  network.sources.forEach((source, s) => {
    if (merged.running[s]) add(source.bus, source.rating_W);
  });
  for (const branches of merged.feeding) {
    for (const b of branches) {
      const branch = network.branches[b] as ElectricalNetwork['branches'][number];
      if (branch.element.type === 'converter') add(branch.to, branch.element.rating_W);
    }
  }
  return ratings;
}

/** Running sources by their bus. */
function sourcesAtBuses(network: ElectricalNetwork, merged: MergedNetwork): Map<number, number[]> {
  const at = new Map<number, number[]>();
  network.sources.forEach(({ bus }, s) => {
    if (!merged.running[s]) return;
    const list = at.get(bus);
    if (list) list.push(s);
    else at.set(bus, [s]);
  });
  return at;
}

/** Solvers that stand nowhere yet, with the demand of all loads. */
function standAnew(network: ElectricalNetwork, merged: MergedNetwork): Standing {
  const feeds = planFeeds(network, merged.live);
  const nodeCount = merged.nodeBase_V.length;
  return {
    feeds,
    demand: demandOf(network, feeds, merged.columns.isDc),
    voltages: { re: nan(nodeCount), im: nan(nodeCount) },
    flows: emptyFlows(merged.series.length),
    ratingAt: ratingsAt(network, merged),
    sourcesAt: sourcesAtBuses(network, merged),
    sourceSlot: inOrder(network.sources.length),
    feedSlot: inOrder(feeds.loadOf.length),
  };
}

/** Part of each bus; dead buses in islands of their own behind all parts. */
function islandsOfBuses({ columns, nodeOf, partOf, live }: MergedNetwork, run: IslandRun): Int32Array {
  const islandOf = new Int32Array(columns.busCount).fill(-1);
  for (let bus = 0; bus < columns.busCount; bus++) {
    const node = nodeOf[bus] as number;
    if (node >= 0) islandOf[bus] = partOf[node] as number;
  }
  deadIslands(columns, live, islandOf, run.islands);
  return islandOf;
}

export function solveIslands(
  network: ElectricalNetwork,
  state: EnergisedState,
  merged: MergedNetwork,
  previous: ElectricalSolution | undefined,
): ElectricalSolution {
  const { columns, last } = merged;
  const held = previous && last.solution === previous && previous.merged === merged && previous.state === state ? last.standing : undefined;
  const known = held && previous;
  const changed = known ? changedLoads(known.network, network) : [];
  if (known && changed.length === 0) {
    const same: ElectricalSolution = { ...known, network, work: { islands: 0, buses: 0 } };
    last.solution = same;
    return same;
  }
  const standing = held ?? standAnew(network, merged);
  const { feeds, demand } = standing;
  last.solution = undefined;
  const rows = known?.rows ?? emptyRows(merged, network.sources.length, feeds.loadOf.length);
  const run = new IslandRun(network, merged, { known, guess: known ? undefined : warmStart(merged, previous) }, standing, rows);
  if (!known) demand.feedPower_W.forEach((power_W, i) => void run.writer.feed(i, power_W));
  for (const l of changed) {
    divideLoad(network.loads[l] as ElectricalNetwork['loads'][number], l, feeds, demand.feedPower_W);
    for (let i = feeds.offset[l] as number; i < (feeds.offset[l + 1] as number); i++) run.writer.feed(i, demand.feedPower_W[i] as number);
  }
  for (const l of changed) {
    for (let i = feeds.offset[l] as number; i < (feeds.offset[l + 1] as number); i++) {
      const bus = feeds.busOf[i] as number;
      if ((feeds.divisor[i] as number) === 0) continue;
      sumBus(network, feeds, columns.isDc, bus, demand);
      run.touch(merged.nodeOf[bus] as number);
    }
  }
  run.run();
  const islandOf = known?.islandOf ?? islandsOfBuses(merged, run);
  const solution: ElectricalSolution = {
    network,
    ...columnsIn(run.writer.finish(), merged, standing.sourceSlot, standing.feedSlot),
    closed: state.closed,
    sourceState:
      known?.sourceState ??
      network.sources.map((source, s): SourceState => (state.running[s] ? 'carrying' : source.inService ? 'standby' : 'out')),
    feedOffset: feeds.offset,
    supplied: feeds.supplied,
    live: state.live,
    islandOf,
    islands: run.islands,
    work: run.work,
    state,
    merged,
  };
  last.solution = solution;
  last.standing = standing;
  return solution;
}
