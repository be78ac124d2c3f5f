/** After any edits, an analysis that goes on from the one before says what one from nothing says, and looks at less. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysed, type AnalyseOptions, analyseDetailed, analyseInParts } from '../shared/analysis/analyse.ts';
import { valuesOf } from '../shared/analysis/number-column.ts';
import type { QuantityKey, TextKey } from '../shared/analysis/quantities.ts';
import { racksOf } from '../shared/analysis/racks.ts';
import { type Analysis, quantityOf, textOf } from '../shared/analysis/result.ts';
import { move } from '../shared/commands/move.ts';
import { designs } from '../shared/designs/index.ts';
import { applyPatch, connectionsAt, type Document } from '../shared/document/document.ts';
import { invert, type Patch } from '../shared/document/patch.ts';
import type { Connection, Equipment, FacilityRecord } from '../shared/document/records.ts';
import { isRefusal } from '../shared/problem.ts';

function generated(name: string, parameters: Record<string, number> = {}): Document {
  const built = designs.find((design) => design.name === name)?.build(parameters);
  if (!built?.ok) throw new Error('the design could not be generated');
  return built.value;
}

const original = generated('gb300-10mw');

function solved(document: Document, options: AnalyseOptions = {}): Analysed {
  const answer = analyseDetailed(document, options);
  if (!answer.ok) throw new Error('not analysed');
  return answer.value;
}

/** One value of a record replaced by another. */
const replaced = (before: FacilityRecord, after: FacilityRecord): Patch => [{ id: before.id, before, after }];
const at = <T>(list: readonly T[], pick: number): T => list[pick % list.length] as T;

type Step = readonly [sort: string, pick: number, amount: number];

/** A patch of the document, or other operating conditions. */
function edit(document: Document, [sort, pick, amount]: Step, undo: Patch[]): Patch | AnalyseOptions {
  const equipment = [...document.tables.equipment.values()];
  const runs = [...document.tables.connection.values()];
  switch (sort) {
    case 'power': {
      const rack = at(racksOf(document), pick).equipment;
      const power_W = 90_000 + 60_000 * amount;
      return replaced(rack, { ...rack, overrides: { ...rack.overrides, typical_W: power_W, tdp_W: power_W, design_W: power_W } });
    }
    case 'set-point': {
      const cdus = equipment.filter(({ item }) => document.tables.item.get(item)?.kind === 'cdu');
      const cdu = at(cdus, pick);
      return replaced(cdu, { ...cdu, overrides: { ...cdu.overrides, supply_K: 303.15 + 8 * amount } });
    }
    case 'move': {
      const one: Equipment = at(equipment, pick);
      const answer = move(document, { records: [one.id], offset_m: [amount, 0, 0] });
      return isRefusal(answer) ? [] : answer.patch;
    }
    case 'tag': {
      const one: Equipment = at(equipment, pick);
      return replaced(one, { ...one, tag: at(equipment, pick + 1).tag });
    }
    case 'longer': {
      const run: Connection = at(runs, pick);
      return replaced(run, { ...run, overrides: { ...run.overrides, extraLength_m: 30 * amount } });
    }
    case 'delete': {
      const one: Equipment = at(equipment, pick);
      const gone = [one, ...connectionsAt(document, one.id)].map((before) => ({ id: before.id, before, after: null }));
      undo.push(invert(gone));
      return gone;
    }
    case 'disconnect': {
      const before: Connection = at(runs, pick);
      const gone: Patch = [{ id: before.id, before, after: null }];
      undo.push(invert(gone));
      return gone;
    }
    case 'connect':
      return undo.pop() ?? [];
    case 'fail':
      return { failed: [at(equipment, pick).id] };
    case 'warmer':
      return { ambient_K: 283.15 + 25 * amount };
    default:
      return { scenario: at([...document.tables.scenario.values()], pick).name };
  }
}

/** Parts of a value by which a warm and a cold solution may differ; of headroom by a part of the margin that it keeps. */
const part = (quantity: string): number => (quantity === 'powerHeadroom' ? 1e-4 : 1e-5);
/** Pressures of a loop of hundreds of kPa stand within a few Pa of each other; differences of them are no better. */
const least = (quantity: string): number => (/pressure|^head$/i.test(quantity) ? 5 : 0);

