import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitParallel, fitPerspective, type Seen } from './fit-view.ts';

const within = (max: number) => fc.double({ min: -max, max, noNaN: true });
const points = fc.array(fc.tuple(within(100), within(100), within(100)), { minLength: 2, maxLength: 12 });
const side = fc.double({ min: 0.05, max: 1, noNaN: true });
const sides = fc.record({ left: side, right: side, top: side, bottom: side });

/** How much of each free side the points take; 1 touches its edge. */
const taken = (seen: readonly Seen[], free: { left: number; right: number; top: number; bottom: number }, at: Seen, parallel?: number) =>
  seen.flatMap(([right, up, toward]) => {
    const depth = parallel ?? at[2] - toward;
    const [x, y] = [(right - at[0]) / depth, (up - at[1]) / depth];
    return [x / free.right, -x / free.left, y / free.top, -y / free.bottom];
  });

describe('where the camera stands to show a design', () => {
  it('sees every point beside the tools and below the chips, and could not come nearer', () => {
    fc.assert(
      fc.property(points, sides, (seen, free) => {
        const { right, up, distance } = fitPerspective(seen, free);
        const nearest = Math.max(...seen.map(([, , toward]) => toward));
        fc.pre(distance > nearest + 1e-3);
        const shares = taken(seen, free, [right, up, distance]);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1 + 1e-6);
        // It touches at two opposite edges at least.
        expect(shares.filter((share) => share > 1 - 1e-6).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('does the same where all depths look alike', () => {
    fc.assert(
      fc.property(points, sides, (seen, free) => {
        const { right, up, half } = fitParallel(seen, free);
        fc.pre(half > 1e-6);
        const shares = taken(seen, free, [right, up, 0], half);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1 + 1e-6);
        expect(shares.filter((share) => share > 1 - 1e-6).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('looks past the middle of a box whose near end looms larger than its far one', () => {
    const free = { left: 0.3, right: 0.3, top: 0.3, bottom: 0.3 };
    // Two rows of one width, one near and low, one far and high.
    const seen: Seen[] = [
      [-10, -4, 8],
      [10, -4, 8],
      [-10, 4, -8],
      [10, 4, -8],
    ];
    const { right, up } = fitPerspective(seen, free);
    expect(right).toBeCloseTo(0, 9);
    expect(up).toBeLessThan(0);
  });
});
