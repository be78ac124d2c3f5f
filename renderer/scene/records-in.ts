/** What a selection of groups, spaces and systems comes down to. */
import { elementNamed } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { OverlaidMap } from '../../shared/document/overlaid-map.ts';

type Members = ReadonlyMap<RecordId, readonly RecordId[]>;

const known = new WeakMap<object, Members>();

/** Records by what they name as their own; one list per table. While something is dragged it is that of the start. */
function membersBy<R extends { readonly id: RecordId }>(
  table: ReadonlyMap<RecordId, R>,
  homes: (record: R) => readonly (RecordId | undefined)[],
): Members {
  const base = OverlaidMap.under(table);
  const made = known.get(base);
  if (made) return made;
  const members = new Map<RecordId, RecordId[]>();
  base.forEach((record) => {
    for (const home of homes(record)) {
      if (home === undefined) continue;
      const list = members.get(home);
      if (list) list.push(record.id);
      else members.set(home, [record.id]);
    }
  });
  known.set(base, members);
  return members;
}

/** The ids, and all groups and spaces that lie inside those among them, each after the one it is in. */
export function withInner({ tables: { group, space } }: Document, ids: readonly RecordId[]): readonly RecordId[] {
  const inner = [membersBy(group, ({ parent }) => [parent]), membersBy(space, ({ parent }) => [parent])];
  const found = new Set(ids);
  for (const id of found) for (const members of inner) for (const child of members.get(id) ?? []) found.add(child);
  return [...found];
}

/** What a transform takes of some ids: spaces whole, and equipment, doors, partitions and columns that stand for themselves or are in a group or system. */
export function movableAmong(document: Document, named: readonly RecordId[]): RecordId[] {
  const { space, equipment } = document.tables;
  const spaces = named.filter((id) => space.has(id));
  const others = spaces.length === 0 ? named : named.filter((id) => !space.has(id));
  const elements = others.filter((id) => elementNamed(space, id));
  return [...spaces, ...recordsIn(document, others).filter((id) => equipment.has(id)), ...elements];
}

/** Equipment and runs that some ids stand for: themselves, or what is in a group, a space or a system. */
export function recordsIn(document: Document, named: readonly RecordId[]): RecordId[] {
  const { space, equipment, connection } = document.tables;
  const ids = named.filter((id) => !elementNamed(space, id));
  // A drag asks for this at every move: what stands for itself is not searched for among a hundred thousand records.
  if (ids.every((id) => equipment.has(id) || connection.has(id))) return [...new Set(ids)];
  const placed = membersBy(equipment, (record) => [record.group, record.space]);
  const laid = membersBy(connection, ({ system }) => [system]);
  const found = new Set<RecordId>();
  for (const id of withInner(document, ids)) {
    if (equipment.has(id) || connection.has(id)) found.add(id);
    for (const member of placed.get(id) ?? []) found.add(member);
    for (const member of laid.get(id) ?? []) found.add(member);
  }
  return [...found];
}

/** What is seen of some ids: groups, spaces and systems by the records in them, doors, partitions and columns by themselves. */
export function shownBy(document: Document, ids: readonly RecordId[]): readonly RecordId[] {
  const { space, equipment, connection } = document.tables;
  if (ids.every((id) => equipment.has(id) || connection.has(id))) return ids;
  return [...recordsIn(document, ids), ...ids.filter((id) => elementNamed(space, id))];
}
