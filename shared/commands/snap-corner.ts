/** Where a corner of something that is drawn comes to lie: on a corner, an edge, in line with another corner, on the grid, or as typed. */
import type { Point, Space } from '../document/records.ts';
import { distanceToOutline, nearestOn } from '../geometry/polygon.ts';
import { directionOf } from '../geometry/pose.ts';
import { type Guide, toGrid } from './snap.ts';

export type Segment = readonly [Point, Point];

export interface CornerOptions {
  /** Drawn so far, in order. */
  readonly corners: readonly Point[];
  /** Walls and edges that catch. */
  readonly edges: readonly Segment[];
  readonly step_m: number;
  /** How near something must be to catch; 0 turns everything but the grid off. */
  readonly reach_m: number;
  /** Typed: distance from the last corner, and direction counter-clockwise from east. */
  readonly length_m?: number | undefined;
  readonly angle_deg?: number | undefined;
}

export interface CaughtCorner {
  readonly at_m: Point;
  /** `first` closes the outline. */
  readonly by: 'first' | 'corner' | 'edge' | 'line' | 'grid' | 'typed';
  readonly guides: readonly Guide[];
}

const tidy = (value_m: number): number => Math.round(value_m * 1e6) / 1e6 + 0;
const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Edges of all spaces but zones, with their partitions. */
export const edgesOfSpaces = (spaces: Iterable<Space>): readonly Segment[] =>
  [...spaces].flatMap(({ outline_m, partitions = [] }) => [
    ...outline_m.map((from, i): Segment => [from, outline_m[(i + 1) % outline_m.length] ?? from]),
    ...partitions.map(({ from_m, to_m }): Segment => [from_m, to_m]),
  ]);

/** The nearest of a list of points within reach. */
function nearestOf(points: Iterable<Point>, place: Point, reach_m: number): Point | undefined {
  let best: Point | undefined;
  for (const point of points) if (apart(point, place) <= (best ? apart(best, place) : reach_m)) best = point;
  return best;
}

/** Coordinates that the place may take on an axis: those of the last and the first corner, and of edges that it lies along. */
function lines({ corners, edges, reach_m }: CornerOptions, place: Point, axis: 0 | 1): readonly number[] {
  const other = axis === 0 ? 1 : 0;
  const own = [corners.at(-1), corners[0]].flatMap((corner) => (corner ? [corner[axis]] : []));
  const along = edges.flatMap(([a, b]) => {
    const level = Math.abs(a[axis] - b[axis]) < 1e-9;
    const beside = place[other] >= Math.min(a[other], b[other]) - reach_m && place[other] <= Math.max(a[other], b[other]) + reach_m;
    return level && beside ? [a[axis]] : [];
  });
  return [...own, ...along];
}

function caught(place: Point, options: CornerOptions): CaughtCorner {
  const { corners, edges, step_m, reach_m } = options;
  const [first] = corners;
  if (first && corners.length > 2 && apart(first, place) <= reach_m) return { at_m: first, by: 'first', guides: [] };
  const grid: Point = [toGrid(place[0], step_m), toGrid(place[1], step_m)];
  if (reach_m <= 0) return { at_m: grid, by: 'grid', guides: [] };
  const corner = nearestOf(edges.flat(), place, reach_m);
  if (corner) return { at_m: corner, by: 'corner', guides: [] };
  const at: [number, number] = [...grid];
  const guides: Guide[] = [];
  for (const axis of [0, 1] as const) {
    const near = lines(options, place, axis).filter((level) => Math.abs(level - place[axis]) <= reach_m);
    const [best] = near.sort((a, b) => Math.abs(a - place[axis]) - Math.abs(b - place[axis]));
    if (best === undefined) continue;
    at[axis] = best;
    guides.push({ axis: axis === 0 ? 'x' : 'y', at_m: best });
  }
  if (guides.length > 0) return { at_m: at, by: 'line', guides };
  const foot = nearestOf(
    edges.map(([a, b]) => nearestOn(a, b, place)),
    place,
    reach_m,
  );
  return foot ? { at_m: [tidy(foot[0]), tidy(foot[1])], by: 'edge', guides: [] } : { at_m: grid, by: 'grid', guides: [] };
}

/** @param place where the pointer is on the floor */
export function snapCorner(place: Point, options: CornerOptions): CaughtCorner {
  const { corners, length_m, angle_deg, step_m } = options;
  const last = corners.at(-1);
  const free = caught(place, options);
  if (!last || (length_m === undefined && angle_deg === undefined)) return free;
  const [dx, dy] = [free.at_m[0] - last[0], free.at_m[1] - last[1]];
  const drawn = Math.hypot(dx, dy);
  const [ux, uy] = angle_deg !== undefined ? directionOf(angle_deg) : drawn > 0 ? [dx / drawn, dy / drawn] : [1, 0];
  // A direction alone: as far along it as the pointer is, in whole steps of the grid.
  const reach = length_m ?? Math.max(step_m, toGrid((place[0] - last[0]) * ux + (place[1] - last[1]) * uy, step_m));
  return { at_m: [tidy(last[0] + ux * reach), tidy(last[1] + uy * reach)], by: 'typed', guides: [] };
}

/** Whether a place lies on the outline, within a millimetre: there a partition may end. */
export const onOutline = ({ outline_m }: Pick<Space, 'outline_m'>, place: Point): boolean => distanceToOutline(outline_m, place) < 1e-3;
