import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SparseLu } from './sparse-lu.ts';

test('the solution of a random transport matrix satisfies the equations', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }).chain((n) =>
        fc.tuple(
          fc.constant(n),
          fc.array(
            fc.tuple(
              fc.integer({ min: 0, max: n - 1 }),
              fc.integer({ min: 0, max: n - 1 }),
              fc.double({ min: 0, max: 5, noNaN: true }),
              fc.double({ min: 0, max: 5, noNaN: true }),
            ),
            {
              minLength: 1,
              maxLength: 120,
            },
          ),
        ),
      ),
      ([n, pairs]) => {
        const lu = new SparseLu(
          n,
          Int32Array.from(pairs, ([r]) => r),
          Int32Array.from(pairs, ([, c]) => c),
        );
        const dense = Array.from({ length: n }, () => new Float64Array(n));
        lu.diagonal.fill(0.1);
        pairs.forEach(([r, c, a, b], p) => {
          if (r === c) return;
          lu.forward[p] = -a;
          lu.backward[p] = -b;
          (dense[r] as Float64Array)[c] = ((dense[r] as Float64Array)[c] as number) - a;
          (dense[c] as Float64Array)[r] = ((dense[c] as Float64Array)[r] as number) - b;
          lu.diagonal[r] = (lu.diagonal[r] as number) + a;
          lu.diagonal[c] = (lu.diagonal[c] as number) + b;
        });
        for (let i = 0; i < n; i++) (dense[i] as Float64Array)[i] = lu.diagonal[i] as number;
        const right = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
        expect(lu.factor()).toBe(-1);
        const x = new Float64Array(n);
        lu.solve(right, x);
        for (let i = 0; i < n; i++) {
          const row = dense[i] as Float64Array;
          const left = row.reduce((sum, a, j) => sum + a * (x[j] as number), 0);
          const scale = row.reduce((sum, a, j) => sum + Math.abs(a * (x[j] as number)), 1);
          expect(Math.abs(left - (right[i] as number)) / scale).toBeLessThan(1e-11);
        }
      },
    ),
  );
});

test('a system without an anchor is refused by naming an unknown', () => {
  const lu = new SparseLu(2, Int32Array.of(0), Int32Array.of(1));
  lu.diagonal.set([1, 1]);
  lu.forward[0] = -1;
  lu.backward[0] = -1;
  expect([0, 1]).toContain(lu.factor());
});
