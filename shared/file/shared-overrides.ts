/** Equal overrides of an item as one object: a campus of 90,000 records has a hundred different ones. */
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';

type Overrides = Equipment['overrides'];

/** Beyond so many different ones of an item, looking for an equal one costs more than it saves. */
const mostKept = 16;

function areEqual(a: Overrides, b: Overrides): boolean {
  let fields = 0;
  for (const name in a) {
    if (a[name] !== b[name]) return false;
    fields++;
  }
  for (const _ in b) fields--;
  return fields === 0;
}

/** @returns what gives a just parsed record the very overrides of an earlier one of its item that has equal ones. */
export function overridesSharer(): (record: Equipment | Connection) => void {
  const kept = new Map<RecordId, Overrides[]>();
  return (record) => {
    const known = kept.get(record.item);
    if (!known) {
      kept.set(record.item, [record.overrides]);
      return;
    }
    for (const overrides of known) {
      if (!areEqual(overrides, record.overrides)) continue;
      Object.assign(record, { overrides });
      return;
    }
    if (known.length < mostKept) known.push(record.overrides);
  };
}
