import { describe, expect, it } from 'vitest';
import type { Space } from '../../shared/document/records.ts';
import { column, hallOf, openingIn, partition } from '../../test/fixtures/hall.ts';
import { cutFaces, solidsOf } from './section-caps.ts';

const hall = hallOf(20, 10, {
  wallThickness_m: 0.3,
  partitions: [partition([8, 0], [8, 10])],
  openings: [openingIn(4, 4)],
  columns: [column(12, 5)],
});

/** Area of triangles in space. */
function faceArea(points: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 8 < points.length; i += 9) {
    const p = (corner: number, axis: number) => points[i + corner * 3 + axis] ?? 0;
    const [u, v] = [1, 2].map((corner) => [0, 1, 2].map((axis) => p(corner, axis) - p(0, axis))) as [number[], number[]];
    const [[a = 0, b = 0, c = 0], [d = 0, e = 0, f = 0]] = [u, v];
    sum += Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d) / 2;
  }
  return sum;
}
const faces = (axis: 'x' | 'y' | 'z', at_m: number, spaces: readonly Space[] = [hall]) =>
  faceArea(cutFaces(solidsOf(new Map(spaces.map((space) => [space.id, space]))), { axis, at_m, keeps: 'above' }));

describe('faces of a section through a building', () => {
  it('across the hall: both walls, the partition, the column and the slab', () => {
    expect(faces('y', 5)).toBeCloseTo((2 * 0.3 + 0.4) * 5 + 20 * 0.22 + 0.2 * (5 - 2.4), 9);
    expect(faces('y', 2)).toBeCloseTo((2 * 0.3 + 0.2) * 5 + 20 * 0.22, 9);
    expect(faces('x', 15)).toBeCloseTo(2 * 0.3 * 5 + 10 * 0.22, 9);
  });

  it('in plan below a lintel the door is open, above it the wall is whole', () => {
    const walls = 20.6 * 10.6 - 200 + 0.16;
    expect(faces('z', 1.2)).toBeCloseTo(walls + 0.2 * (10 - 1.2), 9);
    expect(faces('z', 3)).toBeCloseTo(walls + 0.2 * 10, 9);
    expect(faces('z', -0.1)).toBeCloseTo(200, 9);
    expect(faces('z', 6)).toBe(0);
  });

  it('an L-shaped slab is cut where it is, and the walls of an undesigned hall are cut as they are drawn', () => {
    const { wallThickness_m: _, partitions: _p, openings: _o, columns: _c, ...bare } = hall;
    const ell: Space = {
      ...bare,
      kind: 'yard',
      outline_m: [
        [0, 0],
        [20, 0],
        [20, 4],
        [6, 4],
        [6, 10],
        [0, 10],
      ],
    };
    expect(faces('y', 7, [ell])).toBeCloseTo(6 * 0.22, 9);
    expect(faces('y', 2, [ell])).toBeCloseTo(20 * 0.22, 9);
    expect(faces('x', 10, [bare])).toBeCloseTo(10 * 0.22 + 2 * 0.14 * 5, 9);
  });

  it('lies on the side that is kept, where its own plane does not cut it away', () => {
    for (const keeps of ['above', 'below'] as const) {
      const points = cutFaces(solidsOf(new Map([[hall.id, hall]])), { axis: 'x', at_m: 15, keeps });
      expect(points.length).toBeGreaterThan(0);
      for (let i = 0; i < points.length; i += 3) expect(Math.sign((points[i] ?? 0) - 15)).toBe(keeps === 'above' ? 1 : -1);
    }
  });
});
