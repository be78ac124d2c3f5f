import { Parser } from '@dxfjs/parser';
import { describe, expect, it } from 'vitest';
import { furnished, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { analyse } from '../analysis/analyse.ts';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import { applyPatch } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import { planDxf } from '../export/dxf/exporter.ts';
import { readFacility } from '../file/read.ts';
import { writeFacility } from '../file/write.ts';
import { deleteRecords } from './delete.ts';
import { deleteMeasurements, measurementsInOrder, renameMeasurement, saveMeasurement, showMeasurements } from './edit-measurement.ts';
import { anchorAt, measuredLines, standing } from './measured.ts';
import { move } from './move.ts';

function measuredHall() {
  const made = furnished();
  const [first, second] = made.document().tables.equipment.values();
  if (!first || !second) throw new Error('an empty hall');
  const ends = [first, second].map(({ id, position_m }) => anchorAt(made.document(), position_m, id));
  run(made.session, saveMeasurement(made.document(), { kind: 'distance', anchors: ends, newId: made.newId }));
  const all = () => measurementsInOrder(made.document());
  return { ...made, first, second, ends, all };
}

describe('what was measured', () => {
  it('comes back from a file on the pieces it was taken on, and follows them there', () => {
    const { document, first, second, all } = measuredHall();
    const text = writeFacility(document());
    const read = readFacility(text);
    if (!read.ok) throw new Error(read.problems[0]?.message);
    const again = read.value.document;
    expect(measurementsInOrder(again)).toEqual(all());
    expect(writeFacility(again)).toBe(text);
    const [measurement] = all();
    if (!measurement) throw new Error('nothing was kept');
    expect(measuredLines(again, measurement, standing(again))).toEqual([[first.position_m, second.position_m]]);
    const answer = move(again, { records: [second.id], offset_m: [0, 0, 1] });
    if ('refused' in answer) throw new Error(answer.refused);
    const moved = applyPatch(again, answer.patch);
    const [x, y, z] = second.position_m;
    expect(measuredLines(moved, measurement, standing(moved))).toEqual([[first.position_m, [x, y, z + 1]]]);
  });

  it('goes with the piece it was taken on, and an undo brings both back', () => {
    const { document, session, second, all } = measuredHall();
    const before = all();
    run(session, deleteRecords(document(), { records: [second.id] }));
    expect(all()).toEqual([]);
    expect(integrityProblems(document())).toEqual([]);
    session.undo();
    expect(all()).toEqual(before);
  });

  it('is named on its own, renamed, hidden and shown, every step an undo', () => {
    const { document, session, newId, ends, all } = measuredHall();
    run(session, saveMeasurement(document(), { kind: 'distance', anchors: ends, newId }));
    run(session, saveMeasurement(document(), { kind: 'clearance', anchors: ends.slice(0, 1), newId }));
    expect(all().map(({ name }) => name)).toEqual(['Clearance 1', 'Distance 1', 'Distance 2']);
    const measurements = all().map(({ id }) => id);
    run(session, renameMeasurement(document(), { measurement: measurements[0] ?? '', name: ' Way out ' }));
    expect(all().at(-1)?.name).toBe('Way out');
    run(session, showMeasurements(document(), { measurements, shown: false }));
    expect(all().every(({ hidden }) => hidden)).toBe(true);
    expect(refusal(showMeasurements(document(), { measurements, shown: false }))).toMatch(/is shown/);
    session.undo();
    expect(all().some((measurement) => 'hidden' in measurement)).toBe(false);
    run(session, deleteMeasurements(document(), { measurements }));
    expect(all()).toEqual([]);
  });

  it('is refused with the wrong number of points, by the command and by a file', () => {
    const { document, newId, ends } = measuredHall();
    expect(refusal(saveMeasurement(document(), { kind: 'area', anchors: ends, newId }))).toMatch(/3 to 1000 corners/);
    expect(refusal(saveMeasurement(document(), { kind: 'clearance', anchors: [{ at_m: [0, 0, 0] }], newId }))).toMatch(
      /piece of equipment/,
    );
    const text = writeFacility(document());
    const wrong = readFacility(text.replace('"kind":"distance","anchors"', '"kind":"area","anchors"'));
    expect(wrong.ok ? [] : wrong.problems).toMatchObject([{ code: 'bad-field', field: 'anchors' }]);
    const lost = readFacility(text.replace(/"anchors":\[\{"on":"[^"]+"/, '"anchors":[{"on":"eq_nowhere"'));
    expect(lost.ok ? [] : lost.problems).toMatchObject([{ code: 'dangling-reference', field: 'anchors[0].on' }]);
  });

  it('changes no figure of the analysis', () => {
    const { document, all } = measuredHall();
    const without = applyPatch(
      document(),
      all().map((record) => ({ id: record.id, before: record, after: null })),
    );
    const [with_, bare] = [analyse(document()), analyse(without)];
    if (!with_.ok || !bare.ok) throw new Error('no analysis');
    expect(with_.value.results).toEqual(bare.value.results);
    expect(with_.value.findings).toEqual(bare.value.findings);
  });

  it('stands in the plan where it is level and shown: dimensions in millimetres, areas in square metres', async () => {
    const built = gb300ScalableUnit.build({});
    if (!built.ok) throw new Error('the reference design does not build');
    const texts = async (hidden: boolean) => {
      const fields = { type: 'measurement', ...(hidden ? { hidden: true as const } : {}) } as const;
      const at = (x: number, y: number, z = 0) => ({ at_m: [x, y, z] as const });
      const records = [
        { ...fields, id: 'mea_1', name: 'a', kind: 'distance' as const, anchors: [at(1, 1), at(1, 1 + 12.345)] },
        { ...fields, id: 'mea_2', name: 'b', kind: 'distance' as const, anchors: [at(1, 1), at(1, 1 + 7.777, 2)] },
        { ...fields, id: 'mea_3', name: 'c', kind: 'area' as const, anchors: [at(0, 0), at(4, 0), at(4, 2), at(2, 2), at(2, 5), at(0, 5)] },
      ];
      const document = applyPatch(
        built.value,
        records.map((record) => ({ id: record.id, before: null, after: record })),
      );
      const analysis = analyse(document);
      if (!analysis.ok) throw new Error('no analysis');
      const { entities } = await new Parser().parse(planDxf({ document, analysis: analysis.value, text: '', version: '0' }));
      return (entities.texts ?? []).map(({ text }) => text);
    };
    const shown = await texts(false);
    expect(shown).toContain('12345');
    expect(shown).not.toContain('7777');
    expect(shown.some((text) => text.startsWith('14.00 m'))).toBe(true);
    expect((await texts(true)).filter((text) => text === '12345' || text.startsWith('14.00 m'))).toEqual([]);
  });
});
