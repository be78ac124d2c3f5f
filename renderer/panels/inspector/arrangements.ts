/** The arrays and repeated units that some records are part of: their figures stand with a group, which nobody sees in 3D. */
import type { Document, Tables } from '../../../shared/document/document.ts';
import type { GroupId, RecordId } from '../../../shared/document/ids.ts';
import type { Group } from '../../../shared/document/records.ts';

/** Groups with an array or with units, by the rows and copies that they made. */
type Makers = ReadonlyMap<GroupId, Group>;

const known = new WeakMap<Tables['group'], Makers>();

function makersOf(table: Tables['group']): Makers {
  const made = known.get(table);
  if (made) return made;
  const makers = new Map<GroupId, Group>();
  for (const group of table.values()) {
    for (const { group: row } of group.array?.members ?? []) makers.set(row, group);
    for (const { group: copy } of group.units?.copies ?? []) makers.set(copy, group);
  }
  known.set(table, makers);
  return makers;
}

/** Groups around a group and those whose rows or copies it is among, itself included, nearest first. */
function around({ tables: { group } }: Document, id: GroupId | undefined): readonly Group[] {
  const makers = makersOf(group);
  const found = new Set<Group>();
  for (let at = id === undefined ? undefined : group.get(id); at; at = at.parent === undefined ? undefined : group.get(at.parent)) {
    found.add(at);
    const maker = makers.get(at.id);
    if (maker) found.add(maker);
  }
  return [...found];
}

/** Groups with an array or with units that all of the equipment and groups are part of, nearest first. */
export function arrangementsOf(document: Document, ids: readonly RecordId[]): readonly Group[] {
  const { equipment, group } = document.tables;
  let common: readonly Group[] | undefined;
  const named = ids.filter((id) => group.has(id) || equipment.has(id));
  for (const home of new Set(named.map((id) => (group.has(id) ? id : equipment.get(id)?.group)))) {
    const here = around(document, home);
    common = common === undefined ? here : common.filter((each) => here.includes(each));
  }
  return (common ?? []).filter((each) => (each.array !== undefined || each.units !== undefined) && !ids.includes(each.id));
}
