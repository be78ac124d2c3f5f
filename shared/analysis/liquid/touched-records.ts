/** Which records of the liquid side a change of document or operating state reaches. */
import { joinsAlike } from '../../document/changed-records.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { mayDiffer } from '../../document/lineage.ts';
import type { Connection } from '../../document/records.ts';
import type { OperatingState } from '../state.ts';

/** @returns undefined where everything may have changed, or records have come or gone */
export function touchedRecords(
  before: Document,
  stateBefore: OperatingState,
  after: Document,
  state: OperatingState,
): ReadonlySet<RecordId> | undefined {
  const [old, now] = [before.tables, after.tables];
  const [a, b] = [stateBefore.ambient, state.ambient];
  const sameAir = a.dryBulb_K === b.dryBulb_K && a.wetBulb_K === b.wetBulb_K && a.pressure_Pa === b.pressure_Pa;
  if (!sameAir || a.relativeHumidity !== b.relativeHumidity) return undefined;
  if (old.space !== now.space || old.system !== now.system) return undefined;
  if (old.equipment.size !== now.equipment.size || old.connection.size !== now.connection.size) return undefined;
  const touched = new Set<RecordId>();
  const differing = (one: ReadonlySet<RecordId>, other: ReadonlySet<RecordId>) => {
    if (one === other) return;
    for (const id of one) if (!other.has(id)) touched.add(id);
    for (const id of other) if (!one.has(id)) touched.add(id);
  };
  differing(stateBefore.failed, state.failed);
  differing(stateBefore.unpowered, state.unpowered);
  differing(stateBefore.standby, state.standby);
  const [powers, earlier] = [state.itPower_W, stateBefore.itPower_W];
  if (powers !== earlier) {
    for (const [id, power_W] of powers) if (earlier.get(id) !== power_W) touched.add(id);
    for (const id of earlier.keys()) if (!powers.has(id)) touched.add(id);
  }
  const sameRecords = changedEquipment(before, after, touched) && changedConnections(before, after, touched);
  return sameRecords ? touched : undefined;
}

/** Equipment with its runs: their lengths, heights and surroundings follow it. @returns false where a record is new. */
function changedEquipment(before: Document, after: Document, touched: Set<RecordId>): boolean {
  const [old, now] = [before.tables, after.tables];
  if (old.equipment === now.equipment && old.item === now.item) return true;
  const replaced = replacedItems(before, after);
  for (const id of toCompare(old.equipment, now.equipment, replaced)) {
    const [earlier, equipment] = [old.equipment.get(id), now.equipment.get(id)];
    if (!earlier || !equipment) return false;
    if (earlier === equipment && !replaced.has(equipment.item)) continue;
    touched.add(id);
    for (const run of connectionsAt(after, id)) touched.add(run.id);
  }
  return true;
}

/** Runs, and what stands at their ends: the fluid there may be another. */
function changedConnections(before: Document, after: Document, touched: Set<RecordId>): boolean {
  const [old, now] = [before.tables, after.tables];
  if (old.connection === now.connection && old.item === now.item) return true;
  const replaced = replacedItems(before, after);
  const add = ({ id, from, to }: Connection) => {
    touched.add(id);
    touched.add(from.equipment);
    touched.add(to.equipment);
  };
  for (const id of toCompare(old.connection, now.connection, replaced)) {
    const [earlier, connection] = [old.connection.get(id), now.connection.get(id)];
    if (!earlier || !connection) return false;
    if (earlier === connection && !replaced.has(connection.item)) continue;
    // Another way is another length and other bends, and nothing to what stands at its ends.
    if (!replaced.has(connection.item) && joinsAlike(earlier, connection)) {
      touched.add(id);
      continue;
    }
    add(earlier);
    add(connection);
  }
  return true;
}

/** All records where items were replaced or it is not known which differ. */
function toCompare<T>(
  before: ReadonlyMap<RecordId, T>,
  after: ReadonlyMap<RecordId, T>,
  replaced: ReadonlySet<RecordId>,
): Iterable<RecordId> {
  const few = replaced.size === 0 ? mayDiffer<RecordId>(before, after) : undefined;
  // A record that was added and deleted again stands in neither.
  return few ? [...few].filter((id) => before.has(id) || after.has(id)) : after.keys();
}

function replacedItems(before: Document, after: Document): ReadonlySet<RecordId> {
  const replaced = new Set<RecordId>();
  if (before.tables.item === after.tables.item) return replaced;
  for (const [id, item] of after.tables.item) if (before.tables.item.get(id) !== item) replaced.add(id);
  return replaced;
}
