/** Pairs of boxes that overlap: a grid of cells in plan, so that a campus costs what its halls cost. */
import type { Bounds } from './polygon.ts';

/** Cells of about the size of a rack with its working space. */
const cell_m = 4;

const overlapBy = (a: Bounds, b: Bounds, axis: 0 | 1 | 2): number =>
  Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]);

/** Boxes by cell, as chains in the order of entry; cells share chains by chance. */
class Cells {
  readonly #mask: number;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** By entry. */
  readonly box: number[] = [];
  readonly next: number[] = [];
  readonly #x: number[] = [];
  readonly #y: number[] = [];

  constructor(boxes: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, 4 * boxes)));
    this.#mask = size - 1;
    this.#first = new Int32Array(size).fill(-1);
    this.#last = new Int32Array(size).fill(-1);
  }

  chain(x: number, y: number): number {
    return (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) & this.#mask;
  }

  first(chain: number): number {
    return this.#first[chain] as number;
  }

  isIn(entry: number, x: number, y: number): boolean {
    return this.#x[entry] === x && this.#y[entry] === y;
  }

  add(chain: number, x: number, y: number, box: number): void {
    const entry = this.box.push(box) - 1;
    this.next.push(-1);
    this.#x.push(x);
    this.#y.push(y);
    const last = this.#last[chain] as number;
    if (last < 0) this.#first[chain] = entry;
    else this.next[last] = entry;
    this.#last[chain] = entry;
  }
}

/** Calls `visit` once for every pair i < j of boxes that overlap by more than `slack_m` in all three axes. */
export const forNearPairs = (boxes: readonly Bounds[], slack_m: number, visit: (i: number, j: number) => void): void =>
  nearPairs(boxes, boxes, true, slack_m, visit);

/** The same for every pair of a box i of one list and a box j of another. */
export const forNearPairsBetween = (
  boxes: readonly Bounds[],
  others: readonly Bounds[],
  slack_m: number,
  visit: (i: number, j: number) => void,
): void => nearPairs(boxes, others, false, slack_m, visit);

function putInto(cells: Cells, boxes: readonly Bounds[]): void {
  for (let i = 0; i < boxes.length; i++) {
    const { min, max } = boxes[i] as Bounds;
    const toX = Math.floor(max[0] / cell_m);
    const fromY = Math.floor(min[1] / cell_m);
    const toY = Math.floor(max[1] / cell_m);
    for (let x = Math.floor(min[0] / cell_m); x <= toX; x++) for (let y = fromY; y <= toY; y++) cells.add(cells.chain(x, y), x, y, i);
  }
}

function nearPairs(
  boxes: readonly Bounds[],
  others: readonly Bounds[],
  same: boolean,
  slack_m: number,
  visit: (i: number, j: number) => void,
): void {
  const cells = new Cells(boxes.length);
  if (!same) putInto(cells, boxes);
  for (let j = 0; j < others.length; j++) {
    const box = others[j] as Bounds;
    const { min, max } = box;
    const toX = Math.floor(max[0] / cell_m);
    const fromY = Math.floor(min[1] / cell_m);
    const toY = Math.floor(max[1] / cell_m);
    for (let x = Math.floor(min[0] / cell_m); x <= toX; x++) {
      for (let y = fromY; y <= toY; y++) {
        const chain = cells.chain(x, y);
        for (let entry = cells.first(chain); entry >= 0; entry = cells.next[entry] as number) {
          if (!cells.isIn(entry, x, y)) continue;
          const i = cells.box[entry] as number;
          const other = boxes[i] as Bounds;
          // Of all cells a pair shares, the one with the lower left corner of their overlap reports it.
          const home =
            Math.floor(Math.max(min[0], other.min[0]) / cell_m) === x && Math.floor(Math.max(min[1], other.min[1]) / cell_m) === y;
          if (home && overlapBy(box, other, 0) > slack_m && overlapBy(box, other, 1) > slack_m && overlapBy(box, other, 2) > slack_m)
            visit(i, j);
        }
        if (same) cells.add(chain, x, y, j);
      }
    }
  }
}
