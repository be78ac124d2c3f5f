/** What a run must not pass through. */
import type { Place } from '../../document/records.ts';
import type { PlanBox } from '../../geometry/spatial-index.ts';

/** An axis-parallel box with the clearance added on all sides. */
export interface Obstacle {
  readonly min: Place;
  readonly max: Place;
  /** The axis a wall stands along. A run may pass straight through it, and not run along or rise in it. */
  readonly wallAlong?: 0 | 1;
}

/** Which axis a wall stands along; undefined for one that stands askew. */
export function wallAxis([[x0, y0], [x1, y1]]: PlanBox['corners']): 0 | 1 | undefined {
  if (Math.abs(y1 - y0) < slack_m) return 0;
  return Math.abs(x1 - x0) < slack_m ? 1 : undefined;
}

export function grown(box: PlanBox, by_m: number): Obstacle {
  const { corners, low_m, high_m } = box;
  const wallAlong = box.isWall ? wallAxis(box.corners) : undefined;
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    min: [Math.min(...xs) - by_m, Math.min(...ys) - by_m, low_m - by_m],
    max: [Math.max(...xs) + by_m, Math.max(...ys) + by_m, high_m + by_m],
    ...(wallAlong === undefined ? {} : { wallAlong }),
  };
}

/** Whether a leg is one straight through a wall, from side to side. */
export function passesWall(a: Place, b: Place, { min, max, wallAlong }: Obstacle): boolean {
  if (wallAlong === undefined) return false;
  const across = wallAlong === 0 ? 1 : 0;
  return Math.min(a[across], b[across]) < min[across] + slack_m && Math.max(a[across], b[across]) > max[across] - slack_m;
}

/** Whether a leg is blocked by an obstacle. */
export const blocks = (a: Place, b: Place, obstacle: Obstacle): boolean => crosses(a, b, obstacle) && !passesWall(a, b, obstacle);

const slack_m = 1e-6;

/** Whether an axis-parallel leg passes through a box. */
export function crosses(a: Place, b: Place, { min, max }: Obstacle): boolean {
  for (const axis of [0, 1, 2] as const) {
    if (Math.max(a[axis], b[axis]) <= min[axis] + slack_m || Math.min(a[axis], b[axis]) >= max[axis] - slack_m) return false;
  }
  return true;
}
