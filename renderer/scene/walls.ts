/** Which edges of halls and rooms carry a wall, and of which sort: by what lies on their other side. */
import type { Point, Space } from '../../shared/document/records.ts';
import { contains } from '../../shared/geometry/polygon.ts';
import { type SpatialIndex, spatialIndex } from '../../shared/geometry/spatial-index.ts';

export const walled = new Set<Space['kind']>(['building', 'hall', 'room']);

const near = (p: Point, a: Point, b: Point, reach: number): boolean => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy || 1;
  const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy) < reach;
};

export const edgesOf = (space: Space): [Point, Point][] =>
  space.outline_m.map((point, i) => [point, space.outline_m[(i + 1) % space.outline_m.length] ?? point]);

/** Depth of a floor slab. */
export const slab_m = 0.22;
/** Of a wall whose thickness is not designed, outside the outline. */
export const wall_m = 0.14;

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

  constructor(spaces: readonly Space[]) {
    this.#byId = new Map(spaces.map((space) => [space.id, space]));
    this.#index = spatialIndex(
      spaces.map((space) => ({ id: space.id, corners: bounds(space), low_m: 0, high_m: 1 })),
      40,
    );
  }

  /** Spaces whose bounds may hold a point. */
  around(x: number, y: number): Space[] {
    return this.#index.near(x, y, x, y).flatMap(({ id }) => this.#byId.get(id) ?? []);
  }

  sortOf(space: Space, middle: Point, outside: Point): WallSort {
    const parent = space.parent === undefined ? undefined : this.#byId.get(space.parent);
    if (parent && walled.has(parent.kind) && edgesOf(parent).some(([a, b]) => near(middle, a, b, 0.35))) return 'none';
    const around = this.around(...outside).filter(({ kind }) => walled.has(kind));
    // Neighbours share a wall: the one that comes first draws it.
    for (const other of around) {
      if (other === space || other.parent === space.id || !contains(other.outline_m, outside)) continue;
      const shared = edgesOf(other).some(([a, b]) => near(middle, a, b, 0.35));
      return shared && other.id < space.id ? 'none' : 'partition';
    }
    return 'outer';
  }
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