function expectAlike(mine: Analysis, full: Analysis): void {
  const differences: unknown[] = [];
  const ids = new Set([...mine.results.ids, ...full.results.ids]);
  for (const quantity of new Set([...Object.keys(mine.results.columns), ...Object.keys(full.results.columns)]) as Set<QuantityKey>) {
    const most = [...valuesOf(full.results.columns[quantity] ?? { pages: [] })].reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    for (const id of ids) {
      const [a, b] = [quantityOf(mine.results, id, quantity), quantityOf(full.results, id, quantity)];
      const alike =
        a === undefined || b === undefined ? a === b : Math.abs(a - b) <= part(quantity) * (Math.abs(b) + 0.01 * most) + least(quantity);
      if (!alike) differences.push([quantity, id, a, b]);
    }
  }
  for (const key of new Set([...Object.keys(mine.results.texts), ...Object.keys(full.results.texts)]) as Set<TextKey>) {
    for (const id of ids) {
      const [a, b] = [textOf(mine.results, id, key), textOf(full.results, id, key)];
      if (a !== b) differences.push([key, id, a, b]);
    }
  }
  expect(differences.slice(0, 5)).toEqual([]);
  const named = ({ findings }: Analysis) => findings.map(({ rule, severity, subjects }) => `${severity} ${rule} ${subjects.join(' ')}`);
  expect(named(mine)).toEqual(named(full));
  expect(mine.limits.map(({ owner }) => owner)).toEqual(full.limits.map(({ owner }) => owner));
  expect(mine.islands.map(({ id, status, records }) => [id, status, records])).toEqual(
    full.islands.map(({ id, status, records }) => [id, status, records]),
  );
  expect(mine.summary === undefined).toBe(full.summary === undefined);
  for (const key of ['itPower_W', 'facilityPower_W', 'heatToLiquid_W', 'heatRejected_W', 'waterUse_m3_s', 'gpus'] as const) {
    const [a, b] = [mine.summary?.[key] ?? 0, full.summary?.[key] ?? 0];
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.abs(b));
  }
  expect(mine.summary?.loops.map(({ name }) => name)).toEqual(full.summary?.loops.map(({ name }) => name));
}

describe('an analysis that goes on from the one before', () => {
  const sorts = [
    'power',
    'power',
    'set-point',
    'move',
    'tag',
    'longer',
    'delete',
    'disconnect',
    'connect',
    'connect',
    'fail',
    'warmer',
    'scenario',
  ];
  const steps = fc.array(fc.tuple(fc.constantFrom(...sorts), fc.nat(100_000), fc.double({ min: 0.01, max: 1, noNaN: true })), {
    minLength: 2,
    maxLength: 5,
  });

  it('equals one from nothing after any edits', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        let document = original;
        let options: AnalyseOptions = {};
        let last = solved(document);
        const undo: Patch[] = [];
        for (const step of sequence) {
          const change = edit(document, step, undo);
          if (Array.isArray(change)) document = applyPatch(document, change as Patch);
          else options = change as AnalyseOptions;
          const parts = analyseInParts(document, { ...options, previous: last.coupled });
          if (!parts.ok) throw new Error('not analysed');
          // A hasty person edits again before short circuits and headrooms are there.
          const overtaken = step !== sequence.at(-1) && step[1] % 2 === 0;
          last = overtaken && parts.value.first ? parts.value.first : parts.value.finish();
        }
        // Tables of their own: nothing that is kept beside a document may decide.
        const tables = Object.fromEntries(
          Object.entries(document.tables).map(([type, table]) => [type, new Map(table as Map<string, never>)]),
        );
        expectAlike(last.analysis, solved({ ...document, tables: tables as unknown as Document['tables'] }, options).analysis);
      }),
      { numRuns: 8 },
    );
  });

  it('reports and judges only the records that a change reaches', () => {
    const campus = generated('campus', { power: 100e6 });
    const first = solved(campus);
    const { equipment: rack } = at(racksOf(campus), 7);
    const document = applyPatch(campus, replaced(rack, { ...rack, overrides: { ...rack.overrides, design_W: 120_000 } }));
    const next = solved(document, { previous: first.coupled });
    const scope = next.coupled.builder.scope;
    expect(first.coupled.builder.scope).toBeUndefined();
    expect(scope?.has(rack.id)).toBe(true);
    expect(scope?.size).toBeLessThan(0.4 * first.analysis.results.ids.length);
    // What no result moved in is the very column, and need not be sent again.
    const { columns } = next.analysis.results;
    expect(columns.floorLoad).toBe(first.analysis.results.columns.floorLoad);
    expect(columns.faultCurrent).toBe(first.analysis.results.columns.faultCurrent);
    expect(next.analysis.results.ids).toBe(first.analysis.results.ids);
  });

  it('after a move reports what it reaches at once, and says that short circuits and headrooms follow', () => {
    const campus = generated('campus', { power: 100e6 });
    const first = solved(campus);
    const patch = racksOf(campus)
      .slice(0, 40)
      .flatMap(({ equipment: rack }) => {
        const [x, y, z] = rack.position_m;
        return replaced(rack, { ...rack, position_m: [x, y + 0.3, z] });
      });
    const document = applyPatch(campus, patch);
    const parts = analyseInParts(document, { previous: first.coupled });
    if (!parts.ok) throw new Error('not analysed');
    const early = parts.value.first;
    expect(early?.coupled.builder.scope?.size).toBeLessThan(0.4 * first.analysis.results.ids.length);
    expect(early?.analysis.awaited).toEqual(['headroom', 'faults']);
    expect(early?.analysis.results.columns.powerHeadroom).toBeUndefined();
    expect(early?.analysis.results.columns.faultCurrent).toBeUndefined();
    const full = solved({ ...document, tables: { ...document.tables, equipment: new Map(document.tables.equipment) } });
    expectAlike(parts.value.finish().analysis, full.analysis);
  });
});
