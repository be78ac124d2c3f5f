/** Plane polygons, counter-clockwise, metres. */
import type { Point } from '../document/records.ts';

/** Signed area (shoelace); positive for counter-clockwise. */
export function area(outline: readonly Point[]): number {
  let twice = 0;
  outline.forEach(([x, y], i) => {
    const [nx, ny] = outline[(i + 1) % outline.length] ?? [x, y];
    twice += x * ny - nx * y;
  });
  return twice / 2;
}

/** Whether a point lies inside (even-odd rule). */
export function contains(outline: readonly Point[], [px, py]: Point): boolean {
  let inside = false;
  outline.forEach(([x, y], i) => {
    const [qx, qy] = outline[(i + 1) % outline.length] ?? [x, y];
    if (y > py !== qy > py && px < ((qx - x) * (py - y)) / (qy - y) + x) inside = !inside;
  });
  return inside;
}

/** Nearest point of the segment from a to b. */
export function nearestOn([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length2));
  return [ax + dx * t, ay + dy * t];
}

/** Distance from a point to the nearest edge. */
export function distanceToOutline(outline: readonly Point[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  outline.forEach((a, i) => {
    const [x, y] = nearestOn(a, outline[(i + 1) % outline.length] ?? a, point);
    nearest = Math.min(nearest, Math.hypot(x - point[0], y - point[1]));
  });
  return nearest;
}

const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** Whether two segments share a point: they cross, touch, or lie on one another. */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0))) return true;
  const between = (p: Point, q: Point, at: Point) =>
    Math.min(p[0], q[0]) <= at[0] && at[0] <= Math.max(p[0], q[0]) && Math.min(p[1], q[1]) <= at[1] && at[1] <= Math.max(p[1], q[1]);
  return (
    (abc === 0 && between(a, b, c)) || (abd === 0 && between(a, b, d)) || (cda === 0 && between(c, d, a)) || (cdb === 0 && between(c, d, b))
  );
}

/** Whether edges that are not neighbours meet, or neighbours fold back onto one another. */
export function crossesItself(outline: readonly Point[]): boolean {
  const n = outline.length;
  const corner = (i: number): Point => outline[i % n] as Point;
  for (let i = 0; i < n; i++) {
    const [before, at, after] = [corner(i), corner(i + 1), corner(i + 2)];
    const back = (at[0] - before[0]) * (after[0] - at[0]) + (at[1] - before[1]) * (after[1] - at[1]) < 0;
    if (back && turn(before, at, after) === 0) return true;
    for (let j = i + 2; j < n; j++) if ((j + 1) % n !== i && segmentsMeet(corner(i), corner(i + 1), corner(j), corner(j + 1))) return true;
  }
  return false;
}

export interface Bounds {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
}

export function boundsOf(points: Iterable<readonly [number, number, ...number[]]>, low_m: number, high_m: number): Bounds {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    minX = Math.min(minX, point[0]);
    minY = Math.min(minY, point[1]);
    maxX = Math.max(maxX, point[0]);
    maxY = Math.max(maxY, point[1]);
  }
  return { min: [minX, minY, low_m], max: [maxX, maxY, high_m] };
}
