/** What stands of a building: pieces of wall and partition between openings, lintels over them, and columns, as upright prisms. */
import { directionOf } from '../geometry/pose.ts';
import type { Column, Opening, Point, Space } from './records.ts';

export interface BuildingPart {
  readonly what: 'wall' | 'partition' | 'lintel' | 'column';
  /** Counter-clockwise rectangle. */
  readonly corners: readonly [Point, Point, Point, Point];
  readonly low_m: number;
  readonly high_m: number;
  /** Outward direction of a wall; absent for a partition and a column. */
  readonly out?: Point;
  /** The wall that it is a piece of, as `Opening.wall` counts them; absent for a column. */
  readonly wall?: number;
}

export interface WallLine {
  readonly from: Point;
  readonly to: Point;
  readonly length_m: number;
  readonly along: Point;
  readonly out: Point;
}

type Walls = Pick<Space, 'outline_m' | 'partitions'>;

/** How many walls a space has to put openings into: edges of its outline, then partitions. */
export const wallCount = ({ outline_m, partitions = [] }: Walls): number => outline_m.length + partitions.length;

/**
 * A wall of a space: an edge of the outline as the inner face, or a partition along its middle; undefined for
 * one that does not exist or has no length.
 */
export function wallLine({ outline_m, partitions }: Walls, index: number): WallLine | undefined {
  const partition = partitions?.[index - outline_m.length];
  const from = partition?.from_m ?? outline_m[index];
  const to = partition?.to_m ?? outline_m[(index + 1) % outline_m.length];
  if (!from || !to) return undefined;
  const length_m = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length_m < 1e-6) return undefined;
  const along: Point = [(to[0] - from[0]) / length_m, (to[1] - from[1]) / length_m];
  // Counter-clockwise outlines have their outside on the right of the edge.
  return { from, to, length_m, along, out: [along[1], -along[0]] };
}

/** Openings of one wall from its first corner on. */
export const openingsIn = ({ openings }: Pick<Space, 'openings'>, wall: number): readonly Opening[] =>
  (openings ?? []).filter((opening) => opening.wall === wall).sort((a, b) => a.from_m - b.from_m);

/** A piece of a wall between two distances across it, both along its outward direction. */
export function wallPiece(line: WallLine, from_m: number, to_m: number, inner_m: number, outer_m: number): BuildingPart['corners'] {
  const at = (along_m: number, out_m: number): Point => [
    line.from[0] + line.along[0] * along_m + line.out[0] * out_m,
    line.from[1] + line.along[1] * along_m + line.out[1] * out_m,
  ];
  return [at(from_m, outer_m), at(to_m, outer_m), at(to_m, inner_m), at(from_m, inner_m)];
}

/** Whether an outline turns left at a corner, so that its walls meet outside. */
function convexAt({ outline_m }: Pick<Space, 'outline_m'>, corner: number): boolean {
  const n = outline_m.length;
  const before = wallLine({ outline_m }, (corner + n - 1) % n);
  const after = wallLine({ outline_m }, corner % n);
  return before !== undefined && after !== undefined && before.along[0] * after.along[1] - before.along[1] * after.along[0] > 1e-9;
}

/** Between which distances across its line a wall stands: outside an edge, astride a partition; undefined where it is not designed. */
export function wallReach({ outline_m, partitions, wallThickness_m }: Space, index: number): readonly [number, number] | undefined {
  const partition = partitions?.[index - outline_m.length];
  if (partition) return [-partition.thickness_m / 2, partition.thickness_m / 2];
  return wallThickness_m === undefined ? undefined : [0, wallThickness_m];
}

/**
 * Walls of a space whose thickness is stated, and its partitions.
 * @param reachOf between which distances across its line a wall stands; undefined for one that is left out
 */
