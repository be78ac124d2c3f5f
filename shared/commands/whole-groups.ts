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

/**
 * Copies of groups for copies of what is in them: one inside another stays so, and an array whose pieces are copied is
 * an array again. Repeated units stay with what they were made from.
 *
 * @param copyOf ids of the copies, and of items that are others there, by those of the originals
 * @param outside the parent of a copy whose parent is not copied
 */
export function copyGroups(
  originals: readonly Group[],
  copyOf: ReadonlyMap<RecordId, RecordId>,
  { moved, outside, newId }: { moved: (place: Place) => Place; outside: (original: Group) => GroupId | undefined; newId: IdSource },
): GroupCopies {
  const of = new Map(originals.map(({ id }) => [id, newId('group')]));
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
      name: `${original.name} copy`,
      ...(parent === undefined ? {} : { parent }),
      ...(whole && { array: { ...array, item: copyOf.get(array.item) ?? array.item, origin_m: moved(array.origin_m), members } }),
    };
  });
  return { groups, of };
}
