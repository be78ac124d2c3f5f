import { describe, expect, it } from 'vitest';
import { applyPatch, type Document, previewPatch } from '../shared/document/document.ts';
import { added, changed } from '../shared/document/patch.ts';
import { smallHall } from '../test/fixtures/small-hall.ts';
import { recordsIn } from './scene/records-in.ts';
import { clicked, takenApart, toggledEach } from './selected.ts';
import { allBut, seenWith } from './sight.ts';

const piecesOf = (document: Document) => [...document.tables.equipment.keys()];
const tagged = (document: Document, ids: readonly string[]) => ids.flatMap((id) => document.tables.connection.get(id)?.tag ?? []).sort();

/** The small hall, with an empty building around it and an office beside it. */
function twoRooms(): Document {
  const document = smallHall();
  const hall = document.tables.space.get('space_hall');
  if (!hall) throw new Error('no hall');
  return applyPatch(document, [
    added({ ...hall, id: 'space_building', kind: 'building', name: 'Building' }),
    added({ ...hall, id: 'space_office', kind: 'room', name: 'Office', parent: 'space_building' }),
    changed(hall, { ...hall, parent: 'space_building' }),
  ]);
}

describe('hiding', () => {
  it('a hall takes along what stands in it, the runs between, and its own walls', () => {
    const document = twoRooms();
    const seen = new Set(seenWith(document, ['space_hall']));
    for (const id of [...piecesOf(document), ...document.tables.connection.keys(), 'space_hall']) expect(seen.has(id), id).toBe(true);
    expect(seen.has('space_building')).toBe(false);
    expect(seenWith(document, ['space_building'])).toContain('space_office');
  });

  it('a group takes along its equipment with the runs between, and a system its runs only', () => {
    const document = smallHall();
    const rack = document.tables.equipment.get('eq_r0');
    if (!rack) throw new Error('no rack');
    const { group: _out, ...alone } = rack;
    const apart = applyPatch(document, [changed(rack, alone)]);
    const seen = seenWith(apart, ['grp_row']);
    expect(seen).not.toContain('eq_r0');
    expect(tagged(apart, seen)).not.toContain('L-100');
    expect(tagged(apart, seen)).toContain('L-101');
    expect(seenWith(document, ['sys_lv']).every((id) => document.tables.connection.has(id))).toBe(true);
    expect(tagged(document, seenWith(document, ['sys_lv']))).toEqual(['W-0', 'W-1', 'W-2', 'W-3']);
  });

  it('one piece leaves the runs at it: they end at others too', () => {
    expect(seenWith(smallHall(), ['eq_cdu'])).toEqual(['eq_cdu']);
  });
});

describe('isolating', () => {
  it('two pieces leaves them and the run between them', () => {
    const document = smallHall();
    const gone = new Set(allBut(document, ['eq_cdu', 'eq_supply']));
    expect(piecesOf(document).filter((id) => !gone.has(id))).toEqual(['eq_cdu', 'eq_supply']);
    expect([...document.tables.connection.values()].filter(({ id }) => !gone.has(id)).map(({ tag }) => tag)).toEqual(['L-001']);
    expect(gone.has('space_hall')).toBe(false);
  });

  it('a hall leaves what is in it and the building around it, and takes the other rooms away', () => {
    const document = twoRooms();
    expect(allBut(document, ['space_hall'])).toEqual(['space_office']);
    expect(allBut(document, ['space_office'])).toEqual([...piecesOf(document), ...document.tables.connection.keys(), 'space_hall']);
  });
});

describe('what a group stands for', () => {
  it('is what was in it when a drag began: a drag moves it and changes nothing of that', () => {
    const document = smallHall();
    const rack = document.tables.equipment.get('eq_r0');
    if (!rack) throw new Error('no rack');
    const before = recordsIn(document, ['grp_row']);
    expect(before).toContain('eq_r0');
    const preview = previewPatch(document, [changed(rack, { ...rack, position_m: [9, 9, 0] })]);
    expect(recordsIn(preview, ['grp_row'])).toEqual(before);
    const { group: _out, ...alone } = rack;
    expect(recordsIn(applyPatch(document, [changed(rack, alone)]), ['grp_row'])).not.toContain('eq_r0');
  });

  it('holds each piece once, however many of the chosen it is in', () => {
    const document = smallHall();
    const all = recordsIn(document, ['grp_row', 'space_hall', 'eq_r0']);
    expect(all).toHaveLength(new Set(all).size);
    expect(new Set(all)).toEqual(new Set(piecesOf(document)));
  });
});

describe('taking one rack out of a selection', () => {
  it('that names its row leaves the others of the row', () => {
    const document = smallHall();
    const ctrl = { shift: false, ctrl: true };
    const left = clicked(takenApart(document, ['grp_row'], ['eq_r0']), ['eq_r0'], ctrl);
    expect(left).toHaveLength(document.tables.equipment.size - 1);
    expect(left).not.toContain('eq_r0');
    expect(clicked(takenApart(document, ['grp_row'], ['grp_row']), ['grp_row'], ctrl)).toEqual([]);
    expect(takenApart(document, ['grp_row'], ['sys_tcs'])).toEqual(['grp_row']);
  });

  it('or several with a box leaves the rest of the row, and takes in what was not chosen', () => {
    const document = smallHall();
    const row = recordsIn(document, ['grp_row']);
    const [first = '', second = ''] = row;
    const outside = piecesOf(document).find((id) => !row.includes(id)) ?? 'sys_tcs';
    expect(toggledEach(document, ['grp_row'], [first, second, outside])).toEqual([...row.slice(2), outside]);
    expect(toggledEach(document, [first, outside], [outside])).toEqual([first]);
    expect(toggledEach(document, ['grp_row'], [])).toEqual(['grp_row']);
  });
});
