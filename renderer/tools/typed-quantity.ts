/** A quantity typed while something is dragged, read like every field: unit and arithmetic, `600 mm*8`, `5 ft 6 in`. */
import { describeProblem } from '../../shared/problem.ts';
import { plainUnit, type UnitSystem } from '../../shared/units/convert.ts';
import { parseQuantity } from '../../shared/units/parse.ts';

export interface TypedQuantity {
  readonly text: string;
  /** In SI; while an expression is not finished, what it was up to its last sign. */
  readonly value: number | undefined;
  /** Why the text as it stands is no quantity. */
  readonly fault: string | undefined;
  /** Takes a key; whether it was one of a quantity's. Letters belong to a unit and so come after a digit. */
  take(key: string): boolean;
  clear(): void;
}

/** A key that starts a quantity. */
export const startsQuantity = (key: string): boolean => /^[0-9.,(-]$/.test(key);

/** Figures of the number pad turn the view, but not for who is in the middle of a transform. */
export const isViewKey = (event: KeyboardEvent, midway: boolean): boolean => !midway && event.code.startsWith('Numpad');

export function typedQuantity(kind: 'length' | 'angle', system: () => UnitSystem): TypedQuantity {
  const unit = () => (kind === 'length' ? plainUnit('length', system()) : '°');
  let text = '';
  let last: number | undefined;
  const read = (source: string) => parseQuantity(source, kind, system(), unit());
  const follow = () => {
    const whole = read(text);
    const begun = whole.ok ? whole : read(text.replace(/[\s+\-*/(.]+$/, ''));
    if (begun.ok) last = begun.value;
    else if (!/\d/.test(text)) last = undefined;
  };
  return {
    get text() {
      return text;
    },
    get value() {
      return last;
    },
    get fault() {
      if (text === '') return undefined;
      const answer = read(text);
      return answer.ok ? undefined : answer.problems.map(describeProblem).join(', ');
    },
    take(key) {
      if (key === 'Backspace' && text !== '') text = text.slice(0, -1);
      else if (key === ',') text += '.';
      else if (startsQuantity(key) || (/\d/.test(text) && /^[\p{L}+*/)'"°′″ ]$/u.test(key))) text += key;
      else return false;
      follow();
      return true;
    },
    clear() {
      text = '';
      last = undefined;
    },
  };
}

/**
 * A key of a tool that sets things of a typed size: figures and units, Enter sets, Escape takes back what was typed.
 * Delete is taken too and does nothing: what is selected is not what is drawn. Whether the key was used.
 */
export function sizeKey(event: KeyboardEvent, typed: TypedQuantity, set: () => void): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Delete') return true;
  if (event.key === 'Escape' && typed.text !== '') typed.clear();
  else if (event.key === 'Enter' && typed.fault === undefined) set();
  else if (event.code.startsWith('Numpad') || (event.key === 'Backspace' && typed.text === '') || !typed.take(event.key)) return false;
  if (typed.text === '') typed.clear();
  return true;
}
