import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hallOf, openingIn } from '../../test/fixtures/hall.ts';
import { area, contains } from '../geometry/polygon.ts';
import { buildingFault, columnsOf, wallsOf } from './building-parts.ts';
import type { Point, Space } from './records.ts';

const hall = (fields: Partial<Space>) => hallOf(24, 18, { elevation_m: 0.5, ...fields });
const footprint = (parts: ReturnType<typeof wallsOf>, what: string) =>
  parts.filter((part) => part.what === what).reduce((sum, { corners }) => sum + area(corners), 0);

describe('walls of a stated thickness', () => {
  it('stand outside the outline, meet at the corners and cover each corner once', () => {
    const walls = wallsOf(hall({ wallThickness_m: 0.3 }));
    // Outer rectangle less inner, with one corner square per corner.
    expect(footprint(walls, 'wall')).toBeCloseTo(24.6 * 18.6 - 24 * 18, 9);
    for (const { corners, low_m, high_m } of walls) {
      const middle: Point = [(corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2];
      expect(contains(hall({}).outline_m, middle)).toBe(false);
      expect([low_m, high_m]).toEqual([0.5, 5.5]);
    }
  });

  it('leave an opening free up to its height', () => {
    const door = openingIn(1, 3);
    const walls = wallsOf(hall({ wallThickness_m: 0.3, openings: [door] }));
    expect(footprint(walls, 'wall')).toBeCloseTo(24.6 * 18.6 - 24 * 18 - 1.2 * 0.3, 9);
    expect(walls.filter(({ what }) => what === 'lintel')).toMatchObject([{ low_m: 2.9, high_m: 5.5 }]);
    expect(wallsOf(hall({ openings: [door] }))).toEqual([]);
  });

  it('have the volume of their elevation less their openings, for any set of openings that may stand', () => {
    const opening = fc.record({
      kind: fc.constantFrom('door', 'gate', 'passage'),
      wall: fc.integer({ min: 0, max: 3 }),
      from_m: fc.double({ min: 0, max: 20, noNaN: true }),
      width_m: fc.double({ min: 0.1, max: 6, noNaN: true }),
      height_m: fc.double({ min: 0.1, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(opening, { maxLength: 6 }), (openings) => {
        const space = hall({ wallThickness_m: 0.2, openings });
        fc.pre(buildingFault(space) === undefined);
        const volume = wallsOf(space).reduce((sum, { corners, low_m, high_m }) => sum + area(corners) * (high_m - low_m), 0);
        const cut = openings.reduce((sum, { width_m, height_m }) => sum + width_m * height_m * 0.2, 0);
        expect(volume).toBeCloseTo((24.4 * 18.4 - 24 * 18) * 5 - cut, 3);
      }),
    );
  });
});

describe('what cannot be built', () => {
  const door = { kind: 'door', wall: 0, from_m: 1, width_m: 2, height_m: 2 } as const;
  it.each<[string, Partial<Space>, RegExp]>([
    ['an opening beyond its wall', { openings: [{ ...door, from_m: 23 }] }, /beyond wall 1/],
    ['an opening in a wall that is not there', { openings: [{ ...door, wall: 7 }] }, /not there/],
    ['two openings in one place', { openings: [door, { ...door, from_m: 2 }] }, /overlap in wall 1/],
    ['a door higher than its wall', { openings: [{ ...door, height_m: 6 }] }, /no higher/],
    ['a ceiling above the roof', { ceiling_m: 6 }, /ceiling/],
    ['a containment without an aisle', { containment: 'roof' }, /aisle/],
    ['a wall of no thickness', { wallThickness_m: 0 }, /thick/],
    ['a column of no width', { columns: [{ at_m: [1, 1], width_m: 0, depth_m: 1 }] }, /column/],
  ])('%s', (_, fields, why) => {
    expect(buildingFault(hall(fields))).toMatch(why);
  });

  it('columns stand from the floor to the full height', () => {
    const [column] = columnsOf(hall({ columns: [{ at_m: [6, 6], width_m: 0.5, depth_m: 0.4 }] }));
    expect(column).toMatchObject({ what: 'column', low_m: 0.5, high_m: 5.5 });
    expect(area(column?.corners ?? [])).toBeCloseTo(0.2, 12);
  });
});
