/**
 * Splits the words of a command line. The word after an option that takes a value is its value, whatever
 * it looks like, so that `--ambient -10` means ten degrees of frost.
 */
import { fail, type Result, succeed } from '../../shared/problem.ts';

/** `flag` stands alone, `value` takes one word, `list` may be given several times. */
export type OptionSpecs = Readonly<Record<string, 'flag' | 'value' | 'list'>>;

export interface Arguments {
  readonly operands: readonly string[];
  has(name: string): boolean;
  value(name: string): string | undefined;
  list(name: string): readonly string[];
}

/** Short forms that every command shares. */
const shortForms: Readonly<Record<string, string>> = { '-o': '--output', '-h': '--help' };

export function splitArguments(words: readonly string[], specs: OptionSpecs): Result<Arguments> {
  const operands: string[] = [];
  const given = new Map<string, string[]>();
  const bad = (message: string) => fail({ code: 'usage', message });
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const written = equals === -1 ? word : word.slice(0, equals);
    const name = (shortForms[written] ?? written).replace(/^--/, '');
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) return bad(`there is no option ${written} here`);
    if (spec === 'flag') {
      if (equals !== -1) return bad(`${written} takes no value`);
      given.set(name, []);
      continue;
    }
    const value = equals === -1 ? words[++i] : word.slice(equals + 1);
    if (value === undefined || value === '') return bad(`${written} needs a value`);
    const earlier = given.get(name);
    if (earlier && spec === 'value') return bad(`${written} is given twice`);
    if (earlier) earlier.push(value);
    else given.set(name, [value]);
  }
  return succeed({
    operands,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.[0],
    list: (name) => given.get(name) ?? [],
  });
}
