/**
 * From buses to electrical nodes: closed switches merge their buses, converters cut the network, and
 * what remains is one per-unit model with its parts in the order in which they can be solved, loads
 * before supplies.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';
import { UnionFind } from '../union-find.ts';
import { type BranchFlows, type BusBranch, busKind, emptyBusBranch, type Voltages } from './bus-branch.ts';
import { branchType, type NetworkColumns, sameBranches, sameNumbers, valueStride } from './columns.ts';
import type { Demand, FeedPlan } from './demand.ts';
import type { EnergisedState } from './energise.ts';
import { type Incidence, incidence } from './incidence.ts';
import { planIslands } from './island-plan.ts';
import { PartSolver } from './load-flow.ts';
import { phaseMismatches } from './phase-shift.ts';
import { lineSection, transformerSection } from './plate.ts';
import { planRows, type RowLayout } from './row-layout.ts';
import { planSwitchFlows, type SwitchPlan } from './switch-flows.ts';

/** Power base of the per-unit model. */
export const base_VA = 1e6;

export interface MergedNetwork {
  readonly columns: NetworkColumns;
  readonly closed: Uint8Array;
  readonly live: Uint8Array;
  readonly running: Uint8Array;
  readonly sourceKey: readonly number[];
  /** Node of each bus; −1 where dead. */
  readonly nodeOf: Int32Array;
  readonly nodeBase_V: Float64Array;
  readonly model: BusBranch;
  /** Network branch behind each model branch. */
  readonly series: Int32Array;
  readonly parts: readonly PartSolver[];
  readonly partOf: Int32Array;
  /** Buses of each part, rising. */
  readonly busesOf: readonly (readonly number[])[];
  /** Solving order of the parts. */
  readonly order: readonly number[];
  /** Converters that carry power, by the part they feed. */
  readonly feeding: readonly (readonly number[])[];
  /** What makes a part unsolvable as drawn. */
  readonly faults: ReadonlyMap<number, { readonly cause: string; readonly branches: readonly number[] }>;
  readonly switches: SwitchPlan;
  /** Where the rows of a solution lie. */
  readonly layout: RowLayout;
  /** Buses of node n, rising: `buses[busStart[n]] … buses[busStart[n + 1]]`. */
  readonly busStart: Int32Array;
  readonly buses: Int32Array;
  /** Place of each node in the plan of its part. */
  readonly positionOf: Int32Array;
  /** Model branches at each node. */
  readonly incidence: Incidence;
  /** Converters that draw from a node, in the order in which their parts are solved. */
  readonly drawnAt: ReadonlyMap<number, readonly number[]>;
  /** The same by part. */
  readonly drawing: readonly (readonly number[])[];
  /** Scratch by bus: power that enters a node's switches, filled before it is divided. */
  readonly entering: { readonly p: Float64Array; readonly q: Float64Array };
  /** Scratch by branch: what the switches of a ring divide. */
  readonly through: { readonly p: Float64Array; readonly q: Float64Array };
  /** What the last solution left in the model and in the parts' solvers, to go on from. */
  readonly last: LastSolution;
}

/** Belongs to one solution at a time: whoever starts from another one fills it again. */
export interface LastSolution {
  solution: ElectricalSolution | undefined;
  standing: Standing | undefined;
}

/** Where the solvers stand: overwritten by every solution that goes on from the last. */
export interface Standing {
  readonly feeds: FeedPlan;
  readonly demand: Demand;
  /** By node, and by branch of the model. */
  readonly voltages: Voltages;
  readonly flows: BranchFlows;
  /** Rated power that holds each slack node. */
  readonly ratingAt: Float64Array;
  /** Running sources by bus. */
  readonly sourcesAt: ReadonlyMap<number, readonly number[]>;
  /** Slots of sources and feeds in the solution's tables: their order. */
  readonly sourceSlot: Int32Array;
  readonly feedSlot: Int32Array;
}

/** Nominal voltages that may meet without a transformer: 400 V and 415 V equipment may, 415 V and 480 V may not. */
const mismatchLimit = 1.1;

const sourceKeys = new WeakMap<ElectricalNetwork['sources'], readonly number[]>();

function sourceKeyOf({ sources }: ElectricalNetwork): readonly number[] {
  let key = sourceKeys.get(sources);
  if (!key) {
    key = sources.flatMap((source) => [source.bus, source.voltage_V]);
    sourceKeys.set(sources, key);
  }
  return key;
}

/** Merges by settled states; gives the earlier result back where nothing but loads changed. */
export function mergeBuses(network: ElectricalNetwork, state: EnergisedState, previous?: MergedNetwork): MergedNetwork {
  const { columns, closed, live, running } = state;
  const sourceKey = sourceKeyOf(network);
  if (
    previous &&
    sameBranches(previous.columns, columns) &&
    sameNumbers(previous.closed, closed) &&
    sameNumbers(previous.live, live) &&
    sameNumbers(previous.running, running) &&
    sameNumbers(previous.sourceKey, sourceKey)
  ) {
    return previous.columns === columns ? previous : { ...previous, columns };
  }
  return { ...build(network, state), sourceKey };
}

