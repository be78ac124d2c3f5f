import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { furnished, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { readFacility } from '../file/read.ts';
import { writeFacility } from '../file/write.ts';
import { annotateView, deleteView, orderView, renameView, retakeView, saveView, type ViewSight, viewsInOrder } from './edit-view.ts';

const fromCorner: ViewSight = {
  camera: { eye_m: [30, -20, 18], target_m: [10, 8, 1], span_m: 16 },
  projection: 'perspective',
  overlay: 'supply-temperature',
  section: [
    { axis: 'z', at_m: 2.4, keeps: 'below' },
    { axis: 'y', at_m: 3, keeps: 'above' },
  ],
  hiddenLayers: ['shell', 'air'],
};
const plan: ViewSight = {
  camera: { eye_m: [10, 8, 40], target_m: [10, 8, 0], span_m: 22 },
  projection: 'orthographic',
  section: [],
  hiddenLayers: [],
};

function withViews(...names: string[]) {
  const made = furnished();
  for (const name of names) run(made.session, saveView(made.document(), { name, sight: fromCorner, newId: made.newId }));
  const names_ = () => viewsInOrder(made.document()).map(({ name }) => name);
  const idOf = (name: string) => viewsInOrder(made.document()).find((view) => view.name === name)?.id ?? '';
  return { ...made, names: names_, idOf };
}

describe('viewpoints', () => {
  it('come back from a file as they were saved, with camera, overlay, section and layers', () => {
    const { document, names } = withViews('From the corner', 'Pump room');
    const text = writeFacility(document());
    const read = readFacility(text);
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(viewsInOrder(read.value.document)).toEqual(viewsInOrder(document()));
    expect(names()).toEqual(['From the corner', 'Pump room']);
    expect(writeFacility(read.value.document)).toBe(text);
    expect(viewsInOrder(read.value.document)[0]).toMatchObject(fromCorner);
  });

  it('are told by their field where a file names a layer that there is not', () => {
    const { document } = withViews('From the corner');
    const read = readFacility(writeFacility(document()).replace('"hiddenLayers":["shell","air"]', '"hiddenLayers":["shell","gas"]'));
    expect(read.ok ? [] : read.problems).toMatchObject([{ field: 'hiddenLayers[1]' }]);
  });

  it('are named on their own where no name is given, and never twice alike', () => {
    const { session, document, newId, names, idOf } = withViews('View 1');
    run(session, saveView(document(), { sight: plan, newId }));
    run(session, saveView(document(), { sight: plan, newId }));
    expect(names()).toEqual(['View 1', 'View 2', 'View 3']);
    expect(refusal(saveView(document(), { name: 'View 2', sight: plan, newId }))).toMatch(/already named View 2/);
    expect(refusal(renameView(document(), { view: idOf('View 3'), name: 'View 1' }))).toMatch(/already named View 1/);
    expect(refusal(renameView(document(), { view: idOf('View 3'), name: '  ' }))).toMatch(/needs a name/);
    run(session, renameView(document(), { view: idOf('View 3'), name: 'Plan' }));
    expect(names()).toEqual(['View 1', 'View 2', 'Plan']);
  });

  it('lose an overlay that is off when they are taken anew, and an undo gives it back', () => {
    const { session, document, idOf } = withViews('Hall');
    const before = document().tables.view.get(idOf('Hall'));
    run(session, retakeView(document(), { view: idOf('Hall'), sight: plan }));
    const after = document().tables.view.get(idOf('Hall'));
    expect(after).toMatchObject({ name: 'Hall', order: 0, ...plan });
    expect(after && 'overlay' in after).toBe(false);
    session.undo();
    expect(document().tables.view.get(idOf('Hall'))).toEqual(before);
  });

  it('keep hidden pieces, the way bodies are drawn and a note through a file, and take the first two anew but never the note', () => {
    const { session, document, newId, idOf } = withViews();
    const sight: ViewSight = { ...plan, shading: 'x-ray', hidden: { pieces: ['rack_1', 'rack_2'], allBut: true, building: ['spc_1'] } };
    run(session, saveView(document(), { name: 'Hall', sight, newId }));
    run(session, annotateView(document(), { view: idOf('Hall'), note: '  Look at the manifolds. ' }));
    const read = readFacility(writeFacility(document()));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(viewsInOrder(read.value.document)[0]).toMatchObject({ ...sight, note: 'Look at the manifolds.' });
    run(session, retakeView(document(), { view: idOf('Hall'), sight: plan }));
    const taken = document().tables.view.get(idOf('Hall'));
    expect(taken?.note).toBe('Look at the manifolds.');
    expect(taken && ('hidden' in taken || 'shading' in taken)).toBe(false);
    run(session, annotateView(document(), { view: idOf('Hall'), note: ' ' }));
    expect('note' in (document().tables.view.get(idOf('Hall')) ?? {})).toBe(false);
    expect(refusal(annotateView(document(), { view: 'view_none', note: 'x' }))).toMatch(/no viewpoint view_none/);
  });

  it('refuse a camera that looks at the place where it stands', () => {
    const { document, newId } = withViews();
    const stuck = { ...plan, camera: { ...plan.camera, eye_m: plan.camera.target_m } };
    expect(refusal(saveView(document(), { sight: stuck, newId }))).toMatch(/cannot stand/);
    const lost = { ...plan, camera: { ...plan.camera, span_m: Number.NaN } };
    expect(refusal(saveView(document(), { sight: lost, newId }))).toMatch(/no camera/);
  });

  it('move in the list as a list moves, for any order of moves and removals, and every step is undone exactly', () => {
    const steps = fc.array(fc.record({ pick: fc.nat(20), place: fc.integer({ min: -2, max: 8 }), away: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (moves) => {
        const { session, document, names, idOf } = withViews('a', 'b', 'c', 'd', 'e');
        const expected = names();
        const past: string[][] = [];
        for (const { pick, place, away } of moves) {
          const name = expected[pick % Math.max(1, expected.length)];
          if (name === undefined) break;
          const before = [...expected];
          expected.splice(expected.indexOf(name), 1);
          const at = Math.min(expected.length, Math.max(0, place));
          if (!away) expected.splice(at, 0, name);
          const answer = away ? deleteView(document(), { view: idOf(name) }) : orderView(document(), { view: idOf(name), place });
          if ('refused' in answer) expect(expected).toEqual(before);
          else {
            past.push(before);
            run(session, answer);
          }
          expect(names()).toEqual(expected);
        }
        for (const before of past.reverse()) {
          session.undo();
          expect(names()).toEqual(before);
        }
      }),
      { numRuns: 60 },
    );
  });
});
