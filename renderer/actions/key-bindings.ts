/** Shortcuts that a person changed; everything else keeps the keys its action was written with. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { readPreferences, writePreferences } from '../preferences.ts';
import type { Action } from './action.ts';

export type Bindings = Readonly<Record<string, readonly string[]>>;

export const keyBindings = createStore<Bindings>(() => readPreferences().keys);
export const useKeyBindings = (): Bindings => useStore(keyBindings);

/** Keys of an action as they are now; the first is shown. */
export const keysOf = (action: Action): readonly string[] => keyBindings.getState()[action.id] ?? action.keys ?? [];

const keep = (bindings: Bindings) => {
  keyBindings.setState(bindings, true);
  writePreferences({ keys: bindings });
};

/** Gives an action one key; whatever had it loses it. @returns the action that lost it */
export function bindKey(action: Action, key: string, all: readonly Action[]): Action | undefined {
  const other = all.find((candidate) => candidate !== action && keysOf(candidate).includes(key));
  keep({
    ...keyBindings.getState(),
    ...(other ? { [other.id]: keysOf(other).filter((own) => own !== key) } : {}),
    [action.id]: [key],
  });
  return other;
}

/** Back to the keys it was written with. */
export function resetKeys(action: Action): void {
  const { [action.id]: _, ...rest } = keyBindings.getState();
  keep(rest);
}

export const resetAllKeys = (): void => keep({});

/** All at once, from a file. */
export const takeBindings = (bindings: Bindings): void => keep(bindings);