function build(network: ElectricalNetwork, state: EnergisedState): Omit<MergedNetwork, 'sourceKey'> {
  const { columns, closed, live, running } = state;
  const { busCount, branchCount, from, to, type, nominal_V } = columns;
  const carries = (b: number) => closed[b] === 1 && live[from[b] as number] === 1 && live[to[b] as number] === 1;

  const merging = new UnionFind(busCount);
  for (let b = 0; b < branchCount; b++) if (type[b] === branchType.switch && carries(b)) merging.union(from[b] as number, to[b] as number);
  const nodeOf = new Int32Array(busCount).fill(-1);
  let nodeCount = 0;
  for (let bus = 0; bus < busCount; bus++) {
    if (!live[bus]) continue;
    const root = merging.find(bus);
    nodeOf[bus] = root === bus ? nodeCount++ : (nodeOf[root] as number);
  }
  const nodeBase_V = new Float64Array(nodeCount);
  for (let bus = 0; bus < busCount; bus++) {
    const node = nodeOf[bus] as number;
    if (node >= 0) nodeBase_V[node] = Math.max(nodeBase_V[node] as number, nominal_V[bus] as number);
  }

  const series: number[] = [];
  const joining = new UnionFind(nodeCount);
  for (let b = 0; b < branchCount; b++) {
    if ((type[b] !== branchType.line && type[b] !== branchType.transformer) || !carries(b)) continue;
    const f = nodeOf[from[b] as number] as number;
    const t = nodeOf[to[b] as number] as number;
    if (f === t) continue;
    series.push(b);
    joining.union(f, t);
  }
  const model = emptyBusBranch(nodeCount, series.length);
  for (let e = 0; e < series.length; e++) writeSection(columns, nodeOf, nodeBase_V, series[e] as number, model, e);

  // Slack nodes: running sources, and outputs of converters that do not only bridge one part.
  network.sources.forEach((source, s) => {
    if (!running[s]) return;
    const node = nodeOf[source.bus] as number;
    const voltage = source.voltage_V / (nodeBase_V[node] as number);
    model.voltage[node] = model.kind[node] === busKind.slack ? Math.max(model.voltage[node] as number, voltage) : voltage;
    model.kind[node] = busKind.slack;
  });
  const converters: number[] = [];
  for (let b = 0; b < branchCount; b++) {
    if (type[b] !== branchType.converter || !carries(b)) continue;
    const input = nodeOf[from[b] as number] as number;
    const output = nodeOf[to[b] as number] as number;
    if (joining.find(input) === joining.find(output)) continue;
    converters.push(b);
    if (model.kind[output] === busKind.slack) continue;
    model.kind[output] = busKind.slack;
    model.voltage[output] = (nominal_V[to[b] as number] as number) / (nodeBase_V[output] as number);
  }

  const plans = planIslands(model);
  const partOf = new Int32Array(nodeCount);
  const positionOf = new Int32Array(nodeCount);
  plans.forEach(({ buses: nodes }, part) => {
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k] as number;
      partOf[node] = part;
      positionOf[node] = k;
    }
  });
  const busesOf: number[][] = plans.map(() => []);
  const busStart = new Int32Array(nodeCount + 1);
  for (let bus = 0; bus < busCount; bus++) {
    const node = nodeOf[bus] as number;
    if (node < 0) continue;
    busesOf[partOf[node] as number]?.push(bus);
    busStart[node + 1] = (busStart[node + 1] as number) + 1;
  }
  for (let node = 0; node < nodeCount; node++) busStart[node + 1] = (busStart[node + 1] as number) + (busStart[node] as number);
  const buses = new Int32Array(busStart[nodeCount] as number);
  const nextBus = busStart.slice();
  for (let bus = 0; bus < busCount; bus++) {
    const node = nodeOf[bus] as number;
    if (node < 0) continue;
    buses[nextBus[node] as number] = bus;
    nextBus[node] = (nextBus[node] as number) + 1;
  }
  const partAt = (bus: number) => partOf[nodeOf[bus] as number] as number;
  const feeding: number[][] = plans.map(() => []);
  for (const b of converters) feeding[partAt(to[b] as number)]?.push(b);
  const faults = findMismatches(columns, carries, partAt);
  for (const { branch, apart_deg } of phaseMismatches(state)) {
    const part = partAt(to[branch] as number);
    const known = faults.get(part);
    if (known) known.branches.push(branch);
    else
      faults.set(part, {
        cause: `joins buses that stand ${apart_deg}° apart: transformers of unlike vector groups are in parallel`,
        branches: [branch],
      });
  }
  const order = downstreamFirst(plans.length, feeding, (b) => partAt(from[b] as number), faults);
  const drawnAt = new Map<number, number[]>();
  const drawing: number[][] = plans.map(() => []);
  for (const part of order) {
    for (const b of feeding[part] ?? []) {
      const node = nodeOf[from[b] as number] as number;
      drawing[partOf[node] as number]?.push(b);
      const list = drawnAt.get(node);
      if (list) list.push(b);
      else drawnAt.set(node, [b]);
    }
  }
  const parts = plans.map((plan) => new PartSolver(model, plan));
  const seriesOf = Int32Array.from(series);
  const switches = planSwitchFlows(columns, carries, nodeOf, nodeCount);
  return {
    columns,
    closed,
    live,
    running,
    nodeOf,
    nodeBase_V,
    model,
    series: seriesOf,
    parts,
    partOf,
    busesOf,
    order,
    feeding,
    faults,
    switches,
    layout: planRows({ order, parts, series: seriesOf, switches, feeding, nodeOf, nodeCount, columns }),
    busStart,
    buses,
    positionOf,
    incidence: incidence(nodeCount, model.from, model.to),
    drawnAt,
    drawing,
    entering: { p: new Float64Array(busCount), q: new Float64Array(busCount) },
    through: { p: new Float64Array(branchCount), q: new Float64Array(branchCount) },
    last: { solution: undefined, standing: undefined },
  };
}

