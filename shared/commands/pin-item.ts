/** Catalogue items become records of the design when it first uses them. */
import type { Document } from '../document/document.ts';
import type { ItemId } from '../document/ids.ts';
import { added, type Change } from '../document/patch.ts';
import type { Item } from '../document/records.ts';

export interface Pinned {
  readonly item: Item;
  readonly id: ItemId;
  /** Empty when the design already holds the item. */
  readonly patch: readonly Change[];
}

/** The design's own copy wins over the catalogue's: a design keeps the values it was made with. */
export function pinItem(document: Document, item: Item): Pinned {
  const held = document.tables.item.get(item.id);
  if (held) return { item: held, id: held.id, patch: [] };
  for (const other of document.tables.item.values()) {
    if (other.name === item.name && other.kind === item.kind) return { item: other, id: other.id, patch: [] };
  }
  return { item, id: item.id, patch: [added(item)] };
}
