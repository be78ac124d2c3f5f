/** A grid of cells over upright boxes in plan, for overlap and clearance while something is dragged. */
import type { Point } from '../document/records.ts';
import { penetration } from './overlap.ts';

/** A turned rectangle in plan with a height band. */
export interface PlanBox {
  readonly id: string;
  readonly corners: readonly [Point, Point, Point, Point];
  readonly low_m: number;
  readonly high_m: number;
}

export interface SpatialIndex {
  /** Boxes that overlap the given one by more than `tolerance_m` in plan and in height. */
  overlapping(box: PlanBox, tolerance_m?: number): PlanBox[];
  /** Boxes whose cells touch a rectangle; a superset of those inside. */
  near(minX: number, minY: number, maxX: number, maxY: number): PlanBox[];
  readonly size: number;
}

const extent = (corners: readonly Point[]): readonly [number, number, number, number] => {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of corners) {
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return [minX, minY, maxX, maxY];
};

/** Bounds of a box in plan. */
export function extentOf(corners: readonly Point[]): { minX: number; minY: number; maxX: number; maxY: number } {
  const [minX, minY, maxX, maxY] = extent(corners);
  return { minX, minY, maxX, maxY };
}

/** Depth by which two boxes overlap in plan (separating axes); ≤ 0 when they do not. */
export const planOverlap_m = (a: PlanBox, b: PlanBox): number => penetration(a.corners, b.corners);

/** Cells of about the size of the things in them; a box lies in every cell its bounds touch. */
export function spatialIndex(boxes: Iterable<PlanBox>, cell_m = 3): SpatialIndex {
  const cells = new Map<number, PlanBox[]>();
  let size = 0;
  // Two 26-bit halves in one exact number: sites up to ±100,000 km at this cell size.
  const key = (i: number, j: number) => (i + 33554432) * 67108864 + (j + 33554432);
  const eachCell = (minX: number, minY: number, maxX: number, maxY: number, visit: (cell: number) => void) => {
    for (let i = Math.floor(minX / cell_m); i <= Math.floor(maxX / cell_m); i++) {
      for (let j = Math.floor(minY / cell_m); j <= Math.floor(maxY / cell_m); j++) visit(key(i, j));
    }
  };
  for (const box of boxes) {
    size++;
    eachCell(...extent(box.corners), (cell) => {
      const list = cells.get(cell);
      if (list) list.push(box);
      else cells.set(cell, [box]);
    });
  }
  const near: SpatialIndex['near'] = (minX, minY, maxX, maxY) => {
    const found = new Set<PlanBox>();
    eachCell(minX, minY, maxX, maxY, (cell) => {
      for (const box of cells.get(cell) ?? []) found.add(box);
    });
    return [...found];
  };
  return {
    size,
    near,
    overlapping(box, tolerance_m = 0.001) {
      return near(...extent(box.corners)).filter(
        (other) =>
          other.id !== box.id &&
          Math.min(other.high_m, box.high_m) - Math.max(other.low_m, box.low_m) > tolerance_m &&
          planOverlap_m(other, box) > tolerance_m,
      );
    },
  };
}
