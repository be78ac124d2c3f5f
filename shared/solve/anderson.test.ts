import { expect, test } from 'vitest';
import { Anderson } from './anderson.ts';

/** Passes until x = g(x) to 1e-12. */
function passes(g: (x: Float64Array) => Float64Array, start: Float64Array, mix: boolean): number {
  const mixing = new Anderson(4);
  let x: Float64Array = start;
  for (let k = 1; k <= 2000; k++) {
    const next = g(x);
    if (next.every((value, i) => Math.abs(value - (x[i] as number)) < 1e-12)) return k;
    x = mix ? mixing.next(x, next) : next;
  }
  return Number.POSITIVE_INFINITY;
}

test('a slow contraction settles in a fraction of the passes, at the same point', () => {
  const g = (x: Float64Array) =>
    Float64Array.from(x, (value, i) => 1 + 0.95 * (value - 1) + 0.02 * ((x[(i + 1) % x.length] as number) - 1));
  const start = Float64Array.of(1.4, 0.8, 1.1, 1.3);
  expect(passes(g, start, true)).toBeLessThan(passes(g, start, false) / 10);
});

test('components that nothing holds stay out of the mixing', () => {
  const g = (x: Float64Array) => Float64Array.of(2 + 0.5 * ((x[0] as number) - 2), Number.NaN);
  const mixing = new Anderson(4);
  let x: Float64Array = Float64Array.of(1, Number.NaN);
  for (let k = 0; k < 20; k++) x = mixing.next(x, g(x));
  expect(x[0]).toBeCloseTo(2, 9);
  expect(x[1]).toBeNaN();
});
