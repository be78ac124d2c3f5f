/** Records of a table and their ids in the order of the ids, found once per table. */
import type { RecordId } from '../document/ids.ts';

const records = new WeakMap<object, readonly unknown[]>();

export function sortedRecords<R extends { readonly id: RecordId }>(table: ReadonlyMap<RecordId, R>): readonly R[] {
  const known = records.get(table);
  if (known) return known as readonly R[];
  const list = [...table.values()];
  // Files are written in this order.
  if (!isSorted(list)) list.sort((a, b) => (a.id < b.id ? -1 : 1));
  records.set(table, list);
  return list;
}

function isSorted(list: readonly { readonly id: RecordId }[]): boolean {
  for (let i = 1; i < list.length; i++) if ((list[i - 1]?.id as RecordId) > (list[i]?.id as RecordId)) return false;
  return true;
}

const ids = new WeakMap<object, readonly RecordId[]>();

export function sortedIds(table: ReadonlyMap<RecordId, { readonly id: RecordId }>): readonly RecordId[] {
  let known = ids.get(table);
  if (!known) {
    known = sortedRecords(table).map(({ id }) => id);
    ids.set(table, known);
  }
  return known;
}
