import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designNamed } from '../../shared/designs/index.ts';
import { applyPatch } from '../../shared/document/document.ts';
import { added, changed } from '../../shared/document/patch.ts';
import { smallHall } from '../../test/fixtures/small-hall.ts';
import { allBut } from '../sight.ts';
import { allLayers } from '../view-state.ts';
import { hiddenPieces, seesAlike, visibilityOf } from './visibility.ts';

const built = designNamed('gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be built');
const document = built.value;
const all = [...document.tables.equipment.keys(), ...document.tables.connection.keys()];
const sight = {
  camera: { eye_m: [0, 0, 9], target_m: [0, 0, 0], span_m: 5 },
  projection: 'perspective',
  section: [],
  hiddenLayers: [],
} as const;

describe('what a viewpoint hides', () => {
  it('comes back piece by piece, whatever was hidden, parts of the building among it', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, 'spc_1/opening/0', 'spc_1/column/2']), (ids) => {
        const back = visibilityOf(document, { ...sight, ...hiddenPieces(document, new Set(ids)) });
        expect(back.hidden).toEqual(new Set(ids));
      }),
    );
  });

  it('is the list of what is left where one piece is isolated, so that a view of a campus stays small', () => {
    const [kept = '', ...others] = all;
    expect(hiddenPieces(document, new Set(others))).toEqual({ hidden: { pieces: [kept], allBut: true } });
    expect(hiddenPieces(document, new Set(others.slice(0, 3)))).toEqual({ hidden: { pieces: others.slice(0, 3) } });
    expect(hiddenPieces(document, new Set())).toEqual({});
  });

  it('is short too where a room is isolated and the other rooms go with their equipment', () => {
    const hall = smallHall();
    const [rack] = hall.tables.equipment.values();
    const [room] = hall.tables.space.values();
    if (!rack || !room) throw new Error('the hall is empty');
    const two = applyPatch(hall, [
      added({ ...room, id: 'space_office', name: 'Office' }),
      changed(rack, { ...rack, space: 'space_office' }),
    ]);
    const gone = new Set(allBut(two, ['space_office']));
    const saved = hiddenPieces(two, gone);
    expect(saved).toEqual({ hidden: { pieces: [rack.id], allBut: true, building: [room.id] } });
    expect(visibilityOf(two, { ...sight, ...saved }).hidden).toEqual(gone);
  });

  it('hides what was placed since a piece was isolated', () => {
    const [first] = document.tables.equipment.values();
    if (!first) throw new Error('nothing stands');
    const saved = { ...sight, hidden: { pieces: [first.id], allBut: true as const } };
    const later = applyPatch(document, [{ id: 'eq_new', before: null, after: { ...first, id: 'eq_new' } }]);
    expect(visibilityOf(later, saved).hidden.has('eq_new')).toBe(true);
  });

  it('tells whether two sights have to be drawn differently', () => {
    const plain = { hidden: new Set<string>(), layers: allLayers, shading: 'shaded' as const };
    expect(seesAlike(plain, visibilityOf(document, sight))).toBe(true);
    expect(seesAlike(plain, visibilityOf(document, { ...sight, shading: 'x-ray' }))).toBe(false);
    expect(seesAlike(plain, visibilityOf(document, { ...sight, hiddenLayers: ['air'] }))).toBe(false);
    expect(seesAlike(plain, visibilityOf(document, { ...sight, hidden: { pieces: [all[0] ?? ''] } }))).toBe(false);
  });
});
