import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { gb300ScalableUnit } from '../designs/gb300-su.ts';
import { isPlainPiece } from './quick-check.ts';
import { recordSchemas } from './schema.ts';

const built = gb300ScalableUnit.build({});
if (!built.ok) throw new Error('the scalable unit cannot be built');
const { equipment, connection } = built.value.tables;
const pieces = [...equipment.values(), ...connection.values()].map((record) => JSON.stringify(record));

const strange = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'a b', 'x'.repeat(201), 1e9, -1e9, 0, true, [], {}, 'equipment', 'connection', [1, 2, 3], [[1, 2]]),
  fc.jsonValue(),
);

/** Puts a value somewhere into a record, or takes a field away. */
function spoil(record: unknown, path: readonly number[], value: unknown, remove: boolean): void {
  let at = record as Record<string, unknown>;
  for (const pick of path) {
    const keys = Object.keys(at);
    const key = keys[pick % Math.max(1, keys.length)];
    if (key === undefined) return;
    const inner = at[key];
    if (typeof inner === 'object' && inner !== null && pick % 3 > 0) {
      at = inner as Record<string, unknown>;
      continue;
    }
    if (remove) delete at[key];
    else at[key] = value;
    return;
  }
}

describe('the quick check of a line', () => {
  it('knows every piece of equipment and every run of a design as the program writes it', () => {
    const unknown = pieces.filter((text) => !isPlainPiece(JSON.parse(text)));
    // Curves among overrides and the like are the schema's.
    expect(unknown.length).toBeLessThan(0.02 * pieces.length);
  });

  const references = new Set(['item', 'space', 'group', 'system', 'equipment']);
  it('passes nothing that the schema refuses, unless no record can have the id that it refers to', () => {
    const spoilt = fc.record({
      text: fc.constantFrom(...pieces),
      path: fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }),
      value: strange,
      remove: fc.boolean(),
    });
    let passed = 0;
    fc.assert(
      fc.property(spoilt, ({ text, path, value, remove }) => {
        const spoilt: unknown = JSON.parse(text);
        spoil(spoilt, path, value, remove);
        const record: unknown = JSON.parse(JSON.stringify(spoilt));
        if (!isPlainPiece(record)) return;
        passed++;
        const refused = v.safeParse(recordSchemas[record.type], record).issues ?? [];
        for (const { path, input } of refused) {
          expect(references).toContain(path?.at(-1)?.key);
          expect(typeof input).toBe('string');
        }
      }),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(10);
  });
});
