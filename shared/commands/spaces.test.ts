import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/document.ts';
import type { SpaceId } from '../document/ids.ts';
import type { Point, Space } from '../document/records.ts';
import { spaceAt } from './spaces.ts';

const outline = (x: number, y: number, width: number, depth: number): Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];

const room = (i: number, outline_m: readonly Point[], kind: Space['kind'] = 'room'): Space => ({
  id: `space_${i}` as SpaceId,
  type: 'space',
  kind,
  name: `Room ${i}`,
  outline_m,
  elevation_m: 0,
  height_m: 4,
});

const at = fc.integer({ min: -2000, max: 2000 });
// Rooms, halls, and sites of many kilometres.
const size = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 200, max: 3000 }), fc.constant(90_000));

describe('the space a place lies in', () => {
  it('is the smallest that holds it, of a room as of a site of many kilometres', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(at, at, size, size), { maxLength: 12 }),
        fc.array(fc.tuple(at, at), { minLength: 1, maxLength: 20 }),
        (rooms, places) => {
          // Sizes that differ: of two equal floors either would be right.
          const spaces = rooms.map(([x, y, w, d], i) => room(i, outline(x, y, w + i * 0.01, d + i * 0.013)));
          const document = documentOf(spaces);
          for (const [px, py] of places) {
            const [x, y] = [px + 0.5, py + 0.5];
            const holding = rooms
              .map(([x0, y0, w, d], i) => ({ i, x0, y0, w: w + i * 0.01, d: d + i * 0.013 }))
              .filter(({ x0, y0, w, d }) => x > x0 && y > y0 && x < x0 + w && y < y0 + d)
              .sort((a, b) => a.w * a.d - b.w * b.d);
            expect(spaceAt(document, [x, y, 0])).toBe(holding[0] && `space_${holding[0].i}`);
          }
        },
      ),
    );
  });

  it('is the room, and not the aisle or zone drawn on its floor', () => {
    const document = documentOf([
      room(1, outline(0, 0, 20, 20)),
      room(2, outline(5, 5, 4, 4), 'aisle'),
      room(3, outline(5, 5, 4, 4), 'zone'),
    ]);
    expect(spaceAt(document, [6, 6, 0])).toBe('space_1');
    expect(spaceAt(document, [30, 6, 0])).toBeUndefined();
  });
});
