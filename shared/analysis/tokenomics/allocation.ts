/**
 * Optimal allocation of one power budget over classes of accelerators:
 * maximise Σ n v T r(x) subject to Σ n k P x ≤ B, l ≤ x ≤ 1. Concave objective, one linear limit:
 * the Karush–Kuhn–Tucker conditions are sufficient, and power is piecewise linear in the price λ,
 * so a sweep over the sorted breakpoints is exact in O(N log N).
 */
import { bestPower, marginalThroughput, type PowerCurve, relativeThroughput } from './power-curve.ts';

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

/** Marginal weighted tokens per site joule of one class at relative power x. */
const marginal = (c: PowerClass, x: number): number =>
  (c.weight * c.throughput_per_s * marginalThroughput(c.curve, x)) / (c.siteFactor * c.saturation_W);

/** Relative power of a class at a price, clipped to its range. */
function powerAtPrice(c: PowerClass, price: number): number {
  if (price <= marginal(c, 1)) return 1;
  if (price >= marginal(c, c.least)) return c.least;
  return 1 - ((price * c.siteFactor * c.saturation_W) / (c.weight * c.throughput_per_s) - c.curve.a) / (2 * c.curve.b);
}

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
  const full = classes.map(() => 1);
  if (total(classes, full, sitePower) <= budget_W) return answer(0, full, true);
  const least = classes.map((c) => c.least);
  if (total(classes, least, sitePower) > budget_W) return answer(Number.POSITIVE_INFINITY, least, false);
  // Between two neighbouring breakpoints the drawn power is linear in the price.
  const breakpoints = classes.flatMap((c) => [marginal(c, 1), marginal(c, c.least)]).sort((a, b) => a - b);
  const powerAt = (price: number) =>
    total(
      classes,
      classes.map((c) => powerAtPrice(c, price)),
      sitePower,
    );
  let [low, high] = [0, breakpoints.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (powerAt(breakpoints[middle] ?? 0) > budget_W) low = middle;
    else high = middle;
  }
  const [fromPrice, toPrice] = [breakpoints[low] ?? 0, breakpoints[high] ?? 0];
  const [fromPower, toPower] = [powerAt(fromPrice), powerAt(toPrice)];
  const price = fromPower === toPower ? toPrice : fromPrice + ((toPrice - fromPrice) * (fromPower - budget_W)) / (fromPower - toPower);
  return answer(
    price,
    classes.map((c) => powerAtPrice(c, price)),
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
