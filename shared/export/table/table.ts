/** One model for every schedule: typed columns with units, rows of numbers and texts. CSV, XLSX and PDF are written from it. */

export type CellValue = number | string | undefined;

export interface Column {
  readonly title: string;
  /** As people write it, e.g. `kW`; absent for texts and plain numbers. */
  readonly unit?: string;
  readonly type: 'text' | 'number';
  /** Decimals shown; the stored number is rounded to them, so that every form of the table says the same. */
  readonly decimals?: number;
}

export interface Table {
  /** File and sheet name: lower case, hyphens. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
}

export const headingOf = ({ title, unit }: Column): string => (unit === undefined ? title : `${title} (${unit})`);

/** A number as its column shows it; halves away from zero. */
export function roundedTo(decimals: number, value: number): number {
  const scale = 10 ** decimals;
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + 2 ** -50))) / scale;
  return rounded === 0 ? 0 : rounded;
}

export function cellText(column: Column, value: CellValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return column.decimals === undefined ? String(value) : roundedTo(column.decimals, value).toFixed(column.decimals);
}

/** Builds a table from records: each column with how its cell is found. */
export interface ColumnOf<R> extends Column {
  readonly cell: (record: R) => CellValue;
}

export const text = <R>(title: string, cell: (record: R) => string | undefined): ColumnOf<R> => ({ title, type: 'text', cell });

export const number = <R>(
  title: string,
  unit: string | undefined,
  decimals: number,
  cell: (record: R) => number | undefined,
): ColumnOf<R> => ({
  title,
  type: 'number',
  decimals,
  ...(unit === undefined ? {} : { unit }),
  cell: (record) => {
    const value = cell(record);
    return value === undefined ? undefined : roundedTo(decimals, value);
  },
});

/** A table without the columns that no row has a value in. */
export function tableOf<R>(name: string, title: string, columns: readonly ColumnOf<R>[], records: readonly R[]): Table {
  const rows = records.map((record) => columns.map(({ cell }) => cell(record)));
  const used = columns.map((_, i) => rows.length === 0 || rows.some((row) => row[i] !== undefined && row[i] !== ''));
  return {
    name,
    title,
    columns: columns.filter((_, i) => used[i]).map(({ cell: _, ...column }) => column),
    rows: rows.map((row) => row.filter((_, i) => used[i])),
  };
}

/** Order in which people read tags: by text, runs of digits as numbers. */
export function byTag(a: { readonly tag: string; readonly id: string }, b: { readonly tag: string; readonly id: string }): number {
  const parts = (tag: string) => tag.split(/(\d+)/);
  const [left, right] = [parts(a.tag), parts(b.tag)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    if (x === y) continue;
    const difference = i % 2 === 1 ? Number(x) - Number(y) : 0;
    return difference !== 0 ? difference : x < y ? -1 : 1;
  }
  return left.length - right.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
