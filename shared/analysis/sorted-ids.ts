/** Ids of a table in their order, found once per table. */
import type { RecordId } from '../document/ids.ts';

const sorted = new WeakMap<object, readonly RecordId[]>();

export function sortedIds(table: ReadonlyMap<RecordId, unknown>): readonly RecordId[] {
  let ids = sorted.get(table);
  if (!ids) {
    ids = [...table.keys()].sort();
    sorted.set(table, ids);
  }
  return ids;
}
