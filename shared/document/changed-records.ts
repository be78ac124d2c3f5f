/** What differs between two tables of records of which one was made from the other. */
import type { RecordId } from './ids.ts';
import { mayDiffer } from './lineage.ts';
import type { Connection } from './records.ts';

/**
 * Records of `after` that are other values than in `before`; undefined where records came, went or changed places.
 * Replacing a record keeps its place in a table, so that both can be walked side by side without a look-up.
 */
export function changedRecords<R extends { readonly id: RecordId }>(
  before: ReadonlyMap<RecordId, R>,
  after: ReadonlyMap<RecordId, R>,
): readonly R[] | undefined {
  if (before === after) return [];
  if (before.size !== after.size) return undefined;
  const ids = mayDiffer<RecordId>(before, after);
  return ids ? ofThose(before, after, ids) : compare(before, after);
}

function ofThose<R extends { readonly id: RecordId }>(
  before: ReadonlyMap<RecordId, R>,
  after: ReadonlyMap<RecordId, R>,
  ids: Iterable<RecordId>,
): readonly R[] | undefined {
  const changed: R[] = [];
  for (const id of ids) {
    const [earlier, record] = [before.get(id), after.get(id)];
    if (!earlier !== !record) return undefined;
    if (record && earlier !== record) changed.push(record);
  }
  return changed;
}

function compare<R extends { readonly id: RecordId }>(
  before: ReadonlyMap<RecordId, R>,
  after: ReadonlyMap<RecordId, R>,
): readonly R[] | undefined {
  const changed: R[] = [];
  const earlier = before.values();
  for (const record of after.values()) {
    const { value } = earlier.next();
    if (value === record) continue;
    if (value?.id !== record.id) return undefined;
    changed.push(record);
  }
  return changed;
}

/** Whether two values of a run join the same ports by the same conductor or pipe: what differs is at most its way and its tag. */
export const joinsAlike = (a: Connection, b: Connection): boolean =>
  a.item === b.item &&
  a.system === b.system &&
  a.from.equipment === b.from.equipment &&
  a.from.port === b.from.port &&
  a.to.equipment === b.to.equipment &&
  a.to.port === b.to.port &&
  JSON.stringify(a.overrides) === JSON.stringify(b.overrides);
