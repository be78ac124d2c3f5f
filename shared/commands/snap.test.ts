import { describe, expect, it } from 'vitest';
import { footprint } from '../geometry/pose.ts';
import { type PlanBox, spatialIndex } from '../geometry/spatial-index.ts';
import { snapOffset, toGrid, toTurn } from './snap.ts';

const rackAt = (id: string, x: number, y: number): PlanBox => ({
  id,
  corners: footprint([x, y, 0], 0, 0.6, 1.2) as unknown as PlanBox['corners'],
  low_m: 0,
  high_m: 2.2,
});
const all = { x: true, y: true, z: true };

describe('snapping', () => {
  it('goes to the grid without binary dust', () => {
    expect(toGrid(0.29999, 0.1)).toBe(0.3);
    expect(toGrid(1.234, 0)).toBe(1.234);
  });

  it('prefers the edge of a neighbour within reach over the grid', () => {
    const index = spatialIndex([rackAt('n', 3.03, 0)]);
    // Right edge of the dragged rack at 0.3 + 2.40 = 2.70; the neighbour's left edge is at 2.73.
    const snapped = snapOffset([2.4, 0, 0], rackAt('m', 0, 0), index, { step_m: 0.1, reach_m: 0.08, axes: all });
    expect(snapped.offset_m[0]).toBeCloseTo(2.43, 9);
    expect(snapped.guides).toContainEqual({ axis: 'x', at_m: expect.closeTo(2.73, 9) });
  });

  it('leaves locked axes at zero', () => {
    expect(
      snapOffset([1.27, 3.41, 2], undefined, undefined, { step_m: 0.6, reach_m: 0, axes: { x: true, y: false, z: false } }).offset_m,
    ).toEqual([1.2, 0, 0]);
  });

  it('turns in steps', () => {
    expect(toTurn(52, 15)).toBe(45);
    expect(toTurn(52, 90)).toBe(90);
  });
});
