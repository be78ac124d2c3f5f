/** Solves the parts of a merged network from the loads upwards and writes the solution's columns. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalIsland, ElectricalSolution, SourceState } from '../electrical.ts';
import { writeBranches } from './branch-columns.ts';
import { type BranchFlows, emptyFlows, type Voltages } from './bus-branch.ts';
import { type InputPower, inputPower } from './converter.ts';
import { deadIslands } from './dead-islands.ts';
import type { EnergisedState } from './energise.ts';
import type { PartOutcome } from './load-flow.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { overloaded } from './overload.ts';

/** Load on the feeds, by bus: what is drawn where, after feeds that are dead have shed their share. */
interface Demand {
  readonly feedOffset: Int32Array;
  readonly feedPower_W: Float64Array;
  readonly supplied: Uint8Array;
  readonly active_W: Float64Array;
  readonly reactive_var: Float64Array;
}

function shareLoads(network: ElectricalNetwork, merged: MergedNetwork): Demand {
  const { live } = merged;
  const { isDc } = merged.columns;
  const feedOffset = new Int32Array(network.loads.length + 1);
  network.loads.forEach((load, l) => {
    feedOffset[l + 1] = (feedOffset[l] as number) + load.feeds.length;
  });
  const demand: Demand = {
    feedOffset,
    feedPower_W: new Float64Array(feedOffset[network.loads.length] as number),
    supplied: new Uint8Array(network.loads.length),
    active_W: new Float64Array(network.buses.length),
    reactive_var: new Float64Array(network.buses.length),
  };
  for (let l = 0; l < network.loads.length; l++) {
    const load = network.loads[l] as ElectricalNetwork['loads'][number];
    let count = 0;
    for (const feed of load.feeds) count += live[feed] as number;
    if (count === 0) continue;
    demand.supplied[l] = 1;
    if (load.sharing === 'priority') count = 1;
    const power_W = load.power_W / count;
    const reactive = load.powerFactor >= 1 ? 0 : power_W * Math.sqrt(1 / (load.powerFactor * load.powerFactor) - 1);
    const offset = feedOffset[l] as number;
    for (let f = 0; f < load.feeds.length && count > 0; f++) {
      const feed = load.feeds[f] as number;
      if (!live[feed]) continue;
      count--;
      demand.feedPower_W[offset + f] = power_W;
      demand.active_W[feed] = (demand.active_W[feed] as number) + power_W;
      if (!isDc[feed]) demand.reactive_var[feed] = (demand.reactive_var[feed] as number) + reactive;
    }
  }
  return demand;
}

