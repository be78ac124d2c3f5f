/** Stranded power and room for racks in generated designs, against the plant solved again at the grown powers. */
import { describe, expect, it } from 'vitest';
import { analyseDetailed } from '../shared/analysis/analyse.ts';
import { quantityOf } from '../shared/analysis/result.ts';
import { rackRoom } from '../shared/analysis/stranded/rack-room.ts';
import { strandedPower } from '../shared/analysis/stranded/stranded-power.ts';
import { kindOf } from '../shared/catalogue/resolve.ts';
import { designs } from '../shared/designs/index.ts';
import { allRecords, type Document, documentOf, siteOf } from '../shared/document/document.ts';
import type { FacilityRecord, ParameterValue } from '../shared/document/records.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const unit = built.value;

const mapped = (change: (record: FacilityRecord) => FacilityRecord): Document => documentOf([...allRecords(unit)].map(change));
const override = (kind: string, values: Record<string, ParameterValue>): Document =>
  mapped((record) =>
    record.type === 'equipment' && kindOf(unit, record)?.kind === kind
      ? { ...record, overrides: { ...record.overrides, ...values } }
      : record,
  );
const solve = (document: Document, scenario?: string) => {
  const answer = analyseDetailed(document, scenario === undefined ? {} : { scenario });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};
const stranded = (document: Document, scenario?: string) => strandedPower(document, solve(document, scenario).coupled);
const kindOfRecord = (document: Document, id: string) => {
  const record = document.tables.equipment.get(id);
  return record ? kindOf(document, record)?.kind : undefined;
};

describe('stranded power', () => {
  it('is none where the agreed power is what runs out first', () => {
    const found = stranded(unit);
    expect(found.stranded_W).toBe(0);
    expect(found.holding.map(({ record }) => record)).toEqual([siteOf(unit).id]);
  });

  it('is split over its causes, which add up to it', () => {
    const found = stranded(unit, 'feed-a-lost');
    expect(found.stranded_W).toBeGreaterThan(1e5);
    const sum = found.byCause.reduce((total, { power_W }) => total + power_W, 0);
    expect(Math.abs(sum / found.stranded_W - 1)).toBeLessThan(1e-5);
    expect(found.usable_W + found.stranded_W).toBeCloseTo(found.provisioned_W, 3);
  });

  const bigger = (document: Document) =>
    documentOf([...allRecords(document)].map((record) => (record.type === 'site' ? { ...record, utilityLimit_W: 8e6 } : record)));
  it.each([
    ['transformer', { rating_VA: 1.1e6 }, 'transformer', 'transformer'],
    ['ups', { rating_W: 9e5 }, 'ups', 'ups'],
    ['busway', { rating_A: 330 }, 'busway', 'busway'],
    ['cdu', { ratedHead_Pa: 119e3, shutoffHead_Pa: 205e3 }, 'cdu-flow', 'cdu'],
  ] as const)('names a small %s as what strands it', (kind, values, cause, holder) => {
    const document = bigger(override(kind, values));
    const found = stranded(document);
    expect(found.stranded_W).toBeGreaterThan(0);
    expect(found.holding.some(({ record, cause: held }) => held === cause && kindOfRecord(document, record) === holder)).toBe(true);
    expect(found.byCause.some((part) => part.cause === cause)).toBe(true);
  });

  it('relief of the cheapest cause frees what it says: the plant with just that enlarged', () => {
    const document = bigger(override('busway', { rating_A: 330 }));
    const before = stranded(document);
    const relief = before.reliefs.find(({ cause }) => cause === 'busway');
    expect(relief).toBeDefined();
    const ids = new Set<string>(relief?.shortages.map(({ record }) => record));
    const enlarged = documentOf(
      [...allRecords(document)].map((record) =>
        record.type === 'equipment' && ids.has(record.id) ? { ...record, overrides: { ...record.overrides, rating_A: 5000 } } : record,
      ),
    );
    const after = stranded(enlarged);
    expect(Math.abs((after.usable_W - before.usable_W) / (relief?.power_W ?? 0) - 1)).toBeLessThan(1e-3);
  });
});

describe('room for more racks', () => {
  it('by power is what the solver’s own headroom of the row’s busways and the site allow', () => {
    const { coupled, analysis } = solve(unit);
    const [row] = rackRoom(unit, coupled);
    if (!row) throw new Error('no row');
    const site_W = analysis.summary?.minPowerHeadroom_W ?? 0;
    expect(row.byPower).toBeGreaterThan(0);
    // No tighter than the tightest place of the site, no looser than the utility.
    expect(row.byPower * row.power_W).toBeGreaterThan(Math.floor(site_W / row.power_W) * row.power_W - 1);
    const utility_W = [...unit.tables.equipment.values()].reduce((sum, { id }) => {
      return kindOfRecord(unit, id) === 'utility' ? sum + (quantityOf(analysis.results, id, 'powerFlow') ?? 0) : sum;
    }, 0);
    expect(row.byPower * row.power_W).toBeLessThan((siteOf(unit).utilityLimit_W ?? 0) - utility_W);
  });

  it('falls to none when the CDUs have no flow to spare, and says that they bind', () => {
    const document = override('cdu', { ratedHead_Pa: 119e3, shutoffHead_Pa: 170e3 });
    const [row] = rackRoom(document, solve(document).coupled);
    expect(row?.byCooling).toBe(0);
    expect(kindOfRecord(document, row?.binding.record ?? '')).toBe('cdu');
  });

  it('counts free places at the ends of a row: one for each rack that is taken away there', () => {
    const { coupled } = solve(unit);
    const [before] = rackRoom(unit, coupled);
    const row = [...unit.tables.equipment.values()]
      .filter(({ group, id }) => group === before?.group && kindOfRecord(unit, id) === 'rack')
      .sort((a, b) => a.position_m[0] - b.position_m[0]);
    const gone = new Set<string>(row.slice(-2).map(({ id }) => id));
    const document = documentOf(
      [...allRecords(unit)].filter(
        (record) =>
          !gone.has(record.id) &&
          !(record.type === 'connection' && (gone.has(record.from.equipment) || gone.has(record.to.equipment))) &&
          record.type !== 'workload',
      ),
    );
    const [after] = rackRoom(document, solve(document).coupled);
    expect(after?.byFloor).toBe((before?.byFloor ?? 0) + 2);
    expect(after?.byTaps).toBe((before?.byTaps ?? 0) + 2);
  });
});
