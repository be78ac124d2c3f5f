/** The shortest way through the air between two upright boxes. */
import { micrometres } from './catch-lines.ts';
import { nearestOn } from './polygon.ts';
import type { PlanBox } from './spatial-index.ts';
import { extentOf, planOverlap_m } from './spatial-index.ts';

type Point = readonly [x_m: number, y_m: number];
type Place = readonly [x_m: number, y_m: number, z_m: number];

/** Nearer than this they touch. */
const touching_m = 1e-6;

/** Shortest ways in plan: one, or the two ends of a stretch along which faces run parallel. */
function shortest(a: PlanBox, b: PlanBox): (readonly [Point, Point])[] {
  const ways = [a, b].flatMap((box, side) => {
    const { corners: edges } = side === 0 ? b : a;
    return box.corners.flatMap((corner) =>
      edges.map((start, i): readonly [Point, Point] => {
        const near = nearestOn(start, edges[(i + 1) % edges.length] ?? start, corner);
        return side === 0 ? [corner, near] : [near, corner];
      }),
    );
  });
  const length = ([from, to]: readonly [Point, Point]) => Math.hypot(from[0] - to[0], from[1] - to[1]);
  const least = Math.min(...ways.map(length));
  const alike = ways.filter((way) => length(way) - least < touching_m);
  return [...new Map(alike.map((way) => [way.flat().map(micrometres).join(), way])).values()];
}

const middle = (points: readonly Point[]): Point => {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
};

/**
 * Ends of the shortest way from one box to another, on the first and on the second; undefined where they touch or overlap.
 * Between parallel faces it is in the middle of what faces each other. At one height where they stand beside each other.
 * @param above_m height over the higher of the two feet at which a level way is drawn
 */
export function clearWay(a: PlanBox, b: PlanBox, above_m = 0): readonly [Place, Place] | undefined {
  const low = Math.max(a.low_m, b.low_m);
  const high = Math.min(a.high_m, b.high_m);
  const apart = high - low <= 0;
  const level = Math.min(low + above_m, Math.max(low, high));
  const [fromZ, toZ] = apart ? (a.low_m >= b.high_m ? [a.low_m, b.high_m] : [a.high_m, b.low_m]) : [level, level];
  if (planOverlap_m(a, b) > touching_m) {
    if (!apart || Math.abs(fromZ - toZ) < touching_m) return undefined;
    const [p, q] = [extentOf(a.corners), extentOf(b.corners)];
    const x = (Math.max(p.minX, q.minX) + Math.min(p.maxX, q.maxX)) / 2;
    const y = (Math.max(p.minY, q.minY) + Math.min(p.maxY, q.maxY)) / 2;
    return [
      [x, y, fromZ],
      [x, y, toZ],
    ];
  }
  const ways = shortest(a, b);
  const from = middle(ways.map(([start]) => start));
  const to = middle(ways.map(([, end]) => end));
  const length = Math.hypot(from[0] - to[0], from[1] - to[1], fromZ - toZ);
  return length < touching_m
    ? undefined
    : [
        [from[0], from[1], fromZ],
        [to[0], to[1], toZ],
      ];
}
