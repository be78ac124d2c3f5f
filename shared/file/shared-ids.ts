/**
 * A parser makes a new string of every id it meets. A record is looked up by another's reference millions of times in an
 * analysis: with the very string of the record found, that compares two addresses instead of two texts.
 */
import type { Tables } from '../document/document.ts';
import type { Connection, Equipment } from '../document/records.ts';

/** Records that were just parsed and are nobody's yet. */
type Fresh<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Puts the id of the record that is meant in the place of each reference that says the same.
 *
 * @returns whether all of them were found
 */
export function shareIds({ equipment, connection, item, space, group, system }: Tables): boolean {
  let found = true;
  const own = <Id extends string>(table: ReadonlyMap<string, { readonly id: Id }>, id: Id): Id => {
    const meant = table.get(id);
    found &&= meant !== undefined;
    return meant === undefined ? id : meant.id;
  };
  equipment.forEach((record) => {
    const fresh: Fresh<Equipment> = record;
    fresh.item = own(item, record.item);
    if (record.space !== undefined) fresh.space = own(space, record.space);
    if (record.group !== undefined) fresh.group = own(group, record.group);
  });
  connection.forEach((record) => {
    const fresh: Fresh<Connection> = record;
    const from: Fresh<Connection['from']> = record.from;
    const to: Fresh<Connection['to']> = record.to;
    fresh.item = own(item, record.item);
    fresh.system = own(system, record.system);
    from.equipment = own(equipment, from.equipment);
    to.equipment = own(equipment, to.equipment);
  });
  return found;
}
