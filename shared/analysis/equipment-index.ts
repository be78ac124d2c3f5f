/** Equipment of a design by kind, in table order, found once per table and carried over where single records change. */
import { kindOf } from '../catalogue/resolve.ts';
import { changedRecords } from '../document/changed-records.ts';
import type { Document } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';

interface Index {
  readonly items: Document['tables']['item'];
  readonly byKind: ReadonlyMap<string, readonly Equipment[]>;
}

const indexes = new WeakMap<Document['tables']['equipment'], Index>();
const none: readonly Equipment[] = [];

function indexOf(document: Document): Index {
  const { equipment: table, item: items } = document.tables;
  const known = indexes.get(table);
  if (known?.items === items) return known;
  const byKind = new Map<string, Equipment[]>();
  for (const equipment of table.values()) {
    const kind = kindOf(document, equipment)?.kind ?? '';
    const list = byKind.get(kind);
    if (list) list.push(equipment);
    else byKind.set(kind, [equipment]);
  }
  const index = { items, byKind };
  indexes.set(table, index);
  return index;
}

export const equipmentOfKind = (document: Document, kind: string): readonly Equipment[] => indexOf(document).byKind.get(kind) ?? none;

/** A list with records put in place of those with the same id. */
export function withReplaced<T>(list: readonly T[], idOf: (entry: T) => string, replaced: ReadonlyMap<string, T>): readonly T[] {
  if (replaced.size === 0) return list;
  const copy = list.slice();
  for (let i = 0, left = replaced.size; i < copy.length && left > 0; i++) {
    const entry = replaced.get(idOf(copy[i] as T));
    if (entry === undefined) continue;
    copy[i] = entry;
    left--;
  }
  return copy;
}

/** Carries the index of an earlier document over to a later one in which only values of records changed. */
export function carryIndex(before: Document, after: Document): void {
  const { equipment: table, item: items } = after.tables;
  const known = indexes.get(before.tables.equipment);
  if (indexes.has(table) || known?.items !== items) return;
  const changed = changedRecords(before.tables.equipment, table);
  if (!changed) return;
  const byKind = new Map(known.byKind);
  const groups = new Map<string, Map<string, Equipment>>();
  for (const record of changed) {
    if (before.tables.equipment.get(record.id)?.item !== record.item) return;
    const kind = kindOf(after, record)?.kind ?? '';
    const group = groups.get(kind) ?? new Map<string, Equipment>();
    groups.set(kind, group.set(record.id, record));
  }
  for (const [kind, replaced] of groups)
    byKind.set(
      kind,
      withReplaced(byKind.get(kind) ?? none, ({ id }) => id, replaced),
    );
  indexes.set(table, { items, byKind });
}
