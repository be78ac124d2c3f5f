/** Collects result columns while solvers report; from an earlier table only what a change reaches is written anew. */
import type { RecordId } from '../document/ids.ts';
import { ColumnWriter, type NumberColumn } from './number-column.ts';
import { type QuantityKey, quantities, type TextKey } from './quantities.ts';
import type { ResultTable } from './result.ts';
import { keepRows, type Rows, rowsById } from './rows.ts';

/** Where a builder starts: an earlier table of the same records, and those of them that are reported again. */
export interface EarlierResults {
  readonly table: ResultTable;
  /** Every value of these is forgotten unless it is written again. */
  readonly scope: ReadonlySet<RecordId>;
}

/** By place in the scope, 1 where a column was written since; undefined where the whole column is written anew. */
interface Written {
  readonly written: Uint8Array | undefined;
}

interface Numbers extends Written {
  readonly values: ColumnWriter;
}

/** Shared with the earlier table until a text in it differs. */
interface Texts extends Written {
  values: (string | undefined)[];
  owned: boolean;
}

/** A second value for the same record and quantity replaces the first. */
export class ResultBuilder {
  /** Records to report again; undefined: all of them. */
  scope: ReadonlySet<RecordId> | undefined;
  #ids: RecordId[];
  /** Written to only while `#ownsRows`. */
  #row: Rows;
  #ownsRows: boolean;
  readonly #columns = new Map<QuantityKey, Numbers>();
  readonly #texts = new Map<TextKey, Texts>();
  /** Rows of the scope, and the place of each row in it plus one. */
  readonly #scopeRows: Int32Array;
  readonly #placeOf: Int32Array;

  /** The record asked for last. */
  #askedId: RecordId | undefined;
  #asked = false;
  /** Row of the record written last: most values are of it, or of the one after it. */
  #lastRow = 0;

