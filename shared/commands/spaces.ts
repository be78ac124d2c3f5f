/** Which space a place lies in. */
import type { Document } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Equipment, Place, Space } from '../document/records.ts';
import { area, contains } from '../geometry/polygon.ts';

/** Aisles and zones describe the floor of a room; equipment stands in the room itself. */
const standsIn = new Set<Space['kind']>(['building', 'hall', 'room', 'yard']);

/** The smallest space whose outline holds the place; undefined outdoors. */
export function spaceAt(document: Document, [x, y]: Place): SpaceId | undefined {
  let best: Space | undefined;
  for (const space of document.tables.space.values()) {
    if (!standsIn.has(space.kind) || !contains(space.outline_m, [x, y])) continue;
    if (!best || Math.abs(area(space.outline_m)) < Math.abs(area(best.outline_m))) best = space;
  }
  return best?.id;
}

/**
 * The record at a new place. Its space follows where it was the space it stood in; a space that was
 * assigned by hand stays.
 */
export function standing(document: Document, equipment: Equipment, position_m: Place, yaw_deg: number): Equipment {
  const moved: Equipment = { ...equipment, position_m, yaw_deg };
  if (equipment.space !== spaceAt(document, equipment.position_m)) return moved;
  const space = spaceAt(document, position_m);
  if (space === equipment.space) return moved;
  const { space: _left, ...elsewhere } = moved;
  return space === undefined ? elsewhere : { ...elsewhere, space };
}
