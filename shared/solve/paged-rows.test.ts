import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, PagedColumn, PagedDraft, PagedRows } from './paged-rows.ts';

const width = 3;
const count = 700;

/** Rows in another order than their indices. */
const scattered = Int32Array.from({ length: count }, (_, i) => (i * 37) % count);

const writes = fc.array(
  fc.array(fc.record({ slot: fc.nat(count - 1), entry: fc.nat(width - 1), value: fc.constantFrom(0, 1, -2.5, Number.NaN) }), {
    maxLength: 5,
  }),
  { minLength: 1, maxLength: 8 },
);

/** Versions of a table, each made from one before, beside the same in plain arrays. */
function versionsOf(sequence: readonly (readonly { slot: number; entry: number; value: number }[])[]) {
  const versions = [{ rows: PagedRows.empty(count, width), plain: new Float64Array(count * width).fill(Number.NaN) }];
  sequence.forEach((list, turn) => {
    const from = versions[(turn * 5) % versions.length];
    if (!from) return;
    const draft = new PagedDraft(from.rows);
    const plain = from.plain.slice();
    for (const { slot, entry, value } of list) {
      draft.set(slot, entry, value);
      plain[slot * width + entry] = value;
      expect(draft.get(slot, entry)).toBe(value);
    }
    versions.push({ rows: draft.finish(), plain });
  });
  return versions;
}

describe('a table in versions', () => {
  it('holds in every version what was written up to it, whatever was written into later ones', () => {
    fc.assert(
      fc.property(writes, (sequence) => {
        for (const { rows, plain } of versionsOf(sequence)) {
          for (let entry = 0; entry < width; entry++) {
            const column = new PagedColumn(rows, scattered, entry);
            expect(column.length).toBe(count);
            expect([...column]).toEqual(Array.from(scattered, (slot) => plain[slot * width + entry]));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tells every row in which two versions differ, and shares the pages of all others', () => {
    fc.assert(
      fc.property(writes, (sequence) => {
        const versions = versionsOf(sequence);
        for (const a of versions) {
          for (const b of versions) {
            const apart = new Uint8Array(count);
            a.rows.eachApart(b.rows, (begin, end) => apart.fill(1, begin, end));
            for (let slot = 0; slot < count; slot++) {
              const same = [0, 1, 2].every((entry) => Object.is(a.plain[slot * width + entry], b.plain[slot * width + entry]));
              if (!same) expect(apart[slot]).toBe(1);
              expect(a.rows.shares(b.rows, slot)).toBe(apart[slot] === 0);
            }
            for (let entry = 0; entry < width; entry++) {
              const marked = new Uint8Array(count);
              new PagedColumn(a.rows, scattered, entry).markApart(new PagedColumn(b.rows, scattered, entry), marked);
              scattered.forEach((slot, i) => {
                const same = Object.is(a.plain[slot * width + entry], b.plain[slot * width + entry]);
                expect(marked[i]).toBe(same ? 0 : 1);
              });
            }
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('copies one page for one row, however large it is', () => {
    for (const rows of [1_000, 100_000]) {
      const before = PagedRows.empty(rows, width);
      const draft = new PagedDraft(before);
      for (const slot of inOrder(20)) draft.set(slot, 1, slot);
      const after = draft.finish();
      expect(after.pages.filter((page, p) => page !== before.pages[p])).toHaveLength(1);
    }
  });
});
