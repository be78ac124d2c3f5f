/** What a selection of groups, spaces and systems comes down to. */
import { elementNamed } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';

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
  const { group, space, equipment, connection } = document.tables;
  const ids = named.filter((id) => !elementNamed(space, id));
  // A drag asks for this at every move: what stands for itself is not searched for among a hundred thousand records.
  if (ids.every((id) => equipment.has(id) || connection.has(id))) return [...new Set(ids)];
  const wanted = new Set(ids);
  // Children of a chosen group or space are chosen too; parents come before children in no particular order.
  for (const table of [group, space]) {
    for (let grew = true; grew; ) {
      grew = false;
      for (const record of table.values()) {
        if (record.parent === undefined || !wanted.has(record.parent) || wanted.has(record.id)) continue;
        wanted.add(record.id);
        grew = true;
      }
    }
  }
  const found: RecordId[] = [];
  for (const record of equipment.values()) {
    if (
      wanted.has(record.id) ||
      (record.group !== undefined && wanted.has(record.group)) ||
      (record.space !== undefined && wanted.has(record.space))
    )
      found.push(record.id);
  }
  for (const record of connection.values()) if (wanted.has(record.id) || wanted.has(record.system)) found.push(record.id);
  return found;
}
