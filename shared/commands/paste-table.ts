/**
 * Takes a table out of a spreadsheet into the design: a first row of headings, one row per tag, one column per
 * parameter. All of it is one step, or nothing: every cell that cannot be taken is named.
 */
import type { ParameterSpec } from '../catalogue/kind.ts';
import { kindOf, parameterFault } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { changed, type Patch } from '../document/patch.ts';
import type { Connection, Equipment, ParameterValue } from '../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { type UnitSystem, unitsOf } from '../units/convert.ts';
import { parseQuantity } from '../units/parse.ts';

export interface PastedTable {
  readonly label: string;
  readonly patch: Patch;
  readonly selection: readonly RecordId[];
}

export interface PasteOptions {
  /** Headings that are passed over: solved figures come along when a table is copied, edited and pasted back. */
  readonly passedOver?: ReadonlySet<string>;
  /** For numbers without a unit under a heading without one. */
  readonly system?: UnitSystem;
}

/** A table larger than this is not a person's. */
const mostCells = 200_000;

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

/** `Liquid share [%]` is the parameter titled so, in per cent. */
function heading(text: string): { title: string; unit: string | undefined } {
  const found = /^(.*?)\s*\[([^\]]*)\]\s*$/.exec(text.trim());
  return found ? { title: (found[1] ?? '').trim(), unit: found[2] } : { title: text.trim(), unit: undefined };
}

function cellValue(spec: ParameterSpec, text: string, unit: string | undefined, system: UnitSystem): Result<ParameterValue> {
  switch (spec.type) {
    case 'number':
      if (unit !== undefined && !unitsOf(spec.quantity).some(({ name }) => name === unit))
        return fail({ code: 'bad-unit', message: `[${unit}] is no unit of ${spec.title}` });
      return parseQuantity(text, spec.quantity, system, unit);
    case 'flag': {
      const word = text.toLowerCase();
      if (['true', 'yes', '1'].includes(word)) return succeed(true);
      if (['false', 'no', '0'].includes(word)) return succeed(false);
      return fail({ code: 'bad-value', message: `${spec.title} is yes or no` });
    }
    case 'choice':
      return succeed(text);
    case 'curve':
      return fail({ code: 'bad-value', message: `${spec.title} is a curve; set it in the inspector` });
  }
}

export function pasteTable(
  document: Document,
  text: string,
  { passedOver = new Set(), system = 'SI' }: PasteOptions = {},
): Result<PastedTable> {
  const [head, ...rows] = cellsOf(text);
  if (!head || rows.length === 0) return fail({ code: 'empty', message: 'paste a row of headings and at least one row below it' });
  if (rows.length * head.length > mostCells)
    return fail({
      code: 'too-large',
      message: `the table has ${rows.length} rows; paste at most ${Math.floor(mostCells / head.length)} at once`,
    });
  const columns = head.map(heading);
  const tagColumn = columns.findIndex(({ title }) => title.toLowerCase() === 'tag');
  if (tagColumn < 0) return fail({ code: 'no-tags', line: 1, message: 'the first row needs a column headed “Tag”' });

  const byTag = new Map<string, (Equipment | Connection)[]>();
  for (const table of [document.tables.equipment, document.tables.connection]) {
    for (const record of table.values()) byTag.set(record.tag, [...(byTag.get(record.tag) ?? []), record]);
  }
  const problems: Problem[] = [];
  const after = new Map<RecordId, { before: Equipment | Connection; overrides: Record<string, ParameterValue> }>();
  let cells = 0;
  rows.forEach((row, r) => {
    const line = r + 2;
    const tag = row[tagColumn]?.trim() ?? '';
    const found = byTag.get(tag) ?? [];
    const [before] = found;
    if (!before || found.length > 1) {
      problems.push({
        code: before ? 'ambiguous-tag' : 'unknown-tag',
        line,
        field: 'Tag',
        message: before ? `${found.length} records have the tag ${tag}` : tag === '' ? 'the tag is missing' : `nothing has the tag ${tag}`,
      });
      return;
    }
    const specs = Object.entries((kindOf(document, before)?.parameters ?? {}) as Readonly<Record<string, ParameterSpec>>);
    columns.forEach(({ title, unit }, c) => {
      const content = row[c]?.trim() ?? '';
      if (c === tagColumn || content === '' || content === '–' || passedOver.has(title)) return;
      const at = { line, record: before.id, field: head[c]?.trim() ?? '' };
      const spec = specs.find(([name, { title: own }]) => own.toLowerCase() === title.toLowerCase() || name === title);
      if (!spec) {
        problems.push({ ...at, code: 'unknown-column', message: `${tag} has no parameter “${title}”` });
        return;
      }
      const value = cellValue(spec[1], content, unit, system);
      const fault = value.ok ? parameterFault(spec[1], value.value) : value.problems[0]?.message;
      if (!value.ok || fault) {
        problems.push({ ...at, code: 'bad-value', message: `${tag}: “${content}” ${fault ?? 'cannot be read'}` });
        return;
      }
      const target = after.get(before.id) ?? { before, overrides: { ...before.overrides } };
      if (target.overrides[spec[0]] === value.value) return;
      target.overrides[spec[0]] = value.value;
      after.set(before.id, target);
      cells++;
    });
  });
  if (problems.length > 0) return fail(...problems);
  const patch = [...after.values()].map(({ before, overrides }) => changed(before, { ...before, overrides }));
  return succeed({
    label: `Paste ${cells} ${cells === 1 ? 'value' : 'values'} into ${patch.length} ${patch.length === 1 ? 'record' : 'records'}`,
    patch,
    selection: [...after.keys()],
  });
}
