/** Clear distances from a box to its neighbours along the axes: what is written beside a piece while it is dragged. */
import type { Document } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Space } from '../document/records.ts';
import { extentOf, type PlanBox, type SpatialIndex, spatialIndex } from '../geometry/spatial-index.ts';

export interface Gap {
  readonly side: 'west' | 'east' | 'south' | 'north';
  readonly distance_m: number;
  /** Ends of the distance, in plan: on the box and on its neighbour. */
  readonly from: readonly [x_m: number, y_m: number];
  readonly to: readonly [x_m: number, y_m: number];
}

/** While something is dragged: farther neighbours say nothing about an aisle. */
const aisleReach_m = 6;

const faceIndices = new WeakMap<Document['tables']['space'], SpatialIndex>();

/**
 * Walls along the axes of halls and rooms whose thickness nobody has stated: faces to measure to and to snap to. They stand
 * in nobody's way; walls with a thickness stand in the index of what does.
 * @param except spaces that are moved themselves
 */
export function wallFaceIndex({ tables: { space } }: Document, except: ReadonlySet<SpaceId> = new Set()): SpatialIndex {
  if (except.size > 0) return spatialIndex([...space.values()].filter(({ id }) => !except.has(id)).flatMap(facesOf), 12);
  let index = faceIndices.get(space);
  if (!index) {
    index = spatialIndex([...space.values()].flatMap(facesOf), 12);
    faceIndices.set(space, index);
  }
  return index;
}

function facesOf({ id, kind, outline_m, elevation_m, height_m, wallThickness_m }: Space): PlanBox[] {
  if ((kind !== 'hall' && kind !== 'room') || wallThickness_m !== undefined) return [];
  return outline_m.flatMap((from, i): PlanBox[] => {
    const to = outline_m[(i + 1) % outline_m.length] ?? from;
    if (Math.abs(from[0] - to[0]) > 1e-6 && Math.abs(from[1] - to[1]) > 1e-6) return [];
    return [{ id, corners: [from, to, to, from], low_m: elevation_m, high_m: elevation_m + height_m, isWall: true }];
  });
}

/**
 * The nearest neighbour on each side that lies beside the box, in plan and in height.
 * @param walls from `wallFaceIndex`
 */
export function gapsAround(box: PlanBox, index: SpatialIndex, walls?: SpatialIndex, reach_m = aisleReach_m): Gap[] {
  const own = extentOf(box.corners);
  const near = [index, walls]
    .flatMap((each) => each?.near(own.minX - reach_m, own.minY - reach_m, own.maxX + reach_m, own.maxY + reach_m) ?? [])
    .filter((other) => other.id !== box.id && Math.min(other.high_m, box.high_m) - Math.max(other.low_m, box.low_m) > 0.001)
    .map((other) => extentOf(other.corners));
  const overlap = (a0: number, a1: number, b0: number, b1: number) => [Math.max(a0, b0), Math.min(a1, b1)] as const;
  const nearest = new Map<Gap['side'], Gap>();
  const offer = (gap: Gap) => {
    if (gap.distance_m < -0.001 || gap.distance_m > reach_m) return;
    const best = nearest.get(gap.side);
    if (!best || gap.distance_m < best.distance_m) nearest.set(gap.side, gap);
  };
  for (const other of near) {
    const ys = overlap(own.minY, own.maxY, other.minY, other.maxY);
    const xs = overlap(own.minX, own.maxX, other.minX, other.maxX);
    const beside = (side: 'west' | 'east', mine: number, theirs: number, distance_m: number) => {
      const y = (ys[0] + ys[1]) / 2;
      offer({ side, distance_m, from: [mine, y], to: [theirs, y] });
    };
    const before = (side: 'south' | 'north', mine: number, theirs: number, distance_m: number) => {
      const x = (xs[0] + xs[1]) / 2;
      offer({ side, distance_m, from: [x, mine], to: [x, theirs] });
    };
    if (ys[1] - ys[0] > 0.001) {
      beside('west', own.minX, other.maxX, own.minX - other.maxX);
      beside('east', own.maxX, other.minX, other.minX - own.maxX);
    }
    if (xs[1] - xs[0] > 0.001) {
      before('south', own.minY, other.maxY, own.minY - other.maxY);
      before('north', own.maxY, other.minY, other.minY - own.maxY);
    }
  }
  return [...nearest.values()];
}

/** A box moved in plan. */
export function shiftedBox(box: PlanBox, dx_m: number, dy_m: number): PlanBox {
  const at = (i: 0 | 1 | 2 | 3) => [box.corners[i][0] + dx_m, box.corners[i][1] + dy_m] as const;
  return { ...box, corners: [at(0), at(1), at(2), at(3)] };
}
