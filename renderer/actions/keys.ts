/** From key presses to actions. */
import { refuseAloud, viewState } from '../view-state.ts';
import type { Action } from './action.ts';
import { actions } from './index.ts';
import { keysOf } from './key-bindings.ts';
import { isTyping } from './typing.ts';
import { belongsToWidget } from './widget-keys.ts';

/** The parts of a keyboard event that matter, so that tests need no browser. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The name of a key press as shortcuts are written. Letters and signs go by what they print, digits and the numpad by their place. */
export function nameOfKey({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): string {
  const numpad = /^Numpad\d$/.test(code) ? code : undefined;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  const base =
    numpad ?? (ctrlKey || altKey || metaKey ? digit : undefined) ?? (key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key);
  // A sign such as “?” is itself the product of Shift on many keyboards.
  const sign = base.length === 1 && !/[A-Z0-9]/.test(base);
  return [(ctrlKey || metaKey) && 'Ctrl', altKey && 'Alt', shiftKey && !sign && 'Shift', base].filter(Boolean).join('+');
}

/** With Alt some systems print another letter; then the place of the key decides. */
function namesOfKey(press: KeyPress): string[] {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  if (!press.altKey || !letter) return [nameOfKey(press)];
  // One by one: a browser's event has its fields on its prototype, and a spread would lose Alt itself.
  const { code, ctrlKey, metaKey, shiftKey, altKey } = press;
  return [nameOfKey(press), nameOfKey({ key: letter, code, ctrlKey, metaKey, shiftKey, altKey })];
}

export function actionForKey(press: KeyPress, typing: boolean, all: readonly Action[] = actions): Action | undefined {
  const names = namesOfKey(press);
  return all.find((action) => (!typing || action.whileTyping) && keysOf(action).some((key) => names.includes(key)));
}

/** Arrow and page keys alone are pressed to look around as well: nobody needs to be told what they did not do. */
const isWalking = ({ key, altKey }: KeyPress): boolean =>
  !altKey && /^(Arrow|Page)/.test(key) && viewState.getState().selection.length === 0;

/** Listens on the window; tools of the scene that take a key for themselves prevent its default earlier. */
export function listenForShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (viewState.getState().dialog !== null || belongsToWidget(event.target, event.key)) return;
    const action = actionForKey(event, isTyping(event.target));
    // Copy, cut and paste come as events of their own, with the clipboard.
    if (!action || action.native) return;
    // Also for actions that cannot be done now: Ctrl+S must never open the browser's own dialog.
    if (event.ctrlKey || event.metaKey || !isTyping(event.target)) event.preventDefault();
    const why = action.unavailable?.();
    if (why === undefined) action.run();
    else if (!isWalking(event) && viewState.getState().screen === 'editor') refuseAloud(why);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

export const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent);
const shortNames: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** A shortcut as printed on the keyboard. */
export function describeKey(key: string): string {
  return key
    .split('+')
    .map((part) => (part === 'Ctrl' && isMac ? '⌘' : (shortNames[part] ?? part.replace('Numpad', 'Num '))))
    .join(' ');
}
