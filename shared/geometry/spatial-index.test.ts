import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { footprint } from './pose.ts';
import { type PlanBox, planOverlap_m, spatialIndex } from './spatial-index.ts';

const boxAt = (id: string, x: number, y: number, yaw_deg: number, width: number, depth: number, low_m = 0, high_m = 2): PlanBox => ({
  id,
  corners: footprint([x, y, 0], yaw_deg, width, depth) as unknown as PlanBox['corners'],
  low_m,
  high_m,
});

describe('overlap in plan', () => {
  it('is the depth by which two aligned boxes reach into each other', () => {
    expect(planOverlap_m(boxAt('a', 0, 0, 0, 2, 2), boxAt('b', 1.5, 0, 0, 2, 2))).toBeCloseTo(0.5, 12);
  });

  it('finds nothing between racks that stand side by side', () => {
    const index = spatialIndex([boxAt('a', 0, 0, 0, 0.6, 1.2), boxAt('b', 0.6, 0, 0, 0.6, 1.2)]);
    expect(index.overlapping(boxAt('a', 0, 0, 0, 0.6, 1.2))).toEqual([]);
  });

  it('separates a square turned by 45° from one in the corner of its bounds', () => {
    // The turned square of side 2 reaches √2 along the axes only; at (1.3, 1.3) its bounds are hit, itself not.
    expect(planOverlap_m(boxAt('a', 0, 0, 45, 2, 2), boxAt('b', 1.3, 1.3, 0, 0.6, 0.6))).toBeLessThan(0);
  });

  it('does not mix a tray above with a rack below', () => {
    const index = spatialIndex([boxAt('tray', 0, 0, 0, 5, 0.6, 3, 3.2)]);
    expect(index.overlapping(boxAt('rack', 0, 0, 0, 0.6, 1.2, 0, 2.2))).toEqual([]);
  });
});

describe('the grid', () => {
  it('finds exactly what comparing with every box finds', () => {
    const box = fc.record({
      x: fc.double({ min: -40, max: 40, noNaN: true }),
      y: fc.double({ min: -40, max: 40, noNaN: true }),
      yaw: fc.nat(359),
      w: fc.double({ min: 0.2, max: 12, noNaN: true }),
      d: fc.double({ min: 0.2, max: 12, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(box, { minLength: 2, maxLength: 30 }), (raw) => {
        const boxes = raw.map(({ x, y, yaw, w, d }, i) => boxAt(String(i), x, y, yaw, w, d));
        const index = spatialIndex(boxes);
        for (const one of boxes) {
          const naive = boxes.filter((other) => other.id !== one.id && planOverlap_m(other, one) > 0.001).map(({ id }) => id);
          expect(
            index
              .overlapping(one)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(naive.sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes boxes only where somebody asks, and then answers as if all had been there', () => {
    const spot = fc.record({ x: fc.double({ min: -300, max: 300, noNaN: true }), y: fc.double({ min: -300, max: 300, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 60 }), fc.array(spot, { minLength: 1, maxLength: 6 }), (things, questions) => {
        const boxes = things.map(({ x, y }, i) => boxAt(String(i), x, y, i * 31, 1 + (i % 7) * 3, 1.2));
        const made = new Set<number>();
        const late = spatialIndex([], 3, {
          places_m: Float64Array.from(things.flatMap(({ x, y }) => [x, y])),
          reach_m: 10,
          box: (thing) => {
            expect(made.has(thing)).toBe(false);
            made.add(thing);
            return boxes[thing];
          },
        });
        expect(made.size).toBe(0);
        const eager = spatialIndex(boxes);
        for (const { x, y } of questions) {
          const asked = boxAt('asked', x, y, 20, 6, 3);
          const ids = (found: readonly PlanBox[]) => found.map(({ id }) => id);
          const answer = ids(late.overlapping(asked));
          expect(answer).toEqual(ids(eager.overlapping(asked)).sort((a, b) => Number(a) - Number(b)));
        }
        // Far from every question nothing was made.
        for (const thing of made)
          expect(questions.some(({ x, y }) => Math.hypot((things[thing]?.x ?? 0) - x, (things[thing]?.y ?? 0) - y) < 90)).toBe(true);
      }),
    );
  });
});
