import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearWay } from './clear-way.ts';
import { distance, footprint } from './pose.ts';
import type { PlanBox } from './spatial-index.ts';

const box = (id: string, x: number, y: number, yaw_deg: number, width: number, depth: number, low_m = 0, height_m = 2): PlanBox => ({
  id,
  corners: footprint([x, y, 0], yaw_deg, width, depth) as unknown as PlanBox['corners'],
  low_m,
  high_m: low_m + height_m,
});
const length = (a: PlanBox, b: PlanBox): number => {
  const way = clearWay(a, b);
  return way ? distance(...way) : 0;
};

describe('the clear way between two boxes', () => {
  it('of racks face to face is the aisle, drawn in the middle of what faces each other', () => {
    const way = clearWay(box('a', 0, 0, 0, 0.6, 1.2), box('b', 0.2, 3.2, 0, 0.6, 1.2), 0.02);
    expect(way?.map((place) => place.map((part) => Math.round(part * 1e6) / 1e6))).toEqual([
      [0.1, 0.6, 0.02],
      [0.1, 2.6, 0.02],
    ]);
  });

  it('goes upwards between what hangs over each other, and is none where they touch', () => {
    expect(length(box('a', 0, 0, 0, 1, 1), box('b', 0.3, 0, 45, 1, 1, 2.5))).toBeCloseTo(0.5, 12);
    expect(clearWay(box('a', 0, 0, 0, 1, 1), box('b', 1, 0, 0, 1, 1))).toBeUndefined();
    expect(clearWay(box('a', 0, 0, 0, 1, 1), box('b', 0.5, 0, 30, 1, 1))).toBeUndefined();
  });

  it('is as long from either end, ends on both bodies, and no way between points of the two is shorter', () => {
    const any = fc.record({
      x: fc.double({ min: -6, max: 6, noNaN: true }),
      y: fc.double({ min: -6, max: 6, noNaN: true }),
      yaw: fc.integer({ min: 0, max: 359 }),
      w: fc.double({ min: 0.3, max: 3, noNaN: true }),
      d: fc.double({ min: 0.3, max: 3, noNaN: true }),
      low: fc.double({ min: 0, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(any, any, (p, q) => {
        const [a, b] = [box('a', p.x, p.y, p.yaw, p.w, p.d, p.low), box('b', q.x, q.y, q.yaw, q.w, q.d, q.low)];
        const found = length(a, b);
        expect(length(b, a)).toBeCloseTo(found, 6);
        if (found === 0) return;
        for (const [x, y] of a.corners)
          for (const [u, v] of b.corners)
            for (const z of [a.low_m, a.high_m])
              for (const t of [b.low_m, b.high_m]) expect(Math.hypot(x - u, y - v, z - t)).toBeGreaterThanOrEqual(found - 1e-6);
      }),
    );
  });
});
