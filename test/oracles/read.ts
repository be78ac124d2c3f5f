/** Reads case files: what does not fit is named by its record and field, so that whoever wrote the file can find it. */
import * as v from 'valibot';

/** A field of a case file that cannot be read; the message names it. */
export class WrongField extends Error {}

export const number = v.pipe(v.number('expected a number'), v.finite('expected a finite number'));
export const positive = v.pipe(number, v.gtValue(0, 'expected a number above 0'));
export const column = v.array(number);
/** An expected number; null where the quantity does not exist. */
export const result = v.nullable(number);
export const gapColumn = v.array(result);
export const name = v.union([v.string(), v.number()], 'expected a name or a number');

const printed = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** `network.links[3] "pump0" speed` from the path of an issue. */
function placeOf(path: readonly v.IssuePathItem[]): string {
  let place = '';
  for (const { key, value } of path) {
    place += typeof key === 'number' ? `[${key}]` : `${place === '' ? '' : place.endsWith('"') ? ' ' : '.'}${String(key)}`;
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
    if (typeof id === 'string') place += ` "${id}"`;
  }
  return place;
}

/** The content as its schema promises it. Throws `WrongField` with the first few places that do not fit. */
export function read<Schema extends v.GenericSchema>(schema: Schema, content: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  const lines = result.issues.slice(0, 3).map((issue) => {
    const reason = issue.message.startsWith('expected') ? issue.message : `expected ${issue.expected ?? 'something else'}`;
    return `${placeOf((issue.path ?? []) as readonly v.IssuePathItem[])}: ${printed(issue.input)}, ${reason}`;
  });
  const more = result.issues.length - lines.length;
  throw new WrongField(lines.join('; ') + (more > 0 ? `; and ${more} more` : ''));
}

/** Every column of a table must have one entry per row. */
export function sameLength(where: string, table: Readonly<Record<string, unknown>>, rows: number): void {
  for (const [name, entries] of Object.entries(table)) {
    if (Array.isArray(entries) && entries.length !== rows) {
      throw new WrongField(`${where}.${name}: ${entries.length} entries, expected ${rows}`);
    }
  }
}

/** Rows by name; references elsewhere speak of the name. */
export class Rows {
  readonly #rows = new Map<string | number, number>();
  readonly #table: string;

  constructor(table: string, names: readonly (string | number)[]) {
    this.#table = table;
    names.forEach((name, row) => {
      if (this.#rows.has(name)) throw new WrongField(`${table}[${row}]: ${printed(name)} stands there twice`);
      this.#rows.set(name, row);
    });
  }

  /** @param where — the field that holds the name, for the message. */
  of(name: string | number, where: string): number {
    const row = this.#rows.get(name);
    if (row === undefined) throw new WrongField(`${where}: ${printed(name)} is not in ${this.#table}`);
    return row;
  }
}

/** Cells of one row by the name of their column. */
export function cell(columns: readonly string[], row: readonly number[], where: string): (name: string) => number {
  return (name) => {
    const value = row[columns.indexOf(name)];
    if (value === undefined) throw new WrongField(`${where}: no ${name}, expected one number per entry of columns`);
    return value;
  };
}
