/** Walls and columns as runs meet them. */
import { elementId } from '../../document/building-elements.ts';
import { type BuildingPart, columnsOf, type WallLine, wallLine, wallPiece, wallReach, wallsOf } from '../../document/building-parts.ts';
import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Space } from '../../document/records.ts';
import { type Bounds, boundsOf } from '../../geometry/polygon.ts';

export interface Wall {
  readonly space: Space;
  /** The space, or a partition by its element id. */
  readonly id: RecordId;
  /** As `Opening.wall` counts walls. */
  readonly index: number;
  readonly line: WallLine;
  /** Between which distances across its line it stands. */
  readonly reach_m: readonly [number, number];
  /** Its thickness is stated; else it is somewhere about its line, and all that is known is what passes from side to side. */
  readonly designed: boolean;
}

export interface Solid {
  readonly part: BuildingPart;
  readonly bounds: Bounds;
  /** Absent for a column. */
  readonly wall?: Wall;
  readonly id: RecordId;
}

/** Kinds of space that have walls. */
const walled: ReadonlySet<Space['kind']> = new Set(['building', 'hall', 'room']);
/** Half of what a wall without a stated thickness is taken as, astride its line. */
const half_m = 0.05;
/** Walls of neighbouring spaces that are nearer than this are one wall: an opening in one is an opening. */
export const sharedWall_m = 0.35;

const reachOf = (space: Space, index: number): readonly [number, number] | undefined =>
  wallReach(space, index) ?? (walled.has(space.kind) ? [-half_m, half_m] : undefined);

/** Walls and columns of all spaces, in id order. */
export function buildingSolids({ tables }: Document): Solid[] {
  return [...tables.space.values()]
    .sort((p, q) => (p.id < q.id ? -1 : 1))
    .flatMap((space) => [...wallSolids(space), ...columnSolids(space)]);
}

function wallSolids(space: Space): Solid[] {
  const walls = new Map<number, Wall>();
  const first = space.outline_m.length;
  return wallsOf(space, reachOf).flatMap((part): Solid[] => {
    const index = part.wall ?? 0;
    let wall = walls.get(index);
    if (!wall) {
      const [line, reach_m] = [wallLine(space, index), reachOf(space, index)];
      if (!line || !reach_m) return [];
      const id = index < first ? space.id : elementId(space.id, 'partition', index - first);
      wall = { space, id, index, line, reach_m, designed: wallReach(space, index) !== undefined };
      walls.set(index, wall);
    }
    return [{ part, bounds: boundsOf(part.corners, part.low_m, part.high_m), wall, id: wall.id }];
  });
}

const columnSolids = (space: Space): Solid[] =>
  columnsOf(space).map((part, i) => ({
    part,
    bounds: boundsOf(part.corners, part.low_m, part.high_m),
    id: elementId(space.id, 'column', i),
  }));

/** Openings in walls whose thickness is not stated, as far as a neighbour's wall may stand from them. */
export function thinOpenings({ tables }: Document): Pick<BuildingPart, 'corners' | 'low_m' | 'high_m'>[] {
  return [...tables.space.values()].flatMap((space) =>
    (space.openings ?? []).flatMap(({ wall, from_m, width_m, height_m }) => {
      const line = wallReach(space, wall) ? undefined : wallLine(space, wall);
      if (!line) return [];
      const corners = wallPiece(line, from_m, from_m + width_m, -sharedWall_m, sharedWall_m);
      return [{ corners, low_m: space.elevation_m, high_m: space.elevation_m + height_m }];
    }),
  );
}
