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

export interface Bounds {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
}

export function boundsOf(points: Iterable<readonly [number, number, ...number[]]>, low_m: number, high_m: number): Bounds {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of points) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return { min: [minX, minY, low_m], max: [maxX, maxY, high_m] };
}
