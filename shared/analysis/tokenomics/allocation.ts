/**
 * Optimal allocation of one power budget over classes of accelerators:
 * maximise Σ n v T r(x) subject to Σ n k P x ≤ B, l ≤ x ≤ 1; the simplest case of `allocateOverLimits`.
 */
import { allocateOverLimits } from '../../solve/allocation.ts';
import { bestPower, type PowerCurve, relativeThroughput } from './power-curve.ts';
import { curveWorth } from './worth.ts';

export interface PowerClass {
  readonly count: number;
  /** Uncapped draw of one unit. */
  readonly saturation_W: number;
  /** Tokens per second of one unit, uncapped. */
  readonly throughput_per_s: number;
  readonly curve: PowerCurve;
  /** Least relative power: latency floor or end of the measured range. */
  readonly least: number;
  /** Worth of a token of this class against the others. */
  readonly weight: number;
  /** Site watts that one more watt here costs (cooling and losses at the margin). */
  readonly siteFactor: number;
}

export interface Allocation {
  /** Weighted tokens per second gained by one more site watt; 0 when the budget does not bind. */
  readonly price: number;
  readonly x: readonly number[];
  readonly sitePower_W: number;
  /** Weighted tokens per second. */
  readonly throughput_per_s: number;
  /** The same with one relative power for all classes, where the budget allows it. */
  readonly uniformThroughput_per_s: number;
  /** False when even the least powers exceed the budget. */
  readonly feasible: boolean;
}

const sitePower = (c: PowerClass, x: number): number => c.count * c.siteFactor * c.saturation_W * x;
const throughput = (c: PowerClass, x: number): number => c.count * c.weight * c.throughput_per_s * relativeThroughput(c.curve, x);

const total = (classes: readonly PowerClass[], x: readonly number[], of: (c: PowerClass, x: number) => number): number =>
  classes.reduce((sum, c, i) => sum + of(c, x[i] ?? 1), 0);

function uniform(classes: readonly PowerClass[], budget_W: number): number {
  const full = total(
    classes,
    classes.map(() => 1),
    sitePower,
  );
  const share = Math.min(1, budget_W / full);
  return total(
    classes,
    classes.map(() => share),
    throughput,
  );
}

export function allocate(classes: readonly PowerClass[], budget_W: number): Allocation {
  const answer = (price: number, x: readonly number[], feasible: boolean): Allocation => ({
    price,
    x,
    sitePower_W: total(classes, x, sitePower),
    throughput_per_s: total(classes, x, throughput),
    uniformThroughput_per_s: uniform(classes, budget_W),
    feasible,
  });
  const consumers = classes.map(({ count, weight, throughput_per_s, saturation_W, curve, least }) =>
    curveWorth({ curve, least, saturation_W: count * saturation_W, throughput_per_s: count * weight * throughput_per_s }),
  );
  const site = { id: 'budget', members: classes.map((_, i) => i), coefficients: classes.map((c) => c.siteFactor) };
  const result = allocateOverLimits({ consumers, limits: [site], capacities: [budget_W] });
  if (result.status === 'infeasible') {
    return answer(
      Number.POSITIVE_INFINITY,
      classes.map((c) => c.least),
      false,
    );
  }
  return answer(
    result.prices[0] ?? 0,
    classes.map((c, i) => (result.amounts[i] ?? 0) / (c.count * c.saturation_W)),
    true,
  );
}

/**
 * Racks under one budget for most profit: x_opt = √((ρ − (1 − a − b))/b) with ρ the annual cost of a rack
 * over its revenue at full power; N = B/(P·x_opt).
 */
export function profitableRacks(curve: PowerCurve, input: { budget_W: number; rack_W: number; cost: number; revenue: number }) {
  const { a, b } = curve;
  const rho = input.cost / input.revenue;
  const x = Math.min(1, Math.sqrt(Math.max(0, (rho - (1 - a - b)) / b)));
  const racks = input.budget_W / (input.rack_W * x);
  return { x, racks, racksGain: 1 / x - 1, revenueRatio: relativeThroughput(curve, x) / x };
}

/**
 * Under deep curtailment it pays to park units and run the rest at their most efficient power.
 * @returns the units that run (continuous) and both throughputs.
 */
export function parkOrSlow(c: PowerClass, budget_W: number, parked_W: number) {
  const uniformX = Math.min(1, budget_W / sitePower(c, 1));
  const uniformThroughput_per_s = throughput(c, uniformX);
  // A parked unit that still draws raises the price of parking: count it as fixed power saved by running.
  const x = bestPower(c.curve, -parked_W / c.saturation_W, c.least);
  const perUnit_W = c.siteFactor * c.saturation_W * x;
  const running = Math.min(c.count, (budget_W - c.count * parked_W) / (perUnit_W - parked_W));
  return { x, running, uniformThroughput_per_s, throughput_per_s: (running / c.count) * throughput(c, x), park: uniformX < x };
}

/** What a claim "so many GPUs and so much revenue, with and without" implies: one point of a power curve. */
export function claimConsistency(input: {
  gpusWith: number;
  gpusWithout: number;
  revenueWith: number;
  revenueWithout: number;
  site_W: number;
  a: number;
}) {
  const gpuRatio = input.gpusWith / input.gpusWithout;
  const x = 1 / gpuRatio;
  const revenueRatio = input.revenueWith / input.revenueWithout;
  const r = revenueRatio / gpuRatio;
  return {
    gpuRatio,
    x,
    r,
    revenueRatio,
    b: (1 - r - input.a * (1 - x)) / (1 - x) ** 2,
    sitePowerWith_W: input.site_W / input.gpusWith,
    sitePowerWithout_W: input.site_W / input.gpusWithout,
  };
}
