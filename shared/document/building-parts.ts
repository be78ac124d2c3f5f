/** What stands of a building: pieces of wall between openings, lintels over them, and columns, as upright prisms. */
import type { Column, Opening, Point, Space } from './records.ts';

export interface BuildingPart {
  readonly what: 'wall' | 'lintel' | 'column';
  /** Counter-clockwise rectangle. */
  readonly corners: readonly [Point, Point, Point, Point];
  readonly low_m: number;
  readonly high_m: number;
  /** Outward direction of a wall; absent for a column. */
  readonly out?: Point;
}

export interface WallLine {
  readonly from: Point;
  readonly to: Point;
  readonly length_m: number;
  readonly along: Point;
  readonly out: Point;
}

/** Edge of an outline as the inner face of a wall; undefined for an edge that does not exist or has no length. */
export function wallLine({ outline_m }: Pick<Space, 'outline_m'>, index: number): WallLine | undefined {
  const from = outline_m[index];
  const to = outline_m[(index + 1) % outline_m.length];
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

function rectangle(line: WallLine, from_m: number, to_m: number, thickness_m: number): BuildingPart['corners'] {
  const at = (along_m: number, out_m: number): Point => [
    line.from[0] + line.along[0] * along_m + line.out[0] * out_m,
    line.from[1] + line.along[1] * along_m + line.out[1] * out_m,
  ];
  return [at(from_m, thickness_m), at(to_m, thickness_m), at(to_m, 0), at(from_m, 0)];
}

/** Whether an outline turns left at a corner, so that its walls meet outside. */
function convexAt({ outline_m }: Pick<Space, 'outline_m'>, corner: number): boolean {
  const n = outline_m.length;
  const before = wallLine({ outline_m }, (corner + n - 1) % n);
  const after = wallLine({ outline_m }, corner % n);
  return before !== undefined && after !== undefined && before.along[0] * after.along[1] - before.along[1] * after.along[0] > 1e-9;
}

/** Walls of a space whose thickness is stated. */
export function wallsOf(space: Space): readonly BuildingPart[] {
  const thickness_m = space.wallThickness_m;
  if (thickness_m === undefined) return [];
  const [low_m, high_m] = [space.elevation_m, space.elevation_m + space.height_m];
  return space.outline_m.flatMap((_, index) => {
    const line = wallLine(space, index);
    if (!line) return [];
    const parts: BuildingPart[] = [];
    const add = (what: BuildingPart['what'], from_m: number, to_m: number, low: number) => {
      if (to_m - from_m > 1e-6 && high_m - low > 1e-6)
        parts.push({ what, corners: rectangle(line, from_m, to_m, thickness_m), low_m: low, high_m, out: line.out });
    };
    // Where two walls meet outside the outline, the first fills the corner.
    let at_m = 0;
    for (const { from_m, width_m, height_m } of openingsIn(space, index)) {
      add('wall', at_m, from_m, low_m);
      add('lintel', from_m, from_m + width_m, low_m + height_m);
      at_m = from_m + width_m;
    }
    add('wall', at_m, line.length_m + (convexAt(space, index + 1) ? thickness_m : 0), low_m);
    return parts;
  });
}

export const columnCorners = ({ at_m: [x, y], width_m, depth_m }: Column): BuildingPart['corners'] => [
  [x - width_m / 2, y - depth_m / 2],
  [x + width_m / 2, y - depth_m / 2],
  [x + width_m / 2, y + depth_m / 2],
  [x - width_m / 2, y + depth_m / 2],
];

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
  for (let wall = 0; wall < space.outline_m.length || wall === 0; wall++) {
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
  return (space.openings ?? []).every(({ wall }) => Number.isInteger(wall) && wall >= 0 && wall < space.outline_m.length)
    ? undefined
    : 'An opening names a wall that is not there';
}
