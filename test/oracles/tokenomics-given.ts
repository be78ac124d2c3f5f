/** What tokenomics cases give and expect. */
import * as v from 'valibot';
import { column, number, WrongField } from './read.ts';

/** Values that a case gives, by their names. */
export type Given = {
  n(name: string): number;
  list<T = number>(name: string): readonly T[];
  text(name: string): string;
  names: readonly string[];
};

const stated = v.object({ value: v.unknown(), unit: v.optional(v.string()) });
export const caseFile = v.object({
  cases: v.array(
    v.object({
      id: v.string('expected a name'),
      op: v.string('expected the name of a question'),
      given: v.record(v.string(), stated),
      expect: v.record(
        v.string(),
        v.object({ value: v.union([number, column], 'expected a number or a list of numbers'), rel_tol: v.pipe(number, v.minValue(0)) }),
      ),
    }),
  ),
});
type Case = v.InferOutput<typeof caseFile>['cases'][number];

/** What a case gives, by name; a field that is missing or no number is named. */
export function givenOf({ id, given }: Case): Given {
  const value = (field: string): unknown => {
    const entry = given[field];
    if (entry === undefined) throw new WrongField(`case "${id}" given: no ${field}`);
    return entry.value;
  };
  const number = (field: string, one: unknown): number => {
    if (typeof one === 'number' && Number.isFinite(one)) return one;
    throw new WrongField(`case "${id}" given.${field}: ${JSON.stringify(one)}, expected a number`);
  };
  /** Every number within what a case may list: numbers, pairs, records. */
  const numbersIn = (field: string, one: unknown): void => {
    if (Array.isArray(one)) for (const [i, part] of one.entries()) numbersIn(`${field}[${i}]`, part);
    else if (typeof one === 'object' && one !== null) for (const [key, part] of Object.entries(one)) numbersIn(`${field}.${key}`, part);
    else if (!field.endsWith('.name')) number(field, one);
  };
  return {
    n: (field) => number(field, value(field)),
    list: (field) => {
      const listed = value(field);
      if (typeof listed !== 'object' || listed === null) throw new WrongField(`case "${id}" given.${field}: expected a list or a record`);
      numbersIn(field, listed);
      return listed as never;
    },
    text: (field) => {
      const text = value(field);
      if (typeof text === 'string') return text;
      throw new WrongField(`case "${id}" given.${field}: ${JSON.stringify(text)}, expected a name`);
    },
    names: Object.keys(given),
  };
}
