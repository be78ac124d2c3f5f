/** Lines of a placed diagram: straight taps onto bars, hops where lines cross, dots where they join. */
import type { Box, Spot } from './shape.ts';

export interface Segment {
  readonly a: Spot;
  readonly b: Spot;
  /** Lines of one net join; lines of different nets hop. */
  readonly net: string;
}

/** A bar as it is drawn: from `low` to `high` across the flow, at `at` along it. */
export interface Bar {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Coordinates along the flow and across it. */
export type Axis = 'y' | 'x';
export const along = (point: Spot, axis: Axis): number => point[axis];
export const across = (point: Spot, axis: Axis): number => (axis === 'y' ? point.x : point.y);
export const spot = (alongValue: number, acrossValue: number, axis: Axis): Spot =>
  axis === 'y' ? { x: acrossValue, y: alongValue } : { x: alongValue, y: acrossValue };

/** Drops points that lie on a straight line between their neighbours. */
export function straightened(points: readonly Spot[]): readonly Spot[] {
  return points.filter((point, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    if (!before || !after) return true;
    const inX = Math.abs(before.x - point.x) < 0.01 && Math.abs(after.x - point.x) < 0.01;
    const inY = Math.abs(before.y - point.y) < 0.01 && Math.abs(after.y - point.y) < 0.01;
    return !inX && !inY;
  });
}

/** An end of a line on a bar. */
export interface BarEnd {
  /** Where the bar lies along the flow; undefined where the line does not end on a bar. */
  readonly at: number | undefined;
  /** Several lines on this side of the bar: each meets it straight, instead of running beside it to one place. */
  readonly taps: boolean;
}

/** A line with its ends drawn to the bars. Where it taps, the piece that ran along the bar falls away; the bar is drawn that long. */
export function tapped(points: readonly Spot[], axis: Axis, from: BarEnd, to: BarEnd): readonly Spot[] {
  let list: Spot[] = [...straightened(points)];
  if (from.at !== undefined) {
    if (from.taps && list.length >= 4) list = list.slice(2);
    const [first] = list;
    if (first) list[0] = spot(from.at, across(first, axis), axis);
  }
  if (to.at !== undefined) {
    if (to.taps && list.length >= 4) list = list.slice(0, -2);
    const last = list.at(-1);
    if (last) list[list.length - 1] = spot(to.at, across(last, axis), axis);
  }
  return straightened(list);
}

export function segmentsOf(points: readonly Spot[], net: string): readonly Segment[] {
  return points.slice(1).flatMap((b, i) => {
    const a = points[i];
    return a ? [{ a, b, net }] : [];
  });
}

const isVertical = ({ a, b }: Segment) => Math.abs(a.x - b.x) < 0.01;

/** Where the segments that run along the flow cross others of another net: there they hop over. */
export function crossings(segments: readonly Segment[], axis: Axis): readonly Spot[] {
  const flowing = segments.filter((segment) => isVertical(segment) === (axis === 'y'));
  const others = segments.filter((segment) => isVertical(segment) !== (axis === 'y'));
  const found: Spot[] = [];
  for (const own of flowing) {
    const fixed = across(own.a, axis);
    const [low, high] = [along(own.a, axis), along(own.b, axis)].sort((p, q) => p - q) as [number, number];
    for (const other of others) {
      if (other.net === own.net) continue;
      const at = along(other.a, axis);
      const [left, right] = [across(other.a, axis), across(other.b, axis)].sort((p, q) => p - q) as [number, number];
      if (at > low + 1 && at < high - 1 && fixed > left + 1 && fixed < right - 1) found.push(spot(at, fixed, axis));
    }
  }
  return found;
}

export const boxesOverlap = (a: Box, b: Box, clearance = 0): boolean =>
  a.x < b.x + b.width + clearance &&
  b.x < a.x + a.width + clearance &&
  a.y < b.y + b.height + clearance &&
  b.y < a.y + a.height + clearance;

/** Whether a straight piece of line passes through a box. */
export function crossesBox({ a, b }: Pick<Segment, 'a' | 'b'>, box: Box): boolean {
  const x0 = Math.min(a.x, b.x);
  const y0 = Math.min(a.y, b.y);
  return boxesOverlap({ x: x0, y: y0, width: Math.abs(a.x - b.x) + 0.01, height: Math.abs(a.y - b.y) + 0.01 }, box);
}
