/** Proof of an answer, from amounts and prices over all limits, not only those the solver looked at. */
import type { AllocationProblem, Consumer, KktResiduals } from './problem.ts';
import { drawnByRow, rowsOf } from './rows.ts';
import { worthOf } from './worth.ts';

/** Most that worth − price·amount can be above what it is at `amount`: 0 at an optimum. */
function regret(consumer: Consumer, amount: number, price: number): number {
  let start = consumer.least;
  let lost = 0;
  for (const { width, first, last } of consumer.pieces) {
    if (width <= 0) continue;
    const fall = (first - last) / width;
    const best = start + (first <= price ? 0 : last >= price ? width : (first - price) / fall);
    const now = Math.min(start + width, Math.max(start, amount));
    const slope = (x: number) => first - fall * (x - start) - price;
    lost += ((slope(now) + slope(best)) / 2) * (best - now);
    start += width;
  }
  return Math.max(0, lost);
}

/** How far the price lies outside the slopes of the worth curve next to `amount`; `blur` is what counts as at a corner. */
function slopeError(consumer: Consumer, amount: number, price: number, blur: number): number {
  let start = consumer.least;
  // Slope to the left of the least amount and to the right of the most: nothing moves there.
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const { width, first, last } of consumer.pieces) {
    if (width <= 0) continue;
    const slope = (x: number) => first - ((first - last) / width) * Math.min(width, Math.max(0, x - start));
    if (amount - blur > start) left = slope(amount - blur);
    if (amount + blur < start + width && right === Number.NEGATIVE_INFINITY) right = slope(amount + blur);
    start += width;
  }
  return Math.max(0, price - left, right - price);
}

export interface Proof {
  readonly value: number;
  readonly consumerPrices: Float64Array;
  readonly used: Float64Array;
  readonly gap: number;
  readonly residuals: KktResiduals;
}

/** Amounts this part of a consumer's range from a corner of its curve count as at the corner. */
const corner = 1e-9;

/**
 * Duality gap and Karush–Kuhn–Tucker residuals: the gap is Σ regret + Σ price·unused, which is the dual bound less the
 * value without their cancellation. Stationarity is over the largest slope, the others are stated at their fields.
 */
export function proofOf(problem: AllocationProblem, amounts: Float64Array, prices: Float64Array, atStake: number): Proof {
  const { consumers, limits, capacities } = problem;
  const consumerPrices = new Float64Array(consumers.length);
  const used = new Float64Array(limits.length);
  let [value, gap, primal, stationarity, complementarity, steepest] = [0, 0, 0, 0, 0, 0];
  const rows = rowsOf(limits);
  const drawn = drawnByRow(rows, amounts);
  const rowPrice = new Float64Array(rows.count);
  for (let j = 0; j < limits.length; j++) {
    const [capacity, price] = [capacities[j] as number, prices[j] as number];
    const row = rows.rowOf[j] as number;
    used[j] = (drawn[row] as number) * (rows.factor[j] as number);
    if (capacity === Number.POSITIVE_INFINITY) continue;
    const unused = capacity - (used[j] as number);
    primal = Math.max(primal, -unused / (capacity || 1));
    gap += Math.abs(price * unused);
    complementarity = Math.max(complementarity, Math.abs(price * unused) / (atStake || 1));
    rowPrice[row] = (rowPrice[row] as number) + price * (rows.factor[j] as number);
  }
  for (let r = 0; r < rows.count; r++) {
    const price = rowPrice[r] as number;
    if (price === 0) continue;
    for (let e = rows.start[r] as number; e < (rows.start[r + 1] as number); e++) {
      const i = rows.member[e] as number;
      consumerPrices[i] = (consumerPrices[i] as number) + (rows.coefficient[e] as number) * price;
    }
  }
  for (let i = 0; i < consumers.length; i++) {
    const consumer = consumers[i] as Consumer;
    const [amount, price] = [amounts[i] as number, consumerPrices[i] as number];
    value += worthOf(consumer, amount);
    gap += regret(consumer, amount, price);
    let range = 0;
    for (const piece of consumer.pieces) {
      range += piece.width;
      steepest = Math.max(steepest, piece.first);
    }
    stationarity = Math.max(stationarity, slopeError(consumer, amount, price, corner * range));
  }
  return {
    value,
    consumerPrices,
    used,
    gap: gap / Math.max(Math.abs(value), atStake, Number.MIN_VALUE),
    residuals: { primal, stationarity: stationarity / (steepest || 1), complementarity },
  };
}
