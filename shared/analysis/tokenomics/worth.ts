/** Worth of power as the pieces that the allocation takes: tokens per second (weighted) against watts. */
import type { Consumer, WorthPiece } from '../../solve/allocation.ts';
import { marginalThroughput, type PowerCurve, relativeThroughput } from './power-curve.ts';

export interface CurveWorth {
  readonly curve: PowerCurve;
  /** Uncapped draw, where more power earns nothing more. */
  readonly saturation_W: number;
  /** Weighted tokens per second at the uncapped draw. */
  readonly throughput_per_s: number;
  /** Least relative power: latency floor or end of the measured range; 1 for work that must run uncapped. */
  readonly least: number;
}

/** A quadratic power curve from its least relative power to the uncapped draw: one piece. */
export function curveWorth({ curve, saturation_W, throughput_per_s, least }: CurveWorth): Consumer {
  const slope = (x: number) => (throughput_per_s * marginalThroughput(curve, x)) / saturation_W;
  return {
    least: least * saturation_W,
    worthAtLeast: throughput_per_s * relativeThroughput(curve, least),
    pieces: [{ width: (1 - least) * saturation_W, first: slope(least), last: slope(1) }],
  };
}

/**
 * The upper hull of measured points (power in W, weighted tokens per second), from the least power to the best point:
 * between neighbouring points of the hull part of the units run at one and part at the other. Nothing is
 * extrapolated. Add [0, 0] (or what a parked unit draws) where units may be parked. @returns undefined without a point.
 */
export function hullWorth(points: readonly (readonly [power_W: number, throughput_per_s: number])[]): Consumer | undefined {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const hull: (readonly [number, number])[] = [];
  const slope = (a: readonly [number, number], b: readonly [number, number]) => (b[1] - a[1]) / (b[0] - a[0]);
  for (const point of sorted) {
    const top = hull.at(-1);
    if (top && (point[0] === top[0] || point[1] <= top[1])) continue;
    for (;;) {
      const [before, last] = [hull.at(-2), hull.at(-1)];
      if (!before || !last || slope(before, last) > slope(last, point)) break;
      hull.pop();
    }
    hull.push(point);
  }
  const [first] = hull;
  if (!first) return undefined;
  const pieces: WorthPiece[] = [];
  for (let k = 1; k < hull.length; k++) {
    const [a, b] = [hull[k - 1], hull[k]];
    if (!a || !b) continue;
    const worth = slope(a, b);
    pieces.push({ width: b[0] - a[0], first: worth, last: worth });
  }
  return { least: first[0], worthAtLeast: first[1], pieces };
}
