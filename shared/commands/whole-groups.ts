/** Rows, pods and other groups that a selection holds as a whole, and copies of them. */
import type { Document } from '../document/document.ts';
import type { GroupId, IdSource, RecordId } from '../document/ids.ts';
import type { Group, Place } from '../document/records.ts';

/** Groups that hold equipment, all of which is among the records. */
export function wholeGroups(document: Document, records: ReadonlySet<RecordId>): readonly Group[] {
  const { group: groups, equipment } = document.tables;
  const holds = new Set<GroupId>();
  const lacks = new Set<GroupId>();
  for (const piece of equipment.values()) {
    const seen = records.has(piece.id) ? holds : lacks;
    for (let at = piece.group; at !== undefined && !seen.has(at); at = groups.get(at)?.parent) seen.add(at);
  }
  return [...groups.values()].filter(({ id }) => holds.has(id) && !lacks.has(id));
}

export interface GroupCopies {
  readonly groups: readonly Group[];
  readonly of: ReadonlyMap<GroupId, GroupId>;
}

/** `Row copy`, then `Row copy 2`, also of a copy; the name is taken then. */
function copyName(name: string, taken: Set<string>): string {
  const base = name.replace(/ copy( \d+)?$/, '');
  let next = `${base} copy`;
  for (let number = 2; taken.has(next); number++) next = `${base} copy ${number}`;
  taken.add(next);
  return next;
}

export interface CopyOptions {
  /** Names that groups have there. */
  readonly taken: Iterable<string>;
  readonly moved: (place: Place, group: Group) => Place;
  /** The parent of a copy whose parent is not copied. */
  readonly outside: (original: Group) => GroupId | undefined;
  readonly newId: IdSource;
}

/**
 * Copies of groups for copies of what is in them: one inside another stays so, and an array whose pieces are copied is
 * an array again. Repeated units stay with what they were made from.
 *
 * @param copyOf ids of the copies, and of items that are others there, by those of the originals
 */
export function copyGroups(
  originals: readonly Group[],
  copyOf: ReadonlyMap<RecordId, RecordId>,
  { taken, moved, outside, newId }: CopyOptions,
): GroupCopies {
  const of = new Map(originals.map(({ id }) => [id, newId('group')]));
  const names = new Set(taken);
  const groups = originals.map((original): Group => {
    const { array, units: _units, parent: within, ...rest } = original;
    const parent = (within === undefined ? undefined : of.get(within)) ?? outside(original);
    const rows = array?.members.map(({ group, pieces }) => ({
      group: of.get(group),
      pieces: pieces.map((piece) => copyOf.get(piece) ?? piece),
    }));
    const members = rows?.flatMap(({ group, pieces }) => (group === undefined ? [] : [{ group, pieces }]));
    // Rows that somebody took apart are no rows to copy.
    const whole =
      array && members?.length === array.members.length && members.some(({ pieces }, row) => pieces !== array.members[row]?.pieces);
    return {
      ...rest,
      id: of.get(original.id) ?? newId('group'),
      name: copyName(original.name, names),
      ...(parent === undefined ? {} : { parent }),
      ...(whole && { array: { ...array, item: copyOf.get(array.item) ?? array.item, origin_m: moved(array.origin_m, original), members } }),
    };
  });
  return { groups, of };
}
