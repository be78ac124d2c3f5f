/** Rows of results by the ids of their records. */
import type { RecordId } from '../document/ids.ts';

export type Rows = ReadonlyMap<RecordId, number>;

const byIds = new WeakMap<readonly RecordId[], Rows>();

/** Put together when somebody first asks, unless whoever made the list called `keepRows`. */
export function rowsById(ids: readonly RecordId[]): Rows {
  let rows = byIds.get(ids);
  if (!rows) {
    const made = new Map<RecordId, number>();
    ids.forEach((id, row) => {
      made.set(id, row);
    });
    rows = made;
    byIds.set(ids, rows);
  }
  return rows;
}

/** Rows that were found while the list was made. */
export const keepRows = (ids: readonly RecordId[], rows: Rows): void => void byIds.set(ids, rows);
