import { describe, expect, it } from 'vitest';
import { actions } from './index.ts';
import { bindKey, keyBindings, keysOf, resetAllKeys, takeBindings } from './key-bindings.ts';
import { keysText, readKeysText } from './keys-file.ts';

const named = (id: string) => {
  const found = actions.find((action) => action.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
};
const refusal = (text: string): string => {
  const read = readKeysText(text, actions);
  return read.ok ? '' : (read.problems[0]?.message ?? '');
};

describe('a file of shortcuts', () => {
  it('brings changed keys back on another machine, those that lost theirs included', () => {
    bindKey(named('view.snap'), 'F', actions);
    const text = keysText(keyBindings.getState());
    resetAllKeys();
    expect(keysOf(named('view.frame'))).toEqual(['F']);
    const read = readKeysText(text, actions);
    if (!read.ok) throw new Error('refused');
    takeBindings(read.value.bindings);
    expect(keysOf(named('view.snap'))).toEqual(['F']);
    expect(keysOf(named('view.frame'))).toEqual([]);
    resetAllKeys();
  });

  it('is refused with a reason where it is something else, or gives one key to two commands', () => {
    expect(refusal('bananas')).toMatch(/not JSON/);
    expect(refusal('[1]')).toMatch(/does not hold/);
    expect(refusal('null')).toMatch(/does not hold/);
    expect(refusal('{"format":"headroom-keys-1","keys":{"view.frame":"F"}}')).toMatch(/Frame selection/);
    expect(refusal(keysText({ 'view.snap': ['F'] }))).toMatch(/F would belong to Frame selection and to Snap/);
  });

  it('leaves out commands that are not there, and names them', () => {
    const read = readKeysText(keysText({ 'view.gone': ['Alt+Q'], 'view.snap': ['Alt+Q'] }), actions);
    expect(read).toEqual({ ok: true, value: { bindings: { 'view.snap': ['Alt+Q'] }, unknown: ['view.gone'] } });
  });
});
