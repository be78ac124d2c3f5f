/** A table out of a spreadsheet as text: rows of cells, headings with their units, and what a cell says. */
import type { ParameterSpec } from '../../catalogue/kind.ts';
import type { ParameterValue } from '../../document/records.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import { plainUnit, type UnitSystem, unitsOf } from '../../units/convert.ts';
import { parseQuantity } from '../../units/parse.ts';
import type { QuantityKind } from '../../units/quantity.ts';

/** Cells of tab-separated text; a quoted cell may hold tabs, line ends and doubled quotes. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((content) => content.trim() !== ''));
}

export interface Heading {
  readonly text: string;
  readonly title: string;
  readonly unit: string | undefined;
}

/** `Liquid share [%]` is the column titled so, in per cent. */
export function headingOf(text: string): Heading {
  const found = /^(.*?)\s*\[([^\]]*)\]\s*$/.exec(text.trim());
  return { text: text.trim(), title: (found?.[1] ?? text).trim(), unit: found?.[2] };
}

/** Nothing is said by a cell that is empty or a dash. */
export const isSilent = (content: string): boolean => content === '' || content === '–';

/** A quantity of a cell, SI; a number without a unit is in that of the heading. */
export function cellQuantity(text: string, kind: QuantityKind, { title, unit }: Heading, system: UnitSystem): Result<number> {
  if (unit !== undefined && !unitsOf(kind).some(({ name }) => name === unit))
    return fail({ code: 'bad-unit', message: `[${unit}] is no unit of ${title}` });
  return parseQuantity(text, kind, system, unit ?? plainUnit(kind, system));
}

export function cellValue(spec: ParameterSpec, text: string, heading: Heading, system: UnitSystem): Result<ParameterValue> {
  switch (spec.type) {
    case 'number':
      if (heading.unit !== undefined && !unitsOf(spec.quantity).some(({ name }) => name === heading.unit))
        return fail({ code: 'bad-unit', message: `[${heading.unit}] is no unit of ${spec.title}` });
      return parseQuantity(text, spec.quantity, system, heading.unit);
    case 'flag': {
      const word = text.toLowerCase();
      if (['true', 'yes', '1'].includes(word)) return succeed(true);
      if (['false', 'no', '0'].includes(word)) return succeed(false);
      return fail({ code: 'bad-value', message: `${spec.title} is yes or no` });
    }
    case 'choice':
      return succeed(text);
    case 'curve':
      return fail({
        code: 'bad-value',
        message: `${spec.title} is a curve: paste its two columns into the curve itself, in the inspector`,
      });
  }
}
