/** Which records a command is about, and how to say that in the undo list. */
import { kindOf } from '../catalogue/resolve.ts';
import { elementNamed, elementTitle } from '../document/building-elements.ts';
import { type Document, findRecord } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { type Refusal, refuse } from '../problem.ts';

export function equipmentAmong(document: Document, records: readonly RecordId[]): readonly Equipment[] {
  const found: Equipment[] = [];
  for (const id of new Set(records)) {
    const equipment = document.tables.equipment.get(id);
    if (equipment) found.push(equipment);
  }
  return found;
}

export const nothingSelected = (verb: string): Refusal => refuse(`Nothing to ${verb}: select equipment first`);

const plural = (title: string, count: number): string => {
  if (title === title.toUpperCase()) return `${count} ${title}`;
  const lower = /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
  return `${count} ${lower}${/(s|x|ch|sh)$/.test(lower) ? 'es' : 's'}`;
};

/** `R2-07`, `40 racks` or `12 objects`. */
export function describeRecords(document: Document, records: readonly RecordId[]): string {
  const [first] = records;
  if (records.length === 1 && first !== undefined) {
    const element = elementNamed(document.tables.space, first);
    if (element) return `${elementTitle(element)} of ${element.space.name}`;
    const record = findRecord(document, first);
    if (!record) return '1 object';
    if ('tag' in record) return record.tag;
    return record.name;
  }
  const titles = new Set(
    records.map((id) => {
      const equipment: Equipment | Connection | undefined = document.tables.equipment.get(id) ?? document.tables.connection.get(id);
      if (equipment) return kindOf(document, equipment)?.title;
      const { group, space, system } = document.tables;
      return elementNamed(space, id)?.sort ?? space.get(id)?.kind ?? (group.get(id) ?? system.get(id))?.type;
    }),
  );
  const [title] = titles;
  return titles.size === 1 && title !== undefined ? plural(title, records.length) : `${records.length} objects`;
}
