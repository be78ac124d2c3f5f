/** Writes a solved power system into the result columns and adds up what it lost where. */
import { kindOf } from '../catalogue/resolve.ts';
import { portsOf } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { reportBranches } from './electrical-branches.ts';
import { reportElectricalIslands } from './electrical-islands.ts';
import type { IslandReport, LimitReached, ResultBuilder } from './result.ts';
import type { OperatingState } from './state.ts';

/** Heat that an element of the power system leaves where it stands. */
export interface ElectricalLoss {
  readonly owner: RecordId;
  readonly kind: 'transformer' | 'ups' | 'power-shelf' | 'cable' | 'busway';
  readonly power_W: number;
  /** Space of the equipment; for a run, of the equipment at its far end. Absent outdoors. */
  readonly space?: SpaceId;
}

export interface ElectricalReport {
  /** Equipment with electrical loads none of whose feeds is live. */
  readonly unpowered: ReadonlySet<EquipmentId>;
  /** What utility services and generators deliver. Absent when an island with load could not be solved. */
  readonly sourcePower_W?: number;
  readonly losses: readonly ElectricalLoss[];
  readonly islands: readonly IslandReport[];
  readonly limits: readonly LimitReached[];
}

const lossKind: Readonly<Record<string, ElectricalLoss['kind']>> = {
  transformer: 'transformer',
  ups: 'ups',
  'power-shelf': 'power-shelf',
  cable: 'cable',
  whip: 'cable',
  busway: 'busway',
};

export const electricalRecord = (document: Document, id: RecordId): Equipment | Connection | undefined =>
  document.tables.equipment.get(id) ?? document.tables.connection.get(id);

function spaceOf(document: Document, record: Equipment | Connection): SpaceId | undefined {
  if (record.type === 'equipment') return record.space;
  const far = document.tables.equipment.get(record.to.equipment)?.space;
  return far ?? document.tables.equipment.get(record.from.equipment)?.space;
}

/** Loss of every record that has one, in the order of the network. */
function lossesOf(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): ElectricalLoss[] {
  const byOwner = new Map<RecordId, number>();
  network.branches.forEach((branch, b) => {
    const loss = solution.loss_W[b] as number;
    if (branch.element.type !== 'switch' && !Number.isNaN(loss)) byOwner.set(branch.owner, (byOwner.get(branch.owner) ?? 0) + loss);
  });
  const losses: ElectricalLoss[] = [];
  for (const [owner, power_W] of byOwner) {
    const record = electricalRecord(document, owner);
    const kind = record && lossKind[kindOf(document, record)?.kind ?? ''];
    if (!record || !kind) continue;
    const space = spaceOf(document, record);
    losses.push({ owner, kind, power_W, ...(space !== undefined && { space }) });
  }
  return losses;
}

/** Loads: power by feed and side, the most loaded feed's current, the lowest live feed's voltage. @returns what has no supply. */
function reportLoads(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): Set<EquipmentId> {
  const unpowered = new Set<EquipmentId>();
  network.loads.forEach((load, l) => {
    const { owner } = load;
    const offset = solution.feedOffset[l] as number;
    if (!solution.supplied[l]) {
      unpowered.add(owner);
      builder.set(owner, 'power', 0);
      builder.setText(owner, 'state', state.failed.has(owner) ? 'out of service' : 'off: no supply');
      return;
    }
    const equipment = document.tables.equipment.get(owner);
    const ports = equipment ? portsOf(document, equipment) : [];
    const side = { A: 0, B: 0 };
    const drawnOn = { A: false, B: false };
    let power_W = 0;
    let current_A = 0;
    let lowest: number | undefined;
    let drop = 0;
    load.feeds.forEach((feed, f) => {
      const feed_W = solution.feedPower_W[offset + f] as number;
      const bus = network.buses[feed];
      const port = ports.find((candidate) => bus?.id === `${owner}/${candidate.name}`);
      power_W += feed_W;
      if (port?.train) {
        side[port.train] += feed_W;
        drawnOn[port.train] = true;
      }
      const volts = solution.voltage_V[feed] as number;
      if (!bus || Number.isNaN(volts)) return;
      const root = bus.current === 'dc' ? 1 : Math.sqrt(3);
      current_A = Math.max(current_A, feed_W / (bus.current === 'dc' ? 1 : load.powerFactor) / root / volts);
      if (feed_W > 0 || lowest === undefined) {
        if (lowest === undefined || 1 - volts / bus.nominal_V > drop) {
          lowest = volts;
          drop = 1 - volts / bus.nominal_V;
        }
      }
    });
    builder.set(owner, 'power', power_W);
    builder.set(owner, 'apparentPower', power_W / load.powerFactor);
    if (drawnOn.A) builder.set(owner, 'feedPowerA', side.A);
    if (drawnOn.B) builder.set(owner, 'feedPowerB', side.B);
    if (lowest === undefined) return;
    builder.set(owner, 'voltage', lowest);
    builder.set(owner, 'voltageDrop', drop);
    builder.set(owner, 'current', current_A);
    if (load.feedRating_W !== undefined && load.feedRating_W > 0) {
      let most = 0;
      for (let f = 0; f < load.feeds.length; f++) most = Math.max(most, solution.feedPower_W[offset + f] as number);
      builder.set(owner, 'loading', most / load.feedRating_W);
    }
  });
  return unpowered;
}

const sourceText = { carrying: 'carrying', standby: 'standby', out: 'out of service' } as const;

/** @returns what all sources deliver, undefined where one of them stands in a part without a solution. */
function reportSources(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): number | undefined {
  let total: number | undefined = 0;
  network.sources.forEach((source, s) => {
    const state = solution.sourceState[s] ?? 'out';
    builder.setText(source.owner, 'state', sourceText[state]);
    if (state !== 'carrying') return;
    const power_W = solution.sourcePower_W[s] as number;
    if (Number.isNaN(power_W)) {
      total = undefined;
      return;
    }
    if (total !== undefined) total += power_W;
    const apparent_VA = Math.hypot(power_W, solution.sourceReactive_var[s] as number);
    const volts = solution.voltage_V[source.bus] as number;
    builder.set(source.owner, 'powerFlow', power_W);
    builder.set(source.owner, 'apparentPower', apparent_VA);
    builder.set(source.owner, 'voltage', volts);
    builder.set(source.owner, 'current', apparent_VA / Math.sqrt(3) / volts);
    builder.set(source.owner, 'loading', power_W / source.rating_W);
  });
  return total;
}

/** Results of every record of the power system; `builder` keeps what other disciplines wrote beside them. */
export function reportElectrical(
  document: Document,
  state: OperatingState,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  builder: ResultBuilder,
): ElectricalReport {
  const unpowered = reportLoads(document, state, network, solution, builder);
  reportBranches(document, state, network, solution, builder);
  const sourcePower_W = reportSources(network, solution, builder);
  const losses = lossesOf(document, network, solution);
  const { islands, limits } = reportElectricalIslands(document, network, solution);
  return { unpowered, ...(sourcePower_W !== undefined && { sourcePower_W }), losses, islands, limits };
}