/** Starting voltages by node from an earlier solution of the same buses. */
function warmStart(merged: MergedNetwork, previous: ElectricalSolution | undefined): Voltages | undefined {
  if (previous?.voltage_V.length !== merged.nodeOf.length) return undefined;
  if (previous.merged.nodeOf === merged.nodeOf) return previous.nodeVoltages;
  const count = merged.nodeBase_V.length;
  const start = { re: new Float64Array(count).fill(Number.NaN), im: new Float64Array(count).fill(Number.NaN) };
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

/** Power that each slack node of a part puts in: what leaves by branches and shunts, plus the node's own load. */
function slackPower(merged: MergedNetwork, part: number, flows: BranchFlows, p: Float64Array, q: Float64Array): void {
  const { model } = merged;
  const plan = merged.parts[part]?.plan;
  for (const node of plan?.buses ?? []) {
    p[node] = -(model.p[node] as number);
    q[node] = -(model.q[node] as number);
  }
  for (const e of plan?.branches ?? []) {
    const f = model.from[e] as number;
    const t = model.to[e] as number;
    p[f] = (p[f] as number) + (flows.pFrom[e] as number);
    q[f] = (q[f] as number) + (flows.qFrom[e] as number);
    p[t] = (p[t] as number) + (flows.pTo[e] as number);
    q[t] = (q[t] as number) + (flows.qTo[e] as number);
  }
}

export function solveIslands(
  network: ElectricalNetwork,
  state: EnergisedState,
  merged: MergedNetwork,
  previous: ElectricalSolution | undefined,
): ElectricalSolution {
  const { columns, model, nodeOf, nodeBase_V, parts, partOf } = merged;
  const nodeCount = nodeBase_V.length;
  const demand = shareLoads(network, merged);
  model.p.fill(0);
  model.q.fill(0);
  for (let bus = 0; bus < nodeOf.length; bus++) {
    const node = nodeOf[bus] as number;
    if (node < 0) continue;
    model.p[node] = (model.p[node] as number) - (demand.active_W[bus] as number) / base_VA;
    model.q[node] = (model.q[node] as number) - (demand.reactive_var[bus] as number) / base_VA;
  }

  // Who holds each slack node, and with which part of its power.
  const ratingAt = new Float64Array(nodeCount);
  const runningSources: number[] = [];
  network.sources.forEach((source, s) => {
    if (!state.running[s]) return;
    const node = nodeOf[source.bus] as number;
    ratingAt[node] = (ratingAt[node] as number) + source.rating_W;
    runningSources.push(s);
  });
  const converterRating = (b: number): number => {
    const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
    return element.type === 'converter' ? element.rating_W : 0;
  };
  for (const branches of merged.feeding) {
    for (const b of branches) {
      const node = nodeOf[columns.to[b] as number] as number;
      ratingAt[node] = (ratingAt[node] as number) + converterRating(b);
    }
  }

  const nan = (length: number) => new Float64Array(length).fill(Number.NaN);
  const voltages: Voltages = { re: nan(nodeCount), im: nan(nodeCount) };
  const flows = emptyFlows(merged.series.length);
  const start = warmStart(merged, previous);
  const slackP = new Float64Array(nodeCount);
  const slackQ = new Float64Array(nodeCount);
  const outcomes: (PartOutcome | undefined)[] = parts.map(() => undefined);
  const converterInput = new Map<number, InputPower>();
  const upset = new Map<number, number>();
  for (const part of merged.order) {
    const fault = merged.faults.get(part);
    const solver = parts[part];
    const spoiled = upset.has(part) || fault !== undefined;
    const outcome = spoiled ? undefined : solver?.solve(voltages, flows, start);
    outcomes[part] = outcome;
    if (outcome?.status === 'solved') slackPower(merged, part, flows, slackP, slackQ);
    for (const b of merged.feeding[part] ?? []) {
      const input = nodeOf[columns.from[b] as number] as number;
      const output = nodeOf[columns.to[b] as number] as number;
      const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
      if (outcome?.status !== 'solved' || element.type !== 'converter') {
        upset.set(partOf[input] as number, b);
        continue;
      }
      const share = element.rating_W / (ratingAt[output] as number);
      const power = inputPower(element, (slackP[output] as number) * base_VA * share, (slackQ[output] as number) * base_VA * share);
      converterInput.set(b, power);
      model.p[input] = (model.p[input] as number) - power.input_W / base_VA;
      if (!columns.isDc[columns.from[b] as number]) model.q[input] = (model.q[input] as number) - power.input_var / base_VA;
    }
  }

  const voltage_V = nan(nodeOf.length);
  for (let bus = 0; bus < nodeOf.length; bus++) {
    const node = nodeOf[bus] as number;
    if (node < 0) continue;
    const re = voltages.re[node] as number;
    const im = voltages.im[node] as number;
    voltage_V[bus] = Math.sqrt(re * re + im * im) * (nodeBase_V[node] as number);
  }

  const sourcePower_W = new Float64Array(network.sources.length);
  const sourceReactive_var = new Float64Array(network.sources.length);
  for (const s of runningSources) {
    const source = network.sources[s] as ElectricalNetwork['sources'][number];
    const node = nodeOf[source.bus] as number;
    const share = source.rating_W / (ratingAt[node] as number);
    const solved = outcomes[partOf[node] as number]?.status === 'solved';
    sourcePower_W[s] = solved ? (slackP[node] as number) * base_VA * share : Number.NaN;
    sourceReactive_var[s] = solved ? (slackQ[node] as number) * base_VA * share : Number.NaN;
  }
  const branches = writeBranches(network, merged, flows, voltage_V, converterInput, demand, sourcePower_W, sourceReactive_var);
  const islandOf = new Int32Array(nodeOf.length).fill(-1);
  const islands = reportParts(network, merged, outcomes, upset, demand, branches.loss_W, slackP, islandOf);
  deadIslands(columns, merged.live, islandOf, islands);
  const sourceState = network.sources.map(
    (source, s): SourceState => (state.running[s] ? 'carrying' : source.inService ? 'standby' : 'out'),
  );
  return {
    network,
    voltage_V,
    nodeVoltages: voltages,
    ...branches,
    closed: state.closed,
    sourceState,
    sourcePower_W,
    sourceReactive_var,
    feedOffset: demand.feedOffset,
    feedPower_W: demand.feedPower_W,
    supplied: demand.supplied,
    live: state.live,
    islandOf,
    islands,
    state,
    merged,
  };
}

function reportParts(
  network: ElectricalNetwork,
  merged: MergedNetwork,
  outcomes: readonly (PartOutcome | undefined)[],
  upset: ReadonlyMap<number, number>,
  demand: Demand,
  loss_W: Float64Array,
  slackP: Float64Array,
  islandOf: Int32Array,
): ElectricalIsland[] {
  const { columns, nodeOf, partOf, parts, model, busesOf } = merged;
  const load_W = new Float64Array(parts.length);
  for (let bus = 0; bus < nodeOf.length; bus++) {
    const node = nodeOf[bus] as number;
    if (node < 0) continue;
    const part = partOf[node] as number;
    islandOf[bus] = part;
    load_W[part] = (load_W[part] as number) + (demand.active_W[bus] as number);
  }
  const lost_W = new Float64Array(parts.length);
  for (const b of merged.series) {
    const part = partOf[nodeOf[columns.from[b] as number] as number] as number;
    lost_W[part] = (lost_W[part] as number) + (loss_W[b] as number);
  }
  return parts.map(({ plan }, part): ElectricalIsland => {
    const outcome = outcomes[part];
    const buses = busesOf[part] ?? [];
    const none = {
      buses,
      residual: outcome?.mismatch ?? 0,
      iterations: outcome?.iterations ?? 0,
      sourcePower_W: 0,
      loadPower_W: 0,
      loss_W: 0,
    } as const;
    const fault = merged.faults.get(part);
    if (fault) return { ...none, status: 'invalid', method: 'none', cause: fault.cause, worst: fault.branches };
    const through = upset.get(part);
    if (through !== undefined) {
      return { ...none, status: 'invalid', method: 'none', cause: 'feeds a part that could not be solved', worst: [through] };
    }
    if (!outcome || outcome.status === 'dead') return { ...none, status: 'dead', method: 'none' };
    if (outcome.status === 'solved') {
      let scale = 0;
      let source = 0;
      for (const node of plan.buses) {
        scale += Math.abs(model.p[node] as number);
        if (model.kind[node] === 2) source += slackP[node] as number;
      }
      return {
        status: 'solved',
        buses,
        residual: outcome.mismatch / Math.max(scale, 1e-6),
        iterations: outcome.iterations,
        method: outcome.method === 'newton' ? 'newton' : 'sweep',
        sourcePower_W: source * base_VA,
        loadPower_W: load_W[part] as number,
        loss_W: lost_W[part] as number,
      };
    }
    const worst = overloaded(network, merged, part, outcome.loadability);
    const cause =
      outcome.loadability === undefined
        ? 'the load flow does not converge'
        : `asks for ${(1 / outcome.loadability).toPrecision(3)} times the power that can be carried`;
    return {
      ...none,
      status: outcome.status,
      method: 'newton',
      cause: worst ? `${cause}; this element would run at ${(100 * worst.loading).toFixed(0)} % of its rating` : cause,
      ...(worst && { worst: [worst.branch] }),
      ...(outcome.loadability !== undefined && { loadability: outcome.loadability }),
    };
  });
}
