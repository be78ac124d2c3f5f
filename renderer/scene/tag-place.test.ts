import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, tagPlace } from './tag-place.ts';

const apart = (a: Box, b: Box) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe('the tag of the selection', () => {
  const view = { width: 900, height: 600 };
  const tag = { width: 180, height: 26 };
  const legend = { x: 640, y: 500, width: 248, height: 88 };

  it('stands below the selection, in its middle, on a short leader', () => {
    expect(tagPlace({ x: 300, y: 200, width: 60, height: 100 }, tag, view, legend)).toEqual({ x: 240, y: 322 });
  });

  it('never lies under the legend and never leaves the view, wherever the selection is seen', () => {
    const place = fc.integer({ min: -200, max: 1000 });
    const size = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(place, place, size, size, (x, y, width, height) => {
        fc.pre(y + height > -40);
        const at = { ...tagPlace({ x, y, width, height }, tag, view, legend), ...tag };
        expect(apart(at, legend)).toBe(true);
        expect(at.x, 'under the tools').toBeGreaterThanOrEqual(60);
        expect(at.x + at.width).toBeLessThanOrEqual(view.width);
        expect(at.y + at.height).toBeLessThanOrEqual(view.height);
      }),
    );
  });

  it('goes above the legend where the view is too narrow for both side by side', () => {
    const narrow = { width: 400, height: 600 };
    const wide = { x: 140, y: 500, width: 248, height: 88 };
    const at = tagPlace({ x: 250, y: 480, width: 40, height: 60 }, tag, narrow, wide);
    expect(at).toEqual({ x: 180, y: 466 });
  });
});
