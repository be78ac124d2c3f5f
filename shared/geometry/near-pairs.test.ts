import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forNearPairs, forNearPairsBetween } from './near-pairs.ts';
import type { Bounds } from './polygon.ts';

const box: fc.Arbitrary<Bounds> = fc
  .tuple(
    fc.integer({ min: -200, max: 200 }),
    fc.integer({ min: -200, max: 200 }),
    fc.integer({ min: 1, max: 120 }),
    fc.integer({ min: 1, max: 120 }),
    fc.integer({ min: 0, max: 20 }),
  )
  .map(([x, y, w, d, z]) => ({ min: [x / 10, y / 10, z / 10], max: [(x + w) / 10, (y + d) / 10, (z + 10) / 10] }));

const meet = (a: Bounds, b: Bounds): boolean =>
  ([0, 1, 2] as const).every((axis) => Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]) > 0.001);

describe('near pairs', () => {
  it('are those that a comparison of all boxes finds, each once', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 40 }), (boxes) => {
        const found: string[] = [];
        forNearPairs(boxes, 0.001, (i, j) => found.push(`${i} ${j}`));
        const expected: string[] = [];
        boxes.forEach((a, i) => {
          boxes.forEach((b, j) => {
            if (i < j && meet(a, b)) expected.push(`${i} ${j}`);
          });
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });

  it('of two lists are one of each', () => {
    const boxes = fc.array(box, { maxLength: 30 });
    fc.assert(
      fc.property(boxes, boxes, (some, others) => {
        const found: string[] = [];
        forNearPairsBetween(some, others, 0.001, (i, j) => found.push(`${i} ${j}`));
        const expected = some.flatMap((a, i) => others.flatMap((b, j) => (meet(a, b) ? [`${i} ${j}`] : [])));
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });
});
