/** What a run must not pass through. */
import type { Place } from '../../document/records.ts';
import type { PlanBox } from '../../geometry/spatial-index.ts';

/** An axis-parallel box with the clearance added on all sides. */
export interface Obstacle {
  readonly min: Place;
  readonly max: Place;
}

export function grown({ corners, low_m, high_m }: PlanBox, by_m: number): Obstacle {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    min: [Math.min(...xs) - by_m, Math.min(...ys) - by_m, low_m - by_m],
    max: [Math.max(...xs) + by_m, Math.max(...ys) + by_m, high_m + by_m],
  };
}

const slack_m = 1e-6;

/** Whether an axis-parallel leg passes through a box. */
export function crosses(a: Place, b: Place, { min, max }: Obstacle): boolean {
  for (const axis of [0, 1, 2] as const) {
    if (Math.max(a[axis], b[axis]) <= min[axis] + slack_m || Math.min(a[axis], b[axis]) >= max[axis] - slack_m) return false;
  }
  return true;
}
