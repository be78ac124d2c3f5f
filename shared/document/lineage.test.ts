import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPatch, type Document, documentOf } from './document.ts';
import { deriveFrom, differingAt, mayDiffer } from './lineage.ts';
import type { Group } from './records.ts';

const group = (id: string, name: string): Group => ({ type: 'group', id: id as Group['id'], name, kind: 'row' }) as Group;
const start = documentOf(['a', 'b', 'c', 'd'].map((id) => group(id, 'start')));

test('between any two states of a tree of edits, every record that differs is among the keys that may', () => {
  const edit = fc.record({ from: fc.nat(20), id: fc.constantFrom('a', 'b', 'c', 'd'), gone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      const states: Document[] = [start];
      for (const [turn, { from, id, gone }] of edits.entries()) {
        const base = states[from % states.length] ?? start;
        const before = base.tables.group.get(id as Group['id']) ?? null;
        const after = gone ? null : group(id, `turn ${turn}`);
        if (before || after) states.push(applyPatch(base, [{ id: id as Group['id'], before, after }]));
      }
      for (const a of states)
        for (const b of states) {
          const keys = mayDiffer<string>(a.tables.group, b.tables.group);
          expect(keys).toBeDefined();
          for (const id of ['a', 'b', 'c', 'd'] as Group['id'][])
            if (a.tables.group.get(id) !== b.tables.group.get(id)) expect(keys?.has(id)).toBe(true);
        }
    }),
  );
});

test('tables that have nothing to do with each other, or are many edits apart, are not compared', () => {
  expect(mayDiffer(start.tables.group, new Map(start.tables.group))).toBeUndefined();
  let last: object = {};
  const first = last;
  for (let i = 0; i < 600; i++) {
    const next = {};
    deriveFrom(last, next, [i]);
    last = next;
  }
  expect(mayDiffer(first, last)).toBeUndefined();
});

test('lists differ where their entries do, whether or not it is known how one was made from the other', () => {
  const edit = fc.array(fc.record({ at: fc.nat(9), value: fc.nat(2), told: fc.boolean() }), { maxLength: 6 });
  fc.assert(
    fc.property(edit, (edits) => {
      const lists: number[][] = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]];
      for (const { at, value, told } of edits) {
        const base = lists.at(-1) ?? [];
        const next = base.map((entry, i) => (i === at ? value : entry));
        if (told) deriveFrom(base, next, [at]);
        lists.push(next);
      }
      for (const a of lists) for (const b of lists) expect(differingAt(a, b)).toEqual([...a.keys()].filter((i) => a[i] !== b[i]));
    }),
  );
});
