import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../document/records.ts';
import { contains, distanceToOutline } from './polygon.ts';
import { type PlanBox, spatialIndex } from './spatial-index.ts';
import { type Walker, walkAmong } from './walker.ts';

const person: Walker = { radius_m: 0.25, low_m: 0.3, high_m: 1.75 };
const box = (id: string, minX: number, minY: number, maxX: number, maxY: number, low_m = 0, high_m = 2.2): PlanBox => ({
  id,
  corners: [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ],
  low_m,
  high_m,
});
const wall = box('wall', -10, 2, 10, 2.3);
const walk = (boxes: readonly PlanBox[], from: Point, step: Point) => walkAmong(spatialIndex(boxes), from, step, person);

describe('a person walking', () => {
  it('stops at a wall by the width of the body, however long the step', () => {
    for (const length of [1, 2, 19, 300]) {
      const [x, y] = walk([wall], [0, 1], [0, length]);
      expect(x).toBeCloseTo(0, 9);
      expect(y).toBeCloseTo(1.75, 6);
    }
  });

  it('slides along it: the part of the step along the wall is kept', () => {
    const [x, y] = walk([wall], [0, 1.75], [2, 3]);
    expect(x).toBeCloseTo(2, 6);
    expect(y).toBeCloseTo(1.75, 6);
  });

  it('goes through a door that is wider than the body and not through a narrower gap', () => {
    const door = (width: number) => [
      box('a', -10, 2, -width / 2, 2.3),
      box('b', width / 2, 2, 10, 2.3),
      box('lintel', -1, 2, 1, 2.3, 2.1, 3),
    ];
    expect(walk(door(0.9), [0, 0], [0, 4])[1]).toBeCloseTo(4, 9);
    expect(walk(door(0.4), [0, 0], [0, 4])[1]).toBeLessThan(2);
  });

  it('steps over what is low, under what hangs, and out of what one stands in', () => {
    expect(walk([box('tray', -1, 1, 1, 2, 0, 0.2), box('busway', -1, 2, 1, 3, 2.5, 2.8)], [0, 0], [0, 5])).toEqual([0, 5]);
    const [, y] = walk([box('chiller', -1, -6, 1, 6)], [0, 0], [0, 9]);
    expect(y).toBeCloseTo(9, 9);
  });

  it('is never in a box that it was not in before, whatever the steps', () => {
    const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
    const boxes = fc.array(
      fc.tuple(coordinate, coordinate, fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: 0.2, max: 3, noNaN: true })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(boxes, fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 8 }), (all, steps) => {
        const standing = all.map(([x, y, w, d], i) => box(String(i), x, y, x + w, y + d));
        const index = spatialIndex(standing);
        const depth = (each: PlanBox, at: Point) => {
          const far = distanceToOutline(each.corners, at);
          return contains(each.corners, at) ? far + person.radius_m : person.radius_m - far;
        };
        let at: Point = [20, 20];
        let inside = standing.filter((each) => depth(each, at) > 1e-3);
        for (const step of steps) {
          at = walkAmong(index, at, step, person);
          const now = standing.filter((each) => depth(each, at) > 2e-3);
          for (const each of now) expect(inside).toContain(each);
          inside = now;
        }
      }),
    );
  });
});