  constructor(earlier?: EarlierResults) {
    this.scope = earlier?.scope;
    const table = earlier?.table;
    this.#ids = (table?.ids as RecordId[] | undefined) ?? [];
    this.#row = table ? rowsById(table.ids) : new Map();
    this.#ownsRows = table === undefined;
    const rows: number[] = [];
    this.#placeOf = new Int32Array(table?.ids.length ?? 0);
    for (const id of earlier?.scope ?? []) {
      const row = this.#row.get(id);
      if (row !== undefined) this.#placeOf[row] = rows.push(row);
    }
    this.#scopeRows = Int32Array.from(rows);
    const unwritten = () => new Uint8Array(this.#scopeRows.length);
    for (const [key, column] of Object.entries(table?.columns ?? {}))
      this.#columns.set(key as QuantityKey, { values: new ColumnWriter(column), written: unwritten() });
    for (const [key, values] of Object.entries(table?.texts ?? {}))
      this.#texts.set(key as TextKey, { values: values as (string | undefined)[], owned: false, written: unwritten() });
  }

  /** Whether a record is to be reported. */
  concerns(id: RecordId): boolean {
    if (this.scope === undefined) return true;
    // Branches, nodes and rows of one record follow each other.
    if (id !== this.#askedId) {
      this.#askedId = id;
      this.#asked = this.scope.has(id);
    }
    return this.#asked;
  }

  #rowOf(id: RecordId): number {
    const ids = this.#ids;
    if (ids[this.#lastRow] === id) return this.#lastRow;
    if (ids[this.#lastRow + 1] === id) return ++this.#lastRow;
    let row = this.#row.get(id);
    if (row === undefined) {
      if (!this.#ownsRows) {
        // The earlier table keeps its own rows.
        this.#ids = this.#ids.slice();
        this.#row = new Map(this.#row);
        this.#ownsRows = true;
      }
      row = this.#ids.length;
      this.#ids.push(id);
      (this.#row as Map<RecordId, number>).set(id, row);
    }
    this.#lastRow = row;
    return row;
  }

  #mark({ written }: Written, row: number): void {
    if (written === undefined) return;
    const place = this.#placeOf[row] ?? 0;
    if (place > 0) written[place - 1] = 1;
  }

  /** Whether a column's value at a row stands: not one of the scope that nobody wrote again. */
  #stands(column: Written, row: number): boolean {
    const place = this.#placeOf[row] ?? 0;
    return place === 0 || column.written === undefined || column.written[place - 1] === 1;
  }

  /** @throws on NaN or infinity: a solver must leave a value out instead. */
  set(id: RecordId, quantity: QuantityKey, value: number): void {
    if (!Number.isFinite(value)) throw new Error(`${quantity} of ${id} is ${value}`);
    const row = this.#rowOf(id);
    let column = this.#columns.get(quantity);
    if (!column) {
      column = { values: new ColumnWriter(), written: undefined };
      this.#columns.set(quantity, column);
    }
    this.#mark(column, row);
    column.values.set(row, value);
  }

  setText(id: RecordId, key: TextKey, value: string): void {
    const row = this.#rowOf(id);
    let column = this.#texts.get(key);
    if (!column) {
      column = { values: [], owned: true, written: undefined };
      this.#texts.set(key, column);
    }
    this.#mark(column, row);
    if (column.values[row] === value) return;
    if (!column.owned) {
      column.values = column.values.slice();
      column.owned = true;
    }
    column.values[row] = value;
  }

  get(id: RecordId, quantity: QuantityKey): number | undefined {
    const row = this.#row.get(id);
    const column = this.#columns.get(quantity);
    const value = row === undefined || !column || !this.#stands(column, row) ? Number.NaN : column.values.get(row);
    return Number.isNaN(value) ? undefined : value;
  }

  /** Forgets one value of a record outside the scope. */
  remove(id: RecordId, quantity: QuantityKey, text?: TextKey): void {
    const row = this.#row.get(id);
    if (row === undefined) return;
    this.#columns.get(quantity)?.values.set(row, Number.NaN);
    if (text) this.removeText(id, text);
  }

  removeText(id: RecordId, key: TextKey): void {
    const row = this.#row.get(id);
    const texts = this.#texts.get(key);
    if (row === undefined || !texts || texts.values[row] === undefined) return;
    texts.values = texts.owned ? texts.values : texts.values.slice();
    texts.owned = true;
    texts.values[row] = undefined;
  }

  /** Forgets a whole column, for a quantity that is written anew for every record that has it. */
  restart(quantity: QuantityKey): void {
    this.#columns.delete(quantity);
  }

  /** Forgets all that comes with a later part of the analysis: it is found anew for every record. */
  restartLater(): void {
    for (const key of this.#columns.keys()) if (quantities[key].part !== undefined) this.#columns.delete(key);
    this.#texts.delete('bindingLimit');
  }

  /** From here on every record is reported. */
  widen(): void {
    this.scope = undefined;
  }

  /** The table as written so far; what is written later leaves it as it is and is in the next one. */
  build(): ResultTable {
    const size = this.#ids.length;
    const columns: Partial<Record<QuantityKey, NumberColumn>> = {};
    for (const [quantity, column] of this.#columns) {
      this.#forget(column, (row) => column.values.set(row, Number.NaN));
      columns[quantity] = column.values.column();
    }
    const texts: Partial<Record<TextKey, (string | undefined)[]>> = {};
    for (const [key, column] of this.#texts) {
      this.#forget(column, (row) => {
        if (column.values[row] === undefined) return;
        column.values = column.owned ? column.values : column.values.slice();
        column.owned = true;
        column.values[row] = undefined;
      });
      if (column.values.length !== size) {
        const values = new Array<string | undefined>(size).fill(undefined);
        column.values.forEach((value, row) => {
          values[row] = value;
        });
        column.values = values;
      }
      texts[key] = column.values;
      column.owned = false;
    }
    this.#ownsRows = false;
    keepRows(this.#ids, this.#row);
    return { ids: this.#ids, columns, texts };
  }

  /** Rows of the scope in which a column was not written again. */
  #forget(column: Written, clear: (row: number) => void): void {
    const { written } = column;
    if (!written) return;
    for (let place = 0; place < written.length; place++) if (written[place] === 0) clear(this.#scopeRows[place] as number);
  }
}
