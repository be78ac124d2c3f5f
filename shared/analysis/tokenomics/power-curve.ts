/**
 * Throughput against power of one class of accelerators: r(x) = 1 − a(1−x) − b(1−x)² with x = P/P_sat,
 * P_sat the job's own uncapped draw. Valid for x_min ≤ x ≤ 1 (x_min about 0.55 from measured cap sweeps);
 * r = 1 above. Fitted to the power-limit sweeps of Zeus (Chung et al., ml-energy/zeus, Apache-2.0).
 */

export interface PowerCurve {
  readonly a: number;
  readonly b: number;
}

/** Relative throughput at relative power `x`; 1 at and above the uncapped draw. */
export function relativeThroughput({ a, b }: PowerCurve, x: number): number {
  if (x >= 1) return 1;
  const cut = 1 - x;
  return 1 - a * cut - b * cut * cut;
}

/** dr/dx, from the left at x = 1. */
export const marginalThroughput = ({ a, b }: PowerCurve, x: number): number => a + 2 * b * (1 - Math.min(x, 1));

/** Least relative power that keeps relative throughput `r` ≤ 1 (the inverse of the curve). */
export function powerForThroughput({ a, b }: PowerCurve, r: number): number {
  const lost = Math.max(0, 1 - r);
  if (lost === 0) return 1;
  const cut = b > 0 ? (-a + Math.sqrt(a * a + 4 * b * lost)) / (2 * b) : lost / a;
  return 1 - cut;
}

/**
 * Relative power of most tokens per joule when `fixed` (in units of P_sat) is drawn whatever the cap:
 * x* = −F + √(F² + (c₁F − c₀)/b), c₀ = 1 − a − b, c₁ = a + 2b, kept in [x_min, 1].
 */
export function bestPower({ a, b }: PowerCurve, fixed: number, xMin: number): number {
  if (b <= 0) return 1 - a <= a * fixed ? 1 : xMin;
  const inside = fixed * fixed + ((a + 2 * b) * fixed - (1 - a - b)) / b;
  const x = inside <= 0 ? xMin : -fixed + Math.sqrt(inside);
  return Math.min(1, Math.max(xMin, x));
}

/**
 * The part of a curve below a standing cap, as a curve of its own: with x = m·y, r(m·y)/r(m) is again of the same form in
 * 1 − y. Exact. @param most m, the cap over the uncapped draw, inside the measured range.
 */
export function curveUnder({ a, b }: PowerCurve, most: number): PowerCurve {
  const kept = relativeThroughput({ a, b }, most);
  return { a: (most * (a + 2 * b * (1 - most))) / kept, b: (b * most * most) / kept };
}

export interface CurveFit extends PowerCurve {
  readonly rmse: number;
}

/** Non-negative least squares of 1 − r on (1−x) and (1−x)²: points as (relative power, relative throughput). */
export function fitCurve(points: readonly (readonly [x: number, r: number])[], leastPower: number): CurveFit {
  const used = points.filter(([x]) => x >= leastPower);
  let [s11, s12, s22, t1, t2] = [0, 0, 0, 0, 0];
  for (const [x, r] of used) {
    const u = 1 - x;
    s11 += u * u;
    s12 += u ** 3;
    s22 += u ** 4;
    t1 += u * (1 - r);
    t2 += u * u * (1 - r);
  }
  const error = (curve: PowerCurve) =>
    Math.sqrt(used.reduce((sum, [x, r]) => sum + (relativeThroughput(curve, x) - r) ** 2, 0) / Math.max(1, used.length));
  const determinant = s11 * s22 - s12 * s12;
  const free = determinant > 0 ? { a: (t1 * s22 - t2 * s12) / determinant, b: (s11 * t2 - s12 * t1) / determinant } : undefined;
  // With two unknowns the constrained optimum is the free one, or lies on one of the two axes.
  const candidates = [
    ...(free && free.a >= 0 && free.b >= 0 ? [free] : []),
    { a: Math.max(0, s11 > 0 ? t1 / s11 : 0), b: 0 },
    { a: 0, b: Math.max(0, s22 > 0 ? t2 / s22 : 0) },
  ];
  const best = candidates.reduce((least, curve) => (error(curve) < error(least) ? curve : least));
  return { ...best, rmse: error(best) };
}

export interface Phase {
  readonly curve: PowerCurve;
  readonly saturation_W: number;
  /** Part of the time spent in the phase when nothing is capped. */
  readonly timeShare: number;
}

/** A job of phases under one cap: each phase stretches by 1/r. Relative throughput and time-weighted mean power. */
export function phaseMix(phases: readonly Phase[], cap_W: number): { throughput: number; meanPower_W: number } {
  let time = 0;
  let energy = 0;
  for (const { curve, saturation_W, timeShare } of phases) {
    const stretched = timeShare / relativeThroughput(curve, Math.min(1, cap_W / saturation_W));
    time += stretched;
    energy += stretched * Math.min(cap_W, saturation_W);
  }
  return { throughput: 1 / time, meanPower_W: energy / time };
}
