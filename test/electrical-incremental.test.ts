/** An analysis that goes on from the one before says of the power system what one from nothing says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseDetailed } from '../shared/analysis/analyse.ts';
import type { QuantityKey } from '../shared/analysis/quantities.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { designs } from '../shared/designs/index.ts';
import { applyPatch, type Document } from '../shared/document/document.ts';
import type { Equipment } from '../shared/document/records.ts';

const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
if (!built?.ok) throw new Error('the design could not be generated');
const original = built.value;
const racks = [...original.tables.equipment.values()].filter(({ item }) => original.tables.item.get(item)?.kind === 'rack');

/** Relative differences that count as none: of solved powers, and of headroom by a part of the margin that it keeps. */
const compared: readonly (readonly [QuantityKey, number])[] = [
  ['loading', 1e-6],
  ['powerFlow', 1e-6],
  ['voltage', 1e-8],
  ['current', 1e-6],
  ['loss', 1e-5],
  ['feedPowerA', 1e-6],
  ['powerHeadroom', 6e-5],
];

function solved(document: Document, previous?: Parameters<typeof analyseDetailed>[1]) {
  const answer = analyseDetailed(document, previous);
  if (!answer.ok) throw new Error('not analysed');
  return answer.value;
}

describe('after edits of racks', () => {
  const edits = fc.array(fc.record({ at: fc.nat(racks.length - 1), power_W: fc.integer({ min: 90_000, max: 150_000 }) }), {
    minLength: 1,
    maxLength: 3,
  });

  it('loadings, voltages, losses and headrooms are those found from nothing', () => {
    fc.assert(
      fc.property(edits, (sequence) => {
        let document = original;
        let last = solved(document);
        for (const { at, power_W } of sequence) {
          const before = document.tables.equipment.get(racks[at]?.id ?? '') as Equipment;
          const overrides = { ...before.overrides, typical_W: power_W, tdp_W: power_W, design_W: power_W };
          document = applyPatch(document, [{ id: before.id, before, after: { ...before, overrides } }]);
          last = solved(document, { previous: last.coupled });
        }
        const full = solved({ ...document, tables: { ...document.tables } });
        for (const [quantity, part] of compared) {
          for (const id of full.analysis.results.ids) {
            const value = quantityOf(full.analysis.results, id, quantity);
            const mine = quantityOf(last.analysis.results, id, quantity);
            expect([id, quantity, mine === undefined]).toEqual([id, quantity, value === undefined]);
            if (value !== undefined) expect(Math.abs((mine as number) - value)).toBeLessThanOrEqual(part * Math.abs(value) + 1e-6);
          }
        }
      }),
      { numRuns: 4 },
    );
  });

  it('headroom of places that the edit does not reach is kept', () => {
    const first = solved(original);
    const rack = racks[3] as Equipment;
    const overrides = { ...rack.overrides, typical_W: 131_000, tdp_W: 131_000, design_W: 131_000 };
    const document = applyPatch(original, [{ id: rack.id, before: rack, after: { ...rack, overrides } }]);
    const places = first.coupled.headroom?.entries.length as number;
    const after = solved(document, { previous: first.coupled });
    expect(after.coupled.headroom?.table).toBe(first.coupled.headroom?.table);
    expect(after.coupled.headroom?.table.evaluated.length).toBeLessThan(0.7 * places);
  });
});
