/** Which space a place lies in. */
import type { Document, Tables } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Equipment, Place, Space } from '../document/records.ts';
import { area, boundsOf, contains } from '../geometry/polygon.ts';

/** Aisles and zones describe the floor of a room; equipment stands in the room itself. */
const standsIn = new Set<Space['kind']>(['building', 'hall', 'room', 'yard']);

const cell_m = 40;
const cellAt = (x: number, y: number): string => `${Math.floor(x / cell_m)} ${Math.floor(y / cell_m)}`;

/** A floor that touches more cells than this is looked at from everywhere. */
const mostCells = 10_000;

interface Floor {
  readonly space: Space;
  readonly size_m2: number;
  readonly min: Place;
  readonly max: Place;
}

/** Floors by the cells that their bounds touch, smallest first in each, so that the first hit is the answer. */
interface Floors {
  readonly cells: ReadonlyMap<string, readonly Floor[]>;
  readonly wide: readonly Floor[];
}

const cache = new WeakMap<Tables['space'], Floors>();

function floorsOf(table: Tables['space']): Floors {
  const known = cache.get(table);
  if (known) return known;
  const cells = new Map<string, Floor[]>();
  const wide: Floor[] = [];
  const floors = [...table.values()]
    .filter(({ kind }) => standsIn.has(kind))
    .map((space): Floor => ({ space, size_m2: Math.abs(area(space.outline_m)), ...boundsOf(space.outline_m, 0, 0) }))
    .sort((a, b) => a.size_m2 - b.size_m2);
  for (const floor of floors) {
    const { min, max } = floor;
    if (!(((max[0] - min[0]) / cell_m + 1) * ((max[1] - min[1]) / cell_m + 1) < mostCells)) {
      wide.push(floor);
      continue;
    }
    for (let x = Math.floor(min[0] / cell_m) * cell_m; x <= max[0]; x += cell_m) {
      for (let y = Math.floor(min[1] / cell_m) * cell_m; y <= max[1]; y += cell_m) {
        const cell = cellAt(x, y);
        const list = cells.get(cell);
        if (list) list.push(floor);
        else cells.set(cell, [floor]);
      }
    }
  }
  const made = { cells, wide };
  cache.set(table, made);
  return made;
}

const holds = ({ space, min, max }: Floor, x: number, y: number): boolean =>
  x >= min[0] && y >= min[1] && x <= max[0] && y <= max[1] && contains(space.outline_m, [x, y]);

/** The smallest space whose outline holds the place; undefined outdoors. */
export function spaceAt(document: Document, [x, y]: Place): SpaceId | undefined {
  const { cells, wide } = floorsOf(document.tables.space);
  const near = cells.get(cellAt(x, y))?.find((floor) => holds(floor, x, y));
  const far = wide.find((floor) => holds(floor, x, y));
  return far && !(near && near.size_m2 <= far.size_m2) ? far.space.id : near?.space.id;
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
