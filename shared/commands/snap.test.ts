import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { footprint } from '../geometry/pose.ts';
import { type PlanBox, spatialIndex } from '../geometry/spatial-index.ts';
import { type Snapped, snapOffset, toGrid, toTurn } from './snap.ts';

const rackAt = (id: string, x: number, y: number): PlanBox => ({
  id,
  corners: footprint([x, y, 0], 0, 0.6, 1.2) as unknown as PlanBox['corners'],
  low_m: 0,
  high_m: 2.2,
});
const wall = (x: number): PlanBox => ({
  id: 'w',
  corners: [
    [x, -9],
    [x, 9],
    [x, 9],
    [x, -9],
  ],
  low_m: 0,
  high_m: 4,
  isWall: true,
});
const options = { step_m: 0.1, reach_m: 0.1, axes: { x: true, y: true, z: false } };
const causes = ({ guides }: Snapped) => guides.map(({ by, axis, to }) => `${by} ${axis} ${to}`);
const all = { x: true, y: true, z: true };

describe('snapping', () => {
  it('goes to the grid without binary dust', () => {
    expect(toGrid(0.29999, 0.1)).toBe(0.3);
    expect(toGrid(1.234, 0)).toBe(1.234);
  });

  it('prefers the edge of a neighbour within reach over the grid', () => {
    const index = spatialIndex([rackAt('n', 3.03, 0)]);
    // Right edge of the dragged rack at 0.3 + 2.40 = 2.70; the neighbour's left edge is at 2.73.
    const snapped = snapOffset([2.4, 0, 0], rackAt('m', 0, 0), { index }, { step_m: 0.1, reach_m: 0.08, axes: all });
    expect(snapped.offset_m[0]).toBeCloseTo(2.43, 9);
    expect(snapped.guides).toContainEqual(expect.objectContaining({ axis: 'x', at_m: expect.closeTo(2.73, 9) }));
  });

  it('leaves locked axes at zero', () => {
    expect(
      snapOffset([1.27, 3.41, 2], undefined, undefined, { step_m: 0.6, reach_m: 0, axes: { x: true, y: false, z: false } }).offset_m,
    ).toEqual([1.2, 0, 0]);
  });

  it('a corner goes before an edge that is nearer', () => {
    // The edge of b lies 10 mm off, the corner of a 50 mm.
    const index = spatialIndex([rackAt('a', 0.65, 0.05), rackAt('b', 0.01, 3)]);
    const snapped = snapOffset([0, 0, 0], rackAt('m', 0, 0), { index }, options);
    expect(causes(snapped)).toEqual(['corner x a', 'corner y a']);
    expect(snapped.offset_m).toEqual([0.05, 0.05, 0]);
    for (const { distance_m } of snapped.guides) expect(distance_m).toBeCloseTo(0, 12);
  });

  it('an edge goes before a wall that is nearer, a wall before the grid; each axis by itself', () => {
    const walls = spatialIndex([wall(0.31)]);
    const moved = rackAt('m', 0, 0);
    const beside = snapOffset([0, 0.234, 0], moved, { index: spatialIndex([]), walls }, options);
    expect(causes(beside)).toEqual(['wall x w']);
    expect(beside.offset_m).toEqual([0.01, 0.2, 0]);
    const both = snapOffset([0, 0.234, 0], moved, { index: spatialIndex([rackAt('n', 0.05, 3)]), walls }, options);
    expect(causes(both)).toEqual(['edge x n']);
    expect(both.offset_m).toEqual([0.05, 0.2, 0]);
    // From the rack at y 0.2 to that at 3, 0.6 m each to their edges.
    expect(both.guides[0]?.distance_m).toBeCloseTo(1.6, 9);
  });

  it('ends on the grid, or no farther from the hand than the reach, in whatever order records come', () => {
    const place = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 10 }), place, ([...places], [dx, dy]) => {
        const racks = places.map(([x, y], i) => rackAt(`n${i}`, x / 100, y / 100));
        const raw = [dx / 97, dy / 97, 0] as const;
        const snapped = snapOffset(raw, rackAt('m', 0, 0), { index: spatialIndex(racks) }, options);
        expect(snapOffset(raw, rackAt('m', 0, 0), { index: spatialIndex(racks.toReversed()) }, options)).toEqual(snapped);
        for (const axis of [0, 1] as const) {
          const caught = snapped.guides.some((guide) => guide.axis === (axis === 0 ? 'x' : 'y'));
          if (caught) expect(Math.abs(snapped.offset_m[axis] - raw[axis])).toBeLessThanOrEqual(options.reach_m + 1e-6);
          else expect(snapped.offset_m[axis]).toBe(toGrid(raw[axis], options.step_m));
        }
      }),
    );
  });

  it('turns in steps', () => {
    expect(toTurn(52, 15)).toBe(45);
    expect(toTurn(52, 90)).toBe(90);
  });
});
