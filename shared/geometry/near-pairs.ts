/** Pairs of boxes that overlap: a grid of cells in plan, so that a campus costs what its halls cost. */
import type { Bounds } from './polygon.ts';

/** Cells of about the size of a rack with its working space. */
const cell_m = 4;

const overlapBy = (a: Bounds, b: Bounds, axis: 0 | 1 | 2): number =>
  Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]);

/** Calls `visit` once for every pair i < j of boxes that overlap by more than `slack_m` in all three axes. */
export function forNearPairs(boxes: readonly Bounds[], slack_m: number, visit: (i: number, j: number) => void): void {
  const cells = new Map<string, number[]>();
  boxes.forEach(({ min, max }, j) => {
    const [fromX, toX, fromY, toY] = [min[0], max[0], min[1], max[1]].map((metres) => Math.floor(metres / cell_m)) as [
      number,
      number,
      number,
      number,
    ];
    for (let x = fromX; x <= toX; x++) {
      for (let y = fromY; y <= toY; y++) {
        const key = `${x} ${y}`;
        const members = cells.get(key);
        if (!members) {
          cells.set(key, [j]);
          continue;
        }
        for (const i of members) {
          const other = boxes[i] as Bounds;
          // Of all cells a pair shares, the one with the lower left corner of their overlap reports it.
          const home =
            Math.floor(Math.max(min[0], other.min[0]) / cell_m) === x && Math.floor(Math.max(min[1], other.min[1]) / cell_m) === y;
          const box = boxes[j] as Bounds;
          if (home && overlapBy(box, other, 0) > slack_m && overlapBy(box, other, 1) > slack_m && overlapBy(box, other, 2) > slack_m)
            visit(i, j);
        }
        members.push(j);
      }
    }
  });
}
