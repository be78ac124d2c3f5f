/** What a solved power system means for everything around it: who has no supply, what is drawn, and where losses end as heat. */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';

/** Heat that an element of the power system leaves where it stands. */
export interface ElectricalLoss {
  readonly owner: RecordId;
  readonly kind: 'transformer' | 'ups' | 'power-shelf' | 'rectifier' | 'cable' | 'busway' | 'transfer-switch' | 'capacitor-bank' | 'bess';
  readonly power_W: number;
  /** Space of the equipment; for a run, of the equipment at its far end. Absent outdoors. */
  readonly space?: SpaceId;
}

export interface ElectricalPowers {
  /** Equipment with electrical loads none of whose feeds is live. */
  readonly unpowered: ReadonlySet<EquipmentId>;
  /** What utility services and generators deliver. Absent when an island with load could not be solved. */
  readonly sourcePower_W?: number;
  readonly losses: readonly ElectricalLoss[];
  /** Goes into batteries. */
  readonly stored_W: number;
}

const lossKind: Readonly<Record<string, ElectricalLoss['kind']>> = {
  transformer: 'transformer',
  ups: 'ups',
  'power-shelf': 'power-shelf',
  cable: 'cable',
  whip: 'cable',
  busway: 'busway',
  'dc-busway': 'busway',
  rectifier: 'rectifier',
  'dc-converter': 'rectifier',
  ats: 'transfer-switch',
  sts: 'transfer-switch',
  'capacitor-bank': 'capacitor-bank',
  bess: 'bess',
};

const electricalRecord = (document: Document, id: RecordId): Equipment | Connection | undefined =>
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
  network.loads.forEach(({ owner, lost_W }, l) => {
    if (lost_W !== undefined && solution.supplied[l]) byOwner.set(owner, (byOwner.get(owner) ?? 0) + lost_W);
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

function sourcePowerOf(network: ElectricalNetwork, solution: ElectricalSolution): number | undefined {
  let total = 0;
  for (let s = 0; s < network.sources.length; s++) {
    if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W[s] as number;
  }
  return Number.isNaN(total) ? undefined : total;
}

export function electricalPowers(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): ElectricalPowers {
  const sourcePower_W = sourcePowerOf(network, solution);
  return {
    unpowered: new Set(network.loads.filter((_, l) => !solution.supplied[l]).map(({ owner }) => owner)),
    ...(sourcePower_W !== undefined && { sourcePower_W }),
    losses: lossesOf(document, network, solution),
    stored_W: network.loads.reduce(
      (sum, { power_W, lost_W }, l) => (lost_W !== undefined && solution.supplied[l] ? sum + power_W - lost_W : sum),
      0,
    ),
  };
}
