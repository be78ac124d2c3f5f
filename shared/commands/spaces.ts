/** Which space a place lies in. */
import type { Document, Tables } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Equipment, Place, Space } from '../document/records.ts';
import { area, boundsOf, contains } from '../geometry/polygon.ts';

/** Aisles and zones describe the floor of a room; equipment stands in the room itself. */
const standsIn = new Set<Space['kind']>(['building', 'hall', 'room', 'yard']);

interface Floors {
  /** Smallest floor first, so that the first hit is the answer. */
  readonly spaces: readonly Space[];
  /** minX minY maxX maxY of each. */
  readonly bounds: Float64Array;
}

const cache = new WeakMap<Tables['space'], Floors>();

function floorsOf(table: Tables['space']): Floors {
  let floors = cache.get(table);
  if (!floors) {
    const spaces = [...table.values()]
      .filter(({ kind }) => standsIn.has(kind))
      .sort((a, b) => Math.abs(area(a.outline_m)) - Math.abs(area(b.outline_m)));
    const bounds = new Float64Array(spaces.length * 4);
    spaces.forEach((space, i) => {
      const { min, max } = boundsOf(space.outline_m, 0, 0);
      bounds.set([min[0], min[1], max[0], max[1]], i * 4);
    });
    floors = { spaces, bounds };
    cache.set(table, floors);
  }
  return floors;
}

/** The smallest space whose outline holds the place; undefined outdoors. */
export function spaceAt(document: Document, [x, y]: Place): SpaceId | undefined {
  const { spaces, bounds } = floorsOf(document.tables.space);
  for (let i = 0; i < spaces.length; i++) {
    const at = i * 4;
    if (x < (bounds[at] ?? 0) || y < (bounds[at + 1] ?? 0) || x > (bounds[at + 2] ?? 0) || y > (bounds[at + 3] ?? 0)) continue;
    const space = spaces[i];
    if (space && contains(space.outline_m, [x, y])) return space.id;
  }
  return undefined;
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
