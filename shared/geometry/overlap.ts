/** How deep two convex plane polygons overlap (separating axis theorem), metres. */
import type { Point } from '../document/records.ts';

const shadow = (outline: readonly Point[], nx: number, ny: number): readonly [number, number] => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [x, y] of outline) {
    const along = x * nx + y * ny;
    low = Math.min(low, along);
    high = Math.max(high, along);
  }
  return [low, high];
};

/**
 * Least shift that would part two convex polygons; zero or negative when they are apart, and then
 * its size is a lower bound of the gap (exact when the polygons face each other across one edge).
 */
export function penetration(a: readonly Point[], b: readonly Point[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const outline of [a, b]) {
    for (let i = 0; i < outline.length; i++) {
      const [x, y] = outline[i] as Point;
      const [nextX, nextY] = outline[(i + 1) % outline.length] as Point;
      const length = Math.hypot(nextX - x, nextY - y);
      if (length === 0) continue;
      const nx = (nextY - y) / length;
      const ny = (x - nextX) / length;
      const [lowA, highA] = shadow(a, nx, ny);
      const [lowB, highB] = shadow(b, nx, ny);
      least = Math.min(least, Math.min(highA, highB) - Math.max(lowA, lowB));
    }
  }
  return least;
}
