import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/document.ts';
import type { Drawing, Point, Underlay } from '../document/records.ts';
import { snapCorner } from './snap-corner.ts';
import { underlayEdges } from './underlay-lines.ts';

/** A room of 8 by 4 m in a drawing of that size, and an image. */
const plan: Drawing = {
  id: 'drawing_1',
  type: 'drawing',
  name: 'plan.dxf',
  content: { kind: 'lines', width_m: 8, height_m: 4, chains_m: [[0, 0, 8, 0, 8, 4, 0, 4, 0, 0]] },
};
const laid: Underlay = {
  id: 'underlay_1',
  type: 'underlay',
  name: 'plan.dxf',
  drawing: 'drawing_1',
  at_m: [10, 20],
  width_m: 16,
  yaw_deg: 90,
  opacity: 0.6,
};
const near = (place: Point, reach_m: number, underlay: Underlay = laid) => underlayEdges(documentOf([plan, underlay]), place, reach_m);
const rounded = (points: readonly (readonly Point[])[]) =>
  points.map((ends) => ends.map(([x, y]) => [Math.round(x * 1e6) / 1e6 + 0, Math.round(y * 1e6) / 1e6 + 0]));

describe('lines of a drawing under the plan', () => {
  it('are found where the drawing lies, turned and scaled', () => {
    // Twice as large and turned by a quarter: its width runs north from (10, 20), its height west.
    expect(rounded(near([10.1, 28], 0.2))).toEqual([
      [
        [10, 20],
        [10, 36],
      ],
    ]);
    expect(rounded(near([2.1, 35.9], 0.2))).toEqual([
      [
        [10, 36],
        [2, 36],
      ],
      [
        [2, 36],
        [2, 20],
      ],
    ]);
    expect(near([6, 28], 0.5)).toEqual([]);
  });

  it('catch the corner of a hall that is traced over them', () => {
    const place: Point = [9.93, 36.08];
    const { at_m, by } = snapCorner(place, { corners: [], edges: near(place, 0.3), step_m: 0.1, reach_m: 0.3 });
    expect(by).toBe('corner');
    expect(at_m[0]).toBeCloseTo(10, 9);
    expect(at_m[1]).toBeCloseTo(36, 9);
  });

  it('are none of a drawing that is hidden', () => {
    expect(near([10.1, 28], 0.2, { ...laid, hidden: true })).toEqual([]);
  });
});
