/** Which space a place lies in. */
import type { Document, Tables } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Equipment, Place, Point, Space } from '../document/records.ts';
import { area, boundsOf, contains } from '../geometry/polygon.ts';

/** Aisles and zones describe the floor of a room; equipment stands in the room itself. */
const standsIn = new Set<Space['kind']>(['building', 'hall', 'room', 'yard']);

const cell_m = 40;
const cellAt = (x: number, y: number): string => `${Math.floor(x / cell_m)} ${Math.floor(y / cell_m)}`;

interface Floor {
  readonly space: Space;
  readonly min: Point;
  readonly max: Point;
}

/** Floors by the cells that their bounds touch; in each cell the smallest floor first, so that the first hit is the answer. */
type Floors = ReadonlyMap<string, readonly Floor[]>;

const cache = new WeakMap<Tables['space'], Floors>();

function floorsOf(table: Tables['space']): Floors {
  const known = cache.get(table);
  if (known) return known;
  const cells = new Map<string, Floor[]>();
  const spaces = [...table.values()]
    .filter(({ kind }) => standsIn.has(kind))
    .map((space) => ({ space, size: Math.abs(area(space.outline_m)) }))
    .sort((a, b) => a.size - b.size);
  for (const { space } of spaces) {
    const { min, max } = boundsOf(space.outline_m, 0, 0);
    const floor = { space, min, max };
    for (let x = Math.floor(min[0] / cell_m) * cell_m; x <= max[0]; x += cell_m) {
      for (let y = Math.floor(min[1] / cell_m) * cell_m; y <= max[1]; y += cell_m) {
        const cell = cellAt(x, y);
        const list = cells.get(cell);
        if (list) list.push(floor);
        else cells.set(cell, [floor]);
      }
    }
  }
  cache.set(table, cells);
  return cells;
}

/** The smallest space whose outline holds the place; undefined outdoors. */
export function spaceAt(document: Document, [x, y]: Place): SpaceId | undefined {
  for (const { space, min, max } of floorsOf(document.tables.space).get(cellAt(x, y)) ?? []) {
    if (x < min[0] || y < min[1] || x > max[0] || y > max[1]) continue;
    if (contains(space.outline_m, [x, y])) return space.id;
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
