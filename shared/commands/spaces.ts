/** Which space a place lies in, how high its floor is, and what stands where. */
import type { Document, Tables } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Equipment, Place, Space } from '../document/records.ts';
import { area, boundsOf, contains } from '../geometry/polygon.ts';

/** Aisles and zones describe the floor of a room; equipment stands in the room itself. */
export const standsIn: ReadonlySet<Space['kind']> = new Set<Space['kind']>(['building', 'hall', 'room', 'yard']);

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

/** Level of the floor of a space; outdoors it is the ground. */
export const floorLevel_m = ({ tables }: Document, space: SpaceId | undefined): number =>
  (space === undefined ? undefined : tables.space.get(space)?.elevation_m) ?? 0;

/** Level of the floor under a place. */
export const floorAt_m = (document: Document, x: number, y: number): number => floorLevel_m(document, spaceAt(document, [x, y, 0]));

/** The record without the space it is in. */
export function homeless(equipment: Equipment): Equipment {
  const { space: _left, ...elsewhere } = equipment;
  return elsewhere;
}

/**
 * The record at a new place. Its space follows where it was the space it stood in, and then it stands as high over the
 * new floor as it stood over the old; a space that was assigned by hand stays.
 * @param after the document in which it comes to stand, where spaces move along with it
 */
export function standing(document: Document, equipment: Equipment, position_m: Place, yaw_deg: number, after = document): Equipment {
  const moved: Equipment = { ...equipment, position_m, yaw_deg };
  if (equipment.space !== spaceAt(document, equipment.position_m)) return moved;
  const space = spaceAt(after, position_m);
  if (space === equipment.space) return moved;
  const [x, y, z] = position_m;
  const rise_m = floorLevel_m(after, space) - floorLevel_m(document, equipment.space);
  const stands: Equipment = rise_m === 0 ? moved : { ...moved, position_m: [x, y, z + rise_m] };
  return space === undefined ? homeless(stands) : { ...homeless(stands), space };
}

const places = new WeakMap<Tables['equipment'], ReadonlyMap<string, readonly Equipment[]>>();

/** Equipment whose place lies within a rectangle: a room that is dragged asks at every move. */
export function equipmentWithin({ tables: { equipment } }: Document, min: Place, max: Place): Equipment[] {
  let cells = places.get(equipment);
  if (!cells) {
    const made = new Map<string, Equipment[]>();
    for (const each of equipment.values()) {
      const cell = cellAt(each.position_m[0], each.position_m[1]);
      const list = made.get(cell);
      if (list) list.push(each);
      else made.set(cell, [each]);
    }
    places.set(equipment, made);
    cells = made;
  }
  const found: Equipment[] = [];
  for (let x = Math.floor(min[0] / cell_m) * cell_m; x <= max[0]; x += cell_m)
    for (let y = Math.floor(min[1] / cell_m) * cell_m; y <= max[1]; y += cell_m)
      for (const each of cells.get(cellAt(x, y)) ?? []) {
        const [px, py] = each.position_m;
        if (px >= min[0] && px <= max[0] && py >= min[1] && py <= max[1]) found.push(each);
      }
  return found;
}
