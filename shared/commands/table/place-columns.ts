/** What a table says of a piece besides its parameters: which item it is, where it stands, where it belongs. */
import type { Document } from '../../document/document.ts';
import type { Group, Item, Space } from '../../document/records.ts';
import type { QuantityKind } from '../../units/quantity.ts';

export type PlaceKey = 'x' | 'y' | 'z' | 'turn';
export type BelongKey = 'item' | 'group' | 'space';

/** Columns of numbers, SI and degrees. */
export const placeColumns: Readonly<Record<PlaceKey, { readonly title: string; readonly quantity: QuantityKind; readonly hint: string }>> =
  {
    x: { title: 'X', quantity: 'length', hint: 'Centre, towards the east' },
    y: { title: 'Y', quantity: 'length', hint: 'Centre, towards the north' },
    z: { title: 'Z', quantity: 'length', hint: 'Underside above the zero of the site' },
    turn: { title: 'Turn', quantity: 'angle', hint: 'Counter-clockwise seen from above' },
  };

export const belongColumns: Readonly<Record<BelongKey, { readonly title: string; readonly hint: string }>> = {
  item: { title: 'Item', hint: 'Catalogue item, by title or by name' },
  group: { title: 'Group', hint: 'Row, pod or other group; “Pod 1 / Row 3” where a name is used twice' },
  space: { title: 'Space', hint: 'Hall, room or yard that it stands in' },
};

/** Titles of what follows from others and cannot be taken where a kind does not state it itself. */
export const derivedTitles: ReadonlySet<string> = new Set(['Mass']);

type Nested = { readonly id: string; readonly name: string; readonly parent?: string };

/** `Pod 1 / Row 3` */
export function pathOf(table: ReadonlyMap<string, Nested>, id: string | undefined): string {
  const names: string[] = [];
  for (let record = table.get(id ?? ''); record; record = table.get(record.parent ?? '')) names.unshift(record.name);
  return names.join(' / ');
}

export const groupPath = ({ tables }: Document, id: string | undefined): string => pathOf(tables.group as ReadonlyMap<string, Nested>, id);
export const spacePath = ({ tables }: Document, id: string | undefined): string => pathOf(tables.space as ReadonlyMap<string, Nested>, id);

/** Records by whole path and by bare name, small letters. */
export function byName<T extends Group | Space>(table: ReadonlyMap<string, T>): (text: string) => readonly T[] {
  const [paths, names] = [new Map<string, T[]>(), new Map<string, T[]>()];
  const put = (map: Map<string, T[]>, key: string, record: T) => map.set(key, [...(map.get(key) ?? []), record]);
  for (const record of table.values()) {
    put(paths, pathOf(table as ReadonlyMap<string, Nested>, record.id).toLowerCase(), record);
    put(names, record.name.toLowerCase(), record);
  }
  return (text) => paths.get(text.toLowerCase()) ?? names.get(text.toLowerCase()) ?? [];
}

/** Items by name, and by title where no name fits; the design's own copy of a catalogue item wins. */
export function itemsByName(document: Document, catalogue: readonly Item[]): (text: string) => readonly Item[] {
  const own = [...document.tables.item.values()];
  const names = new Set(own.map(({ name }) => name));
  const all = [...own, ...catalogue.filter(({ name }) => !names.has(name))];
  return (text) => {
    const wanted = text.toLowerCase();
    const named = all.filter(({ name }) => name.toLowerCase() === wanted);
    return named.length > 0 ? named : all.filter(({ title }) => title.toLowerCase() === wanted);
  };
}
