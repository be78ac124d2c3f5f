/** What a person types to filter the table: words, and conditions on any column such as `loading>80%`. */
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { type Analysis, quantityOf } from '../../../shared/analysis/result.ts';
import type { UnitSystem } from '../../../shared/units/convert.ts';
import { parseQuantity } from '../../../shared/units/parse.ts';
import { shortTitle, unitOfQuantity } from '../../figures.ts';
import type { Line } from './columns.ts';

const folded = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '');

const compare: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)),
};

/**
 * @param more words of a line besides what it holds, asked for only where a word is looked for
 * @returns whether a line passes; a condition that is not understood is a word like others
 */
export function tableFilter(
  text: string,
  analysis: Analysis | null,
  system: UnitSystem,
  more: (line: Line) => string = () => '',
): (line: Line) => boolean {
  const tests = text
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((part): ((line: Line) => boolean) => {
      const condition = /^([^<>=]+)(<=|>=|<|>|=)(.+)$/.exec(part);
      const name = folded(condition?.[1] ?? '');
      const key = (Object.keys(quantities) as QuantityKey[]).find((candidate) =>
        [candidate, shortTitle(candidate), quantities[candidate].title].some((title) => folded(title) === name),
      );
      const holds = compare[condition?.[2] ?? ''];
      if (key && holds) {
        const unit = unitOfQuantity(key, system);
        const limit = parseQuantity(condition?.[3] ?? '', quantities[key].quantity, system, unit);
        if (limit.ok)
          return ({ record }) => {
            const value = analysis ? quantityOf(analysis.results, record.id, key) : undefined;
            return value !== undefined && holds(value, limit.value);
          };
      }
      const word = part.toLowerCase();
      return (line) => {
        const { record, item, kind, place } = line;
        return `${record.tag} ${item} ${kind} ${place} ${more(line)}`.toLowerCase().includes(word);
      };
    });
  return (line) => tests.every((test) => test(line));
}
