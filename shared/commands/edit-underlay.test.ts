import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { empty, recordsOf, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { allRecords, documentOf } from '../document/document.ts';
import { mostImage_bytes } from '../document/drawing-limits.ts';
import { sequentialIds } from '../document/ids.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { Drawing, Point, Underlay } from '../document/records.ts';
import { createSession } from '../document/session.ts';
import { readFacility } from '../file/read.ts';
import { writeFacility } from '../file/write.ts';
import { addUnderlay, flagUnderlay, moveUnderlay, removeUnderlay, scaleUnderlay, setUnderlay, squareUnderlay } from './edit-underlay.ts';

const plan: Pick<Drawing, 'name' | 'content'> = {
  name: 'plan.dxf',
  content: { kind: 'lines', width_m: 20, height_m: 10, chains_m: [[0, 0, 20, 0, 20, 10, 0, 10, 0, 0]] },
};

function laid() {
  const session = createSession(empty);
  const newId = sequentialIds('u');
  run(session, addUnderlay(empty, { drawing: plan, at_m: [3, 4], width_m: 20, newId }));
  const [id] = [...session.getState().document.tables.underlay.keys()];
  const document = () => session.getState().document;
  return { session, newId, id: id ?? '', document, underlay: () => document().tables.underlay.get(id ?? '') as Underlay };
}

/** Where a point of the drawing, in widths from its corner, lies on the floor. */
function lies({ at_m, yaw_deg, width_m }: Underlay, [u, v]: Point): Point {
  const [cos, sin] = [Math.cos((yaw_deg * Math.PI) / 180), Math.sin((yaw_deg * Math.PI) / 180)];
  return [at_m[0] + (u * cos - v * sin) * width_m, at_m[1] + (u * sin + v * cos) * width_m];
}
const near = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const place = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })) as fc.Arbitrary<Point>;

describe('an underlay', () => {
  it('is scaled by two of its points and their true distance: the first stays, the second is that far away', () => {
    fc.assert(
      fc.property(
        place,
        place,
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (a, b, distance_m, yaw) => {
          fc.pre(near(a, b) > 0.01);
          const { session, id, document, underlay } = laid();
          run(session, setUnderlay(document(), { underlay: id, fields: { yaw_deg: yaw } }));
          const [from_m, to_m] = [lies(underlay(), a), lies(underlay(), b)];
          run(session, scaleUnderlay(document(), { underlay: id, from_m, to_m, distance_m }));
          expect(near(lies(underlay(), a), from_m)).toBeLessThan(1e-6);
          expect(near(lies(underlay(), a), lies(underlay(), b))).toBeCloseTo(distance_m, 6);
        },
      ),
    );
  });

  it('is moved by a point and where it belongs, and squared by a line that runs along an axis', () => {
    const { session, id, document, underlay } = laid();
    run(session, setUnderlay(document(), { underlay: id, fields: { yaw_deg: 93 } }));
    const [a, b]: [Point, Point] = [
      [0.2, 0.1],
      [0.9, 0.1],
    ];
    run(session, squareUnderlay(document(), { underlay: id, from_m: lies(underlay(), a), to_m: lies(underlay(), b) }));
    expect(underlay().yaw_deg).toBeCloseTo(90, 9);
    run(session, moveUnderlay(document(), { underlay: id, from_m: lies(underlay(), a), to_m: [0, 0] }));
    expect(near(lies(underlay(), a), [0, 0])).toBeLessThan(1e-9);
  });

  it('stays where it is while it is locked, but can be hidden and faded', () => {
    const { session, id, document } = laid();
    run(session, flagUnderlay(document(), { underlay: id, flag: 'locked', on: true }));
    expect(refusal(setUnderlay(document(), { underlay: id, fields: { width_m: 3 } }))).toBe('plan.dxf is locked');
    expect(refusal(moveUnderlay(document(), { underlay: id, from_m: [0, 0], to_m: [1, 0] }))).toBe('plan.dxf is locked');
    expect(refusal(removeUnderlay(document(), { underlay: id }))).toBe('plan.dxf is locked');
    run(session, setUnderlay(document(), { underlay: id, fields: { opacity: 0.2 } }));
    run(session, flagUnderlay(document(), { underlay: id, flag: 'hidden', on: true }));
    expect(document().tables.underlay.get(id)).toMatchObject({ locked: true, hidden: true, opacity: 0.2 });
  });

  it('laid twice is stored once, and its drawing goes with the last of them', () => {
    const { session, id, document, newId } = laid();
    const start = document();
    run(session, addUnderlay(document(), { drawing: plan, at_m: [40, 4], width_m: 20, newId }));
    expect([document().tables.drawing.size, document().tables.underlay.size]).toEqual([1, 2]);
    expect([...document().tables.underlay.values()].map(({ name }) => name)).toEqual(['plan.dxf', 'plan.dxf 2']);
    run(session, removeUnderlay(document(), { underlay: id }));
    expect(document().tables.drawing.size).toBe(1);
    run(session, removeUnderlay(document(), { underlay: [...document().tables.underlay.keys()][0] ?? '' }));
    expect(document().tables.drawing.size).toBe(0);
    expect(integrityProblems(document())).toEqual([]);
    for (let i = 0; i < 3; i++) session.undo();
    expect(recordsOf(document())).toEqual(recordsOf(start));
  });

  it('survives a file; a move writes its place again and never the drawing', () => {
    const { session, id, document } = laid();
    const change = run(session, setUnderlay(document(), { underlay: id, fields: { at_m: [1, 1] } }));
    expect(change.patch.map((one) => one.id)).toEqual([id]);
    const read = readFacility(writeFacility(document()));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(recordsOf(read.value.document)).toEqual(recordsOf(document()));
  });

  it('that is too large is refused with both sizes, by the command and by the file', () => {
    const data = 'A'.repeat(Math.ceil((mostImage_bytes * 4) / 3 / 4) * 4 + 200_000);
    const content = { kind: 'image', mediaType: 'image/png', width_px: 10, height_px: 10, data } as const;
    const newId = sequentialIds('u');
    expect(refusal(addUnderlay(empty, { drawing: { name: 'scan.png', content }, at_m: [0, 0], width_m: 30, newId }))).toMatch(
      /^scan\.png has 4\.1 MB, more than the 4 MB/,
    );
    const { document } = laid();
    const [drawing] = [...document().tables.drawing.values()];
    if (!drawing) throw new Error('no drawing');
    const heavy = documentOf([...allRecords(document())].map((record) => (record.id === drawing.id ? { ...drawing, content } : record)));
    const text = writeFacility(heavy);
    const read = readFacility(text);
    expect(read.ok ? undefined : read.problems[0]).toMatchObject({ record: drawing.id, field: 'content.data' });
  });
});
