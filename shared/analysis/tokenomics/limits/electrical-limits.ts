/**
 * Rows of the power system: a watt more at a rack is followed against the flow to the sources, with the losses that it
 * adds on the way. Where several branches deliver to a bus they share by what they deliver (proportional sharing:
 * Bialek, IEE Proc. Gener. Transm. Distrib. 143(4), 1996).
 */
import { kindOf } from '../../../catalogue/resolve.ts';
import type { Document } from '../../../document/document.ts';
import { siteOf } from '../../../document/document.ts';
import type { EquipmentId, RecordId } from '../../../document/ids.ts';
import type { ElectricalNetwork } from '../../../network/electrical.ts';
import { inputPower } from '../../../solve/electrical/converter.ts';
import type { ElectricalSolution } from '../../../solve/electrical.ts';
import type { Coupled } from '../../couple.ts';
import { PhaseRows } from './phase-limits.ts';
import { type Marginals, type PlantLimit, plantLimit } from './plant-limit.ts';

/** Below this a branch counts as idle, W. */
const idle_W = 1e-3;

/** Watts at the sending end per watt more at the receiving one. */
function marginalFactor(network: ElectricalNetwork, solution: ElectricalSolution, b: number, delivered_W: number): number {
  const element = network.branches[b]?.element;
  const loss_W = solution.loss_W.at(b);
  if (!element || element.type === 'switch' || Number.isNaN(loss_W)) return 1;
  if (element.type === 'converter') {
    const reactive_var = solution.reactiveTo_var.at(b);
    const step_W = 1e-6 * delivered_W;
    const input = (output_W: number) => inputPower(element, output_W, reactive_var).input_W;
    return (input(delivered_W + step_W) - input(delivered_W - step_W)) / (2 * step_W);
  }
  // Series losses go with the square of the power.
  const constant_W = element.type === 'transformer' ? Math.min(loss_W, element.noLoadLoss_W) : 0;
  return 1 + (2 * (loss_W - constant_W)) / delivered_W;
}

/** Adds `factor` times what is at one place to another. */
function accumulate(into: Map<number, number>, from: Marginals, factor: number): void {
  for (const [rack, part] of from) into.set(rack, (into.get(rack) ?? 0) + factor * part);
}

interface Flow {
  readonly branch: number;
  readonly sender: number;
  readonly receiver: number;
  readonly delivered_W: number;
}

/** Branches that carry, in the direction of their power. */
function flowsOf(network: ElectricalNetwork, solution: ElectricalSolution): Flow[] {
  return network.branches.flatMap(({ from, to }, branch): Flow[] => {
    const [entering, leaving] = [solution.powerFrom_W.at(branch), solution.powerTo_W.at(branch)];
    if (Number.isNaN(entering) || Math.abs(entering) < idle_W) return [];
    // Power is counted positive from `from` to `to` at both ends.
    return entering > 0
      ? [{ branch, sender: from, receiver: to, delivered_W: Math.abs(leaving) }]
      : [{ branch, sender: to, receiver: from, delivered_W: Math.abs(entering) }];
  });
}

/** What a load's feeds carry of one watt more. */
function feedShares(
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  l: number,
): readonly (readonly [bus: number, share: number])[] {
  const load = network.loads[l];
  if (!load || !solution.supplied[l]) return [];
  const offset = solution.feedOffset[l] as number;
  const live = load.feeds.map((bus, f) => ({ bus, f })).filter(({ bus }) => solution.live[bus]);
  const used = load.sharing === 'equal' ? live : live.slice(0, 1);
  const total = used.reduce((sum, { f }) => sum + solution.feedPower_W.at(offset + f), 0);
  return used.map(({ bus, f }) => [bus, total > 0 ? solution.feedPower_W.at(offset + f) / total : 1 / used.length]);
}

/**
 * @param draws by equipment that is a load: its watts per watt of each rack (1 for the rack itself).
 */
