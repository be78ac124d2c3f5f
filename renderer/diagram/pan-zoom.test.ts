import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, revealed, zoomedAt } from './pan-zoom.ts';

const size = { width: 800, height: 600 };

describe('pan and zoom', () => {
  it('keep the point under the cursor where it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 600 }),
        (factor, x, y) => {
          const view = { scale: 0.8, x: -120, y: 40 };
          const next = zoomedAt(view, factor, { x, y });
          expect((x - next.x) / next.scale).toBeCloseTo((x - view.x) / view.scale, 6);
          expect((y - next.y) / next.scale).toBeCloseTo((y - view.y) / view.scale, 6);
        },
      ),
    );
  });

  it('fit a drawing into the middle, not larger than asked', () => {
    expect(fitted({ x: 100, y: 100, width: 100, height: 100 }, size, 1)).toEqual({ scale: 1, x: 250, y: 150 });
    expect(fitted({ x: 0, y: 0, width: 1504, height: 100 }, size, 1).scale).toBeCloseTo(0.5);
  });

  it('move only as far as a symbol needs to be seen', () => {
    const view = { scale: 1, x: 0, y: 0 };
    expect(revealed(view, { x: 300, y: 300, width: 20, height: 20 }, size)).toBe(view);
    expect(revealed(view, { x: 900, y: 300, width: 20, height: 20 }, size)).toEqual({ scale: 1, x: -160, y: 0 });
    expect(revealed(view, { x: -50, y: -10, width: 20, height: 20 }, size)).toEqual({ scale: 1, x: 90, y: 50 });
  });
});
