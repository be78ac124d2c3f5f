import { describe, expect, it } from 'vitest';
import { kindOf } from '../catalogue/resolve.ts';
import { type Document, siteOf } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import { designNamed } from './index.ts';

const campus = (power: number): Document => {
  const result = designNamed('campus')?.build({ power });
  if (!result?.ok) throw new Error(JSON.stringify(result));
  return result.value;
};
const racks = (document: Document) =>
  [...document.tables.equipment.values()].filter((one) => kindOf(document, one)?.kind === 'rack').length;
const records = (document: Document) => Object.values(document.tables).reduce((sum, table) => sum + table.size, 0);

describe('the campus', () => {
  it('has about 5,500 racks at 1 GW, all with integrity', () => {
    const gigawatt = campus(1e9);
    expect(racks(gigawatt)).toBeGreaterThan(5300);
    expect(racks(gigawatt)).toBeLessThan(5700);
    expect(siteOf(gigawatt).utilityLimit_W).toBe(1e9);
    expect(integrityProblems(gigawatt)).toEqual([]);
    // Ninety thousand records: allowed more time than other tests on a busy machine.
  }, 60_000);

  it('grows in proportion to its power, racks and records alike', () => {
    const small = campus(100e6);
    const large = campus(800e6);
    expect(racks(large) / racks(small)).toBeGreaterThan(7.5);
    expect(racks(large) / racks(small)).toBeLessThan(8.6);
    expect(records(large) / racks(large)).toBeCloseTo(records(small) / racks(small), 0);
  }, 60_000);

  it('never plans racks beyond the utility power: at least 1.2 times the racks’ own power is kept', () => {
    for (const power of [20e6, 60e6, 250e6]) expect(racks(campus(power)) * 142_000 * 1.2).toBeLessThan(power);
  });

  it('feeds each train of every hall from a substation of that train', () => {
    const document = campus(60e6);
    for (const connection of document.tables.connection.values()) {
      const from = document.tables.equipment.get(connection.from.equipment);
      const to = document.tables.equipment.get(connection.to.equipment);
      if (!from?.tag.startsWith('MVS-S')) continue;
      expect(to?.tag.at(-1)).toBe(from.tag.at(-1));
    }
  });
});
