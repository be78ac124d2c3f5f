/** Equal overrides of an item as one object: a campus of 90,000 records has a hundred different ones. */
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';

type Overrides = Equipment['overrides'];

/** Overrides that were met, with their names: a list of names is read faster again and again than a record is asked for its own. */
interface Known {
  readonly overrides: Overrides;
  readonly names: readonly string[];
}

/** Beyond so many different ones of an item, looking for an equal one costs more than it saves. */
const mostKept = 16;

function areEqual({ overrides, names }: Known, other: Overrides): boolean {
  let more = names.length;
  for (const _ in other) if (--more < 0) return false;
  if (more > 0) return false;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (overrides[name] !== other[name]) return false;
  }
  return true;
}

/**
 * @returns what gives a just parsed record the very overrides of an earlier one of its item that has equal ones, and says whether
 * there were such.
 */
export function overridesSharer(): (record: Equipment | Connection) => boolean {
  const kept = new Map<RecordId, Known[]>();
  return (record) => {
    const { overrides } = record;
    let known = kept.get(record.item);
    if (!known) {
      known = [];
      kept.set(record.item, known);
    }
    for (let i = 0; i < known.length; i++) {
      const one = known[i] as Known;
      if (!areEqual(one, overrides)) continue;
      (record as { overrides: Overrides }).overrides = one.overrides;
      return true;
    }
    if (known.length < mostKept) known.push({ overrides, names: Object.keys(overrides) });
    return false;
  };
}
