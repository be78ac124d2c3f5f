import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from './document.ts';
import { added, changed } from './patch.ts';
import type { Group, Scenario, Site } from './records.ts';
import { type CommitEvent, createSession, isChanged } from './session.ts';

const scenario: Scenario = {
  id: 'scn_1',
  type: 'scenario',
  name: 'design',
  title: 'Design',
  load: 'design',
  utilisation: 1,
  ambient: { dryBulb_K: 308.15, relativeHumidity: 0.3 },
  failed: [],
};
const site: Site = {
  id: 'site_1',
  type: 'site',
  name: 'Test site',
  projectNumber: '1',
  author: 'An engineer',
  revision: 'A',
  date: '2026-11-20',
  status: 'not-for-construction',
  location: 'nowhere',
  altitude_m: 0,
  defaultScenario: 'scn_1',
};
const row = (name: string): Group => ({ id: 'grp_1', type: 'group', kind: 'row', name });
const start = () => documentOf([site, scenario, row('Row 1')]);
const rename = (document: ReturnType<typeof start>, name: string) => {
  const before = document.tables.group.get('grp_1');
  return before ? [changed(before, row(name))] : [];
};
const nameIn = (session: ReturnType<typeof createSession>) => session.getState().document.tables.group.get('grp_1')?.name;

describe('a session', () => {
  it('undoes to the very start document and redoes to the very end document', () => {
    const session = createSession(start());
    for (const name of ['Row 2', 'Row 3', 'Row 4']) session.commit('Rename', rename(session.getState().document, name));
    expect(session.getState().revision).toBe(4);
    for (let i = 0; i < 3; i++) session.undo();
    expect(nameIn(session)).toBe('Row 1');
    expect(session.undo()).toBeUndefined();
    for (let i = 0; i < 3; i++) session.redo();
    expect(nameIn(session)).toBe('Row 4');
  });

  it('forgets redo after a new edit', () => {
    const session = createSession(start());
    session.commit('Rename', rename(session.getState().document, 'Row 2'));
    session.undo();
    session.commit('Rename', rename(session.getState().document, 'Row 9'));
    expect(session.redo()).toBeUndefined();
  });

  it('tells committed patches, undo included, and never previews', () => {
    const session = createSession(start());
    const events: CommitEvent[] = [];
    session.onCommit((event) => events.push(event));
    const gesture = session.beginGesture('Rename');
    gesture.preview(rename(gesture.start, 'R'));
    gesture.preview(rename(gesture.start, 'Ro'));
    expect(session.getState().phase).toBe('preview');
    expect(events).toHaveLength(0);
    gesture.commit();
    session.undo();
    expect(events.map(({ label, revision }) => [label, revision])).toEqual([
      ['Rename', 2],
      ['Undo Rename', 3],
    ]);
  });

  it('makes one undo step of a whole drag, from the start document to the last preview', () => {
    const session = createSession(start());
    const gesture = session.beginGesture('Rename');
    for (const name of ['A', 'B', 'C']) gesture.preview(rename(gesture.start, name));
    gesture.commit();
    expect(nameIn(session)).toBe('C');
    expect(session.getState().undo).toHaveLength(1);
    session.undo();
    expect(nameIn(session)).toBe('Row 1');
  });

  it('puts the start document back, the same object, when a gesture is cancelled', () => {
    const document = start();
    const session = createSession(document);
    const gesture = session.beginGesture('Rename');
    gesture.preview(rename(gesture.start, 'A'));
    gesture.cancel();
    expect(session.getState().document).toBe(document);
    expect(session.getState().revision).toBe(1);
  });

  it('commits an open gesture when another begins, and cancels it on undo', () => {
    const session = createSession(start());
    const first = session.beginGesture('First');
    first.preview(rename(first.start, 'A'));
    const second = session.beginGesture('Second');
    expect(nameIn(session)).toBe('A');
    second.preview(rename(second.start, 'B'));
    session.undo();
    expect(nameIn(session)).toBe('A');
    expect(session.getState().undo.map(({ label }) => label)).toEqual(['First']);
  });

  it('refuses a patch that would break the document and stays as it was', () => {
    const document = start();
    const session = createSession(document);
    expect(() => session.commit('Bad', [added({ id: 'grp_2', type: 'group', kind: 'row', name: 'x', parent: 'grp_none' })])).toThrow(
      /grp_none/,
    );
    expect(session.getState().document).toBe(document);
  });

  it('knows whether there is something to save', () => {
    const session = createSession(start());
    session.commit('Rename', rename(session.getState().document, 'A'));
    expect(isChanged(session.getState())).toBe(true);
    session.markSaved();
    expect(isChanged(session.getState())).toBe(false);
  });

  it('has nothing to save when it was undone or redone to what was saved, however it came there', () => {
    const session = createSession(start());
    const name = (to: string) => session.commit('Rename', rename(session.getState().document, to));
    const unsaved = () => isChanged(session.getState());
    name('A');
    session.undo();
    expect(unsaved()).toBe(false);
    session.redo();
    session.markSaved();
    name('B');
    name('C');
    session.undo();
    expect(unsaved()).toBe(true);
    session.undo();
    expect(unsaved()).toBe(false);
    session.undo();
    expect(unsaved()).toBe(true);
    // Another way from there never leads back to what was saved.
    name('D');
    session.undo();
    expect(unsaved()).toBe(true);
    session.replace(start(), false);
    name('E');
    session.undo();
    expect(unsaved()).toBe(true);
  });

  it('tells exactly where random edits, undos, redos and saves stand, by the document itself', () => {
    const verbs = fc.array(fc.constantFrom('edit', 'edit', 'undo', 'undo', 'redo', 'save'), { maxLength: 40 });
    fc.assert(
      fc.property(verbs, (steps) => {
        const session = createSession(start());
        let saved = nameIn(session);
        steps.forEach((verb, i) => {
          if (verb === 'edit') session.commit('Rename', rename(session.getState().document, `name ${i}`));
          else if (verb === 'save') {
            session.markSaved();
            saved = nameIn(session);
          } else session[verb]();
          // Every name is given once, so that equal names are equal documents.
          expect(isChanged(session.getState())).toBe(nameIn(session) !== saved);
        });
      }),
    );
  });
});
