const collator = new Intl.Collator('en', { numeric: true });

/** “CDU-2” before “CDU-10”. */
export const naturalCompare = (a: string, b: string): number => collator.compare(a, b);

const keys = new WeakMap<object, string>();

/** A text that sorts by plain comparison as people count: made once for each record, because a campus has a hundred thousand. */
function naturalKey(record: { readonly tag: string }): string {
  const known = keys.get(record);
  if (known !== undefined) return known;
  const key = record.tag.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'));
  keys.set(record, key);
  return key;
}

/** Records by tag, “CDU-2” before “CDU-10”. */
export function byTag<T>(rows: readonly T[], recordOf: (row: T) => { readonly id: string; readonly tag: string }): readonly T[] {
  const keyed = rows.map((row) => ({ row, id: recordOf(row).id, key: naturalKey(recordOf(row)) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1));
  return keyed.map(({ row }) => row);
}
