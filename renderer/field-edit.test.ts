import { beforeEach, describe, expect, it } from 'vitest';
import { move } from '../shared/commands/move.ts';
import { place } from '../shared/commands/place.ts';
import { refuse } from '../shared/problem.ts';
import { itemRecord } from './catalogue.ts';
import { editThrough } from './field-edit.ts';
import { emptyHall } from './opening.ts';
import { newId, perform, session } from './session.ts';
import { viewState } from './view-state.ts';

describe('editing a number in a field', () => {
  let id = '';
  const at = () => session.getState().document.tables.equipment.get(id)?.position_m[0];
  const moveTo = () =>
    editThrough((document, x_m) =>
      x_m > 100
        ? refuse('outside the site')
        : move(document, { records: [id], offset_m: [x_m - (document.tables.equipment.get(id)?.position_m[0] ?? 0), 0, 0] }),
    );

  beforeEach(() => {
    session.replace(emptyHall());
    viewState.setState({ screen: 'editor', readOnly: false, refusal: null });
    const item = itemRecord(session.getState().document, 'gb300-nvl72');
    if (!item) throw new Error('the catalogue lacks the GB300');
    perform((document) => place(document, { item, position_m: [2, 3, 0], yaw_deg: 0, newId }));
    id = viewState.getState().selection[0] ?? '';
  });

  it('shows each valid value at once and makes one step of all of them', () => {
    const steps = session.getState().undo.length;
    const edit = moveTo();
    edit.preview(5);
    expect(at()).toBe(5);
    expect(session.getState().phase).toBe('preview');
    edit.preview(7);
    expect(at()).toBe(7);
    edit.commit();
    expect(session.getState().phase).toBe('committed');
    expect(session.getState().undo).toHaveLength(steps + 1);
    session.undo();
    expect(at()).toBe(2);
  });

  it('gives the old value back on cancel, and keeps the last valid one when the next is refused', () => {
    const edit = moveTo();
    edit.preview(5);
    expect(edit.preview(500)).toBe('outside the site');
    expect(at()).toBe(5);
    edit.cancel();
    expect(at()).toBe(2);
    expect(session.getState().phase).toBe('committed');
  });

  it('changes nothing in a design that is open for review', () => {
    viewState.setState({ readOnly: true });
    const before = session.getState().document;
    expect(perform((document) => move(document, { records: [id], offset_m: [1, 0, 0] }))).toBe(false);
    expect(session.getState().document).toBe(before);
    expect(viewState.getState().refusal).toMatch(/review/);
  });
});
