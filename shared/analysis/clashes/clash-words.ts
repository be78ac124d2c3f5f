/** Clashes and penetrations in words, the same on the command line and in the window. */
import { elementNamed, elementTitle } from '../../document/building-elements.ts';
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Clash, ClashSort, Penetration } from './clash.ts';

/** What a group of clashes is called. */
export const clashTitles: Readonly<Record<ClashSort, string>> = {
  equipment: 'Through equipment',
  column: 'Through columns',
  wall: 'Along in walls',
  run: 'Through other runs',
};

/** Tag of a run or piece of equipment, name of a space, `Column 3 of Hall`; its id where it is gone. */
export function nameOf({ tables }: Document, id: RecordId): string {
  const tag = tables.equipment.get(id)?.tag ?? tables.connection.get(id)?.tag ?? tables.space.get(id)?.name;
  if (tag !== undefined) return tag;
  const element = elementNamed(tables.space, id);
  return element ? `${elementTitle(element)} of ${element.space.name}` : id;
}

export function clashWords(document: Document, { sort, run, other }: Clash): string {
  const [name, met] = [nameOf(document, run), nameOf(document, other)];
  if (sort === 'wall') return `${name} runs along in ${document.tables.space.has(other) ? `a wall of ${met}` : met}`;
  return sort === 'run' ? `${name} and ${met} are in the same place` : `${name} passes through ${met}`;
}

/** `wall 2 of Hall`, `Partition 1 of Hall`. */
export const wallWords = (document: Document, { wall, wallNumber }: Penetration): string =>
  document.tables.space.has(wall) ? `wall ${wallNumber} of ${nameOf(document, wall)}` : nameOf(document, wall);
