import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallOf, openingIn, rectangle } from '../../test/fixtures/hall.ts';
import { applyPatch, type Document, documentOf } from '../document/document.ts';
import { invert } from '../document/patch.ts';
import type { Point, Space } from '../document/records.ts';
import { isRefusal } from '../problem.ts';
import type { OutlineEdit } from './edit-outline.ts';
import { editSharedOutline } from './edit-shared-outline.ts';

const room = (id: string, corners: readonly Point[], more: Partial<Space> = {}): Space =>
  hallOf(0, 0, { id, kind: 'room', name: id, outline_m: corners, ...more });
/** Two rooms side by side, and one along both. */
const west = room('west', rectangle(0, 0, 6, 4));
const east = room('east', rectangle(6, 0, 12, 4));
const north = room('north', rectangle(0, 4, 12, 9));
const start = documentOf([west, east, north]);

const changedBy = (edit: OutlineEdit, space: string, alone = false, from: Document = start) => {
  const answer = editSharedOutline(from, { space, edit, alone });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return { answer, document: applyPatch(from, answer.patch) };
};
const outline = (document: Document, id: string) => document.tables.space.get(id)?.outline_m;

describe('a corner or a wall that rooms share', () => {
  it('is moved in all of them, as one step that goes back whole', () => {
    const { answer, document } = changedBy({ how: 'move', corner: 1, to_m: [7, -1] }, 'west');
    expect(outline(document, 'west')?.[1]).toEqual([7, -1]);
    expect(outline(document, 'east')?.[0]).toEqual([7, -1]);
    expect(answer.label).toBe('Move corner of west and east');
    expect(applyPatch(document, invert(answer.patch))).toEqual(start);
  });

  it('stays with the others where it is moved alone', () => {
    const { answer, document } = changedBy({ how: 'move', corner: 1, to_m: [7, -1] }, 'west', true);
    expect(outline(document, 'east')).toEqual(east.outline_m);
    expect(answer.patch).toHaveLength(1);
  });

  it('pushed as a wall takes the room beyond along, and rooms whose whole wall lies in it', () => {
    const between = changedBy({ how: 'push', edge: 1, by_m: 2 }, 'west').document;
    expect(outline(between, 'east')).toEqual(rectangle(8, 0, 12, 4));
    expect(outline(between, 'north')).toEqual(north.outline_m);
    const corridor = changedBy({ how: 'push', edge: 0, by_m: 1 }, 'north').document;
    expect(outline(corridor, 'west')).toEqual(rectangle(0, 0, 6, 3));
    // Only the first edge of a room that lies in it goes along; of `east` that is its north wall.
    expect(outline(corridor, 'east')).toEqual(rectangle(6, 0, 12, 3));
  });

  it('is not torn open in a room whose wall reaches further than the pushed one', () => {
    const { answer, document } = changedBy({ how: 'push', edge: 2, by_m: -1 }, 'west');
    expect(answer.patch).toHaveLength(1);
    expect(outline(document, 'north')).toEqual(north.outline_m);
  });

  it('gets a corner in both, and loses it in both', () => {
    const bent = changedBy({ how: 'insert', edge: 1, at_m: [7, 2] }, 'west').document;
    expect(outline(bent, 'west')).toHaveLength(5);
    expect(outline(bent, 'east')).toContainEqual([7, 2]);
    expect(changedBy({ how: 'remove', corner: 2 }, 'west', false, bent).document.tables.space).toEqual(start.tables.space);
  });

  it('is nobody else’s on another storey', () => {
    const above = room('above', rectangle(0, 0, 6, 4), { elevation_m: 5 });
    const { document } = changedBy({ how: 'move', corner: 1, to_m: [7, 0] }, 'west', false, documentOf([west, above]));
    expect(outline(document, 'above')).toEqual(above.outline_m);
  });

  it('is refused for all where one cannot follow, and names that one', () => {
    const gated: Space = { ...east, openings: [openingIn(0, 2, 'gate')] };
    const answer = editSharedOutline(documentOf([west, gated]), { space: 'west', edit: { how: 'push', edge: 1, by_m: 4 } });
    expect(answer).toMatchObject({ refused: expect.stringMatching(/^east shares it: An opening reaches beyond wall 1/) });
  });

  it('keeps two rooms joined through any sequence of moves of the corners they share', () => {
    const coordinate = fc.integer({ min: 1, max: 11 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(1, 2), coordinate, fc.integer({ min: -3, max: 8 })), { maxLength: 8 }), (moves) => {
        let document = documentOf([west, east]);
        for (const [corner, x, y] of moves) {
          const answer = editSharedOutline(document, { space: 'west', edit: { how: 'move', corner, to_m: [x, y] } });
          if (!isRefusal(answer)) document = applyPatch(document, answer.patch);
          const [a, b] = [outline(document, 'west') ?? [], outline(document, 'east') ?? []];
          const shared = a.filter((each) => b.some((other) => other[0] === each[0] && other[1] === each[1]));
          expect(shared.length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 200 },
    );
  });
});
