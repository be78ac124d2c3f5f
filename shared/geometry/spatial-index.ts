/** A grid of cells over upright boxes in plan, for overlap and clearance while something is dragged. */
import type { Point } from '../document/records.ts';
import { penetration } from './overlap.ts';

/** A turned rectangle in plan with a height band. */
export interface PlanBox {
  readonly id: string;
  readonly corners: readonly [Point, Point, Point, Point];
  readonly low_m: number;
  readonly high_m: number;
  /** A wall, a partition or what stands over its openings. */
  readonly isWall?: true;
}

export interface SpatialIndex {
  /** Boxes that overlap the given one by more than `tolerance_m` in plan and in height. */
  overlapping(box: PlanBox, tolerance_m?: number): PlanBox[];
  /** Boxes whose cells touch a rectangle; a superset of those inside. */
  near(minX: number, minY: number, maxX: number, maxY: number): PlanBox[];
}

/** Things of which only the place is known at first: a box is made where somebody asks, and of a campus nearly nobody does. */
export interface LateBoxes {
  /** Place of each thing in plan, x and y in turns. */
  readonly places_m: Float64Array;
  /** Nothing reaches further from its place than this. */
  readonly reach_m: number;
  box(thing: number): PlanBox | undefined;
}

type Extent = readonly [minX: number, minY: number, maxX: number, maxY: number];
/** What stands still is asked for its bounds at every move of what is dragged past it. */
const known = new WeakMap<readonly Point[], Extent>();

function extent(corners: readonly Point[]): Extent {
  const before = known.get(corners);
  if (before) return before;
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of corners) {
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const found: Extent = [minX, minY, maxX, maxY];
  known.set(corners, found);
  return found;
}

/** Bounds of a box in plan. */
export function extentOf(corners: readonly Point[]): { minX: number; minY: number; maxX: number; maxY: number } {
  const [minX, minY, maxX, maxY] = extent(corners);
  return { minX, minY, maxX, maxY };
}

/** Depth by which two boxes overlap in plan (separating axes); ≤ 0 when they do not. */
export const planOverlap_m = (a: PlanBox, b: PlanBox): number => penetration(a.corners, b.corners);

/** Cells in which late things wait for their boxes. */
const lateCell_m = 24;
// Two 26-bit halves in one exact number: sites up to ±100,000 km at 3 m.
const key = (i: number, j: number) => (i + 33554432) * 67108864 + (j + 33554432);

function eachCell(cell_m: number, minX: number, minY: number, maxX: number, maxY: number, visit: (cell: number) => void): void {
  for (let i = Math.floor(minX / cell_m); i <= Math.floor(maxX / cell_m); i++) {
    for (let j = Math.floor(minY / cell_m); j <= Math.floor(maxY / cell_m); j++) visit(key(i, j));
  }
}

/** Things by the late cell that holds their place. */
function waitingIn({ places_m }: LateBoxes): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  for (let thing = 0; thing * 2 < places_m.length; thing++) {
    const [x, y] = [places_m[thing * 2] as number, places_m[thing * 2 + 1] as number];
    const cell = key(Math.floor(x / lateCell_m), Math.floor(y / lateCell_m));
    const list = cells.get(cell);
    if (list) list.push(thing);
    else cells.set(cell, [thing]);
  }
  return cells;
}

/** Two indices as one. */
export const joined = (a: SpatialIndex, b: SpatialIndex): SpatialIndex => ({
  near: (...extent) => [...a.near(...extent), ...b.near(...extent)],
  overlapping: (...asked) => [...a.overlapping(...asked), ...b.overlapping(...asked)],
});

/** Places that are remembered as made; to ask again costs some look-ups. */
const mostMade = 16;

const none: readonly Entry[] = [];

/** A box in the cells it touches. */
interface Entry {
  readonly box: PlanBox;
  /** In which order late boxes are answered: that of the things, whoever asked first. Others come before them. */
  readonly rank: number;
  /** The question that it was found for last: a box lies in several cells and is answered once. */
  asked: number;
}

/** Cells of about the size of the things in them; a box lies in every cell its bounds touch. */
export function spatialIndex(boxes: Iterable<PlanBox>, cell_m = 3, late?: LateBoxes): SpatialIndex {
  const cells = new Map<number, Entry[]>();
  const add = (box: PlanBox, rank: number) => {
    const entry: Entry = { box, rank, asked: 0 };
    eachCell(cell_m, ...extent(box.corners), (cell) => {
      const list = cells.get(cell);
      if (list) list.push(entry);
      else cells.set(cell, [entry]);
    });
  };
  for (const box of boxes) add(box, -1);
  const waiting = late && waitingIn(late);
  /** Where nobody waits any more: what is dragged asks about the same places again and again. */
  const made: Extent[] = [];
  const make = (minX: number, minY: number, maxX: number, maxY: number) => {
    if (!late || !waiting || made.some(([x0, y0, x1, y1]) => minX >= x0 && minY >= y0 && maxX <= x1 && maxY <= y1)) return;
    const margin = late.reach_m + cell_m;
    const whole: Extent = [minX - margin, minY - margin, maxX + margin, maxY + margin];
    eachCell(lateCell_m, ...whole, (cell) => {
      for (const thing of waiting.get(cell) ?? []) {
        const box = late.box(thing);
        if (box) add(box, thing);
      }
      waiting.delete(cell);
    });
    const from = (value: number) => Math.floor(value / lateCell_m) * lateCell_m + margin;
    const to = (value: number) => (Math.floor(value / lateCell_m) + 1) * lateCell_m - margin;
    made.push([from(whole[0]), from(whole[1]), to(whole[2]), to(whole[3])]);
    if (made.length > mostMade) made.shift();
  };
  let asked = 0;
  const near: SpatialIndex['near'] = (minX, minY, maxX, maxY) => {
    make(minX, minY, maxX, maxY);
    asked++;
    const found: Entry[] = [];
    let inOrder = true;
    eachCell(cell_m, minX, minY, maxX, maxY, (cell) => {
      for (const entry of cells.get(cell) ?? none) {
        if (entry.asked === asked) continue;
        entry.asked = asked;
        if (inOrder && found.length > 0 && (found[found.length - 1] as Entry).rank > entry.rank) inOrder = false;
        found.push(entry);
      }
    });
    if (!inOrder) found.sort((a, b) => a.rank - b.rank);
    return found.map(({ box }) => box);
  };
  return {
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
