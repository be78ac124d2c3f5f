/** Availability of chains and groups of units, and goodput of training under interruptions. */

export const minutesPerYear = 525_600;
const hoursPerYear = 8760;

/** Unit that fails `failures_per_year` times and takes `repair_h` each time: A = 1/(1 + λ·MTTR). */
export const unitAvailability = (failures_per_year: number, repair_h: number): number =>
  1 / (1 + (failures_per_year * repair_h) / hoursPerYear);

export const downtime_min = (availability: number): number => (1 - availability) * minutesPerYear;

export const inSeries = (availabilities: readonly number[]): number => availabilities.reduce((product, a) => product * a, 1);

/** Unavailability of independent paths side by side. */
export const parallelUnavailability = (availabilities: readonly number[]): number =>
  availabilities.reduce((product, a) => product * (1 - a), 1);

/** P(exactly j of n up) for all j, by convolution: no large binomials, no cancellation. */
export function upDistribution(n: number, availability: number): number[] {
  let chances = [1];
  for (let unit = 0; unit < n; unit++) {
    const next = new Array<number>(chances.length + 1).fill(0);
    chances.forEach((p, j) => {
      next[j] = (next[j] ?? 0) + p * (1 - availability);
      next[j + 1] = (next[j + 1] ?? 0) + p * availability;
    });
    chances = next;
  }
  return chances;
}

/** P(at least k of n up). Summed over the failures, so that small unavailabilities keep their digits. */
export function atLeast(k: number, n: number, availability: number): number {
  const short = upDistribution(n, availability)
    .slice(0, k)
    .reduce((sum, p) => sum + p, 0);
  return 1 - short;
}

/** k of n with a share β of each unit's unavailability common to all (beta-factor model, first order). */
export const atLeastWithCommonCause = (k: number, n: number, availability: number, beta: number): number => {
  const unavailability = 1 - availability;
  return atLeast(k, n, 1 - (1 - beta) * unavailability) - beta * unavailability;
};

/** Σ P(j up)·capacity(j). */
export const expectedCapacity = (n: number, availability: number, capacity: (up: number) => number): number =>
  upDistribution(n, availability).reduce((sum, p, up) => sum + p * capacity(up), 0);

/** Sum of P(j up)·(1 − capacity(j)): the loss itself, with its digits. */
export const expectedCapacityLoss = (n: number, availability: number, capacity: (up: number) => number): number =>
  upDistribution(n, availability).reduce((sum, p, up) => sum + p * (1 - capacity(up)), 0);

/** Best checkpoint interval τ = √(2dM) and goodput ≈ 1 − d/τ − (τ/2 + R)/M (Young 1974, first order). */
export function trainingGoodput(input: { checkpoint_s: number; restart_s: number; meanBetween_s: number }) {
  const interval_s = Math.sqrt(2 * input.checkpoint_s * input.meanBetween_s);
  return { interval_s, goodput: 1 - input.checkpoint_s / interval_s - (interval_s / 2 + input.restart_s) / input.meanBetween_s };
}