export function electricalLimits(document: Document, coupled: Coupled, draws: ReadonlyMap<EquipmentId, Marginals>): PlantLimit[] {
  const { network, solution } = coupled.electrical;
  const at = network.buses.map(() => new Map<number, number>());
  const incoming_W = new Float64Array(network.buses.length);
  const waiting = new Int32Array(network.buses.length);
  const incoming: Flow[][] = network.buses.map(() => []);
  const limits: PlantLimit[] = [];
  const phases = PhaseRows.of(network, solution);

  network.loads.forEach((load, l) => {
    const marginals = draws.get(load.owner as EquipmentId);
    if (!marginals) return;
    for (const [bus, share] of feedShares(network, solution, l)) {
      accumulate(at[bus] as Map<number, number>, marginals, share);
      phases?.draw(bus, marginals, share);
    }
    if (load.feedRating_W === undefined || marginals.size !== 1) return;
    const offset = solution.feedOffset[l] as number;
    let [live, present] = [0, 0];
    for (let f = 0; f < load.feeds.length; f++) {
      const feed_W = solution.feedPower_W.at(offset + f);
      present += feed_W;
      if (feed_W > 0) live++;
    }
    if (live === 0) return;
    const own = { id: `${load.owner}/shelves`, owner: load.owner, resource: 'power', unit: 'W' } as const;
    limits.push(plantLimit({ ...own, present, capacity: live * load.feedRating_W }, marginals));
  });
  for (const flow of flowsOf(network, solution)) {
    (incoming[flow.receiver] as Flow[]).push(flow);
    incoming_W[flow.receiver] = (incoming_W[flow.receiver] as number) + flow.delivered_W;
    waiting[flow.sender] = (waiting[flow.sender] as number) + 1;
  }
  network.sources.forEach(({ bus }, s) => {
    const power_W = solution.sourcePower_W.at(s);
    if (power_W > 0) incoming_W[bus] = (incoming_W[bus] as number) + power_W;
  });

  // From the loads up: a bus is ready when everything it delivers to is done.
  const ready = [...waiting.keys()].filter((bus) => waiting[bus] === 0);
  for (let k = 0; k < ready.length; k++) {
    const bus = ready[k] as number;
    const here = at[bus] as Map<number, number>;
    for (const { branch, sender, delivered_W } of incoming[bus] as Flow[]) {
      waiting[sender] = (waiting[sender] as number) - 1;
      if (waiting[sender] === 0) ready.push(sender);
      if (here.size === 0) continue;
      const share = delivered_W / (incoming_W[bus] as number);
      const loading = solution.loading.at(branch);
      const { id, owner } = network.branches[branch] ?? { id: '', owner: '' };
      if (phases) limits.push(...phases.rows(branch, bus, share, here, delivered_W));
      if (loading > 0) {
        const through = new Map<number, number>();
        accumulate(through, here, share);
        limits.push(
          plantLimit({ id, owner, resource: 'power', unit: 'W', present: delivered_W, capacity: delivered_W / loading }, through),
        );
      }
      const factor = share * marginalFactor(network, solution, branch, delivered_W);
      accumulate(at[sender] as Map<number, number>, here, factor);
      phases?.pass(branch, bus, sender, factor);
    }
  }
  return [...limits, ...sourceLimits(document, network, solution, at, incoming_W)];
}

function sourceLimits(
  document: Document,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  at: readonly Map<number, number>[],
  incoming_W: Float64Array,
): PlantLimit[] {
  const limits: PlantLimit[] = [];
  const site = siteOf(document);
  const fromUtility = new Map<number, number>();
  let utility_W = 0;
  network.sources.forEach(({ owner, bus, rating_W }, s) => {
    const present = solution.sourcePower_W.at(s);
    const here = at[bus];
    if (!here || !(present > 0)) return;
    const delivered = new Map<number, number>();
    accumulate(delivered, here, present / (incoming_W[bus] as number));
    limits.push(plantLimit({ id: `${owner}/source`, owner, resource: 'power', unit: 'W', present, capacity: rating_W }, delivered));
    const equipment = document.tables.equipment.get(owner as EquipmentId);
    if (!equipment || kindOf(document, equipment)?.kind !== 'utility') return;
    utility_W += present;
    accumulate(fromUtility, delivered, 1);
  });
  if (site.utilityLimit_W !== undefined && utility_W > 0) {
    const owner: RecordId = site.id;
    limits.push(
      plantLimit(
        { id: `${owner}/utility`, owner, resource: 'utility', unit: 'W', present: utility_W, capacity: site.utilityLimit_W },
        fromUtility,
      ),
    );
  }
  return limits;
}
