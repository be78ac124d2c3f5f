import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../document/records.ts';
import { axisOf, samePlace, withFirstEndAt } from './orthogonal-route.ts';

const up: Place = [0, 0, 1];
const west: Place = [-1, 0, 0];

/** Whether all legs lie along axes and none leads straight back. */
function atRightAngles(route: readonly Place[]): boolean {
  return route.every(
    (corner, i) => i === 0 || samePlace(route[i - 1] as Place, corner) || axisOf(route[i - 1] as Place, corner) !== undefined,
  );
}

describe('a route whose first end goes elsewhere', () => {
  const riser: Place[] = [
    [0, 0, 2],
    [0, 0, 3],
    [5, 0, 3],
    [5, 4, 3],
    [5, 4, 2],
  ];

  it('slides the nearest leg along each axis, and its riser gets longer or shorter', () => {
    expect(withFirstEndAt(riser, { at_m: [0, 0, 2], normal: up }, { at_m: [0.6, -0.5, 2.2], normal: up })).toEqual([
      [0.6, -0.5, 2.2],
      [0.6, -0.5, 3],
      [5, -0.5, 3],
      [5, 4, 3],
      [5, 4, 2],
    ]);
  });

  it('jogs at the height it runs at where no leg lies that way', () => {
    const flat: Place[] = [
      [0, 0, 2],
      [0, 0, 3],
      [5, 0, 3],
      [5, 0, 2],
    ];
    expect(withFirstEndAt(flat, { at_m: [0, 0, 2], normal: up }, { at_m: [0, 0.6, 2], normal: up })).toEqual([
      [0, 0.6, 2],
      [0, 0.6, 3],
      [0, 0, 3],
      [5, 0, 3],
      [5, 0, 2],
    ]);
  });

  it('takes its level lead along and turns it with the port', () => {
    const led: Place[] = [
      [0, 0, 1],
      [0.25, 0, 1],
      [0.25, 0, 3],
      [0.25, 6, 3],
      [4, 6, 3],
    ];
    const east: Place = [1, 0, 0];
    expect(withFirstEndAt(led, { at_m: [0, 0, 1], normal: east }, { at_m: [1, 0, 1], normal: east })?.[1]).toEqual([1.25, 0, 1]);
    expect(withFirstEndAt(led, { at_m: [0, 0, 1], normal: east }, { at_m: [0, 0, 1], normal: west })).toEqual([
      [0, 0, 1],
      [-0.25, 0, 1],
      [-0.25, 0, 3],
      [-0.25, 6, 3],
      [4, 6, 3],
    ]);
  });

  it('leaves a hose to hang freely', () => {
    const hose: Place[] = [
      [0, 0, 2],
      [3, 2, 1],
    ];
    expect(withFirstEndAt(hose, { at_m: [0, 0, 2], normal: up }, { at_m: [1, 1, 2], normal: up })).toEqual([
      [1, 1, 2],
      [3, 2, 1],
    ]);
  });

  it('stays at right angles and ends where it ended, whatever its legs and wherever the port goes, or says that it cannot', () => {
    const step = fc.tuple(fc.constantFrom(0, 1, 2), fc.integer({ min: 1, max: 20 }), fc.boolean());
    const by = fc.integer({ min: -12, max: 12 }).map((value) => value / 4);
    const normal = fc.constantFrom<Place>([0, 0, 1], [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]);
    let done = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), by, by, by, normal, fc.boolean(), (steps, x, y, z, to, turns) => {
        const route: Place[] = [[0, 0, 0]];
        let lastAxis = -1;
        for (const [axis, length, back] of steps) {
          if (axis === lastAxis) continue;
          lastAxis = axis;
          const next = [...(route.at(-1) as Place)] as [number, number, number];
          next[axis] = (next[axis] as number) + (back ? -length / 4 : length / 4);
          route.push(next);
        }
        const [a, b] = route as [Place, Place];
        const length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
        const out: Place = [(b[0] - a[0]) / length, (b[1] - a[1]) / length, (b[2] - a[2]) / length];
        const now = { at_m: [x, y, z] as const, normal: turns ? to : out };
        const after = withFirstEndAt(route, { at_m: a, normal: out }, now);
        if (!after) return;
        done++;
        expect(after[0]).toEqual(now.at_m);
        expect(after.at(-1)).toEqual(route.at(-1));
        expect(atRightAngles(after)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(done).toBeGreaterThan(400);
  });
});
