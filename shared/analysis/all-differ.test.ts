import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allDiffer } from './all-differ.ts';

describe('texts that all differ', () => {
  it('are told from texts of which one stands twice, as a set tells them', () => {
    const text = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('', '0', 'H1-R01', 'H1-R02', '\u0000', 'a\u0000'));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
        expect(allDiffer(texts)).toBe(new Set(texts).size === texts.length);
      }),
    );
  });

  it('may be many: one more of ten thousand tags is found wherever it stands', () => {
    const tags = Array.from({ length: 10_000 }, (_, i) => `H${i % 113}-R${Math.floor(i / 113)}`);
    expect(allDiffer(tags)).toBe(true);
    expect(allDiffer([...tags, 'H7-R12'])).toBe(false);
  });
});
