/**
 * Straight pieces of pipe and cable against each other and against upright boxes: distances from a line between two
 * places, metres. A piece with a radius is what lies within that distance of its line.
 */
import type { Place, Point } from '../document/records.ts';
import type { Bounds } from './polygon.ts';

export interface Gap {
  readonly distance_m: number;
  /** Where the two come nearest: halfway between them. */
  readonly at_m: Place;
}

const within = (value: number) => Math.min(1, Math.max(0, value));
const along = (a: Place, b: Place, t: number): Place => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];

/**
 * Shortest way between the lines a–b and c–d, which may have no length (Ericson, Real-Time Collision Detection, 2005, 5.1.9).
 */
export function gapBetween(a: Place, b: Place, c: Place, d: Place): Gap {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [d[0] - c[0], d[1] - c[1], d[2] - c[2]];
  const [wx, wy, wz] = [a[0] - c[0], a[1] - c[1], a[2] - c[2]];
  const uu = ux * ux + uy * uy + uz * uz;
  const vv = vx * vx + vy * vy + vz * vz;
  const uw = ux * wx + uy * wy + uz * wz;
  const vw = vx * wx + vy * wy + vz * wz;
  const uv = ux * vx + uy * vy + uz * vz;
  let s = 0;
  let t = 0;
  if (uu < shortest_m2) t = vv < shortest_m2 ? 0 : within(vw / vv);
  else if (vv < shortest_m2) s = within(-uw / uu);
  else {
    const crossing = uu * vv - uv * uv;
    // Of parallel lines any place is as near as another.
    s = crossing > parallel * uu * vv ? within((uv * vw - uw * vv) / crossing) : 0;
    t = (uv * s + vw) / vv;
    if (t < 0 || t > 1) {
      t = within(t);
      s = within((uv * t - uw) / uu);
    }
  }
  const [p, q] = [along(a, b, s), along(c, d, t)];
  return {
    distance_m: Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]),
    at_m: [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2],
  };
}

const shortest_m2 = 1e-18;
const parallel = 1e-12;

/** An upright box: a rectangle in plan, in any turn, over a band of heights. */
export interface UprightBox {
  readonly corners: readonly Point[];
  readonly low_m: number;
  readonly high_m: number;
}

/** A line as the box sees it: from its middle, along its sides. */
function seenFrom({ corners, low_m, high_m }: UprightBox, a: Place, b: Place) {
  const [[x0, y0], [x1, y1], [x2, y2]] = corners as readonly [Point, Point, Point];
  const [width, depth] = [Math.hypot(x1 - x0, y1 - y0), Math.hypot(x2 - x1, y2 - y1)];
  const [ex, ey] = [(x1 - x0) / width, (y1 - y0) / width];
  const [fx, fy] = [(x2 - x1) / depth, (y2 - y1) / depth];
  const [mx, my, mz] = [(x0 + x2) / 2, (y0 + y2) / 2, (low_m + high_m) / 2];
  const local = ([x, y, z]: Place): Place => [(x - mx) * ex + (y - my) * ey, (x - mx) * fx + (y - my) * fy, z - mz];
  return { from: local(a), to: local(b), half: [width / 2, depth / 2, (high_m - low_m) / 2] as const };
}

/**
 * How near the line a–b comes to an upright box; where it passes through it, less than nothing by the depth of the
 * middle of what lies inside below the nearest face. Exact outside: the distance is convex along the line.
 */
export function gapToBox(box: UprightBox, a: Place, b: Place): Gap {
  const { from, to, half } = seenFrom(box, a, b);
  const beyond = (axis: 0 | 1 | 2, t: number) => Math.abs(from[axis] + (to[axis] - from[axis]) * t) - (half[axis] as number);
  // Where the line enters and leaves the slab between each pair of faces.
  const marks = [0, 1];
  let [enters, leaves] = [0, 1];
  for (const axis of [0, 1, 2] as const) {
    const step = to[axis] - from[axis];
    if (Math.abs(step) < 1e-12) {
      if (beyond(axis, 0) > 0) leaves = -1;
      continue;
    }
    const [p, q] = [(-(half[axis] as number) - from[axis]) / step, ((half[axis] as number) - from[axis]) / step];
    for (const t of [p, q]) if (t > 0 && t < 1) marks.push(t);
    enters = Math.max(enters, Math.min(p, q));
    leaves = Math.min(leaves, Math.max(p, q));
  }
  if (enters <= leaves) {
    const t = (enters + leaves) / 2;
    return { distance_m: Math.max(beyond(0, t), beyond(1, t), beyond(2, t)), at_m: along(a, b, t) };
  }
  // Between two marks the square of the distance is one parabola.
  marks.sort((p, q) => p - q);
  let [best, nearest] = [0, Number.POSITIVE_INFINITY];
  const tryAt = (t: number) => {
    const square = Math.max(0, beyond(0, t)) ** 2 + Math.max(0, beyond(1, t)) ** 2 + Math.max(0, beyond(2, t)) ** 2;
    if (square < nearest) [best, nearest] = [t, square];
  };
  for (let i = 0; i + 1 < marks.length; i++) {
    const [t0, t1] = [marks[i] as number, marks[i + 1] as number];
    tryAt(t0);
    tryAt(t1);
    let [slope, bend] = [0, 0];
    for (const axis of [0, 1, 2] as const) {
      const middle = from[axis] + ((to[axis] - from[axis]) * (t0 + t1)) / 2;
      if (Math.abs(middle) <= (half[axis] as number)) continue;
      const step = to[axis] - from[axis];
      slope += step * (from[axis] - Math.sign(middle) * (half[axis] as number));
      bend += step * step;
    }
    if (bend > 0) tryAt(Math.min(t1, Math.max(t0, -slope / bend)));
  }
  return { distance_m: Math.sqrt(nearest), at_m: along(a, b, best) };
}

/** Bounds of a piece from a to b with its radius. */
export const pieceBounds = (a: Place, b: Place, radius_m: number): Bounds => ({
  min: [Math.min(a[0], b[0]) - radius_m, Math.min(a[1], b[1]) - radius_m, Math.min(a[2], b[2]) - radius_m],
  max: [Math.max(a[0], b[0]) + radius_m, Math.max(a[1], b[1]) + radius_m, Math.max(a[2], b[2]) + radius_m],
});
