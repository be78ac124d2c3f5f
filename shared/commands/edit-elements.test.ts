import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, hallOf, openingIn, partition } from '../../test/fixtures/hall.ts';
import { elementNamed, elementParts, elementsOf } from '../document/building-elements.ts';
import { buildingFault, wallLine } from '../document/building-parts.ts';
import { applyPatch, type Document, documentOf } from '../document/document.ts';
import { invert } from '../document/patch.ts';
import type { Space } from '../document/records.ts';
import { isRefusal } from '../problem.ts';
import { deleteSelection } from './delete-selection.ts';
import { moveElements, removeElements } from './edit-elements.ts';
import { move } from './move.ts';
import { describeRecords } from './subjects.ts';

const hall = hallOf(24, 18, {
  elevation_m: 0.5,
  wallThickness_m: 0.3,
  partitions: [partition([8, 0], [8, 18]), partition([8, 9], [24, 9])],
  openings: [openingIn(0, 2), openingIn(0, 10, 'gate'), openingIn(4, 4), openingIn(5, 4, 'passage')],
  columns: [column(4, 4), column(16, 4)],
});
const start = documentOf([hall]);
const id = (sort: string, index: number) => `space_1/${sort}/${index}`;
const spaceOf = (document: Document) => document.tables.space.get('space_1') as Space;
const spaceAfter = (answer: ReturnType<typeof move>): Space => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return spaceOf(applyPatch(start, answer.patch));
};

describe('elements of the building by their ids', () => {
  it('names each door, partition and column once, and nothing else', () => {
    const all = elementsOf(hall);
    expect(all.map((element) => describeRecords(start, [element.id]))).toEqual([
      'Door 1 of Hall A',
      'Gate 2 of Hall A',
      'Door 3 of Hall A',
      'Passage 4 of Hall A',
      'Partition 1 of Hall A',
      'Partition 2 of Hall A',
      'Column 1 of Hall A',
      'Column 2 of Hall A',
    ]);
    for (const element of all) expect(elementNamed(start.tables.space, element.id)).toEqual(element);
    for (const other of ['space_1', id('opening', 9), id('wall', 0), 'space_2/opening/0', ''])
      expect(elementNamed(start.tables.space, other)).toBeUndefined();
    expect(describeRecords(start, [id('column', 0), id('column', 1)])).toBe('2 columns');
  });

  it('an opening is the hole between the pieces of its wall', () => {
    const [door] = elementsOf(hall);
    expect(door && elementParts(door)).toMatchObject([{ low_m: 0.5, high_m: 2.9, out: [0, -1] }]);
    const corners = door ? elementParts(door)[0]?.corners : undefined;
    expect(corners?.map(([x]) => x).sort((a, b) => a - b)).toEqual([2, 2, 3.2, 3.2]);
    expect(Math.min(...(corners?.map(([, y]) => y) ?? []))).toBeCloseTo(-0.3, 9);
  });
});

describe('moving elements', () => {
  it('pushes a door along its wall and no further than its end', () => {
    expect(spaceAfter(move(start, { records: [id('opening', 0)], offset_m: [1.5, 7, 2] })).openings?.[0]?.from_m).toBeCloseTo(3.5, 9);
    expect(spaceAfter(move(start, { records: [id('opening', 1)], offset_m: [100, 0, 0] })).openings?.[1]?.from_m).toBe(21);
    expect(move(start, { records: [id('opening', 0)], offset_m: [7.5, 0, 0] })).toMatchObject({
      refused: 'Two openings overlap in wall 1',
    });
  });

  it('takes the doors of a partition along, and keeps it between the walls', () => {
    const moved = spaceAfter(move(start, { records: [id('partition', 0), id('opening', 2)], offset_m: [-1, 0, 0] }));
    expect(moved.partitions?.[0]).toEqual({ from_m: [7, 0], to_m: [7, 18], thickness_m: 0.2 });
    expect(moved.openings).toEqual(hall.openings);
    expect(isRefusal(move(start, { records: [id('partition', 0)], offset_m: [-9, 0, 0] }))).toBe(true);
    expect(isRefusal(move(start, { records: [id('column', 0)], offset_m: [12, 0, 0] }))).toBe(true);
  });

  it('for any push gives a building that stands, or says why not, and is undone exactly', () => {
    const ids = elementsOf(hall).map((element) => element.id);
    const offset = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), offset, offset, (elements, x, y) => {
        const answer = moveElements(start, { elements, offset_m: [x, y, 0] });
        if (isRefusal(answer)) return;
        const moved = applyPatch(start, answer.patch);
        expect(buildingFault(spaceOf(moved))).toBeUndefined();
        expect(spaceOf(moved).openings?.map(({ wall }) => wall)).toEqual([0, 0, 4, 5]);
        expect(spaceOf(applyPatch(moved, invert(answer.patch)))).toEqual(hall);
      }),
    );
  });
});

describe('deleting elements', () => {
  it('takes a partition with its doors; what is left stands where it stood', () => {
    const answer = removeElements(start, { elements: [id('partition', 0), id('opening', 0)] });
    const left = spaceAfter(answer);
    expect(left.openings?.map(({ kind, wall }) => [kind, wall])).toEqual([
      ['gate', 0],
      ['passage', 4],
    ]);
    // The passage is still in the wall it was in.
    expect(wallLine(left, 4)).toMatchObject({ from: [8, 9], to: [24, 9] });
  });

  it('goes through Delete with whatever else is selected, and is no concern of a space that goes as a whole', () => {
    const one = deleteSelection(start, { records: [id('column', 1)] });
    expect(one).toMatchObject({ label: 'Delete Column 2 of Hall A', selection: [] });
    expect(spaceAfter(one).columns).toEqual([hall.columns?.[0]]);
    const whole = deleteSelection(start, { records: ['space_1', id('column', 1)] });
    expect(isRefusal(whole) ? whole : applyPatch(start, whole.patch).tables.space.size).toBe(0);
  });
});
