import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { deleteRecords } from '../commands/delete.ts';
import { move } from '../commands/move.ts';
import { setParameter } from '../commands/set-parameter.ts';
import { designs } from '../designs/index.ts';
import { diffDocuments } from '../document/diff.ts';
import { allRecords, applyPatch, type Document, documentOf } from '../document/document.ts';
import { isRefusal } from '../problem.ts';
import { analyse } from './analyse.ts';
import { compareAnalyses } from './compare.ts';
import type { Analysis } from './result.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the unit could not be built');
const unit = built.value;
const racks = [...unit.tables.equipment.values()].filter((record) => kindOf(unit, record)?.kind === 'rack');
const applied = (document: Document, answer: ReturnType<typeof move>): Document => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(document, answer.patch);
};
const solved = (document: Document, scenario?: string): Analysis => {
  const answer = analyse(document, scenario === undefined ? {} : { scenario });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};
const rack = racks[0];
if (!rack) throw new Error('no rack');

describe('the difference between two designs', () => {
  it('is nothing between a design and itself, also when every id is another', () => {
    expect(diffDocuments(unit, unit).differences).toEqual([]);
    const ids = new Set<string>([...allRecords(unit)].map(({ id }) => id));
    const other = (_key: string, value: unknown) => (typeof value === 'string' && ids.has(value) ? `${value}x` : value);
    const renamed = documentOf(JSON.parse(JSON.stringify([...allRecords(unit)], other)) as Parameters<typeof documentOf>[0]);
    const { differences, pairs } = diffDocuments(unit, renamed);
    expect(differences).toEqual([]);
    expect(pairs.size).toBe([...allRecords(unit)].length);
  });

  it('tells moved from changed, and how far', () => {
    const next = applied(
      applied(unit, move(unit, { records: [rack.id], offset_m: [3, 4, 0] })),
      setParameter(unit, { records: [racks[1]?.id ?? ''], parameter: 'liquidShare', value: 0.7 }),
    );
    const { differences } = diffDocuments(unit, next);
    expect(differences.filter(({ type }) => type === 'equipment')).toMatchObject([
      { sort: 'moved', name: rack.tag, distance_m: 5 },
      { sort: 'changed', name: racks[1]?.tag, fields: [{ field: 'overrides.liquidShare', after: 0.7 }] },
    ]);
  });

  it('turns around with its sides: what was added is removed', () => {
    fc.assert(
      fc.property(
        fc.subarray(
          racks.map(({ id }) => id),
          { minLength: 1, maxLength: 3 },
        ),
        (gone) => {
          const next = applied(unit, deleteRecords(unit, { records: gone }));
          const [there, back] = [diffDocuments(unit, next).differences, diffDocuments(next, unit).differences];
          const names = (list: typeof there, sort: string) => list.filter((one) => one.sort === sort).map(({ name }) => name);
          expect(names(there, 'removed')).toEqual(names(back, 'added'));
          expect(names(there, 'removed').length).toBeGreaterThanOrEqual(gone.length);
          expect(names(there, 'added')).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('names what it did to the figures: a rack less takes its power, and the parts still add up', () => {
    const next = applied(unit, deleteRecords(unit, { records: [rack.id] }));
    const [a, b] = [solved(unit), solved(next)];
    const { pairs } = diffDocuments(unit, next);
    const { figures, largest } = compareAnalyses({ document: unit, analysis: a }, { document: next, analysis: b }, pairs);
    const change = (key: string) => {
      const figure = figures.find((one) => one.key === key);
      return (figure?.after ?? 0) - (figure?.before ?? 0);
    };
    expect(change('racks')).toBe(-1);
    expect(change('itPower_W')).toBeCloseTo((b.summary?.itPower_W ?? 0) - (a.summary?.itPower_W ?? 0), 6);
    const parts = figures.filter(({ key }) => a.summary?.losses.some((part) => part.key === key));
    const lost = parts.reduce((sum, { before = 0, after = 0 }) => sum + after - before, 0);
    expect(Math.abs(change('facilityPower_W') - change('itPower_W') - lost)).toBeLessThan(10);
    expect(largest.length).toBeGreaterThan(3);
  });

  it('is also one between scenarios of one design', () => {
    const pairs = new Map([...unit.tables.equipment.keys()].map((id) => [id, id]));
    const { figures } = compareAnalyses(
      { document: unit, analysis: solved(unit, 'design') },
      { document: unit, analysis: solved(unit, 'typical') },
      pairs,
    );
    expect(figures.map(({ key }) => key)).toContain('itPower_W');
    const none = compareAnalyses({ document: unit, analysis: solved(unit) }, { document: unit, analysis: solved(unit) }, pairs);
    expect(none).toEqual({ figures: [], largest: [], findings: { gone: [], new: [] } });
  });
});
