import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, documentOf, previewPatch } from './document.ts';
import { OverlaidMap } from './overlaid-map.ts';
import { added, changed, invert, isEmpty, type Patch, removed, squash } from './patch.ts';
import type { FacilityRecord, Group } from './records.ts';

const group = (id: string, name: string): Group => ({ id, type: 'group', kind: 'row', name });
const start = documentOf(['a', 'b', 'c', 'd'].map((id) => group(id, `row ${id}`)));

/** A patch that really applies to `document`: add what is missing, change or remove what is there. */
const patchFor = (document: typeof start, choices: readonly [string, 'add' | 'change' | 'remove', string][]): Patch => {
  const patch = new Map<string, Patch[number]>();
  for (const [id, verb, name] of choices) {
    const before = document.tables.group.get(id);
    if (!before) patch.set(id, added(group(id, name)));
    else if (verb === 'remove') patch.set(id, removed(before));
    else patch.set(id, changed(before, group(id, name)));
  }
  return [...patch.values()];
};
const choices = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    fc.constantFrom('add' as const, 'change' as const, 'remove' as const),
    fc.string(),
  ),
  { maxLength: 8 },
);
const contents = (document: typeof start): FacilityRecord[] => [...document.tables.group.values()].sort((x, y) => (x.id < y.id ? -1 : 1));

describe('a patch', () => {
  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const patch = patchFor(start, picked);
        expect(contents(applyPatch(applyPatch(start, patch), invert(patch)))).toEqual(contents(start));
      }),
    );
  });

  it('squashed with the next one does what both do in turn', () => {
    fc.assert(
      fc.property(choices, choices, (one, two) => {
        const first = patchFor(start, one);
        const middle = applyPatch(start, first);
        const second = patchFor(middle, two);
        expect(contents(applyPatch(start, squash(first, second)))).toEqual(contents(applyPatch(middle, second)));
      }),
    );
  });

  it('squashed with its inverse is empty', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const patch = patchFor(start, picked);
        expect(isEmpty(squash(patch, invert(patch)))).toBe(true);
      }),
    );
  });

  it('leaves untouched tables the same objects', () => {
    const after = applyPatch(start, [added(group('z', 'new'))]);
    expect(after.tables.equipment).toBe(start.tables.equipment);
    expect(after.tables.group).not.toBe(start.tables.group);
  });
});

describe('a preview', () => {
  it('shows the very records that the patch would leave, in the same order', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const patch = patchFor(start, picked);
        const [shown, applied] = [previewPatch(start, patch).tables.group, applyPatch(start, patch).tables.group];
        expect([...shown]).toEqual([...applied]);
        expect([...shown.values()]).toEqual([...applied.values()]);
        expect([...shown.keys()]).toEqual([...applied.keys()]);
        expect(shown.size).toBe(applied.size);
        for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
          expect(shown.get(key)).toEqual(applied.get(key));
          expect(shown.has(key)).toBe(applied.has(key));
        }
      }),
    );
  });

  it('names the records in which two previews of one start may differ, and none for maps of different starts', () => {
    const [a, b] = ['a', 'b'].map((id) => previewPatch(start, patchFor(start, [[id, 'change', 'moved']])).tables.group);
    if (!a || !b) throw new Error('no preview');
    expect([...(OverlaidMap.mayDiffer(a, b) ?? [])].sort()).toEqual(['a', 'b']);
    expect([...(OverlaidMap.mayDiffer(start.tables.group, a) ?? [])]).toEqual(['a']);
    expect(OverlaidMap.mayDiffer(a, new Map(start.tables.group))).toBeUndefined();
  });
});
