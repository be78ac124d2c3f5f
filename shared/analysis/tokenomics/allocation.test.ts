import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, type PowerClass } from './allocation.ts';
import { relativeThroughput } from './power-curve.ts';

const powerClass: fc.Arbitrary<PowerClass> = fc.record({
  count: fc.integer({ min: 1, max: 200 }),
  saturation_W: fc.double({ min: 200, max: 2000, noNaN: true }),
  throughput_per_s: fc.double({ min: 10, max: 8000, noNaN: true }),
  curve: fc.record({ a: fc.double({ min: 0, max: 0.2, noNaN: true }), b: fc.double({ min: 0.05, max: 1.9, noNaN: true }) }),
  least: fc.double({ min: 0.3, max: 0.95, noNaN: true }),
  weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
  siteFactor: fc.double({ min: 1, max: 1.5, noNaN: true }),
});

describe('allocation of a power budget', () => {
  it('spends the whole budget, and no shift of power between two classes earns more', () => {
    fc.assert(
      fc.property(fc.array(powerClass, { minLength: 2, maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), (classes, part) => {
        const power = (x: readonly number[]) =>
          classes.reduce((sum, c, i) => sum + c.count * c.siteFactor * c.saturation_W * (x[i] ?? 0), 0);
        const tokens = (x: readonly number[]) =>
          classes.reduce((sum, c, i) => sum + c.count * c.weight * c.throughput_per_s * relativeThroughput(c.curve, x[i] ?? 0), 0);
        const low = power(classes.map((c) => c.least));
        const budget = low + part * (power(classes.map(() => 1)) - low);
        const answer = allocate(classes, budget);
        expect(answer.feasible).toBe(true);
        expect(answer.sitePower_W).toBeLessThanOrEqual(budget * (1 + 1e-9));
        expect(answer.sitePower_W).toBeGreaterThanOrEqual(budget * (1 - 1e-9));
        const best = tokens(answer.x);
        for (let from = 0; from < classes.length; from++) {
          for (let to = 0; to < classes.length; to++) {
            const [giver, taker] = [classes[from], classes[to]];
            if (from === to || !giver || !taker) continue;
            const unit = (c: PowerClass) => c.count * c.siteFactor * c.saturation_W;
            const shift = Math.min(
              ((answer.x[from] ?? 0) - giver.least) * unit(giver),
              (1 - (answer.x[to] ?? 0)) * unit(taker),
              budget * 1e-3,
            );
            if (shift <= 0) continue;
            const moved = answer.x.map((x, i) => (i === from ? x - shift / unit(giver) : i === to ? x + shift / unit(taker) : x));
            expect(tokens(moved)).toBeLessThanOrEqual(best * (1 + 1e-9));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('prices the next watt: ten more watts earn what the price says', () => {
    fc.assert(
      fc.property(
        fc.array(powerClass, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        (classes, part) => {
          const bound = (of: (c: PowerClass) => number) =>
            classes.reduce((sum, c) => sum + c.count * c.siteFactor * c.saturation_W * of(c), 0);
          const budget = bound((c) => c.least) + part * (bound(() => 1) - bound((c) => c.least));
          const more = budget * 1e-6;
          const [now, next] = [allocate(classes, budget), allocate(classes, budget + more)];
          const earned = (next.throughput_per_s - now.throughput_per_s) / more;
          expect(earned).toBeLessThanOrEqual(now.price * (1 + 1e-3) + 1e-6);
          expect(earned).toBeGreaterThanOrEqual(next.price * (1 - 1e-3) - 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says so when even the least powers exceed the budget', () => {
    const one: PowerClass = {
      count: 1,
      saturation_W: 1000,
      throughput_per_s: 100,
      curve: { a: 0.1, b: 1 },
      least: 0.6,
      weight: 1,
      siteFactor: 1,
    };
    expect(allocate([one], 500).feasible).toBe(false);
  });
});
