import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, hallOf, openingIn, partition } from '../../test/fixtures/hall.ts';
import { buildingFault, wallLine } from '../document/building-parts.ts';
import { applyPatch, documentOf } from '../document/document.ts';
import type { Point, Space } from '../document/records.ts';
import { area, crossesItself } from '../geometry/polygon.ts';
import { isRefusal } from '../problem.ts';
import { editOutline, type OutlineEdit } from './edit-outline.ts';

const hall = hallOf(24, 18, {
  partitions: [partition([8, 0], [8, 18])],
  openings: [openingIn(0, 2), openingIn(0, 18, 'gate'), openingIn(3, 4), openingIn(4, 4)],
});
const answerTo = (edit: OutlineEdit, space = hall) => editOutline(documentOf([space]), { space: 'space_1', edit });
const shaped = (edit: OutlineEdit, space = hall): Space => {
  const answer = answerTo(edit, space);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(documentOf([space]), answer.patch).tables.space.get('space_1') as Space;
};
/** Middles of all openings on the floor. */
const places = (space: Space): Point[] =>
  (space.openings ?? []).map(({ wall, from_m, width_m }) => {
    const line = wallLine(space, wall);
    if (!line) throw new Error('no wall');
    const along = from_m + width_m / 2;
    return [line.from[0] + line.along[0] * along, line.from[1] + line.along[1] * along];
  });
const rounded = (points: readonly Point[]) => points.map(([x, y]) => [Math.round(x * 1e4) / 1e4 + 0, Math.round(y * 1e4) / 1e4 + 0]);

describe('corners of an outline', () => {
  it('a wall pushed out takes its doors along and is reached by the partition that ended at it', () => {
    const wider = shaped({ how: 'push', edge: 0, by_m: 2 });
    expect(wider.outline_m).toEqual([
      [0, -2],
      [24, -2],
      [24, 18],
      [0, 18],
    ]);
    expect(wider.partitions?.[0]).toMatchObject({ from_m: [8, -2], to_m: [8, 18] });
    // The doors of this wall, and the one in the west wall, whose last corner moved, keep their places along x and y.
    expect(rounded(places(wider))).toEqual([
      [2.6, -2],
      [19.5, -2],
      [0, 13.4],
      [8, 2.6],
    ]);
  });

  it('a corner set into an edge splits its wall, and each door stays where it was', () => {
    const split = shaped({ how: 'insert', edge: 0, at_m: [12, 0] });
    expect(split.outline_m).toHaveLength(5);
    expect(split.openings?.map(({ wall }) => wall)).toEqual([0, 1, 4, 5]);
    expect(rounded(places(split))).toEqual(rounded(places(hall)));
    expect(shaped({ how: 'remove', corner: 1 }, split)).toEqual(hall);
  });

  it('of a corner drawn out, doors go to the wall they are nearest to', () => {
    const bay = shaped({ how: 'insert', edge: 0, at_m: [12, -6] });
    expect(bay.openings?.map(({ wall }) => wall)).toEqual([0, 1, 4, 5]);
    expect(bay.partitions?.[0]?.from_m).toEqual([8, -4]);
  });

  it('refuses what crosses itself, has two corners, or leaves a wall too short for its gate, and says which', () => {
    expect(answerTo({ how: 'move', corner: 0, to_m: [30, 9] })).toMatchObject({ refused: 'The outline of a space crosses itself' });
    const triangle: Space = { ...hall, outline_m: hall.outline_m.slice(0, 3), partitions: [], openings: [] };
    expect(answerTo({ how: 'remove', corner: 0 }, triangle)).toMatchObject({ refused: 'An outline has at least three corners' });
    expect(answerTo({ how: 'push', edge: 1, by_m: -22 })).toMatchObject({ refused: /Two openings overlap|reaches beyond wall 1/ });
    expect(answerTo({ how: 'push', edge: 3, by_m: -9 }, { ...hall, openings: [] })).toMatchObject({
      refused: 'Partition 1 would end outside Hall A',
    });
    const posts: Space = { ...hall, columns: [column(23, 9)] };
    expect(answerTo({ how: 'push', edge: 1, by_m: -1 }, posts)).toMatchObject({ refused: 'Column 1 would stand outside Hall A' });
  });

  it('for any edit gives an outline that stands, counter-clockwise, with every door in a wall, or a reason', () => {
    const corner = fc.integer({ min: 0, max: 3 });
    const coordinate = fc.integer({ min: -20, max: 40 });
    const point = fc.tuple(coordinate, coordinate);
    const edits: fc.Arbitrary<OutlineEdit> = fc.oneof(
      fc.record({ how: fc.constant('move' as const), corner, to_m: point }),
      fc.record({ how: fc.constant('insert' as const), edge: corner, at_m: point }),
      fc.record({ how: fc.constant('remove' as const), corner }),
      fc.record({ how: fc.constant('push' as const), edge: corner, by_m: fc.integer({ min: -30, max: 30 }) }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(edits, (edit) => {
        const answer = answerTo(edit);
        if (isRefusal(answer)) {
          expect(answer.refused).not.toBe('');
          return;
        }
        accepted++;
        const after = shaped(edit);
        expect(area(after.outline_m)).toBeGreaterThan(0);
        expect(crossesItself(after.outline_m)).toBe(false);
        expect(buildingFault(after)).toBeUndefined();
        expect(after.openings).toHaveLength(4);
        // Doors in walls that the edit does not reach have not moved.
        const before = rounded(places(hall));
        if (edit.how === 'move' && edit.corner === 2) expect(rounded(places(after)).slice(0, 1)).toEqual(before.slice(0, 1));
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('a triangle turned inside out keeps its door in the wall it was in', () => {
    const triangle: Space = {
      ...hall,
      outline_m: [
        [0, 0],
        [10, 0],
        [5, 8],
      ],
      partitions: [],
      openings: [openingIn(0, 2)],
    };
    const turned = shaped({ how: 'move', corner: 2, to_m: [5, -8] }, triangle);
    expect(area(turned.outline_m)).toBeCloseTo(40, 9);
    expect(rounded(places(turned))).toEqual([[2.6, 0]]);
  });
});
