/**
 * The catalogue: every item that comes with the program. Items are data, one JSON file each under
 * `items/<kind>/`, every value with unit, source, tag and date. A new item is one file and one line
 * in `library/`.
 */
import type { ItemId } from '../document/ids.ts';
import type { Item } from '../document/records.ts';
import { electricalItems } from './library/electrical.ts';
import { itItems } from './library/it.ts';
import { liquidItems } from './library/liquid.ts';
import { pipesItems } from './library/pipes.ts';

/** A catalogue item as it stands in its file; it becomes a record of a design when it is pinned there. */
export type CatalogueItem = Omit<Item, 'id' | 'type'>;

// The files' shape is proved by library.test.ts, which runs over every one of them.
export const catalogue = [...itItems, ...liquidItems, ...pipesItems, ...electricalItems] as readonly CatalogueItem[];

const byName = new Map(catalogue.map((item) => [item.name, item]));

export const catalogueItem = (name: string): CatalogueItem | undefined => byName.get(name);

/** The record a design keeps of an item: its values as they are today. */
export const pinItem = (item: CatalogueItem, id: ItemId): Item => ({ ...item, id, type: 'item' });
