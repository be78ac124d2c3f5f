/**
 * What catches a box that is moved in plan: corners, edges, middles, equal gaps and walls. Of several the least shift
 * wins, then the nearer neighbour, then its name: in which order neighbours are given does not matter.
 */
import type { Point } from '../document/records.ts';
import { extentOf, type PlanBox } from './spatial-index.ts';

export type PlanAxis = 0 | 1;

export interface CaughtLine {
  /** Along the axis. */
  readonly shift_m: number;
  /** Coordinate of the line on the axis. */
  readonly at_m: number;
  readonly other: PlanBox;
}

export interface CaughtCorner {
  readonly shift_m: Point;
  readonly at_m: Point;
  readonly other: PlanBox;
}

export interface CaughtGap extends CaughtLine {
  /** Width of each of the equal gaps. */
  readonly gap_m: number;
}

const otherAxis = (axis: PlanAxis): PlanAxis => (axis === 0 ? 1 : 0);

/** From where to where a box reaches along an axis. */
export function spanOf({ corners }: PlanBox, axis: PlanAxis): readonly [low_m: number, high_m: number] {
  const { minX, minY, maxX, maxY } = extentOf(corners);
  return axis === 0 ? [minX, maxX] : [minY, maxY];
}

/** Clear way between two boxes along an axis; 0 where they overlap. */
export function clearBetween(a: PlanBox, b: PlanBox, axis: PlanAxis): number {
  const [aLow, aHigh] = spanOf(a, axis);
  const [bLow, bHigh] = spanOf(b, axis);
  return Math.max(0, aLow - bHigh, bLow - aHigh);
}

/** Whole micrometres: sums of binary fractions that mean the same place compare as equal. */
export const micrometres = (length_m: number): number => Math.round(length_m * 1e6);

/** What is compared first comes first; strings by their code units. */
export type Rank = readonly (number | string)[];

export function ranksBefore(a: Rank, b: Rank | undefined): boolean {
  if (!b) return true;
  for (let i = 0; i < a.length; i++) {
    const [mine, theirs] = [a[i] as number | string, b[i] as number | string];
    if (mine !== theirs) return mine < theirs;
  }
  return false;
}

/** Whether two boxes overlap along an axis, by more than they touch. */
const overlaps = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  Math.min(a[1], b[1]) - Math.max(a[0], b[0]) > 1e-6;

const linesOf = {
  edges: (span: readonly [number, number]): readonly number[] => span,
  middle: ([low, high]: readonly [number, number]): readonly number[] => [(low + high) / 2],
} as const;

/**
 * An edge onto an edge of a neighbour, or middle onto middle, along one axis.
 * @param beside only neighbours that the box would meet when it moved along the axis, as walls are
 */
export function catchLine(
  box: PlanBox,
  others: readonly PlanBox[],
  axis: PlanAxis,
  reach_m: number,
  lines: keyof typeof linesOf,
  beside = false,
): CaughtLine | undefined {
  const across = otherAxis(axis);
  const [own, ownAcross] = [linesOf[lines](spanOf(box, axis)), spanOf(box, across)];
  let best: (CaughtLine & { readonly rank: Rank }) | undefined;
  for (const other of others) {
    if (beside && !overlaps(ownAcross, spanOf(other, across))) continue;
    for (const at_m of linesOf[lines](spanOf(other, axis))) {
      for (const line of own) {
        const shift_m = at_m - line;
        if (Math.abs(shift_m) > reach_m) continue;
        const rank = [
          micrometres(Math.abs(shift_m)),
          micrometres(clearBetween(box, other, across)),
          micrometres(shift_m),
          other.id,
          ...spanOf(other, across),
        ];
        if (ranksBefore(rank, best?.rank)) best = { shift_m, at_m, other, rank };
      }
    }
  }
  return best;
}

/**
 * A corner onto a corner of a neighbour.
 * @param free axes that may still change; along the others the corners must lie level already
 */
export function catchCorner(
  box: PlanBox,
  others: readonly PlanBox[],
  reach_m: number,
  free: readonly [boolean, boolean],
): CaughtCorner | undefined {
  const [reachX, reachY] = free.map((may) => (may ? reach_m : 1e-6)) as [number, number];
  let best: (CaughtCorner & { readonly rank: Rank }) | undefined;
  for (const other of others) {
    for (const at_m of other.corners) {
      for (const corner of box.corners) {
        const shift_m: Point = [at_m[0] - corner[0], at_m[1] - corner[1]];
        if (Math.abs(shift_m[0]) > reachX || Math.abs(shift_m[1]) > reachY) continue;
        const far_m = Math.hypot(...shift_m);
        if (far_m > reach_m) continue;
        const rank = [micrometres(far_m), micrometres(shift_m[0]), micrometres(shift_m[1]), other.id, ...at_m];
        if (ranksBefore(rank, best?.rank)) best = { shift_m, at_m, other, rank };
      }
    }
  }
  return best;
}

/**
 * As far from a neighbour in its row as that stands from the next, or in the middle between two. What overlaps the box
 * across the axis and in height is its row.
 */
export function catchGap(box: PlanBox, others: readonly PlanBox[], axis: PlanAxis, reach_m: number): CaughtGap | undefined {
  const across = otherAxis(axis);
  const [low, high] = spanOf(box, axis);
  const ownAcross = spanOf(box, across);
  const row = others
    .filter((other) => overlaps(ownAcross, spanOf(other, across)) && overlaps([box.low_m, box.high_m], [other.low_m, other.high_m]))
    .map((other) => ({ other, span: spanOf(other, axis) }))
    .sort((a, b) => (ranksBefore([...a.span, a.other.id], [...b.span, b.other.id]) ? -1 : 1));
  let best: (CaughtGap & { readonly rank: Rank }) | undefined;
  const offer = (at_m: number, edge_m: number, gap_m: number, other: PlanBox) => {
    const shift_m = at_m - edge_m;
    if (gap_m < 1e-3 || Math.abs(shift_m) > reach_m) return;
    const rank = [micrometres(Math.abs(shift_m)), micrometres(gap_m), micrometres(shift_m), other.id];
    if (ranksBefore(rank, best?.rank)) best = { shift_m, at_m, gap_m, other, rank };
  };
  row.forEach((left, i) => {
    const right = row[i + 1];
    if (!right) return;
    const between_m = right.span[0] - left.span[1];
    offer(right.span[1] + between_m, low, between_m, right.other);
    offer(left.span[0] - between_m, high, between_m, left.other);
    const each_m = (between_m - (high - low)) / 2;
    offer(left.span[1] + each_m, low, each_m, left.other);
  });
  return best;
}
