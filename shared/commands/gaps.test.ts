import { describe, expect, it } from 'vitest';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { applyPatch } from '../document/document.ts';
import { type PlanBox, type SpatialIndex, spatialIndex } from '../geometry/spatial-index.ts';
import { gapsAround, shiftedBox, wallFaceIndex } from './gaps.ts';

const box = (id: string, x: number, y: number, w = 1, d = 1, high_m = 2): PlanBox => ({
  id,
  corners: [
    [x, y],
    [x + w, y],
    [x + w, y + d],
    [x, y + d],
  ],
  low_m: 0,
  high_m,
});

describe('distances beside a dragged piece', () => {
  it('are those to the nearest neighbour on each side that lies beside it', () => {
    const index = spatialIndex([box('west', -3, 0), box('farther west', -5, 0), box('north', 0.5, 2.5), box('corner', 4, 4)]);
    const gaps = gapsAround(box('self', 0, 0), index);
    expect(Object.fromEntries(gaps.map(({ side, distance_m }) => [side, distance_m]))).toEqual({ west: 2, north: 1.5 });
    expect(gaps.find(({ side }) => side === 'north')).toMatchObject({ from: [0.75, 1], to: [0.75, 2.5] });
  });

  it('leave out what hangs above', () => {
    const overhead = { ...box('tray', -3, 0), low_m: 2.5, high_m: 2.7 };
    expect(gapsAround(box('self', 0, 0), spatialIndex([overhead]))).toEqual([]);
  });

  it('reach to the walls of a hall whose thickness nobody has stated, and leave an oblique one out', () => {
    const { document } = barePod();
    const [hall] = document.tables.space.values();
    if (!hall) throw new Error('no hall');
    const walls = wallFaceIndex(document);
    const faces = (index: SpatialIndex) => index.near(-50, -50, 50, 50).length;
    expect(faces(walls)).toBe(4);
    const gaps = gapsAround(box('self', 1, 2), spatialIndex([]), walls, 60);
    expect(Object.fromEntries(gaps.map(({ side, distance_m }) => [side, distance_m]))).toEqual({ west: 1, east: 17, south: 2, north: 21 });
    const thick = applyPatch(document, [{ id: hall.id, before: hall, after: { ...hall, wallThickness_m: 0.2 } }]);
    expect(faces(wallFaceIndex(thick))).toBe(0);
    const [a, b, , d] = hall.outline_m;
    const oblique = { ...hall, outline_m: [a, b, [25, 24], d] as typeof hall.outline_m };
    expect(faces(wallFaceIndex(applyPatch(document, [{ id: hall.id, before: hall, after: oblique }])))).toBe(3);
  });

  it('follow the piece', () => {
    const index = spatialIndex([box('west', -3, 0)]);
    expect(gapsAround(shiftedBox(box('self', 0, 0), 0.5, 0.25), index)[0]?.distance_m).toBeCloseTo(2.5, 12);
  });
});
