import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnWriter, type NumberColumn, valueAt, valuesOf } from './number-column.ts';

const writes = fc.array(fc.tuple(fc.nat(3000), fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN))), { maxLength: 60 });

function written(list: readonly (readonly [number, number])[], earlier?: NumberColumn): NumberColumn {
  const writer = new ColumnWriter(earlier);
  for (const [row, value] of list) writer.set(row, value);
  return writer.column();
}

describe('a column in pages', () => {
  it('holds what a plain list holds, and leaves the one it was made from as it was', () => {
    fc.assert(
      fc.property(writes, writes, (first, second) => {
        const plain = new Float64Array(3001).fill(Number.NaN);
        for (const [row, value] of first) plain[row] = value;
        const one = written(first);
        const before = plain.slice();
        const other = written(second, one);
        for (const [row, value] of second) plain[row] = value;
        for (let row = 0; row < plain.length; row++) {
          expect(valueAt(one, row)).toBe(before[row]);
          expect(valueAt(other, row)).toBe(plain[row]);
        }
        expect([...valuesOf(other)]).toEqual([...plain].filter((value) => !Number.isNaN(value)));
      }),
    );
  });

  it('is the very same column where nothing moved, and shares the pages in which nothing moved', () => {
    const one = written([
      [3, 1],
      [2000, 2],
    ]);
    expect(written([[3, 1]], one)).toBe(one);
    const other = written([[3, 5]], one);
    expect(other.pages[0]).not.toBe(one.pages[0]);
    expect(other.pages.at(-1)).toBe(one.pages.at(-1));
    expect(other.pages.filter((page) => page !== undefined)).toHaveLength(2);
  });

  it('can be given out and written on', () => {
    const writer = new ColumnWriter();
    writer.set(7, 1);
    const early = writer.column();
    writer.set(7, 2);
    expect([valueAt(early, 7), valueAt(writer.column(), 7)]).toEqual([1, 2]);
  });
});
