/** What a solved power system means for everything around it: who has no supply, what is drawn, and where losses end as heat. */
import { kindOf } from '../catalogue/resolve.ts';
import { changedRecords } from '../document/changed-records.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, RecordId, SpaceId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import type { ElectricalLoad, ElectricalNetwork } from '../network/electrical.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { type BranchOwners, branchOwners } from './branch-owners.ts';
import { ownerRecords } from './owner-records.ts';

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
  /** Heat that the power system leaves in each space. */
  readonly heat_W: ReadonlyMap<SpaceId, number>;
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

/** What a record's loss is called and where it ends; undefined where it is nobody's. */
type LossPlace = Omit<ElectricalLoss, 'power_W'> | undefined;

/** Where the losses of a network's records end, by the places of `branchOwners`. */
interface LossPlaces {
  readonly tables: Document['tables'];
  readonly places: readonly LossPlace[];
  readonly spaces: readonly SpaceId[];
  /** Place of each record's space among them; −1 outdoors and where the loss is nobody's. */
  readonly spaceOf: Int32Array;
}

const placesCache = new WeakMap<BranchOwners, LossPlaces>();

function lossPlace(document: Document, owner: RecordId, record = electricalRecord(document, owner)): LossPlace {
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

function lossPlaces(document: Document, network: ElectricalNetwork): LossPlaces {
  const owners = branchOwners(network);
  const known = placesCache.get(owners);
  const { equipment, connection, item } = document.tables;
  if (known?.tables.equipment === equipment && known.tables.connection === connection && known.tables.item === item) return known;
  const same = known?.tables.item === item && stay(known.tables, document.tables);
  const found = same ? { ...known, tables: document.tables } : findPlaces(document, owners.owners);
  placesCache.set(owners, found);
  return found;
}

function findPlaces(document: Document, owners: readonly RecordId[]): LossPlaces {
  const spaces: SpaceId[] = [];
  const indexOf = new Map<SpaceId, number>();
  const spaceOf = new Int32Array(owners.length).fill(-1);
  const records = ownerRecords(document, owners);
  const places = owners.map((owner, slot) => {
    const place = lossPlace(document, owner, records[slot]);
    if (place?.space === undefined) return place;
    const index = indexOf.get(place.space) ?? spaces.push(place.space) - 1;
    indexOf.set(place.space, index);
    spaceOf[slot] = index;
    return place;
  });
  return { tables: document.tables, places, spaces, spaceOf };
}

/** Loss of each record with branches, by the places of `branchOwners`; NaN where it has none: all its branches are switches, or dead. */
function lostByOwner(network: ElectricalNetwork, solution: ElectricalSolution): Float64Array {
  const { owners, slotOf } = branchOwners(network);
  const lost_W = new Float64Array(owners.length).fill(Number.NaN);
  for (let b = 0; b < slotOf.length; b++) {
    const loss = solution.loss_W.at(b);
    if (Number.isNaN(loss) || network.branches[b]?.element.type === 'switch') continue;
    const slot = slotOf[b] as number;
    const before = lost_W[slot] as number;
    lost_W[slot] = Number.isNaN(before) ? loss : before + loss;
  }
  return lost_W;
}

/** Calls for every load that turns power into heat by itself. */
function eachLossInLoads(
  document: Document,
  network: ElectricalNetwork,
  solution: ElectricalSolution,
  visit: (place: NonNullable<LossPlace>, power_W: number) => void,
): void {
  network.loads.forEach((load, l) => {
    const own_W = lostIn(load);
    if (own_W === undefined || !solution.supplied[l]) return;
    const place = lossPlace(document, load.owner);
    if (place) visit(place, own_W);
  });
}

const madeFrom = new WeakMap<readonly LossPlace[], (ElectricalLoss | undefined)[]>();

/** Loss of every record that has one, in the order of the network; what loads lose themselves stands last. */
export function lossesOf(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): ElectricalLoss[] {
  const lost_W = lostByOwner(network, solution);
  const losses: ElectricalLoss[] = [];
  const { places } = lossPlaces(document, network);
  // Most losses are those of the analysis before: the same value is the same entry.
  const made = madeFrom.get(places) ?? [];
  madeFrom.set(places, made);
  for (let slot = 0; slot < places.length; slot++) {
    const place = places[slot];
    const power_W = lost_W[slot] as number;
    if (!place || Number.isNaN(power_W)) continue;
    let loss = made[slot];
    if (loss?.power_W !== power_W) {
      loss = { ...place, power_W };
      made[slot] = loss;
    }
    losses.push(loss);
  }
  eachLossInLoads(document, network, solution, (place, power_W) => void losses.push({ ...place, power_W }));
  return losses;
}

/** The losses of `lossesOf` added up by the space that they warm. */
function heatOf(document: Document, network: ElectricalNetwork, solution: ElectricalSolution): Map<SpaceId, number> {
  const lost_W = lostByOwner(network, solution);
  const { spaces, spaceOf } = lossPlaces(document, network);
  const sums_W = new Float64Array(spaces.length);
  const warmed = new Uint8Array(spaces.length);
  for (let slot = 0; slot < lost_W.length; slot++) {
    const space = spaceOf[slot] as number;
    const power_W = lost_W[slot] as number;
    if (space < 0 || Number.isNaN(power_W)) continue;
    sums_W[space] = (sums_W[space] as number) + power_W;
    warmed[space] = 1;
  }
  const heat_W = new Map<SpaceId, number>();
  spaces.forEach((space, i) => {
    if (warmed[i]) heat_W.set(space, sums_W[i] as number);
  });
  eachLossInLoads(document, network, solution, ({ space }, power_W) => {
    if (space !== undefined) heat_W.set(space, (heat_W.get(space) ?? 0) + power_W);
  });
  return heat_W;
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
    heat_W: heatOf(document, network, solution),
    stored_W: network.loads.reduce((sum, load, l) => sum + (solution.supplied[l] ? load.power_W - (lostIn(load) ?? load.power_W) : 0), 0),
  };
}