export function wallsOf(space: Space, reachOf = wallReach): readonly BuildingPart[] {
  const [floor_m, high_m] = [space.elevation_m, space.elevation_m + space.height_m];
  return Array.from({ length: wallCount(space) }, (_, index) => index).flatMap((index) => {
    const line = wallLine(space, index);
    const reach = reachOf(space, index);
    if (!line || !reach) return [];
    const inside = index >= space.outline_m.length;
    const parts: BuildingPart[] = [];
    const add = (what: BuildingPart['what'], from_m: number, to_m: number, low_m: number) => {
      if (to_m - from_m > 1e-6 && high_m - low_m > 1e-6)
        parts.push({
          what,
          corners: wallPiece(line, from_m, to_m, ...reach),
          low_m,
          high_m,
          wall: index,
          ...(inside ? {} : { out: line.out }),
        });
    };
    const what = inside ? 'partition' : 'wall';
    let at_m = 0;
    for (const { from_m, width_m, height_m } of openingsIn(space, index)) {
      add(what, at_m, from_m, floor_m);
      add('lintel', from_m, from_m + width_m, floor_m + height_m);
      at_m = from_m + width_m;
    }
    // Where two walls meet outside the outline, the first fills the corner.
    add(what, at_m, line.length_m + (!inside && convexAt(space, index + 1) ? reach[1] : 0), floor_m);
    return parts;
  });
}

export function columnCorners({ at_m: [x, y], width_m, depth_m, yaw_deg = 0 }: Column): BuildingPart['corners'] {
  const [cos, sin] = directionOf(yaw_deg);
  const corner = (across: number, along: number): Point => [
    x + (across * width_m * cos - along * depth_m * sin) / 2,
    y + (across * width_m * sin + along * depth_m * cos) / 2,
  ];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

export const columnsOf = (space: Space): readonly BuildingPart[] =>
  (space.columns ?? []).map((column) => ({
    what: 'column',
    corners: columnCorners(column),
    low_m: space.elevation_m,
    high_m: space.elevation_m + space.height_m,
  }));

/** Everything of a space that equipment cannot stand in. */
export const buildingParts = (space: Space): readonly BuildingPart[] => [...wallsOf(space), ...columnsOf(space)];

/** Why what is built of a space cannot stand; undefined when it can. */
export function buildingFault(space: Space): string | undefined {
  const { wallThickness_m: thickness, raisedFloor_m: raised, ceiling_m: ceiling } = space;
  if (thickness !== undefined && !(thickness >= 0.01 && thickness <= 3)) return 'A wall is between 0.01 and 3 m thick';
  if (raised !== undefined && !(raised >= 0.05 && raised <= 10)) return 'A raised floor stands 0.05 to 10 m over its slab';
  if (ceiling !== undefined && !(ceiling >= 0.5 && ceiling <= space.height_m))
    return 'A ceiling hangs between 0.5 m and the height of its space';
  if (space.containment !== undefined && space.kind !== 'aisle') return 'Only an aisle has a containment';
  for (const { at_m, width_m, depth_m } of space.columns ?? [])
    if (!(width_m >= 0.01 && depth_m >= 0.01 && width_m <= 100 && depth_m <= 100) || !at_m.every(Number.isFinite))
      return 'A column needs a place, a width and a depth';
  for (const [i, { from_m, to_m, thickness_m }] of (space.partitions ?? []).entries()) {
    if (!(thickness_m >= 0.01 && thickness_m <= 3)) return 'A partition is between 0.01 and 3 m thick';
    if (![...from_m, ...to_m].every(Number.isFinite) || !(Math.hypot(to_m[0] - from_m[0], to_m[1] - from_m[1]) >= 0.1))
      return `Partition ${i + 1} is shorter than 0.1 m`;
  }
  for (let wall = 0; wall < wallCount(space); wall++) {
    const line = wallLine(space, wall);
    let free_m = 0;
    for (const { from_m, width_m, height_m } of openingsIn(space, wall)) {
      if (!(width_m >= 0.1 && height_m >= 0.1 && height_m <= space.height_m))
        return 'An opening is at least 0.1 m wide and no higher than its wall';
      if (!(from_m >= 0) || !line || from_m + width_m > line.length_m + 1e-6) return `An opening reaches beyond wall ${wall + 1}`;
      if (from_m < free_m - 1e-9) return `Two openings overlap in wall ${wall + 1}`;
      free_m = from_m + width_m;
    }
  }
  return (space.openings ?? []).every(({ wall }) => Number.isInteger(wall) && wall >= 0 && wall < wallCount(space))
    ? undefined
    : 'An opening names a wall that is not there';
}
