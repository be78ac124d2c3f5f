/**
 * Tables of numbers of which there is a new version after every small change: a version shares with the one
 * before all pages in which no row was written, and never changes itself. Pages are plain arrays: they live
 * and die on the collector's young heap, where buffers of their size would have it walk the whole heap.
 */

/** Rows of one page, as a power of two. */
const pageBits = 7;
const pageMask = (1 << pageBits) - 1;

/** Numbers by index; NaN where there is no value. */
export interface Column extends Iterable<number> {
  readonly length: number;
  at(index: number): number;
}

/** One version of a table. Entry k of the row in slot s is `pages[s >> 7][(s & 127)·width + k]`. */
export class PagedRows {
  readonly width: number;
  readonly pages: readonly (readonly number[])[];

  constructor(width: number, pages: readonly (readonly number[])[]) {
    this.width = width;
    this.pages = pages;
  }

  /** All NaN. */
  static empty(slots: number, width: number): PagedRows {
    const blank = Array.from({ length: width << pageBits }, () => Number.NaN);
    return new PagedRows(
      width,
      Array.from({ length: (slots + pageMask) >> pageBits }, () => blank),
    );
  }

  /** Calls for every page that another version does not share, with its slots. */
  eachApart(other: PagedRows, visit: (begin: number, end: number) => void): void {
    if (other === this) return;
    for (let p = 0; p < this.pages.length; p++) {
      if (this.pages[p] !== other.pages[p]) visit(p << pageBits, (p + 1) << pageBits);
    }
  }

  shares(other: PagedRows, slot: number): boolean {
    return this.pages[slot >> pageBits] === other.pages[slot >> pageBits];
  }
}

/** Entry `entry` of the rows of a table, by an index of its own: index i stands in slot `slotOf[i]`. */
export class PagedColumn implements Column {
  readonly rows: PagedRows;
  readonly slotOf: Int32Array;
  readonly #entry: number;

  constructor(rows: PagedRows, slotOf: Int32Array, entry: number) {
    this.rows = rows;
    this.slotOf = slotOf;
    this.#entry = entry;
  }

  get length(): number {
    return this.slotOf.length;
  }

  at(index: number): number {
    return this.inSlot(this.slotOf[index] as number);
  }

  inSlot(slot: number): number {
    const { pages, width } = this.rows;
    return (pages[slot >> pageBits] as readonly number[])[(slot & pageMask) * width + this.#entry] as number;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let i = 0; i < this.slotOf.length; i++) yield this.at(i);
  }

  /** Marks the indices at which another version holds another number; two NaN are the same. */
  markApart(other: PagedColumn, into: Uint8Array): void {
    if (other.rows === this.rows) return;
    const comparable = other.slotOf === this.slotOf;
    for (let i = 0; i < this.slotOf.length; i++) {
      if (comparable && this.rows.shares(other.rows, this.slotOf[i] as number)) continue;
      if (!Object.is(this.at(i), other.at(i))) into[i] = 1;
    }
  }
}

/** A version in the making: pages are copied when they are first written to. */
export class PagedDraft {
  readonly #width: number;
  readonly #pages: (readonly number[])[];
  readonly #own: (number[] | undefined)[];

  constructor(from: PagedRows) {
    this.#width = from.width;
    this.#pages = from.pages.slice();
    this.#own = new Array(this.#pages.length);
  }

  /** The page of a slot, to write to. */
  page(slot: number): number[] {
    const p = slot >> pageBits;
    let own = this.#own[p];
    if (!own) {
      own = (this.#pages[p] as readonly number[]).slice();
      this.#own[p] = own;
      this.#pages[p] = own;
    }
    return own;
  }

  /** Where the slot's row begins in its page. */
  offset(slot: number): number {
    return (slot & pageMask) * this.#width;
  }

  get(slot: number, entry: number): number {
    return (this.#pages[slot >> pageBits] as readonly number[])[(slot & pageMask) * this.#width + entry] as number;
  }

  set(slot: number, entry: number, value: number): void {
    this.page(slot)[(slot & pageMask) * this.#width + entry] = value;
  }

  /** The version as written. Nothing may be written afterwards. */
  finish(): PagedRows {
    return new PagedRows(this.#width, this.#pages);
  }
}

/** Slots for a table that is written in the order of its indices. */
export const inOrder = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);
