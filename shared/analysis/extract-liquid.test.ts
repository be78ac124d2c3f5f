import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { designs } from '../designs/index.ts';
import { applyPatch, type Document } from '../document/document.ts';
import type { Connection, Equipment } from '../document/records.ts';
import { extractLiquid } from './extract-liquid.ts';
import { findScenario, stateOf } from './scenario-state.ts';
import type { OperatingState } from './state.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the design could not be generated');
const start = built.value;

const stateFor = (document: Document): OperatingState => {
  const scenario = findScenario(document, undefined);
  if (!scenario.ok) throw new Error('the design has no scenario');
  return stateOf(document, scenario.value, {});
};

const liquidEquipment = (document: Document): Equipment[] =>
  [...document.tables.equipment.values()].filter((one) => kindOf(document, one)?.liquid);
const liquidRuns = (document: Document): Connection[] =>
  [...document.tables.connection.values()].filter((one) => kindOf(document, one)?.liquid);

type Change = {
  readonly type: 'move' | 'rename' | 'rack' | 'fail' | 'unpower' | 'reroute' | 'delete';
  readonly at: number;
  readonly by: number;
};

const change: fc.Arbitrary<Change> = fc.record({
  type: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'move' as const,
        'rename' as const,
        'rack' as const,
        'fail' as const,
        'unpower' as const,
        'reroute' as const,
      ),
    },
    { weight: 1, arbitrary: fc.constant('delete' as const) },
  ),
  at: fc.nat(10_000),
  by: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
});

interface Situation {
  readonly document: Document;
  readonly failed: ReadonlySet<string>;
  readonly unpowered: ReadonlySet<string>;
}

function changed({ document, failed, unpowered }: Situation, { type, at, by }: Change): Situation {
  const equipment = liquidEquipment(document);
  const runs = liquidRuns(document);
  const one = equipment[at % equipment.length];
  const run = runs[at % runs.length];
  if (!one || !run) return { document, failed, unpowered };
  const replaced = (before: Equipment | Connection, after: Equipment | Connection | null) =>
    applyPatch(document, [{ id: before.id, before, after }]);
  switch (type) {
    case 'move': {
      const [x, y, z] = one.position_m;
      return { document: replaced(one, { ...one, position_m: [x + by, y, z + by / 10] }), failed, unpowered };
    }
    case 'rename':
      return { document: replaced(one, { ...one, tag: `${one.tag.slice(0, -1)}${at}` }), failed, unpowered };
    case 'rack': {
      const racks = equipment.filter((candidate) => kindOf(document, candidate)?.kind === 'rack');
      const rack = racks[at % racks.length] ?? one;
      const overrides = { ...rack.overrides, liquidShare: by, design_W: 130e3 + 1e4 * by };
      return { document: replaced(rack, { ...rack, overrides }), failed, unpowered };
    }
    case 'fail':
      return { document, failed: new Set([...failed, at % 2 === 0 ? one.id : run.id]), unpowered };
    case 'unpower':
      return { document, failed, unpowered: new Set(at % 3 === 0 ? [] : [...unpowered, one.id]) };
    case 'reroute': {
      const corner = [run.waypoints_m[0]?.[0] ?? by, by, 3] as const;
      return { document: replaced(run, { ...run, waypoints_m: [corner, ...run.waypoints_m] }), failed, unpowered };
    }
    case 'delete':
      return { document: replaced(run, null), failed, unpowered };
  }
}

describe('the liquid network after a change', () => {
  test('is the one that the whole document gives, for any sequence of changes', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let now: Situation = { document: start, failed: new Set(), unpowered: new Set() };
        let network = extractLiquid(start, stateFor(start));
        for (const one of changes) {
          now = changed(now, one);
          const state = { ...stateFor(now.document), failed: now.failed, unpowered: now.unpowered };
          network = extractLiquid(now.document, state, network);
          expect(network).toEqual(extractLiquid(now.document, state));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('takes over every entry that the change of one rack does not reach', () => {
    const state = stateFor(start);
    const before = extractLiquid(start, state);
    const after = extractLiquid(
      changed({ document: start, failed: new Set(), unpowered: new Set() }, { type: 'rack', at: 3, by: 0.7 }).document,
      state,
      before,
    );
    const renewed = after.branches.filter((branch, b) => branch !== before.branches[b]);
    expect(renewed.length).toBeGreaterThan(0);
    expect(renewed.length).toBeLessThan(40);
  });
});
