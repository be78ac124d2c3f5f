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
