/**
 * A parser makes a new string of every id it meets. A record is looked up by another's reference millions of times in an
 * analysis: with the very string of the record found, that compares two addresses instead of two texts.
 */
import type { Tables } from '../document/document.ts';
import type { Connection, Equipment } from '../document/records.ts';

/** Records that were just parsed and are nobody's yet. */
type Fresh<T> = { -readonly [K in keyof T]: T[K] };

/** Puts the id of the record that is meant in the place of each reference that says the same. */
export function shareIds({ equipment, connection, item, space, group, system }: Tables): void {
  const own = <Id extends string>(table: ReadonlyMap<string, { readonly id: Id }>, id: Id): Id => table.get(id)?.id ?? id;
  for (const record of equipment.values()) {
    const fresh: Fresh<Equipment> = record;
    fresh.item = own(item, record.item);
    if (record.space !== undefined) fresh.space = own(space, record.space);
    if (record.group !== undefined) fresh.group = own(group, record.group);
  }
  for (const record of connection.values()) {
    const fresh: Fresh<Connection> = record;
    const ends: readonly Fresh<Connection['from']>[] = [record.from, record.to];
    fresh.item = own(item, record.item);
    fresh.system = own(system, record.system);
    for (const end of ends) end.equipment = own(equipment, end.equipment);
  }
}
