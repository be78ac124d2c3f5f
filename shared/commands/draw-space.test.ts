import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { furnished } from '../../test/fixtures/furnished-hall.ts';
import { rectangle } from '../../test/fixtures/hall.ts';
import { buildingFault, wallsOf } from '../document/building-parts.ts';
import { applyPatch, type Document, emptyDocument } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { invert } from '../document/patch.ts';
import type { Point, Space } from '../document/records.ts';
import { area, crossesItself } from '../geometry/polygon.ts';
import { isRefusal } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { type DrawnSpace, drawSpace } from './draw-space.ts';
import { addColumn, addPartition, setOpening } from './edit-building.ts';
import { removeElements } from './edit-elements.ts';
import { nearestWall, openingStart, wallBehind } from './nearest-wall.ts';

const newId = sequentialIds('d');
function done(document: Document, answer: CommandAnswer): Document {
  if (isRefusal(answer)) throw new Error(answer.refused);
  const after = applyPatch(document, answer.patch);
  expect(applyPatch(after, invert(answer.patch)).tables).toEqual(document.tables);
  return after;
}
const draw = (document: Document, drawn: DrawnSpace, outline_m: readonly Point[]) =>
  done(document, drawSpace(document, { drawn, outline_m, newId }));
const named = (document: Document, name: string): Space => {
  const found = [...document.tables.space.values()].find((space) => space.name === name);
  if (!found) throw new Error(`no space is named ${name}`);
  return found;
};

describe('a drawn outline', () => {
  it('becomes a hall with the next free letter, rooms and aisles lie in what is around them', () => {
    let document = draw(emptyDocument, { kind: 'building' }, rectangle(0, 0, 60, 40));
    document = draw(document, { kind: 'hall' }, rectangle(0, 0, 30, 40));
    document = draw(document, { kind: 'hall' }, rectangle(30, 0, 60, 40));
    document = draw(document, { kind: 'room' }, rectangle(20, 30, 30, 40));
    document = draw(document, { kind: 'aisle', aisle: 'hot' }, rectangle(4, 4, 6, 20));
    document = draw(document, { kind: 'room' }, rectangle(25, 5, 35, 10));
    expect(named(document, 'Hall B').parent).toBe(named(document, 'Building 1').id);
    expect(named(document, 'Room 1').parent).toBe(named(document, 'Hall A').id);
    expect(named(document, 'Hot aisle 1')).toMatchObject({ parent: named(document, 'Hall A').id, aisle: 'hot' });
    // It lies across both halls and so in neither.
    expect(named(document, 'Room 2').parent).toBe(named(document, 'Building 1').id);
  });

  it('is counter-clockwise however it was drawn, and refused where it crosses itself or encloses nothing', () => {
    const document = draw(emptyDocument, { kind: 'hall' }, rectangle(0, 0, 10, 5).toReversed());
    expect(area(named(document, 'Hall A').outline_m)).toBe(50);
    const refused = (outline_m: readonly Point[]) => isRefusal(drawSpace(emptyDocument, { drawn: { kind: 'hall' }, outline_m, newId }));
    expect(
      refused([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ]),
    ).toBe(true);
    expect(
      refused([
        [0, 0],
        [10, 0],
        [5, 0],
      ]),
    ).toBe(true);
    expect(
      refused([
        [0, 0],
        [10, 0],
      ]),
    ).toBe(true);
  });

  it('takes in what stands on its floor', () => {
    const { document, ids } = furnished();
    const [x, y] = document().tables.equipment.get(ids.a)?.position_m ?? [0, 0];
    const after = draw(document(), { kind: 'room' }, rectangle(x - 1, y - 1, x + 1, y + 1));
    const room = named(after, 'Room 1').id;
    expect([ids.a, ids.b].map((id) => after.tables.equipment.get(id)?.space === room)).toEqual([true, false]);
  });

  it('crosses itself exactly where two of its edges do, found by sampling both', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })) as fc.Arbitrary<Point>;
    const turn = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    fc.assert(
      fc.property(fc.tuple(point, point, point, point), (corners) => {
        const [a, b, c, d] = corners;
        // Corners in general position: a quadrilateral crosses itself where its opposite edges do.
        fc.pre([turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)].every((value) => value !== 0));
        const cuts = (p: Point, q: Point, r: Point, s: Point) => turn(p, q, r) * turn(p, q, s) < 0 && turn(r, s, p) * turn(r, s, q) < 0;
        expect(crossesItself(corners)).toBe(cuts(a, b, c, d) || cuts(b, c, d, a));
      }),
    );
  });
});

