import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done, recordsText } from '../../test/fixtures/apply-command.ts';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { analyse } from '../analysis/analyse.ts';
import { applyPatch } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import { readFacility } from '../file/read.ts';
import { writeFacility } from '../file/write.ts';
import { isRefusal } from '../problem.ts';
import { autoConnect } from './auto-connect.ts';
import { move } from './move.ts';
import { membersOf, repeatUnit } from './repeat-unit.ts';
import { groupTogether } from './set-identity.ts';

/** A connected pod as one group: racks, CDUs, plant and both trains. */
function unit() {
  const { document, newId } = barePod();
  const connected = done(
    document,
    autoConnect(document, { records: [...document.tables.equipment.keys()], liquid: true, power: true, newId }),
  );
  const grouped = done(
    connected,
    groupTogether(connected, { records: [...connected.tables.equipment.keys()], name: 'Unit', kind: 'scalable-unit', newId }),
  );
  const group = [...grouped.tables.group.values()].find(({ name }) => name === 'Unit');
  if (!group) throw new Error('no group');
  return { document: grouped, newId, group: group.id };
}

describe('a unit that is repeated', () => {
  const { document, newId, group } = unit();
  const step_m = [0, 30, 0] as const;

  it('brings its CDUs, plant, power and runs along, and every copy is solved to the same figures', () => {
    const three = done(document, repeatUnit(document, { group, count: 3, step_m, newId }));
    expect(three.tables.equipment.size).toBe(3 * document.tables.equipment.size);
    expect(three.tables.connection.size).toBe(3 * document.tables.connection.size);
    const [one, all] = [analyse(document), analyse(three)];
    if (!one.ok || !all.ok) throw new Error('no analysis');
    expect(all.value.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(all.value.summary?.itPower_W).toBeCloseTo(3 * (one.value.summary?.itPower_W ?? 0), 3);
    expect(all.value.summary?.pue).toBeCloseTo(one.value.summary?.pue ?? 0, 4);
    // Loops of their own, services of their own train.
    expect(all.value.islands.filter(({ status }) => status === 'solved')).toHaveLength(all.value.islands.length);
    const read = readFacility(writeFacility(three));
    expect(read.ok && read.value.document.tables.group.get(group)?.units).toEqual(three.tables.group.get(group)?.units);
  });

  it('is given back whole when the count goes to one', () => {
    const three = done(document, repeatUnit(document, { group, count: 3, step_m, newId }));
    expect(recordsText(done(three, repeatUnit(three, { group, count: 1, step_m, newId })))).toBe(recordsText(document));
  });

  it('keeps the copies that stay when count and step change', () => {
    const two = done(document, repeatUnit(document, { group, count: 2, step_m, newId }));
    const ids = new Set([...two.tables.equipment.keys(), ...two.tables.connection.keys()]);
    const four = done(two, repeatUnit(two, { group, count: 4, step_m: [60, 0, 0], newId }));
    for (const id of ids) expect(four.tables.equipment.has(id) || four.tables.connection.has(id)).toBe(true);
    const first = membersOf(document, group)[0];
    const copy = four.tables.equipment.get(four.tables.group.get(group)?.units?.copies[0]?.of[first?.id ?? ''] ?? '');
    expect(copy?.position_m[0]).toBeCloseTo((first?.position_m[0] ?? 0) + 60, 9);
  });

  it('follows its unit when that is changed and it is made again', () => {
    const two = done(document, repeatUnit(document, { group, count: 2, step_m, newId }));
    const vessel = membersOf(two, group).find(({ tag }) => tag === 'EV-01');
    const moved = done(two, move(two, { records: [vessel?.id ?? ''], offset_m: [0.5, 0, 0] }));
    const again = done(moved, repeatUnit(moved, { group, count: 2, step_m, newId }));
    const copy = again.tables.equipment.get(again.tables.group.get(group)?.units?.copies[0]?.of[vessel?.id ?? ''] ?? '');
    expect(copy?.position_m[0]).toBeCloseTo((vessel?.position_m[0] ?? 0) + 0.5, 9);
    expect(again.tables.equipment.size).toBe(two.tables.equipment.size);
  });

  it('is made round whole rows, and every copy has rows of its own', () => {
    const rowsIn = (parent: string | undefined) => [...three.tables.group.values()].filter((each) => each.parent === parent);
    const three = done(document, repeatUnit(document, { group, count: 3, step_m, newId }));
    const copies = three.tables.group.get(group)?.units?.copies.map((copy) => copy.group) ?? [];
    const racks = (row: string) =>
      [...three.tables.equipment.values()].filter((each) => each.group === row && each.tag.startsWith('R-')).length;
    const counts = (parent: string) => rowsIn(parent).map(({ id, kind }) => [kind, racks(id)]);
    expect(counts(group)).toEqual([
      ['row', 8],
      ['row', 8],
    ]);
    for (const copy of copies) expect(counts(copy)).toEqual(counts(group));
    const one = done(three, repeatUnit(three, { group, count: 2, step_m, newId }));
    expect([...one.tables.group.values()].filter(({ kind }) => kind === 'row')).toHaveLength(4);
  });

  it('refuses what cannot stand', () => {
    expect(repeatUnit(document, { group, count: 2, step_m: [0, 0, 0], newId })).toMatchObject({ refused: /one another/ });
    expect(repeatUnit(document, { group, count: 0, step_m, newId })).toMatchObject({ refused: /whole number/ });
    expect(repeatUnit(document, { group: 'none', count: 2, step_m, newId })).toMatchObject({ refused: /no group/ });
  });

  it('comes back to the start from any counts and steps', () => {
    const change = fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      dx: fc.integer({ min: -60, max: 60 }),
      dy: fc.integer({ min: 25, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (steps) => {
        let now = document;
        for (const { count, dx, dy } of steps) {
          const answer = repeatUnit(now, { group, count, step_m: [dx, dy, 0], newId });
          if (isRefusal(answer)) throw new Error(answer.refused);
          now = applyPatch(now, answer.patch);
          expect(now.tables.equipment.size).toBe(count * document.tables.equipment.size);
          expect(integrityProblems(now)).toEqual([]);
        }
        const back = repeatUnit(now, { group, count: 1, step_m: [0, 1, 0], newId });
        if (!isRefusal(back)) now = applyPatch(now, back.patch);
        expect(recordsText(now)).toBe(recordsText(document));
      }),
      { numRuns: 25 },
    );
  });
});
