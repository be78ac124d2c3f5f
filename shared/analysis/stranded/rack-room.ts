/** How many more racks fit where: by power and cooling of the row they would join, and by free places at its ends and gaps. */

import { portsOf } from '../../catalogue/route.ts';
import { connectionsAt, type Document, itemOf } from '../../document/document.ts';
import type { EquipmentId, GroupId, RecordId } from '../../document/ids.ts';
import type { Equipment } from '../../document/records.ts';
import type { Coupled } from '../couple.ts';
import { racksOf } from '../racks.ts';
import { freePlaces } from '../tokenomics/free-places.ts';
import type { PlantLimit, PowerLimits } from '../tokenomics/limits/plant-limit.ts';
import { powerLimits } from '../tokenomics/limits/power-limits.ts';
import { causeOf, type StrandedCause } from './causes.ts';
import { rackIndex, sharedLimits } from './stranded-power.ts';

export interface RackRoom {
  readonly group: GroupId;
  readonly name: string;
  /** The rack that is taken as the next one: the most common of the row. */
  readonly like: EquipmentId;
  readonly title: string;
  readonly power_W: number;
  /** More racks of this sort by each resource; the least of the three fits. */
  readonly byPower: number;
  readonly byCooling: number;
  readonly byFloor: number;
  /** Free ways and tap-offs of what feeds the row, one for each inlet. More can be set where a busway or panel takes them, so they do not count in `fits`. */
  readonly byTaps: number;
  readonly fits: number;
  /** What runs out first: a record and its cause, or the floor of the row. */
  readonly binding: { readonly record: RecordId; readonly cause: StrandedCause };
}

const unlimited = 9999;

interface Row {
  readonly group: GroupId;
  readonly members: readonly { readonly equipment: Equipment; readonly rack: number; readonly power_W: number }[];
}

function rowsOf(document: Document, limits: PowerLimits): Row[] {
  const index = rackIndex(limits);
  const rows = new Map<GroupId, Row['members'][number][]>();
  for (const { equipment } of racksOf(document)) {
    const rack = index.get(equipment.id);
    if (rack === undefined || equipment.group === undefined) continue;
    const here = rows.get(equipment.group) ?? [];
    here.push({ equipment, rack, power_W: limits.present_W[rack] ?? 0 });
    rows.set(equipment.group, here);
  }
  return [...rows].map(([group, members]) => ({ group, members })).sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** The rack of the most common item, the first of it by id. */
function typical({ members }: Row): Row['members'][number] | undefined {
  const count = new Map<RecordId, number>();
  for (const { equipment } of members) count.set(equipment.item, (count.get(equipment.item) ?? 0) + 1);
  return [...members].sort(
    (a, b) => (count.get(b.equipment.item) ?? 0) - (count.get(a.equipment.item) ?? 0) || (a.equipment.id < b.equipment.id ? -1 : 1),
  )[0];
}

/** Free outlets of what the row's racks plug into, over the inlets that one rack has there; the scarcest train decides. */
function freeTaps(document: Document, { members }: Row, like: Equipment): number {
  const suppliers = new Map<string, Map<EquipmentId, true>>();
  const inlets = new Map<string, number>();
  const trainOf = (rack: Equipment, port: string) => portsOf(document, rack).find(({ name }) => name === port)?.train ?? 'A';
  for (const { equipment } of members)
    for (const { from, to } of connectionsAt(document, equipment.id)) {
      if (to.equipment !== equipment.id || !to.port.startsWith('feed-')) continue;
      const train = trainOf(equipment, to.port);
      suppliers.set(train, (suppliers.get(train) ?? new Map()).set(from.equipment, true));
      if (equipment.id === like.id) inlets.set(train, (inlets.get(train) ?? 0) + 1);
    }
  let fewest = unlimited;
  for (const [train, needed] of inlets) {
    let free = 0;
    for (const id of suppliers.get(train)?.keys() ?? []) {
      const supplier = document.tables.equipment.get(id);
      if (!supplier) continue;
      const taken = new Set(connectionsAt(document, id).flatMap(({ from }) => (from.equipment === id ? [from.port] : [])));
      free += portsOf(document, supplier).filter(({ name, direction }) => direction === 'out' && !taken.has(name)).length;
    }
    fewest = Math.min(fewest, Math.floor(free / needed));
  }
  return inlets.size === 0 ? 0 : fewest;
}

interface LimitLoad {
  readonly limit: PlantLimit;
  /** Of the limit, per watt of the rack. */
  readonly coefficient: number;
}

/** What each of the racks loads. */
function loadsOf(limits: readonly PlantLimit[], racks: readonly number[]): ReadonlyMap<number, readonly LimitLoad[]> {
  const loads = new Map(racks.map((rack): [number, LimitLoad[]] => [rack, []]));
  for (const limit of limits) {
    for (let k = 0; k < limit.members.length; k++) {
      const coefficient = limit.coefficients[k] as number;
      if (coefficient > 0) loads.get(limit.members[k] as number)?.push({ limit, coefficient });
    }
  }
  return loads;
}

const coolingCauses: ReadonlySet<StrandedCause> = new Set(['cdu-flow', 'cdu-heat', 'pump', 'rejection', 'air']);

/**
 * Each row by itself: what fits there with nothing added elsewhere. A further rack loads every limit as
 * its model in the row does; the row's own whips and inlets come with it.
 */
export function rackRoom(document: Document, coupled: Coupled, limits: PowerLimits = powerLimits(document, coupled)): RackRoom[] {
  const places = new Map<GroupId | undefined, number>();
  for (const { neighbour } of freePlaces(document)) {
    const group = document.tables.equipment.get(neighbour)?.group;
    places.set(group, (places.get(group) ?? 0) + 1);
  }
  const rows = rowsOf(document, limits).flatMap((row) => {
    const like = typical(row);
    return like && like.power_W > 0 ? [{ row, like }] : [];
  });
  const loads = loadsOf(
    sharedLimits(limits),
    rows.map(({ like }) => like.rack),
  );
  return rows.map(({ row, like }): RackRoom => {
    let [byPower, byCooling] = [unlimited, unlimited];
    let binding: RackRoom['binding'] = { record: row.group, cause: 'space' };
    let fits = unlimited;
    const take = (count: number, record: RecordId, cause: StrandedCause) => {
      if (count >= fits) return;
      fits = count;
      binding = { record, cause };
    };
    for (const { limit, coefficient } of loads.get(like.rack) ?? []) {
      const count = Math.max(0, Math.floor((limit.capacity - limit.present) / (coefficient * like.power_W) + 1e-9));
      const cause = causeOf(document, limit);
      if (coolingCauses.has(cause)) byCooling = Math.min(byCooling, count);
      else byPower = Math.min(byPower, count);
      take(count, limit.owner, cause);
    }
    const byFloor = places.get(row.group) ?? 0;
    const byTaps = freeTaps(document, row, like.equipment);
    take(byFloor, row.group, 'space');
    return {
      group: row.group,
      name: document.tables.group.get(row.group)?.name ?? row.group,
      like: like.equipment.id,
      title: itemOf(document, like.equipment).title,
      power_W: like.power_W,
      byPower,
      byCooling,
      byFloor,
      byTaps,
      fits,
      binding,
    };
  });
}
