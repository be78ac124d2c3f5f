/**
 * How many racks fit under a limit when their draws vary: sum of N powers with mean N·µ and variance
 * N·σ²·(1 + (N−1)ρ), normal law. The law is optimistic in the tail (racks are bounded by their caps) and
 * for work in step (ρ → 1) there is nothing to gain.
 */
import { density, upperQuantile, upperTail } from './normal.ts';

export interface RackGroup {
  readonly mean_W: number;
  readonly deviation_W: number;
  /** Correlation between any two racks of the group. */
  readonly correlation: number;
}

const groupDeviation = ({ deviation_W, correlation }: RackGroup, racks: number): number =>
  racks === 0 ? 0 : deviation_W * Math.sqrt(racks * (1 + (racks - 1) * correlation));

/** Mean power above the limit: E[(S − B)⁺] = s(φ(d) − d·(1 − Φ(d))), d = (B − mean)/s. */
function expectedExcess(limit_W: number, mean_W: number, deviation_W: number): number {
  const d = (limit_W - mean_W) / deviation_W;
  return deviation_W * (density(d) - d * upperTail(d));
}

/** Largest whole n for which `holds(n)`, where it holds up to some n and not beyond. */
function largest(holds: (n: number) => boolean): number {
  if (!holds(1)) return 0;
  let high = 2;
  while (holds(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

export function oversubscribe(input: { limit_W: number; peak_W: number; group: RackGroup; violation: number }) {
  const { limit_W, peak_W, group, violation } = input;
  const z = upperQuantile(violation);
  const byNameplate = Math.floor(limit_W / peak_W);
  const racks = largest((n) => n * group.mean_W + z * groupDeviation(group, n) <= limit_W);
  const deviation_W = groupDeviation(group, racks);
  const mean_W = racks * group.mean_W;
  return {
    byNameplate,
    z,
    racks,
    gain: racks / byNameplate - 1,
    diversityFactor: (racks * peak_W) / limit_W,
    overloadProbability: upperTail((limit_W - mean_W) / deviation_W),
    expectedShed_W: expectedExcess(limit_W, mean_W, deviation_W),
    stranded_W: limit_W - byNameplate * group.mean_W,
  };
}

/** A fixed first group and as many of a second as fit; `cross` correlates the two groups' totals. */
export function oversubscribeBeside(input: {
  limit_W: number;
  peak_W: number;
  fixed: RackGroup;
  fixedRacks: number;
  group: RackGroup;
  cross: number;
  violation: number;
}) {
  const z = upperQuantile(input.violation);
  const fixedDeviation = groupDeviation(input.fixed, input.fixedRacks);
  const deviation = (n: number) => {
    const own = groupDeviation(input.group, n);
    return Math.sqrt(fixedDeviation ** 2 + own ** 2 + 2 * input.cross * fixedDeviation * own);
  };
  const mean = (n: number) => input.fixedRacks * input.fixed.mean_W + n * input.group.mean_W;
  const racks = largest((n) => mean(n) + z * deviation(n) <= input.limit_W);
  return {
    racks,
    deviation_W: deviation(racks),
    overloadProbability: upperTail((input.limit_W - mean(racks)) / deviation(racks)),
    totalOverNameplate: (input.fixedRacks + racks) / Math.floor(input.limit_W / input.peak_W),
  };
}
