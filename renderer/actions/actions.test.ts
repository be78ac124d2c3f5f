import { describe, expect, it } from 'vitest';
import { actions } from './index.ts';
import { bindKey, keysOf, resetAllKeys } from './key-bindings.ts';
import { actionForKey, type KeyPress, nameOfKey } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('the list of actions', () => {
  it('names each action once and gives each a label', () => {
    expect(actions.length).toBeGreaterThan(40);
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
    for (const { label } of actions) expect(label.trim()).not.toBe('');
  });

  it('has no two actions on one shortcut', () => {
    const owners = new Map<string, string>();
    for (const { id, keys } of actions) {
      for (const key of keys ?? []) {
        expect(owners.get(key), `${key} of ${id}`).toBeUndefined();
        owners.set(key, id);
      }
    }
  });

  it('says why every action that needs a design cannot be done on the start screen', () => {
    const always = [
      'file.new',
      'file.new-from',
      'file.open',
      'view.light',
      'view.us-units',
      'help.palette',
      'help.tour',
      'help.shortcuts',
      'help.about',
    ];
    for (const { id, unavailable } of actions) {
      if (always.includes(id)) expect(unavailable?.(), id).toBeUndefined();
      else expect(unavailable?.(), id).toMatch(/\w/);
    }
  });
});

describe('shortcuts', () => {
  it('keep their modifiers when they come as an event of a browser, whose fields are on its prototype', () => {
    const event = (key: string, more: Partial<KeyPress>): KeyPress => Object.create(press(key, more)) as KeyPress;
    expect(actionForKey(event('w', { altKey: true }), false)?.id).toBe('draw.partition');
    expect(actionForKey(event('∑', { altKey: true, code: 'KeyW' }), false)?.id).toBe('draw.partition');
    expect(actionForKey(event('w', {}), false)?.id).toBe('tool.move');
  });

  it('are written as they are pressed', () => {
    expect(nameOfKey(press('s', { ctrlKey: true }))).toBe('Ctrl+S');
    expect(nameOfKey(press('S', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+S');
    expect(nameOfKey(press('z', { metaKey: true }))).toBe('Ctrl+Z');
    expect(nameOfKey(press('?', { shiftKey: true, code: 'Slash' }))).toBe('?');
    expect(nameOfKey(press('ArrowUp', { shiftKey: true }))).toBe('Shift+ArrowUp');
    expect(nameOfKey(press('7', { code: 'Numpad7' }))).toBe('Numpad7');
    expect(nameOfKey(press('Home', { code: 'Numpad7' }))).toBe('Numpad7');
    expect(nameOfKey(press('&', { ctrlKey: true, code: 'Digit1' }))).toBe('Ctrl+1');
  });

  it('find their action', () => {
    expect(actionForKey(press('y', { ctrlKey: true }), false)?.id).toBe('edit.redo');
    expect(actionForKey(press('Z', { ctrlKey: true, shiftKey: true }), false)?.id).toBe('edit.redo');
    expect(actionForKey(press('˙', { altKey: true, code: 'KeyH' }), false)?.id).toBe('view.show-all');
    expect(actionForKey(press('F1'), false)?.id).toBe('help.shortcuts');
    expect(actionForKey(press('j'), false)).toBeUndefined();
  });

  it('never fire while someone types, except for files and the palette', () => {
    for (const key of ['f', 'g', 'Delete', 'Backspace', 'ArrowUp', '?', 'Escape']) expect(actionForKey(press(key), true)).toBeUndefined();
    expect(actionForKey(press('z', { ctrlKey: true }), true)).toBeUndefined();
    expect(actionForKey(press('a', { ctrlKey: true }), true)).toBeUndefined();
    expect(actionForKey(press('s', { ctrlKey: true }), true)?.id).toBe('file.save');
    expect(actionForKey(press('k', { ctrlKey: true }), true)?.id).toBe('help.palette');
  });
});

describe('keys that a person changed', () => {
  it('belong to the new command, are lost by the old one, and come back', () => {
    const [frame, snap] = ['view.frame', 'view.snap'].map((id) => actions.find((action) => action.id === id));
    if (!frame || !snap) throw new Error('no such actions');
    expect(bindKey(snap, 'F', actions)).toBe(frame);
    expect(actionForKey(press('f'), false)).toBe(snap);
    expect(keysOf(frame)).toEqual([]);
    resetAllKeys();
    expect(actionForKey(press('f'), false)).toBe(frame);
    expect(keysOf(snap)).toEqual(snap.keys);
  });
});
