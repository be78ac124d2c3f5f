/** What a solved power system means for everything around it: who has no supply, what is drawn, and where losses end as heat. */
import { kindOf } from '../catalogue/resolve.ts';
import { changedRecords } from '../document/changed-records.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { ElectricalLoad, ElectricalNetwork } from '../network/electrical.ts';
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
  /** Goes into batteries; negative where they give more than they take. */
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

/** Owners of what can lose power, in the order of the network, and which of them each branch belongs to; −1 for switches. */
interface Owners {
  readonly owners: readonly RecordId[];
  readonly slotOf: Int32Array;
}

const ownersCache = new WeakMap<ElectricalNetwork['branches'], Owners>();

function ownersOf({ branches }: ElectricalNetwork): Owners {
  let known = ownersCache.get(branches);
  if (known) return known;
  const owners: RecordId[] = [];
  const slots = new Map<RecordId, number>();
  const slotOf = Int32Array.from(branches, ({ owner, element }) => {
    if (element.type === 'switch') return -1;
    const slot = slots.get(owner) ?? owners.push(owner) - 1;
    slots.set(owner, slot);
    return slot;
  });
  known = { owners, slotOf };
  ownersCache.set(branches, known);
  return known;
}

/** What a record's loss is called and where it ends; undefined where it is nobody's. */
type LossPlace = Omit<ElectricalLoss, 'power_W'> | undefined;

const placesCache = new WeakMap<Owners, { readonly tables: Document['tables']; readonly places: readonly LossPlace[] }>();

function lossPlace(document: Document, owner: RecordId): LossPlace {
  const record = electricalRecord(document, owner);
  const kind = record && lossKind[kindOf(document, record)?.kind ?? ''];
  if (!record || !kind) return undefined;
  const space = spaceOf(document, record);
  return { owner, kind, ...(space !== undefined && { space }) };
}

/** Whether records stand in the same spaces, are of the same items and join the same equipment. */
function stay(before: Document['tables'], after: Document['tables']): boolean {
  const equipment = changedRecords(before.equipment, after.equipment);
  const runs = changedRecords(before.connection, after.connection);
  return (
    equipment?.every(({ id, item, space }) => before.equipment.get(id)?.item === item && before.equipment.get(id)?.space === space) ===
      true &&
    runs?.every((run) => {
      const earlier = before.connection.get(run.id);
      return earlier?.item === run.item && earlier.from.equipment === run.from.equipment && earlier.to.equipment === run.to.equipment;
    }) === true
  );
}

function lossPlaces(document: Document, owners: Owners): readonly LossPlace[] {
  const known = placesCache.get(owners);
  const { equipment, connection, item } = document.tables;
  if (known?.tables.equipment === equipment && known.tables.connection === connection && known.tables.item === item) return known.places;
  const earlier = known?.tables;
  const same = earlier && earlier.item === item && stay(earlier, document.tables);
  const places = same ? known.places : owners.owners.map((owner) => lossPlace(document, owner));
  placesCache.set(owners, { tables: document.tables, places });
  return places;
}

/** Loss of every record that has one, in the order of the network; what loads lose themselves stands last. */
const madeFrom = new WeakMap<readonly LossPlace[], (ElectricalLoss | undefined)[]>();

function lossesOf(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): ElectricalLoss[] {
  const owners = ownersOf(network);
  const { slotOf } = owners;
  const lost_W = new Float64Array(owners.owners.length).fill(Number.NaN);
  for (let b = 0; b < slotOf.length; b++) {
    const slot = slotOf[b] as number;
    const loss = solution.loss_W.at(b);
    if (slot < 0 || Number.isNaN(loss)) continue;
    const before = lost_W[slot] as number;
    lost_W[slot] = Number.isNaN(before) ? loss : before + loss;
  }
  const losses: ElectricalLoss[] = [];
  const places = lossPlaces(document, owners);
  // Most losses are those of the pass before: the same value is the same entry.
  const made = madeFrom.get(places) ?? [];
  madeFrom.set(places, made);
  places.forEach((place, slot) => {
    const power_W = lost_W[slot] as number;
    if (!place || Number.isNaN(power_W)) return;
    let loss = made[slot];
    if (loss?.power_W !== power_W) {
      loss = { ...place, power_W };
      made[slot] = loss;
    }
    losses.push(loss);
  });
  network.loads.forEach((load, l) => {
    const own_W = lostIn(load);
    if (own_W === undefined || !solution.supplied[l]) return;
    const place = lossPlace(document, load.owner);
    if (place) losses.push({ ...place, power_W: own_W });
  });
  return losses;
}

/** What a load of the power system itself turns into heat; undefined for all others. */
function lostIn({ power_W, lost_W, battery }: ElectricalLoad): number | undefined {
  if (!battery) return lost_W;
  const given_W = battery.auxiliary_W - power_W;
  return battery.auxiliary_W + (given_W > 0 ? given_W * (1 / battery.efficiency - 1) : -given_W * (1 - battery.efficiency));
}

function sourcePowerOf(network: ElectricalNetwork, solution: ElectricalSolution): number | undefined {
  let total = 0;
  for (let s = 0; s < network.sources.length; s++) {
    if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W.at(s);
  }
  return Number.isNaN(total) ? undefined : total;
}

export function electricalPowers(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): ElectricalPowers {
  const sourcePower_W = sourcePowerOf(network, solution);
  return {
    unpowered: new Set(network.loads.filter((_, l) => !solution.supplied[l]).map(({ owner }) => owner)),
    ...(sourcePower_W !== undefined && { sourcePower_W }),
    losses: lossesOf(document, network, solution),
    stored_W: network.loads.reduce((sum, load, l) => sum + (solution.supplied[l] ? load.power_W - (lostIn(load) ?? load.power_W) : 0), 0),
  };
}
