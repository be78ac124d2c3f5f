import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designs } from '../designs/index.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { differingAt } from '../document/lineage.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { extractElectrical } from './extract-electrical.ts';
import { findScenario, stateOf } from './scenario-state.ts';

const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
if (!built?.ok) throw new Error('the design could not be generated');
const original = built.value;
const stateIn = (document: Document) => {
  const scenario = findScenario(document, undefined);
  if (!scenario.ok) throw new Error('no scenario');
  return stateOf(document, scenario.value, {});
};

/** The same records under another table object: nothing is known of it from before. */
const anew = (document: Document): Document => ({ ...document, tables: { ...document.tables } });

const change = (document: Document, before: Equipment | Connection, after: Equipment | Connection | null): Document =>
  applyPatch(document, [{ id: before.id, before, after }]);

const equipment = [...original.tables.equipment.values()];
const racks = equipment.filter(({ item }) => original.tables.item.get(item)?.kind === 'rack');
const electrical = [...original.tables.connection.values()].filter(({ item }) =>
  ['cable', 'whip'].includes(original.tables.item.get(item)?.kind ?? ''),
);

describe('the electrical network of an edited design', () => {
  const edit = fc.oneof(
    fc.record({ what: fc.constant('rack' as const), at: fc.nat(racks.length - 1), value: fc.integer({ min: 100_000, max: 150_000 }) }),
    fc.record({ what: fc.constant('move' as const), at: fc.nat(equipment.length - 1), value: fc.integer({ min: -3, max: 3 }) }),
    fc.record({ what: fc.constant('cable' as const), at: fc.nat(electrical.length - 1), value: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ what: fc.constant('remove' as const), at: fc.nat(electrical.length - 1), value: fc.constant(0) }),
  );
  const apply = (
    document: Document,
    { what, at, value }: { what: 'rack' | 'move' | 'cable' | 'remove'; at: number; value: number },
  ): Document => {
    const machine = document.tables.equipment.get((what === 'rack' ? racks : equipment)[at]?.id ?? '');
    const run = document.tables.connection.get(electrical[at]?.id ?? '');
    if (what === 'rack' && machine) return change(document, machine, { ...machine, overrides: { ...machine.overrides, tdp_W: value } });
    if (what === 'move' && machine) {
      const [x, y, z] = machine.position_m;
      return change(document, machine, { ...machine, position_m: [x + value, y, z] });
    }
    if (what === 'cable' && run) return change(document, run, { ...run, overrides: { ...run.overrides, extraLength_m: value } });
    return what === 'remove' && run ? change(document, run, null) : document;
  };

  it('read from the one before is the one read from nothing, after any edits', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let document = original;
        let network = extractElectrical(document, stateIn(document));
        for (const one of edits) {
          document = apply(document, one);
          const before = network;
          network = extractElectrical(document, stateIn(document), before);
          // What is noted of how a list of loads was made leaves out none that is another.
          if (network.loads.length === before.loads.length)
            expect(differingAt(before.loads, network.loads)).toEqual(
              [...network.loads.keys()].filter((l) => network.loads[l] !== before.loads[l]),
            );
        }
        expect(network).toEqual(extractElectrical(anew(document), stateIn(document)));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps everything but one load when one rack draws more', () => {
    const before = extractElectrical(original, stateIn(original));
    const rack = racks[7] as Equipment;
    const document = change(original, rack, {
      ...rack,
      overrides: { ...rack.overrides, tdp_W: 131_000, typical_W: 131_000, design_W: 131_000 },
    });
    const after = extractElectrical(document, stateIn(document), before);
    expect(after.branches).toBe(before.branches);
    expect(after.buses).toBe(before.buses);
    expect(after.sources).toBe(before.sources);
    const moved = after.loads.filter((load, l) => load !== before.loads[l]);
    expect(moved.map(({ owner }) => owner)).toEqual([rack.id]);
    expect(moved[0]?.feeds).toBe(before.loads.find(({ owner }) => owner === rack.id)?.feeds);
  });
});
