/** What becomes of arrays of rows and of repeated units when all their pieces are moved or turned together: the definition goes along. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Group, Place } from '../document/records.ts';
import { turned, wholeTurn } from '../geometry/pose.ts';
import { type Rises, raised, riseOfArray } from './rises.ts';

/** Pieces of an array that still stand. */
export const piecesOf = ({ tables }: Document, { array }: Group): readonly RecordId[] =>
  array?.members.flatMap((row) => row.pieces).filter((id) => tables.equipment.has(id)) ?? [];

/** Originals and copies of a repeated unit that still stand. */
const unitsOf = ({ tables }: Document, { units }: Group): readonly RecordId[] =>
  units?.copies.flatMap(({ of }) => Object.entries(of).flat()).filter((id) => tables.equipment.has(id)) ?? [];

/**
 * Changes of the arrays that are among the moved records as a whole.
 *
 * @param rises moved equipment, with how far it rises onto another floor
 * @param placed where a place of the array comes to
 * @param turn_deg what is added to its direction
 */
export function arraysAlong(document: Document, rises: Rises, placed: (place: Place) => Place, turn_deg = 0): Change[] {
  const patch: Change[] = [];
  for (const group of document.tables.group.values()) {
    const all = (pieces: readonly RecordId[]) => pieces.length > 0 && pieces.every((id) => rises.has(id));
    const array = group.array && all(piecesOf(document, group)) ? group.array : undefined;
    const units = group.units && turn_deg !== 0 && all(unitsOf(document, group)) ? group.units : undefined;
    if (!array && !units) continue;
    patch.push(
      changed<Group>(group, {
        ...group,
        ...(array && {
          array: {
            ...array,
            origin_m: raised(placed(array.origin_m), riseOfArray(rises, group)),
            yaw_deg: wholeTurn(array.yaw_deg + turn_deg),
          },
        }),
        ...(units && { units: { ...units, step_m: turned(units.step_m, turn_deg) } }),
      }),
    );
  }
  return patch;
}
