/** Changed shortcuts as a small JSON text, to take them to another machine. */
import { fail, type Result, succeed } from '../../shared/problem.ts';
import type { Action } from './action.ts';
import type { Bindings } from './key-bindings.ts';

const format = 'headroom-keys-1';
const longestKey = 40;

export const keysText = (bindings: Bindings): string => `${JSON.stringify({ format, keys: bindings }, null, 2)}\n`;

export interface ReadKeys {
  readonly bindings: Bindings;
  /** Names in the file that are no command here; their keys are left out. */
  readonly unknown: readonly string[];
}

const isKeys = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string' && key !== '' && key.length < longestKey);

/** A text is taken whole or not at all; a key that two commands claim is named. */
export function readKeysText(text: string, all: readonly Action[]): Result<ReadKeys> {
  const refuse = (message: string) => fail({ code: 'not-a-key-file', message });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse('This file is not JSON');
  }
  const given = parsed as { readonly format?: unknown; readonly keys?: unknown } | null;
  if (typeof given !== 'object' || given === null || given.format !== format || typeof given.keys !== 'object' || given.keys === null)
    return refuse('This file does not hold the shortcuts of Headroom');
  const byId = new Map(all.map((action) => [action.id, action]));
  const entries = Object.entries(given.keys);
  const wrong = entries.find(([, keys]) => !isKeys(keys));
  if (wrong) return refuse(`The keys of ${byId.get(wrong[0])?.label ?? wrong[0]} are not a list of keys`);
  const bindings = Object.fromEntries(entries.filter(([id]) => byId.has(id))) as Bindings;
  const owners = new Map<string, Action>();
  for (const action of all)
    for (const key of bindings[action.id] ?? action.keys ?? []) {
      const other = owners.get(key);
      if (other) return refuse(`${key} would belong to ${other.label} and to ${action.label}`);
      owners.set(key, action);
    }
  return succeed({ bindings, unknown: entries.flatMap(([id]) => (byId.has(id) ? [] : [id])) });
}
