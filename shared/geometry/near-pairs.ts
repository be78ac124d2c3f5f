/** Pairs of boxes that touch or overlap: one sweep along x, so that rows of racks cost n log n, not n². */
import type { Bounds } from './polygon.ts';

/** Calls `visit` once for every pair (i, j) of boxes that overlap by more than `slack_m` in all three axes. */
export function forNearPairs(boxes: readonly Bounds[], slack_m: number, visit: (i: number, j: number) => void): void {
  const order = boxes.map((_, i) => i).sort((a, b) => (boxes[a] as Bounds).min[0] - (boxes[b] as Bounds).min[0] || a - b);
  let active: number[] = [];
  for (const i of order) {
    const box = boxes[i] as Bounds;
    active = active.filter((j) => (boxes[j] as Bounds).max[0] - slack_m > box.min[0]);
    for (const j of active) {
      const other = boxes[j] as Bounds;
      const apart =
        other.max[1] - slack_m <= box.min[1] ||
        box.max[1] - slack_m <= other.min[1] ||
        other.max[2] - slack_m <= box.min[2] ||
        box.max[2] - slack_m <= other.min[2];
      if (!apart) visit(Math.min(i, j), Math.max(i, j));
    }
    active.push(i);
  }
}
