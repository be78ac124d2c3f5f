/** Which of what is dragged stands in something else. */
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { clashAt } from '../../shared/commands/clearance.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { type ElementPart, elementParts } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';

const meetsEquipment = (index: SpatialIndex, { tables }: Document, part: ElementPart): boolean =>
  index.overlapping({ id: '', ...part }).some(({ id }) => tables.equipment.has(id));

/** @param index everything that stands still */
export function clashesAmong(document: Document, ids: readonly RecordId[], index: SpatialIndex): readonly RecordId[] {
  const clashes: RecordId[] = [];
  for (const id of ids) {
    const equipment = document.tables.equipment.get(id);
    const envelope = equipment && envelopeOf(document, equipment);
    if (equipment && envelope && clashAt(index, id, envelope, equipment.position_m, equipment.yaw_deg) === 'overlap') clashes.push(id);
  }
  for (const element of elementsAmong(document, ids))
    if (element.sort !== 'opening' && elementParts(element).some((part) => meetsEquipment(index, document, part))) clashes.push(element.id);
  return clashes;
}

/** `Stands in other equipment`, of several how many; nothing where none does. */
export const clashText = (clashes: readonly RecordId[]): string => {
  if (clashes.length === 0) return '';
  return `\n${clashes.length === 1 ? 'Stands in other equipment' : `${clashes.length} stand in other equipment`}`;
};
