/** Which of what is dragged stands in something else. */
import { envelopeOf } from '../../shared/catalogue/placement.ts';
import { clashAt } from '../../shared/commands/clearance.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import type { TakenWhole } from '../../shared/commands/whole-spaces.ts';
import { type ElementPart, elementParts } from '../../shared/document/building-elements.ts';
import { buildingParts } from '../../shared/document/building-parts.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { SpatialIndex } from '../../shared/geometry/spatial-index.ts';

const meetsEquipment = (index: SpatialIndex, { tables }: Document, part: ElementPart): boolean =>
  index.overlapping({ id: '', ...part }).some(({ id }) => tables.equipment.has(id));

/**
 * @param document with everything where it was dragged to
 * @param dragged as it was at the start
 * @param index everything that stands still
 */
export function clashesAmong(document: Document, { equipment, spaces, elements }: TakenWhole, index: SpatialIndex): readonly RecordId[] {
  const clashes: RecordId[] = [];
  for (const { id } of equipment) {
    const piece = document.tables.equipment.get(id);
    const envelope = piece && envelopeOf(document, piece);
    if (envelope && clashAt(index, id, envelope, piece.position_m, piece.yaw_deg) === 'overlap') clashes.push(id);
  }
  for (const element of elementsAmong(document, elements))
    if (element.sort !== 'opening' && elementParts(element).some((part) => meetsEquipment(index, document, part))) clashes.push(element.id);
  for (const id of spaces.keys()) {
    const space = document.tables.space.get(id);
    if (space && buildingParts(space).some((part) => meetsEquipment(index, document, part))) clashes.push(id);
  }
  return clashes;
}

/** `Stands in other equipment`, of several how many; nothing where none does. */
export const clashText = (clashes: readonly RecordId[]): string => {
  if (clashes.length === 0) return '';
  return `\n${clashes.length === 1 ? 'Stands in other equipment' : `${clashes.length} stand in other equipment`}`;
};
