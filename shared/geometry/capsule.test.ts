import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place, Point } from '../document/records.ts';
import { gapBetween, gapToBox, type UprightBox } from './capsule.ts';
import { footprint } from './pose.ts';

const tenths = fc.integer({ min: -60, max: 60 }).map((n) => n / 10);
const place: fc.Arbitrary<Place> = fc.tuple(tenths, tenths, tenths);
/** Lines along the axes, as most runs are, and any others. */
const line = fc.oneof(
  fc.tuple(place, place),
  fc.tuple(place, fc.integer({ min: 0, max: 2 }), tenths).map(([a, axis, to]): [Place, Place] => {
    const b: [number, number, number] = [...a];
    b[axis] = to;
    return [a, b];
  }),
);
const box: fc.Arbitrary<UprightBox> = fc
  .record({
    at: place,
    yaw_deg: fc.oneof(fc.constantFrom(0, 90, 180, 270), fc.integer({ min: 0, max: 359 })),
    width_m: fc.integer({ min: 1, max: 40 }).map((n) => n / 10),
    depth_m: fc.integer({ min: 1, max: 40 }).map((n) => n / 10),
    height_m: fc.integer({ min: 1, max: 40 }).map((n) => n / 10),
  })
  .map(({ at, yaw_deg, width_m, depth_m, height_m }) => ({
    corners: footprint(at, yaw_deg, width_m, depth_m),
    low_m: at[2],
    high_m: at[2] + height_m,
  }));

const steps = 60;
const alongLine = (a: Place, b: Place): Place[] =>
  Array.from({ length: steps + 1 }, (_, i): Place => {
    const t = i / steps;
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
  });
const apart = (p: Place, q: Place) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

/** Distance of one place to a box by its edges in plan: another way than the one that is tested. */
function toBox({ corners, low_m, high_m }: UprightBox, [x, y, z]: Place): number {
  let [flat, inside] = [Number.POSITIVE_INFINITY, true];
  corners.forEach(([ax, ay]: Point, i) => {
    const [bx, by] = corners[(i + 1) % 4] as Point;
    const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
    flat = Math.min(flat, Math.hypot(ax + (bx - ax) * t - x, ay + (by - ay) * t - y));
    if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) < 0) inside = false;
  });
  const high = Math.max(0, low_m - z, z - high_m);
  return Math.hypot(inside ? 0 : flat, high);
}

describe('the gap between two straight pieces', () => {
  it('is never more than between any two places on them, and nearly that of the nearest two', () => {
    fc.assert(
      fc.property(line, line, ([a, b], [c, d]) => {
        const { distance_m } = gapBetween(a, b, c, d);
        let nearest = Number.POSITIVE_INFINITY;
        for (const p of alongLine(a, b)) for (const q of alongLine(c, d)) nearest = Math.min(nearest, apart(p, q));
        expect(distance_m).toBeLessThan(nearest + 1e-9);
        expect(nearest - distance_m).toBeLessThan((apart(a, b) + apart(c, d)) / (2 * steps) + 1e-9);
      }),
    );
  });

  it('is the same from either side, whichever way the pieces run', () => {
    fc.assert(
      fc.property(line, line, ([a, b], [c, d]) => {
        const { distance_m } = gapBetween(a, b, c, d);
        expect(gapBetween(c, d, a, b).distance_m).toBeCloseTo(distance_m, 9);
        expect(gapBetween(b, a, c, d).distance_m).toBeCloseTo(distance_m, 9);
      }),
    );
  });
});

describe('the gap from a straight piece to an upright box', () => {
  it('is never more than from any place on it, and nearly that of the nearest', () => {
    fc.assert(
      fc.property(box, line, (body, [a, b]) => {
        const { distance_m } = gapToBox(body, a, b);
        const nearest = Math.min(...alongLine(a, b).map((p) => toBox(body, p)));
        expect(Math.max(0, distance_m)).toBeLessThan(nearest + 1e-9);
        expect(nearest - Math.max(0, distance_m)).toBeLessThan(apart(a, b) / (2 * steps) + 1e-9);
      }),
    );
  });

  it('is less than nothing just where some of the piece lies inside, and its place is there', () => {
    fc.assert(
      fc.property(box, line, (body, [a, b]) => {
        const { distance_m, at_m } = gapToBox(body, a, b);
        if (distance_m < -1e-9) expect(toBox(body, at_m)).toBeLessThan(1e-9);
        else expect(Math.min(...alongLine(a, b).map((p) => toBox(body, p)))).toBeGreaterThan(distance_m - 1e-9);
      }),
    );
  });

  it('counts depth from the nearest face: a pipe through the middle of a rack is half its width deep', () => {
    const rack: UprightBox = { corners: footprint([0, 0, 0], 0, 0.6, 1.2), low_m: 0, high_m: 2.2 };
    expect(gapToBox(rack, [0, -3, 1], [0, 3, 1]).distance_m).toBeCloseTo(-0.3, 9);
  });
});
