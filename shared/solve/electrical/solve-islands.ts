/**
 * Solves the parts of a merged network from the loads upwards and writes the solution's columns. From
 * the solution that the network's solvers still hold, only parts and lanes in which a load changed are
 * swept again, and what those draw from further up.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalIsland, ElectricalSolution, SolvingWork, SourceState } from '../electrical.ts';
import { branchColumns, ColumnWriter } from './branch-columns.ts';
import { type BranchFlows, emptyFlows, type Voltages } from './bus-branch.ts';
import { inputPower } from './converter.ts';
import { deadIslands } from './dead-islands.ts';
import { changedLoads, type Demand, demandOf, divideLoad, type FeedPlan, planFeeds, sumBus } from './demand.ts';
import type { EnergisedState } from './energise.ts';
import { reportPart } from './island-report.ts';
import type { PartOutcome } from './load-flow.ts';
import { base_VA, type MergedNetwork } from './merge.ts';

const nan = (length: number) => new Float64Array(length).fill(Number.NaN);

/** Starting voltages by node from an earlier solution of the same buses. */
function warmStart(merged: MergedNetwork, previous: ElectricalSolution | undefined): Voltages | undefined {
  if (previous?.voltage_V.length !== merged.nodeOf.length) return undefined;
  if (previous.merged.nodeOf === merged.nodeOf) return previous.nodeVoltages;
  const count = merged.nodeBase_V.length;
  const start = { re: nan(count), im: nan(count) };
  for (let bus = 0; bus < merged.nodeOf.length; bus++) {
    const node = merged.nodeOf[bus] as number;
    const before = previous.merged.nodeOf[bus] as number;
    if (node < 0 || before < 0) continue;
    const scale = (previous.merged.nodeBase_V[before] as number) / (merged.nodeBase_V[node] as number);
    start.re[node] = (previous.nodeVoltages.re[before] as number) * scale;
    start.im[node] = (previous.nodeVoltages.im[before] as number) * scale;
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

/** Where a solution starts: from the one that the solvers hold, or from nothing but a first guess of voltages. */
interface Start {
  readonly known: ElectricalSolution | undefined;
  readonly guess: Voltages | undefined;
}

class IslandRun {
  readonly work: { islands: number; buses: number } = { islands: 0, buses: 0 };
  readonly voltages: Voltages;
  readonly islands: ElectricalIsland[];
  readonly sourcePower_W: Float64Array;
  readonly sourceReactive_var: Float64Array;
  readonly writer: ColumnWriter;
  readonly #network: ElectricalNetwork;
  readonly #merged: MergedNetwork;
  readonly #start: Start;
  readonly #flows: BranchFlows;
  readonly #demand: Demand;
  readonly #ratingAt: Float64Array;
  readonly #sourcesAt = new Map<number, number[]>();
  /** Nodes of each part whose power changed; undefined for a part that has nothing to do. */
  readonly #touched: (number[] | undefined)[];

  constructor(network: ElectricalNetwork, merged: MergedNetwork, start: Start, flows: BranchFlows, demand: Demand, ratingAt: Float64Array) {
    const { known } = start;
    const nodeCount = merged.nodeBase_V.length;
    this.#network = network;
    this.#merged = merged;
    this.#start = start;
    this.#flows = flows;
    this.#demand = demand;
    this.voltages = {
      re: known?.nodeVoltages.re.slice() ?? nan(nodeCount),
      im: known?.nodeVoltages.im.slice() ?? nan(nodeCount),
    };
    this.writer = new ColumnWriter(
      network,
      merged,
      branchColumns(merged.columns.branchCount, known),
      known?.voltage_V.slice() ?? nan(merged.columns.busCount),
    );
    this.sourcePower_W = known?.sourcePower_W.slice() ?? new Float64Array(network.sources.length);
    this.sourceReactive_var = known?.sourceReactive_var.slice() ?? new Float64Array(network.sources.length);
    this.islands = known?.islands.slice() ?? [];
    this.#ratingAt = ratingAt;
    network.sources.forEach((source, s) => {
      if (!merged.running[s]) return;
      const node = merged.nodeOf[source.bus] as number;
      this.#sourcesAt.set(node, [...(this.#sourcesAt.get(node) ?? []), s]);
    });
    this.#touched = merged.parts.map(() => (known ? undefined : []));
  }

  /** Says that what is drawn at a node changed. */
  touch(node: number): void {
    const part = this.#merged.partOf[node] as number;
    const list = this.#touched[part];
    if (list) list.push(node);
    else this.#touched[part] = [node];
  }

  /** Power at a node: its loads, and what converters draw there. */
  #schedule(node: number): void {
    const { model, busStart, buses, drawnAt, columns } = this.#merged;
    const { active_W, reactive_var } = this.#demand;
    const { powerFrom_W, reactiveFrom_var } = this.writer.columns;
    let p = 0;
    let q = 0;
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
      p -= active_W[buses[k] as number] as number;
      q -= reactive_var[buses[k] as number] as number;
    }
    for (const b of drawnAt.get(node) ?? []) {
      if (Number.isNaN(powerFrom_W[b] as number)) continue;
      p -= powerFrom_W[b] as number;
      if (!columns.isDc[columns.from[b] as number]) q -= reactiveFrom_var[b] as number;
    }
    model.p[node] = p / base_VA;
    model.q[node] = q / base_VA;
  }

  run(): void {
    const { order } = this.#merged;
    for (const part of order) {
      const touched = this.#touched[part];
      if (touched) this.#solve(part, touched);
    }
  }

  #solve(part: number, touched: readonly number[]): void {
    const merged = this.#merged;
    const start = this.#start;
    const solver = merged.parts[part];
    if (!solver) return;
    const held = start.known !== undefined && start.known.islands[part]?.status === 'solved';
    for (const node of held ? touched : solver.plan.buses) this.#schedule(node);
    const fault = merged.faults.get(part);
    const upset = this.#upset(part);
    let outcome: PartOutcome | undefined;
    if (!fault && upset === undefined) {
      this.work.islands++;
      if (held) {
        for (const node of touched) solver.touch(merged.positionOf[node] as number);
        outcome = solver.resolve(this.voltages, this.#flows);
      } else outcome = solver.solve(this.voltages, this.#flows, start.known ? undefined : start.guess);
    }
    if (outcome?.status === 'solved') this.#write(part);
    else this.#clear(part);
    this.#supply(part, outcome?.status === 'solved');
    if (outcome?.status === 'solved') this.#writeSwitches(part);
    this.islands[part] = reportPart(this.#network, merged, part, outcome, upset, {
      active_W: this.#demand.active_W,
      loss_W: this.writer.columns.loss_W,
      slackPower_W: (node) => this.#slackPower(node)[0] * base_VA,
    });
  }

  /** A converter through which the part feeds one that has no solution. */
  #upset(part: number): number | undefined {
    const { drawing, columns, nodeOf, partOf, faults } = this.#merged;
    if (faults.has(part)) return undefined;
    let found: number | undefined;
    for (const b of drawing[part] ?? []) {
      const fed = partOf[nodeOf[columns.to[b] as number] as number] as number;
      if (this.islands[fed]?.status !== 'solved') found = b;
    }
    return found;
  }

  #write(part: number): void {
    const { parts, series } = this.#merged;
    const solver = parts[part];
    if (!solver) return;
    const { written, plan } = solver;
    for (let i = 0; i < written.length; i += 2) {
      for (let k = written[i] as number; k < (written[i + 1] as number); k++) {
        this.work.buses++;
        this.writer.voltages(plan.buses[k] as number, this.voltages);
      }
    }
    for (let i = 0; i < written.length && plan.tree; i += 2) {
      for (let k = Math.max(1, written[i] as number); k < (written[i + 1] as number); k++) {
        const e = plan.tree.branch[k] as number;
        this.writer.series(e, this.#flows);
        this.writer.rate(series[e] as number);
      }
    }
    if (plan.tree) return;
    for (const e of plan.branches) {
      this.writer.series(e, this.#flows);
      this.writer.rate(series[e] as number);
    }
  }

  #writeSwitches(part: number): void {
    const solver = this.#merged.parts[part];
    if (!solver) return;
    const { written, plan } = solver;
    for (let i = 0; i < written.length; i += 2) {
      for (let k = written[i] as number; k < (written[i + 1] as number); k++)
        this.writer.switches(plan.buses[k] as number, this.#demand, this.sourcePower_W, this.sourceReactive_var);
    }
  }

  /** No numbers where there is no solution. */
  #clear(part: number): void {
    if (!this.#start.known) return;
    const { parts, series, busStart, buses, switches } = this.#merged;
    for (const node of parts[part]?.plan.buses ?? []) {
      this.voltages.re[node] = Number.NaN;
      this.voltages.im[node] = Number.NaN;
      for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++)
        this.writer.voltage_V[buses[k] as number] = Number.NaN;
      for (let k = switches.start[node] as number; k < (switches.end[node] as number); k++) this.writer.clear(switches.branch[k] as number);
      for (const b of switches.rings.get(node)?.branches ?? []) this.writer.clear(b);
    }
    for (const e of parts[part]?.plan.branches ?? []) this.writer.clear(series[e] as number);
  }

  /** Power that a held node puts in: what leaves by branches, plus the node's own load. */
  #slackPower(node: number): readonly [p: number, q: number] {
    const { model, incidence } = this.#merged;
    const { pFrom, qFrom, pTo, qTo } = this.#flows;
    let p = -(model.p[node] as number);
    let q = -(model.q[node] as number);
    for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++) {
      const e = incidence.incident[k] as number;
      const out = model.from[e] === node;
      p += (out ? pFrom[e] : pTo[e]) as number;
      q += (out ? qFrom[e] : qTo[e]) as number;
    }
    return [p, q];
  }

  /** What sources and converters at the part's held nodes deliver, and what the converters draw for it further up. */
  #supply(part: number, solved: boolean): void {
    const { parts, feeding, columns, nodeOf } = this.#merged;
    for (const node of this.#sourcesAt.size > 0 ? (parts[part]?.held ?? []) : []) {
      const sources = this.#sourcesAt.get(node);
      if (!sources) continue;
      const [p, q] = solved ? this.#slackPower(node) : [Number.NaN, Number.NaN];
      for (const s of sources) {
        const share = (this.#network.sources[s] as ElectricalNetwork['sources'][number]).rating_W / (this.#ratingAt[node] as number);
        this.sourcePower_W[s] = p * base_VA * share;
        this.sourceReactive_var[s] = q * base_VA * share;
      }
    }
    for (const b of feeding[part] ?? []) {
      const input = nodeOf[columns.from[b] as number] as number;
      const output = nodeOf[columns.to[b] as number] as number;
      const { element } = this.#network.branches[b] as ElectricalNetwork['branches'][number];
      const before = this.writer.columns.powerFrom_W[b] as number;
      if (!solved || element.type !== 'converter') {
        this.writer.clear(b);
        this.touch(input);
        continue;
      }
      const share = element.rating_W / (this.#ratingAt[output] as number);
      const [p, q] = this.#slackPower(output);
      const power = inputPower(element, p * base_VA * share, q * base_VA * share);
      this.writer.converter(b, power);
      this.writer.rate(b);
      if (power.input_W !== before) this.touch(input);
    }
  }
}