describe('walls inside a hall, and what is set into walls', () => {
  const hall = draw(emptyDocument, { kind: 'hall' }, rectangle(0, 0, 24, 18));
  const space = named(hall, 'Hall A').id;

  it('stand astride their line with their openings, which go with them', () => {
    let document = done(hall, addPartition(hall, { space, from_m: [8, 0], to_m: [8, 18], thickness_m: 0.2 }));
    document = done(document, addPartition(document, { space, from_m: [8, 9], to_m: [24, 9], thickness_m: 0.2 }));
    for (const wall of [4, 5])
      document = done(document, setOpening(document, { space, opening: { kind: 'door', wall, from_m: 2, width_m: 1.2, height_m: 2.4 } }));
    const parts = wallsOf(named(document, 'Hall A')).filter(({ what }) => what === 'partition');
    expect(parts.reduce((sum, { corners }) => sum + area(corners), 0)).toBeCloseTo((18 - 1.2) * 0.2 + (16 - 1.2) * 0.2, 9);
    document = done(document, removeElements(document, { elements: [`${space}/partition/0`] }));
    expect(named(document, 'Hall A').openings).toMatchObject([{ wall: 4 }]);
    expect(buildingFault(named(document, 'Hall A'))).toBeUndefined();
    expect(isRefusal(addPartition(hall, { space, from_m: [8, 0], to_m: [30, 0], thickness_m: 0.2 }))).toBe(true);
  });

  it('a column stands inside and clear of the others', () => {
    const one = { at_m: [6, 6], width_m: 0.4, depth_m: 0.4 } as const;
    const document = done(hall, addColumn(hall, { space, column: one }));
    expect(isRefusal(addColumn(document, { space, column: { ...one, at_m: [6.3, 6] } }))).toBe(true);
    expect(isRefusal(addColumn(document, { space, column: { ...one, at_m: [6.4, 6] } }))).toBe(false);
    expect(isRefusal(addColumn(document, { space, column: { ...one, at_m: [0.1, 6] } }))).toBe(true);
  });

  it('a door goes into the wall that the pointer is beside, centred where it is near the middle and clear of others', () => {
    const spaces = hall.tables.space.values();
    const place = nearestWall(spaces, [11.9, 0.3], 1);
    expect(place).toMatchObject({ wall: 0, along_m: 11.9 });
    if (!place) return;
    expect(openingStart(place, 1.2, { step_m: 0.1, reach_m: 0.3 })).toBeCloseTo(11.4, 9);
    const taken = done(hall, setOpening(hall, { space, opening: { kind: 'gate', wall: 0, from_m: 10, width_m: 3, height_m: 3 } }));
    const beside = nearestWall(taken.tables.space.values(), [11.9, 0.3], 1);
    expect(beside && openingStart(beside, 1.2, { step_m: 0.1, reach_m: 0.3 })).toBeCloseTo(13, 9);
    expect(openingStart(place, 30, { step_m: 0.1, reach_m: 0 })).toBeUndefined();
  });

  it('a line of sight meets the far wall, through the near one', () => {
    const place = wallBehind(hall.tables.space.values(), [12, -20, 10], [0, 1, -0.2]);
    // South wall is 0 and faces the eye; the north wall, 38 m away, is met at 2.4 m.
    expect(place).toMatchObject({ wall: 2, along_m: 12 });
    expect(wallBehind(hall.tables.space.values(), [12, -20, 10], [0, 1, 0.2])).toBeUndefined();
  });
});
