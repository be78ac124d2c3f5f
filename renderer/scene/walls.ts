/** Which edges of halls and rooms carry a wall, and of which sort: by what lies on their other side. */
import { type BuildingPart, openingsIn, wallLine, wallsOf } from '../../shared/document/building-parts.ts';
import type { Tables } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import type { Opening, Point, Space } from '../../shared/document/records.ts';
import { contains, nearestOn } from '../../shared/geometry/polygon.ts';
import { type SpatialIndex, spatialIndex } from '../../shared/geometry/spatial-index.ts';

export const walled = new Set<Space['kind']>(['building', 'hall', 'room']);

const near = (p: Point, a: Point, b: Point, reach_m: number): boolean => {
  const [x, y] = nearestOn(a, b, p);
  return Math.hypot(p[0] - x, p[1] - y) < reach_m;
};

export const edgesOf = (space: Space): [Point, Point][] =>
  space.outline_m.map((point, i) => [point, space.outline_m[(i + 1) % space.outline_m.length] ?? point]);

/** Edges of two spaces that are nearer than this are one wall. */
const sharedWall_m = 0.35;
/** Depth of a floor slab. */
export const slab_m = 0.22;
/** Of a wall whose thickness is not designed, outside the outline. */
const wall_m = 0.14;
/** Of a wall between rooms whose thickness is not designed, astride the line. */
const betweenRooms_m = 0.1;

/** Directions and places of an edge of a counter-clockwise outline; undefined for one without length. */
export function frameOf(a: Point, b: Point) {
  const length_m = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length_m < 0.01) return undefined;
  const along: Point = [(b[0] - a[0]) / length_m, (b[1] - a[1]) / length_m];
  // Its outside is on the right.
  const out: Point = [along[1], -along[0]];
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  /** A place on the other side. */
  const beyond: Point = [middle[0] + out[0] * 0.2, middle[1] + out[1] * 0.2];
  return { length_m, along, out, middle, beyond };
}

type WallSort = 'outer' | 'partition' | 'none';

/** Spaces by place and by id: a campus has thousands. */
export class Neighbours {
  readonly #byId: ReadonlyMap<string, Space>;
  readonly #index: SpatialIndex;
  /** Whether any space has openings that its neighbours may share. */
  readonly #opens: boolean;

