import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, recordsText } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { catalogueItem, pinItem } from '../catalogue/library.ts';
import { envelopeOf } from '../catalogue/placement.ts';
import { routeOf } from '../catalogue/route.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import { invert } from '../document/patch.ts';
import type { Equipment } from '../document/records.ts';
import { readFacility } from '../file/read.ts';
import { writeFacility } from '../file/write.ts';
import { isRefusal } from '../problem.ts';
import { autoConnect } from './auto-connect.ts';
import { deleteRecords } from './delete.ts';
import { type ArrayFields, editArray } from './edit-array.ts';
import { move } from './move.ts';
import { replaceItem } from './replace-item.ts';
import { rotate } from './rotate.ts';
import { rowArray } from './row-array.ts';

/** Two rows of four over a hot aisle, kept as an array. */
function withArray() {
  const { document, newId } = barePod();
  const bare = done(document, deleteRecords(document, { records: [...document.tables.equipment.keys()] }));
  const source = catalogueItem('gb300-nvl72');
  if (!source) throw new Error('no item');
  const rows = rowArray(bare, {
    item: pinItem(source, newId('item')),
    origin_m: [2, 4, 0],
    yaw_deg: 0,
    count: 4,
    rows: 2,
    coldAisle_m: 2,
    hotAisle_m: 2,
    facing: 'alternate',
    rowName: 'Row',
    editable: true,
    newId,
  });
  const after = done(bare, rows);
  const group = [...after.tables.group.values()].find(({ array }) => array !== undefined);
  if (!group) throw new Error('no array');
  return { document: after, newId, group: group.id };
}

const racksOf = (document: Document) => [...document.tables.equipment.values()].filter(({ tag }) => tag.startsWith('R-'));

