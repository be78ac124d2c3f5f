/**
 * A column of numbers in pages, so that after an edit only pages in which a number moved are copied, kept and sent; pages
 * without any number are left out, which for most quantities are most. Plain data: it crosses to another thread as it is.
 */
const pageBits = 9;
const pageRows = 1 << pageBits;

export interface NumberColumn {
  /** Values of `pageRows` rows each; NaN marks "no value". */
  readonly pages: readonly (Float64Array | undefined)[];
}

/** NaN where there is no value. */
export const valueAt = ({ pages }: NumberColumn, row: number): number => pages[row >> pageBits]?.[row & (pageRows - 1)] ?? Number.NaN;

/** Rows that have a value. */
export function rowsOf(column: NumberColumn | undefined): number[] {
  const rows: number[] = [];
  column?.pages.forEach((page, place) => {
    if (page) for (let i = 0; i < pageRows; i++) if (!Number.isNaN(page[i] as number)) rows.push(place * pageRows + i);
  });
  return rows;
}

/** All values that there are. */
export function* valuesOf({ pages }: NumberColumn): Generator<number> {
  for (const page of pages) for (const value of page ?? []) if (!Number.isNaN(value)) yield value;
}

/** A column while it is written. Starts as an earlier one, whose pages stay as they are. */
export class ColumnWriter {
  /** What was last read from or given out; undefined once a page differs from it. */
  #whole: NumberColumn | undefined;
  #pages: (Float64Array | undefined)[];
  /** Pages that nobody else has, and the one of them that was written last. */
  readonly #own = new Set<number>();
  #lastOwn: Float64Array | undefined;

  constructor(earlier?: NumberColumn) {
    this.#whole = earlier;
    this.#pages = (earlier?.pages as (Float64Array | undefined)[] | undefined) ?? [];
  }

  get(row: number): number {
    return this.#pages[row >> pageBits]?.[row & (pageRows - 1)] ?? Number.NaN;
  }

  /** Writes a value, or NaN for none. */
  set(row: number, value: number): void {
    const place = row >> pageBits;
    const at = row & (pageRows - 1);
    const page = this.#pages[place];
    if (Object.is(page === undefined ? Number.NaN : page[at], value)) return;
    if (page !== this.#lastOwn || page === undefined) this.#lastOwn = this.#own.has(place) ? page : this.#makeOwn(place);
    (this.#lastOwn as Float64Array)[at] = value;
  }

  #makeOwn(place: number): Float64Array {
    if (this.#whole) {
      this.#pages = this.#pages.slice();
      this.#whole = undefined;
    }
    while (this.#pages.length < place) this.#pages.push(undefined);
    const page = this.#pages[place]?.slice() ?? new Float64Array(pageRows).fill(Number.NaN);
    this.#pages[place] = page;
    this.#own.add(place);
    return page;
  }

  /** The column as written so far; the very earlier one where nothing in it differs. What is written later leaves it as it is. */
  column(): NumberColumn {
    this.#own.clear();
    this.#lastOwn = undefined;
    this.#whole ??= { pages: this.#pages };
    return this.#whole;
  }
}