  constructor(spaces: readonly Space[]) {
    this.#byId = new Map(spaces.map((space) => [space.id, space]));
    this.#opens = spaces.some(({ openings = [] }) => openings.length > 0);
    this.#index = spatialIndex(
      spaces.map((space) => ({ id: space.id, corners: bounds(space), low_m: 0, high_m: 1 })),
      40,
    );
  }

  /** Openings in an edge of a space: its own, and those of spaces that share the wall. */
  openingsIn(space: Space, edge: number): readonly Opening[] {
    const own = openingsIn(space, edge);
    const line = wallLine(space, edge);
    if (!line || !this.#opens) return own;
    const free = (from_m: number, to_m: number) =>
      own.every((opening) => opening.from_m >= to_m || opening.from_m + opening.width_m <= from_m);
    const others = this.#along(line).flatMap((other): Opening[] => {
      if (other === space) return [];
      return (other.openings ?? []).flatMap((opening): Opening[] => {
        const wall = wallLine(other, opening.wall);
        if (!wall || opening.wall >= other.outline_m.length) return [];
        const ends = [opening.from_m, opening.from_m + opening.width_m].map(
          (along_m): Point => [wall.from[0] + wall.along[0] * along_m, wall.from[1] + wall.along[1] * along_m],
        );
        if (!ends.every((end) => near(end, line.from, line.to, sharedWall_m))) return [];
        const places = ends.map(([x, y]) => (x - line.from[0]) * line.along[0] + (y - line.from[1]) * line.along[1]);
        const [from_m, to_m] = [Math.max(0, Math.min(...places)), Math.min(line.length_m, Math.max(...places))];
        const height_m = other.elevation_m + opening.height_m - space.elevation_m;
        return free(from_m, to_m) && to_m > from_m && height_m > 0
          ? [{ kind: opening.kind, wall: edge, from_m, width_m: to_m - from_m, height_m: Math.min(height_m, space.height_m) }]
          : [];
      });
    });
    return [...own, ...others];
  }

  /** Spaces whose bounds may come near to a line. */
  #along({ from: [x0, y0], to: [x1, y1] }: { readonly from: Point; readonly to: Point }): Space[] {
    const [minX, minY] = [Math.min(x0, x1) - sharedWall_m, Math.min(y0, y1) - sharedWall_m];
    const [maxX, maxY] = [Math.max(x0, x1) + sharedWall_m, Math.max(y0, y1) + sharedWall_m];
    return this.#index.near(minX, minY, maxX, maxY).flatMap(({ id }) => this.#byId.get(id) ?? []);
  }

  /** Spaces whose bounds may hold a point. */
  around(x: number, y: number): Space[] {
    return this.#index.near(x, y, x, y).flatMap(({ id }) => this.#byId.get(id) ?? []);
  }

  sortOf(space: Space, middle: Point, outside: Point): WallSort {
    const parent = space.parent === undefined ? undefined : this.#byId.get(space.parent);
    if (parent && walled.has(parent.kind) && edgesOf(parent).some(([a, b]) => near(middle, a, b, sharedWall_m))) return 'none';
    const around = this.around(...outside).filter(({ kind }) => walled.has(kind));
    // Neighbours share a wall: the one that comes first draws it.
    for (const other of around) {
      if (other === space || other.parent === space.id || !contains(other.outline_m, outside)) continue;
      const shared = edgesOf(other).some(([a, b]) => near(middle, a, b, sharedWall_m));
      return shared && other.id < space.id ? 'none' : 'partition';
    }
    return 'outer';
  }
}

/** A wall that is only drawn: the design states no thickness for it. */
export interface DrawnWall extends BuildingPart {
  readonly sort: 'outer' | 'partition';
}

/** Walls that a space is drawn with where none are designed, with the holes of their openings; each on one of the spaces it parts. */
export function drawnWalls(space: Space, neighbours: Neighbours): readonly DrawnWall[] {
  if (!walled.has(space.kind) || space.wallThickness_m !== undefined) return [];
  const sorts = edgesOf(space).map(([a, b]): WallSort => {
    const frame = frameOf(a, b);
    return frame ? neighbours.sortOf(space, frame.middle, frame.beyond) : 'none';
  });
  const reachOf = (_space: Space, wall: number): readonly [number, number] | undefined =>
    sorts[wall] === 'outer' ? [0, wall_m] : sorts[wall] === 'partition' ? [-betweenRooms_m / 2, betweenRooms_m / 2] : undefined;
  const openings = edgesOf(space).flatMap((_, edge) => neighbours.openingsIn(space, edge));
  const { partitions: _, ...bare } = space;
  return wallsOf({ ...bare, openings }, reachOf).map((part) => ({
    ...part,
    sort: sorts[part.wall ?? 0] === 'outer' ? 'outer' : 'partition',
  }));
}

const drawnIn = new WeakMap<Tables['space'], ReadonlyMap<RecordId, readonly DrawnWall[]>>();

/** Walls of all spaces that are only drawn, by space: for whoever asks about the building as it stands, and not in a drag. */
export function drawnWallsIn(table: Tables['space']): ReadonlyMap<RecordId, readonly DrawnWall[]> {
  let walls = drawnIn.get(table);
  if (!walls) {
    const spaces = [...table.values()];
    const neighbours = new Neighbours(spaces);
    walls = new Map(spaces.map((space) => [space.id, drawnWalls(space, neighbours)]));
    drawnIn.set(table, walls);
  }
  return walls;
}

function bounds({ outline_m }: Space): readonly [Point, Point, Point, Point] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of outline_m) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}
