import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RecordId } from '../document/ids.ts';
import { BusIndex } from './bus-index.ts';

it('finds every bus by its record and point, in whatever order they were added', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'a/b');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 40 }), (asked) => {
      const index = new BusIndex();
      const known = new Map<string, number>();
      for (const [owner, point] of asked) {
        const key = JSON.stringify([owner, point]);
        const found = index.find(owner as RecordId, point);
        expect(found).toBe(known.get(key) ?? -1);
        if (found < 0) known.set(key, index.add(owner as RecordId, point));
      }
      expect([...known.values()]).toEqual([...known.keys()].map((_, bus) => bus));
    }),
  );
});
