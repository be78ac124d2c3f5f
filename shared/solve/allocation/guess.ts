/** Guesses of what binds: from a point inside all limits, or from the answer to a problem like this one. */
import type { ActiveGuess } from './active-set.ts';
import type { OptimalAllocation } from './problem.ts';
import { addDrawn, consumerPrices, type Scaled, type ScaledPoint } from './scaled.ts';

/** Of each pair of a distance and its price the one that goes to zero is the smaller. */
export function guessFromInside(scaled: Scaled, { amount, price }: ScaledPoint): ActiveGuess {
  const { pieces, width, first, curvature } = scaled;
  const byConsumer = new Float64Array(pieces.start.length - 1);
  const rows = new Float64Array(price.length);
  addDrawn(scaled, amount, rows, byConsumer);
  consumerPrices(scaled, price, byConsumer);
  const place = new Int8Array(amount.length);
  let atStake = 0;
  for (let p = 0; p < amount.length; p++) {
    const [s, w] = [amount[p] as number, width[p] as number];
    const gain = (first[p] as number) - (curvature[p] as number) * s - (byConsumer[pieces.owner[p] as number] as number);
    place[p] = s / w < -gain ? -1 : (w - s) / w < gain ? 1 : 0;
    atStake += (first[p] as number) * w;
  }
  const active = Uint8Array.from(price, (value, r) => (value / atStake > 1 - (rows[r] as number) ? 1 : 0));
  return { amount: amount.slice(), price: price.slice(), place, active };
}

/** Part of a width within which an amount of an earlier answer lies at its end. */
const atEnd = 1e-9;

/** @param rowPrices — of the earlier answer, by row of all limits. */
export function guessFromPrevious(scaled: Scaled, previous: OptimalAllocation, least: Float64Array, rowPrices: Float64Array): ActiveGuess {
  const { pieces, width, incidence } = scaled;
  const amount = new Float64Array(width.length);
  const place = new Int8Array(width.length);
  for (let i = 0; i < least.length; i++) {
    let left = ((previous.amounts[i] as number) - (least[i] as number)) / scaled.amountUnit;
    for (let p = pieces.start[i] as number; p < (pieces.start[i + 1] as number); p++) {
      const w = width[p] as number;
      const taken = Math.min(w, Math.max(0, left));
      left -= taken;
      amount[p] = taken;
      place[p] = taken <= atEnd * w ? -1 : taken >= w * (1 - atEnd) ? 1 : 0;
    }
  }
  const price = Float64Array.from(
    incidence.rows,
    (row, r) => ((rowPrices[row] as number) * (scaled.capacity[r] as number)) / (scaled.worthUnit * scaled.amountUnit),
  );
  return { amount, price, place, active: Uint8Array.from(price, (value) => (value > 0 ? 1 : 0)) };
}
