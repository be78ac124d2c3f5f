/** Where a camera has to stand so that points fill the part of the picture that no chips, tools or tags cover. Pure. */

/** Half extent of the picture at a distance of one metre to each side of its middle, as far as it is free. */
export interface FreeSides {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point seen along the camera's own axes: to the right, upwards, towards the camera. */
export type Seen = readonly [right: number, up: number, toward: number];

interface Fit {
  /** The camera's place in the same axes, and how far it is from the plane of the origin. */
  readonly right: number;
  readonly up: number;
  readonly distance: number;
}

/** Along one axis a point at (p, b) is inside when p − c ≤ most · (D − b) and c − p ≤ least · (D − b). */
function bounds(points: readonly Seen[], axis: 0 | 1, least: number, most: number): readonly [low: number, high: number] {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    low = Math.max(low, least * point[2] - point[axis]);
    high = Math.max(high, most * point[2] + point[axis]);
  }
  return [low, high];
}

/** The nearest place from which a perspective camera sees all points within the free sides; in the middle of what is left over. */
export function fitPerspective(points: readonly Seen[], free: FreeSides): Fit {
  const [left, right] = bounds(points, 0, free.left, free.right);
  const [bottom, top] = bounds(points, 1, free.bottom, free.top);
  const distance = Math.max((left + right) / (free.left + free.right), (bottom + top) / (free.bottom + free.top));
  return {
    distance,
    right: (right - free.right * distance + free.left * distance - left) / 2,
    up: (top - free.top * distance + free.bottom * distance - bottom) / 2,
  };
}

/** As above for parallel rays: `half` is what one unit of the free sides has to stand for. */
export function fitParallel(points: readonly Seen[], free: FreeSides): { right: number; up: number; half: number } {
  const [left, right] = bounds(points, 0, 0, 0);
  const [bottom, top] = bounds(points, 1, 0, 0);
  const half = Math.max((left + right) / (free.left + free.right), (bottom + top) / (free.bottom + free.top));
  return {
    half,
    right: (right - free.right * half + free.left * half - left) / 2,
    up: (top - free.top * half + free.bottom * half - bottom) / 2,
  };
}
