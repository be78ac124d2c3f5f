import { describe, expect, it } from 'vitest';
import { siteAssumptions } from '../../catalogue/assumptions/site.ts';
import { designs } from '../../designs/index.ts';
import { applyPatch, type Document, siteOf } from '../../document/document.ts';
import { changed } from '../../document/patch.ts';
import { analyse } from '../analyse.ts';
import { quantityOf } from '../result.ts';
import { atLeastWithCommonCause, unitAvailability } from './availability.ts';
import { goodputOf, uptimeOf } from './uptime.ts';

const built = designs.find(({ name }) => name === 'gb300-10mw')?.build({});
if (!built?.ok) throw new Error('the hall could not be built');
const hall = built.value;
const solved = analyse(hall);
if (!solved.ok) throw new Error('not solved');
const analysis = solved.value;

const assuming = (values: Record<string, number>): Document => {
  const site = siteOf(hall);
  const stated = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const { unit } = siteAssumptions[name as keyof typeof siteAssumptions];
      return [name, { value, unit, source: 'test', tag: 'estimate', date: '' } as const];
    }),
  );
  return applyPatch(hall, [changed(site, { ...site, assumptions: stated })]);
};
const part = (document: Document, title: RegExp): number => {
  const found = uptimeOf(document, analysis).parts.find((one) => title.test(one.title));
  if (!found) throw new Error(`no part ${title}`);
  return found.capacity;
};

describe('expected capacity', () => {
  it('is whole where nothing fails', () => {
    const perfect = assuming({ utilityFailures: 0, transformerFailures: 0, upsFailures: 0, cduFailures: 0, coolerFailures: 0 });
    expect(uptimeOf(perfect, analysis).capacity).toBe(1);
  });

  it('of CDUs lies above the chance that all needed ones run, for two of three still carry most of the load', () => {
    const cdus = [...hall.tables.equipment.values()].filter(({ tag }) => /^CDU-1[A-Z]$/.test(tag));
    const use = cdus.reduce((sum, { id }) => sum + (quantityOf(analysis.results, id, 'capacityUse') ?? 0), 0);
    const A = unitAvailability(5, 100);
    const worn = assuming({ cduFailures: 5, cduRepair_h: 100 });
    const allNeeded = atLeastWithCommonCause(Math.ceil(use), cdus.length, A, 0.05);
    expect(cdus).toHaveLength(3);
    expect(part(worn, /CDU/)).toBeGreaterThanOrEqual(allNeeded - 1e-12);
    expect(part(worn, /CDU/)).toBeLessThan(1 - 0.05 * (1 - A) + 1e-12);
  });

  it('falls with every failure rate, and common cause rules what redundancy can do', () => {
    for (const name of ['utilityFailures', 'transformerFailures', 'upsFailures', 'cduFailures', 'coolerFailures'] as const) {
      const worse = assuming({ [name]: 10 * Number(siteAssumptions[name].default?.value) });
      expect(uptimeOf(worse, analysis).capacity, name).toBeLessThan(uptimeOf(hall, analysis).capacity);
    }
    const independent = 1 - part(assuming({ commonCause: 0 }), /Power/);
    const usual = 1 - part(hall, /Power/);
    expect(usual).toBeGreaterThan(5 * independent);
  });

  it('training keeps the published share of its time: 0.924 on 16 384 accelerators', () => {
    expect(goodputOf(hall, 16_384).capacity).toBeCloseTo(0.924, 3);
  });
});
