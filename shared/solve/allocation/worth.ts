/** What a consumer's curve says: its worth at an amount, and the most it can use. */
import type { Consumer } from './problem.ts';

export const mostOf = (consumer: Consumer): number => consumer.pieces.reduce((sum, { width }) => sum + width, consumer.least);

/** Worth of an amount between least and most. */
export function worthOf(consumer: Consumer, amount: number): number {
  let left = amount - consumer.least;
  let worth = consumer.worthAtLeast;
  for (const { width, first, last } of consumer.pieces) {
    if (left <= 0 || width <= 0) continue;
    const taken = Math.min(left, width);
    worth += taken * (first - ((first - last) * taken) / (2 * width));
    left -= taken;
  }
  return worth;
}