function writeSection(columns: NetworkColumns, nodeOf: Int32Array, nodeBase_V: Float64Array, b: number, model: BusBranch, e: number): void {
  const at = valueStride * b;
  const { values } = columns;
  const fromBus = columns.from[b] as number;
  const toBus = columns.to[b] as number;
  const fromNode = nodeOf[fromBus] as number;
  const toNode = nodeOf[toBus] as number;
  const fromBase = nodeBase_V[fromNode] as number;
  const toBase = nodeBase_V[toNode] as number;
  model.from[e] = fromNode;
  model.to[e] = toNode;
  const isLine = columns.type[b] === branchType.line;
  const section = isLine
    ? lineSection(values[at] as number, values[at + 1] as number, base_VA, toBase)
    : transformerSection(
        {
          rating_VA: values[at] as number,
          impedance: values[at + 1] as number,
          noLoadLoss_W: values[at + 2] as number,
          loadLoss_W: values[at + 3] as number,
          noLoadCurrent: 0,
          secondary_V: columns.nominal_V[toBus] as number,
        },
        base_VA,
        toBase,
      );
  model.r[e] = section.r;
  model.x[e] = section.x;
  model.g[e] = section.g;
  model.b[e] = section.b;
  model.lossless[e] = isLine ? (values[at + 2] as number) : 0;
  // Volts per volt from `from` to `to` over the ratio of the bases; the model's tap is its inverse.
  const turns = isLine ? 1 : ((values[at + 4] as number) * (columns.nominal_V[toBus] as number)) / (columns.nominal_V[fromBus] as number);
  model.tap[e] = toBase / fromBase / turns;
}

function findMismatches(
  columns: NetworkColumns,
  carries: (b: number) => boolean,
  partAt: (bus: number) => number,
): Map<number, { cause: string; branches: number[] }> {
  const faults = new Map<number, { cause: string; branches: number[] }>();
  for (let b = 0; b < columns.branchCount; b++) {
    const type = columns.type[b];
    if ((type !== branchType.line && type !== branchType.switch) || !carries(b)) continue;
    const f = columns.from[b] as number;
    const t = columns.to[b] as number;
    const high = Math.max(columns.nominal_V[f] as number, columns.nominal_V[t] as number);
    const low = Math.min(columns.nominal_V[f] as number, columns.nominal_V[t] as number);
    const mixed = columns.isDc[f] !== columns.isDc[t];
    if (!mixed && high <= mismatchLimit * low) continue;
    const part = partAt(f);
    const cause = mixed ? 'joins an AC to a DC bus' : `joins ${low} V to ${high} V without a transformer`;
    const known = faults.get(part);
    if (known) known.branches.push(b);
    else faults.set(part, { cause, branches: [b] });
  }
  return faults;
}

/** Parts in an order in which every part comes after those it feeds through converters. */
function downstreamFirst(
  count: number,
  feeding: readonly (readonly number[])[],
  inputPart: (branch: number) => number,
  faults: Map<number, { cause: string; branches: number[] }>,
): number[] {
  const waiting = new Int32Array(count);
  feeding.forEach((branches) => {
    for (const b of branches) waiting[inputPart(b)] = (waiting[inputPart(b)] as number) + 1;
  });
  const order: number[] = [];
  for (let part = 0; part < count; part++) if (waiting[part] === 0) order.push(part);
  for (let head = 0; head < order.length; head++) {
    for (const b of feeding[order[head] as number] ?? []) {
      const part = inputPart(b);
      waiting[part] = (waiting[part] as number) - 1;
      if (waiting[part] === 0) order.push(part);
    }
  }
  for (let part = 0; part < count; part++) {
    if ((waiting[part] as number) === 0) continue;
    faults.set(part, { cause: 'converters feed one another in a ring', branches: [...(feeding[part] ?? [])] });
    order.push(part);
  }
  return order;
}