export function solveIslands(
  network: ElectricalNetwork,
  state: EnergisedState,
  merged: MergedNetwork,
  previous: ElectricalSolution | undefined,
): ElectricalSolution {
  const { columns, last } = merged;
  const known = previous && last.solution === previous && previous.merged === merged && previous.state === state ? previous : undefined;
  const feeds: FeedPlan = (known && last.feeds) ?? planFeeds(network, merged.live);
  let demand: Demand;
  const changed = known ? changedLoads(known.network, network) : [];
  if (known && changed.length === 0) {
    const same: ElectricalSolution = { ...known, network, work: { islands: 0, buses: 0 } };
    last.solution = same;
    return same;
  }
  if (known && last.demand) {
    demand = { ...last.demand, feedPower_W: last.demand.feedPower_W.slice() };
    for (const l of changed) divideLoad(network.loads[l] as ElectricalNetwork['loads'][number], l, feeds, demand.feedPower_W);
  } else demand = demandOf(network, feeds, columns.isDc);
  const flows = (known && last.flows) ?? emptyFlows(merged.series.length);
  const ratingAt = (known && last.ratingAt) ?? ratingsAt(network, merged);
  last.solution = undefined;
  const run = new IslandRun(network, merged, { known, guess: warmStart(merged, previous) }, flows, demand, ratingAt);
  for (const l of changed) {
    for (let i = feeds.offset[l] as number; i < (feeds.offset[l + 1] as number); i++) {
      const bus = feeds.busOf[i] as number;
      if ((feeds.divisor[i] as number) === 0) continue;
      sumBus(network, feeds, columns.isDc, bus, demand);
      run.touch(merged.nodeOf[bus] as number);
    }
  }
  run.run();

  let { islandOf } = known ?? { islandOf: undefined };
  if (!islandOf) {
    islandOf = new Int32Array(columns.busCount).fill(-1);
    for (let bus = 0; bus < columns.busCount; bus++) {
      const node = merged.nodeOf[bus] as number;
      if (node >= 0) islandOf[bus] = merged.partOf[node] as number;
    }
    deadIslands(columns, merged.live, islandOf, run.islands);
  }
  const sourceState = network.sources.map(
    (source, s): SourceState => (state.running[s] ? 'carrying' : source.inService ? 'standby' : 'out'),
  );
  const work: SolvingWork = run.work;
  const solution: ElectricalSolution = {
    network,
    voltage_V: run.writer.voltage_V,
    nodeVoltages: run.voltages,
    ...run.writer.columns,
    closed: state.closed,
    sourceState,
    sourcePower_W: run.sourcePower_W,
    sourceReactive_var: run.sourceReactive_var,
    feedOffset: feeds.offset,
    feedPower_W: demand.feedPower_W,
    supplied: feeds.supplied,
    live: state.live,
    islandOf,
    islands: run.islands,
    work,
    state,
    merged,
  };
  Object.assign(last, { solution, feeds, demand, flows, ratingAt });
  return solution;
}
