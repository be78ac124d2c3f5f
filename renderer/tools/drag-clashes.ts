/** Which of what is dragged stands in something, or in the way of somebody at work, and the word for it. */
import { missing_m, type Obstruction } from '../../shared/catalogue/obstruction.ts';
import { bodyIndex, type StandingIndex } from '../../shared/commands/clearance.ts';
import { elementsAmong } from '../../shared/commands/edit-elements.ts';
import { obstructionsBySolid, obstructionsOf } from '../../shared/commands/obstructions.ts';
import type { TakenWhole } from '../../shared/commands/whole-spaces.ts';
import { elementParts } from '../../shared/document/building-elements.ts';
import { buildingParts } from '../../shared/document/building-parts.ts';
import type { Document } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { lengthText } from './length-text.ts';

export interface Clashes {
  readonly ids: readonly RecordId[];
  /** The worst of the first that stands badly; overlaps before working spaces. */
  readonly worst: Obstruction | undefined;
}

/**
 * @param document with everything where it was dragged to
 * @param dragged as it was at the start
 * @param index everything that stands still
 * @param apart whether what is dragged comes to stand otherwise to each other
 */
export function clashesAmong(
  document: Document,
  { equipment, spaces, elements }: TakenWhole,
  index: StandingIndex,
  apart = false,
): Clashes {
  const ids: RecordId[] = [];
  let worst: Obstruction | undefined;
  const judge = (id: RecordId, [first]: readonly Obstruction[]) => {
    if (!first) return;
    ids.push(id);
    if (!worst || (worst.rule === 'clearance' && first.rule === 'overlap')) worst = first;
  };
  const pieces = equipment.flatMap(({ id }) => document.tables.equipment.get(id) ?? []);
  const each = apart && pieces.length > 1 ? bodyIndex(document, pieces) : undefined;
  for (const piece of pieces) {
    judge(piece.id, obstructionsOf(document, piece, index));
    if (each) judge(piece.id, obstructionsOf(document, piece, each));
  }
  for (const element of elementsAmong(document, elements)) {
    if (element.sort === 'opening') continue;
    const what = element.sort === 'column' ? 'column' : 'partition';
    for (const part of elementParts(element))
      judge(element.id, obstructionsBySolid(document, { space: element.space, part: { ...part, what } }, index));
  }
  for (const id of spaces.keys()) {
    const space = document.tables.space.get(id);
    for (const part of space ? buildingParts(space) : []) if (space) judge(id, obstructionsBySolid(document, { space, part }, index));
  }
  return { ids: [...new Set(ids)], worst };
}

/** `R-07 stands in the front working space of LVB-01`, and below it `0.35 m missing`. */
export const obstructionText = (obstruction: Obstruction): string =>
  `${obstruction.message}\n${lengthText(missing_m(obstruction))} missing`;

/** The worst on a line of its own, and of how many more the like is true; nothing where all stand free. */
export const clashText = ({ ids, worst }: Clashes): string =>
  worst ? `\n${obstructionText(worst)}${ids.length > 1 ? `\n${ids.length - 1} more in the way` : ''}` : '';