describe('an array of rows', () => {
  it('remembers how it was placed, in the file too', () => {
    const { document, group } = withArray();
    const array = document.tables.group.get(group)?.array;
    expect(array).toMatchObject({ count: 4, rows: 2, pitch_m: 0.6, hotAisle_m: 2, facing: 'alternate' });
    expect(array?.members.flatMap(({ pieces }) => pieces)).toEqual(racksOf(document).map(({ id }) => id));
    const read = readFacility(writeFacility(document));
    expect(read.ok && read.value.document.tables.group.get(group)?.array).toEqual(array);
  });

  it('grows and shrinks around the pieces that stay', () => {
    const { document, newId, group } = withArray();
    const ids = racksOf(document).map(({ id }) => id);
    const wide = done(document, editArray(document, { group, fields: { count: 6, pitch_m: 0.8 }, newId }));
    expect(racksOf(wide)).toHaveLength(12);
    expect(ids.every((id) => wide.tables.equipment.has(id))).toBe(true);
    const first = racksOf(wide)
      .filter(({ position_m: [, y] }) => y === 4)
      .map(({ position_m: [x] }) => x);
    expect(first.sort((a, b) => a - b).map((x) => Math.round(x * 10) / 10)).toEqual([2, 2.8, 3.6, 4.4, 5.2, 6]);
    const back = done(wide, editArray(wide, { group, fields: { count: 4, pitch_m: 0.6 }, newId }));
    expect(recordsText(back)).toBe(recordsText(document));
  });

  it('adds and removes whole rows with their groups, front to front over the cold aisle', () => {
    const { document, newId, group } = withArray();
    const three = done(document, editArray(document, { group, fields: { rows: 3, coldAisle_m: 3 }, newId }));
    const ys = [...new Set(racksOf(three).map(({ position_m: [, y] }) => y))].sort((a, b) => a - b);
    // Depth 1.2 m: row 2 behind a hot aisle of 2 m, row 3 across a cold aisle of 3 m.
    expect(ys[1]).toBeCloseTo(4 + 1.2 + 2, 9);
    expect(ys[2]).toBeCloseTo(4 + 1.2 + 2 + 1.2 + 3, 9);
    expect([...three.tables.group.values()].filter(({ parent }) => parent === group)).toHaveLength(3);
    const one = done(three, editArray(three, { group, fields: { rows: 1 }, newId }));
    expect([...one.tables.group.values()].filter(({ parent }) => parent === group)).toHaveLength(1);
    expect(racksOf(one)).toHaveLength(4);
  });

  it('leaves a place empty that was emptied by hand', () => {
    const { document, newId, group } = withArray();
    const victim = racksOf(document)[1]?.id ?? '';
    const holed = done(document, deleteRecords(document, { records: [victim] }));
    const wider = done(holed, editArray(holed, { group, fields: { pitch_m: 0.7 }, newId }));
    expect(racksOf(wider)).toHaveLength(7);
    expect(racksOf(wider).some(({ position_m: [x, y] }) => Math.abs(x - 2.7) < 1e-9 && y === 4)).toBe(false);
  });

  it('keeps the runs of pieces that stay, along the axes, and takes those of pieces that go', () => {
    const { document, newId, group } = withArray();
    const { document: pod } = barePod();
    const cdu = [...pod.tables.equipment.values()].find(({ tag }) => tag === 'CDU-01');
    const vesselItem = cdu && pod.tables.item.get(cdu.item);
    if (!cdu || !vesselItem) throw new Error('no CDU');
    const cooled = applyPatch(document, [
      { id: vesselItem.id, before: null, after: vesselItem },
      { id: cdu.id, before: null, after: cdu },
    ]);
    const connected = done(
      cooled,
      autoConnect(cooled, { records: [...cooled.tables.equipment.keys()], liquid: true, power: false, newId }),
    );
    const runsOf = (each: Document) =>
      [...each.tables.connection.values()].filter(
        ({ from, to }) =>
          /^R-/.test(`${each.tables.equipment.get(from.equipment)?.tag}`) || /^R-/.test(`${each.tables.equipment.get(to.equipment)?.tag}`),
      );
    expect(runsOf(connected).length).toBe(16);
    const wide = done(connected, editArray(connected, { group, fields: { pitch_m: 0.75 }, newId }));
    expect(runsOf(wide).map(({ id }) => id)).toEqual(runsOf(connected).map(({ id }) => id));
    for (const run of runsOf(wide)) {
      const route = routeOf(wide, run);
      for (let i = 1; i < route.length; i++) {
        const [p, q] = [route[i - 1] ?? [0, 0, 0], route[i] ?? [0, 0, 0]];
        expect(([0, 1, 2] as const).filter((axis) => Math.abs(p[axis] - q[axis]) > 2e-4).length).toBeLessThanOrEqual(1);
      }
    }
    const less = done(connected, editArray(connected, { group, fields: { count: 3 }, newId }));
    expect(runsOf(less)).toHaveLength(12);
  });

  it('stands where it was moved and turned to when its figures change', () => {
    const { document, newId, group } = withArray();
    const records = racksOf(document).map(({ id }) => id);
    const moved = done(document, move(document, { records, offset_m: [10, 3, 0] }));
    const turned = done(moved, rotate(moved, { records, angle_deg: 90 }));
    expect(turned.tables.group.get(group)?.array?.yaw_deg).toBe(90);
    const longer = done(turned, editArray(turned, { group, fields: { count: 5 }, newId }));
    for (const id of records) expect(longer.tables.equipment.get(id)).toEqual(turned.tables.equipment.get(id));
    // The fifth of each row continues it: 0.6 m further, in the row's new direction, north.
    const rows = [...longer.tables.group.values()].filter(({ parent }) => parent === group);
    for (const { id } of rows) {
      const row = racksOf(longer).filter((rack) => rack.group === id);
      expect(new Set(row.map(({ position_m: [x] }) => x.toFixed(6))).size).toBe(1);
      const ys = row.map(({ position_m: [, y] }) => y).sort((a, b) => a - b);
      for (let i = 1; i < ys.length; i++) expect((ys[i] ?? 0) - (ys[i - 1] ?? 0)).toBeCloseTo(0.6, 9);
    }
  });

  it('leaves a piece that was pulled out of its row as far out as it was', () => {
    const { document, newId, group } = withArray();
    const pulled = racksOf(document)[2]?.id ?? '';
    const out = done(document, move(document, { records: [pulled], offset_m: [0, -0.4, 0] }));
    expect(out.tables.group.get(group)).toBe(document.tables.group.get(group));
    const wide = done(out, editArray(out, { group, fields: { pitch_m: 0.7 }, newId }));
    const [x, y] = wide.tables.equipment.get(pulled)?.position_m ?? [0, 0];
    expect([x, y].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([3.4, 3.6]);
  });

  it('begins with two rear sides or with two fronts', () => {
    const { document, newId, group } = withArray();
    const fronts = done(document, editArray(document, { group, fields: { facing: 'fronts', coldAisle_m: 3 }, newId }));
    const [first, second] = [0, 4].map((i) => fronts.tables.equipment.get(racksOf(document)[i]?.id ?? ''));
    // Fronts look along −y turned by the yaw: the first row north, the second south, 3 m apart.
    expect([first?.yaw_deg, second?.yaw_deg]).toEqual([180, 0]);
    expect((second?.position_m[1] ?? 0) - (first?.position_m[1] ?? 0)).toBeCloseTo(1.2 + 3, 9);
  });

  it('goes on with deeper racks where they stand: the aisles are what is left of them', () => {
    const { document, newId, group } = withArray();
    const source = catalogueItem('rubin-ultra-nvl576');
    if (!source) throw new Error('no other rack');
    const records = racksOf(document).map(({ id }) => id);
    const replaced = done(document, replaceItem(document, { records, item: pinItem(source, newId('item')) }));
    const array = replaced.tables.group.get(group)?.array;
    const depth = (each: Document) => envelopeOf(each, each.tables.equipment.get(records[0] ?? '') as Equipment)?.depth_m ?? 0;
    const clear = (each: Document) => (each.tables.equipment.get(records[4] ?? '')?.position_m[1] ?? 0) - 4 - depth(each);
    expect(depth(replaced)).not.toBe(depth(document));
    expect(array?.hotAisle_m).toBeCloseTo(clear(replaced), 9);
    const same = done(replaced, editArray(replaced, { group, fields: { pitch_m: 1.9 }, newId }));
    expect(clear(same)).toBeCloseTo(clear(replaced), 9);
  });

  it('refuses figures that cannot be built', () => {
    const { document, newId, group } = withArray();
    const refusal = (fields: Partial<ArrayFields>) => editArray(document, { group, fields, newId });
    expect(refusal({ count: 0 })).toMatchObject({ refused: /whole number/ });
    expect(refusal({ pitch_m: 0.3 })).toMatchObject({ refused: /less than the width/ });
    expect(refusal({ hotAisle_m: -1 })).toMatchObject({ refused: /negative/ });
    expect(editArray(document, { group: 'nowhere', fields: {}, newId })).toMatchObject({ refused: /no array/ });
  });

  it('comes back to the very document after any changes and their undoing', () => {
    const { document, newId, group } = withArray();
    const fields = fc.record(
      {
        count: fc.integer({ min: 1, max: 7 }),
        rows: fc.integer({ min: 1, max: 4 }),
        pitch_m: fc.double({ min: 0.6, max: 1.5, noNaN: true }),
        yaw_deg: fc.constantFrom(0, 90, 180, 270),
        facing: fc.constantFrom<'alternate' | 'same'>('alternate', 'same'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 5 }), (steps) => {
        let now = document;
        const patches = [];
        for (const step of steps) {
          const answer = editArray(now, { group, fields: step, newId });
          if (isRefusal(answer)) throw new Error(answer.refused);
          now = applyPatch(now, answer.patch);
          patches.push(answer.patch);
          const array = now.tables.group.get(group)?.array;
          expect(racksOf(now)).toHaveLength((array?.count ?? 0) * (array?.rows ?? 0));
          expect(integrityProblems(now)).toEqual([]);
        }
        for (const patch of patches.reverse()) now = applyPatch(now, invert(patch));
        expect(recordsText(now)).toBe(recordsText(document));
      }),
      { numRuns: 40 },
    );
  });
});
