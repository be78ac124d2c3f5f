/** What a person types to filter the table: words, and conditions on any column such as `loading > 80 %` or `mass>1t`. */
import type { UnitSystem } from '../../../shared/units/convert.ts';
import { parseQuantity } from '../../../shared/units/parse.ts';
import type { Line } from './columns.ts';
import type { NamedColumn } from './named-column.ts';

type Test = (line: Line) => boolean;

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)),
};

/** Longest title of a column, and longest value, in words. */
const mostNameWords = 5;
const mostValueWords = 2;

/** A condition and how many words of the value it took; undefined where the value is not understood. */
function condition(
  column: NamedColumn,
  sign: string,
  words: readonly string[],
  system: UnitSystem,
): { test: Test; taken: number } | undefined {
  const holds = compare[sign];
  if (!holds || words.length === 0) return undefined;
  if ('text' in column) {
    const wanted = (words[0] ?? '').toLowerCase();
    return sign === '=' ? { test: (line) => column.text(line).toLowerCase().includes(wanted), taken: 1 } : undefined;
  }
  // “1 t” is one value, “1 rack” is a value and a word.
  for (let taken = Math.min(mostValueWords, words.length); taken > 0; taken--) {
    const limit = parseQuantity(words.slice(0, taken).join(' '), column.quantity, system, column.unit);
    if (!limit.ok) continue;
    const test: Test = (line) => {
      const value = column.value(line);
      return value !== undefined && holds(value, limit.value);
    };
    return { test, taken };
  }
  return undefined;
}

/**
 * @param named finds a column by what a person may call it
 * @param more words of a line besides what it holds, asked for only where a word is looked for
 * @returns whether a line passes; a condition that is not understood is a word like others
 */
export function tableFilter(
  text: string,
  named: (name: string) => NamedColumn | undefined,
  system: UnitSystem,
  more: (line: Line) => string = () => '',
): Test {
  const tokens = text
    .replace(/(<=|>=|<|>|=)/g, ' $1 ')
    .split(/\s+/)
    .filter(Boolean);
  const words: string[] = [];
  const tests: Test[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    if (!(token in compare)) {
      words.push(token);
      continue;
    }
    const after = tokens.slice(i + 1);
    const end = after.findIndex((each) => each in compare);
    const values = end < 0 ? after : after.slice(0, end);
    const lengths = Array.from({ length: Math.min(mostNameWords, words.length) }, (_, k) => k + 1).reverse();
    const length = lengths.find((count) => named(words.slice(-count).join(' ')) !== undefined) ?? 0;
    const column = length === 0 ? undefined : named(words.slice(-length).join(' '));
    const found = column && condition(column, token, values, system);
    if (found) {
      words.splice(-length);
      tests.push(found.test);
      i += found.taken;
    } else {
      words.push(`${words.pop() ?? ''}${token}${values[0] ?? ''}`);
      i += values.length > 0 ? 1 : 0;
    }
  }
  for (const word of words.map((each) => each.toLowerCase()))
    tests.push((line) => {
      const { record, item, kind, place } = line;
      return `${record.tag} ${item} ${kind} ${place} ${more(line)}`.toLowerCase().includes(word);
    });
  return (line) => tests.every((test) => test(line));
}
