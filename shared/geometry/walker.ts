/** A person among upright boxes: an upright cylinder that is held off them and slides along them. */
import type { Point } from '../document/records.ts';
import { contains, nearestOn } from './polygon.ts';
import type { PlanBox, SpatialIndex } from './spatial-index.ts';

export interface Walker {
  readonly radius_m: number;
  /** What lies wholly below is stepped over. */
  readonly low_m: number;
  /** What lies wholly above is walked under. */
  readonly high_m: number;
}

/** Nearer than this counts as touching, not as being in. */
const slack_m = 1e-3;
/** Corners are settled by pushing off one wall after the other. */
const pushes = 6;

/** How to come clear of a box: the shortest way out and its length; undefined where it is not touched. */
function wayOut(
  box: PlanBox,
  at: Point,
  radius_m: number,
): { readonly x: number; readonly y: number; readonly deep_m: number } | undefined {
  let nearest: Point = box.corners[0];
  let far = Number.POSITIVE_INFINITY;
  box.corners.forEach((a, i) => {
    const point = nearestOn(a, box.corners[(i + 1) % 4] ?? a, at);
    const distance = Math.hypot(point[0] - at[0], point[1] - at[1]);
    if (distance < far) [nearest, far] = [point, distance];
  });
  const within = contains(box.corners, at);
  const deep_m = within ? radius_m + far : radius_m - far;
  if (deep_m <= 0) return undefined;
  const sign = within ? 1 : -1;
  const [dx, dy] = far > 0 ? [((nearest[0] - at[0]) / far) * sign, ((nearest[1] - at[1]) / far) * sign] : [0, 0];
  return { x: dx * deep_m, y: dy * deep_m, deep_m };
}

/**
 * Where a step ends. Long ones are taken in parts no longer than half the body, so that nothing is stepped through. A box
 * that the person is in already does not hold: one can always walk out.
 */
export function walkAmong(index: SpatialIndex, from: Point, step: Point, { radius_m, low_m, high_m }: Walker): Point {
  const parts = Math.max(1, Math.ceil(Math.hypot(step[0], step[1]) / (radius_m / 2)));
  let at = from;
  for (let part = 0; part < parts; part++) {
    const here = at;
    let next: Point = [here[0] + step[0] / parts, here[1] + step[1] / parts];
    const reach_m = radius_m * 2;
    const boxes = index
      .near(next[0] - reach_m, next[1] - reach_m, next[0] + reach_m, next[1] + reach_m)
      .filter((box) => box.low_m < high_m && box.high_m > low_m && (wayOut(box, here, radius_m)?.deep_m ?? 0) <= slack_m);
    for (let push = 0; push < pushes; push++) {
      let worst: ReturnType<typeof wayOut>;
      for (const box of boxes) {
        const out = wayOut(box, next, radius_m);
        if (out && out.deep_m > (worst?.deep_m ?? 0)) worst = out;
      }
      if (!worst) break;
      next = [next[0] + worst.x, next[1] + worst.y];
    }
    // In a corner too tight to stand in one stays where one was.
    if (boxes.some((box) => (wayOut(box, next, radius_m)?.deep_m ?? 0) > slack_m)) return here;
    at = next;
  }
  return at;
}
