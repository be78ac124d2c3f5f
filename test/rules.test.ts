/** Every rule has a design that holds and one that does not: the scalable unit as generated, and with one thing broken. */
import { describe, expect, it } from 'vitest';
import { type AnalyseOptions, analyse } from '../shared/analysis/analyse.ts';
import type { Finding } from '../shared/analysis/result.ts';
import { rules } from '../shared/analysis/rules/index.ts';
import { kindOf } from '../shared/catalogue/resolve.ts';
import { designs } from '../shared/designs/index.ts';
import { allRecords, type Document, documentOf, siteOf } from '../shared/document/document.ts';
import type { Connection, Equipment, FacilityRecord, ParameterValue, Space } from '../shared/document/records.ts';
import { PowerRow } from './fixtures/power-row.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const sound = built.value;

type Broken = { document?: Document; options?: AnalyseOptions };

const mapped = (change: (record: FacilityRecord) => FacilityRecord | null): Document =>
  documentOf([...allRecords(sound)].flatMap((record) => change(record) ?? []));
const ofKind = (kind: string): Equipment[] => [...sound.tables.equipment.values()].filter((record) => kindOf(sound, record)?.kind === kind);
const override = (kind: string, values: Record<string, ParameterValue>): Document =>
  mapped((record) =>
    record.type === 'equipment' && kindOf(sound, record)?.kind === kind
      ? { ...record, overrides: { ...record.overrides, ...values } }
      : record,
  );
const overrideRuns = (kind: string, values: Record<string, ParameterValue>): Document =>
  mapped((record) =>
    record.type === 'connection' && kindOf(sound, record)?.kind === kind
      ? { ...record, overrides: { ...record.overrides, ...values } }
      : record,
  );
const spaces = (change: (space: Space) => Space): Document => mapped((record) => (record.type === 'space' ? change(record) : record));
const without = (picked: (connection: Connection) => boolean): Document =>
  mapped((record) => (record.type === 'connection' && picked(record) ? null : record));
const moved = (id: string, by: readonly [number, number]): Document =>
  mapped((record) =>
    record.id === id && record.type === 'equipment'
      ? { ...record, position_m: [record.position_m[0] + by[0], record.position_m[1] + by[1], record.position_m[2]] }
      : record,
  );

const rack = ofKind('rack').find(({ item }) => sound.tables.item.get(item)?.name.includes('nvl72'));
if (!rack) throw new Error('the scalable unit has no NVL72 rack');
const frontOf = (equipment: Equipment, metres: number): readonly [number, number] => {
  const turn = (equipment.yaw_deg * Math.PI) / 180;
  return [Math.sin(turn) * metres, -Math.cos(turn) * metres];
};

const breaks: Record<string, () => Broken> = {
  'unsolved-island': () => ({
    document: mapped((record) =>
      record.type === 'connection' &&
      [record.from, record.to].some(({ equipment }) => ofKind('expansion-vessel').some(({ id }) => id === equipment))
        ? null
        : record,
    ),
  }),
  'supply-lost': () => ({ document: without(({ to }) => to.equipment === rack.id && to.port.startsWith('feed-')) }),
  'rack-supply': () => ({ document: override('rack', { maxSupply_K: 305 }) }),
  'rack-air': () => ({ document: override('rack', { maxInletAir_K: 285 }) }),
  'dew-point': () => {
    const guardless = override('cdu', { dewPointGuard: false });
    const humid = (space: Space): Space => (space.air ? { ...space, air: { ...space.air, dewPoint_K: 318 } } : space);
    return { document: documentOf([...allRecords(guardless)].map((record) => (record.type === 'space' ? humid(record) : record))) };
  },
  'cdu-capacity': () => ({ document: override('cdu', { capacity_W: 2e5 }) }),
  'cdu-flow': () => ({ document: override('cdu', { shutoffHead_Pa: 120e3, ratedHead_Pa: 60e3 }) }),
  'chiller-capacity': () => ({ document: override('chiller', { capacity_W: 2e5, freeCoolingConductance_W_K: 1000 }) }),
  'fan-wall-capacity': () => ({ document: override('fan-wall', { capacity_W: 2e4 }) }),
  'continuous-rating': () => ({ document: override('busway', { rating_A: 200 }) }),
  'shelf-rating': () => ({ document: override('rack', { shelfPower_W: 10e3 }) }),
  'breaking-capacity': () => ({ document: override('switchboard', { interrupting_A: 20e3 }) }),
  'fault-withstand': () => ({ document: overrideRuns('whip', { letThrough_A2s: 1e7 }) }),
  'magnetic-trip': () => ({ document: override('switchboard', { pickup: 20 }) }),
  'transfer-gap': () => {
    const row = new PowerRow();
    const switchover = row.place('ats-1600', 'ATS');
    for (const [i, train] of ['A', 'B'].entries())
      row.cable(row.lv, [row.supply(train).board, 'out-1'], [switchover, `in-${i + 1}`], `${train}/F`);
    row.whip(row.lv, [switchover, 'out'], [row.rack('R1', 50e3, { feeds: 1 }), 'feed-1'], 'R1/F');
    return { document: row.document() };
  },
  'utility-limit': () => ({ document: mapped((record) => (record.type === 'site' ? { ...record, utilityLimit_W: 5e5 } : record)) }),
  'rack-power': () => ({
    document: spaces((space) => (space.kind === 'hall' ? { ...space, limits: { ...space.limits, rackPower_W: 1e5 } } : space)),
  }),
  'hall-density': () => ({
    document: spaces((space) => (space.kind === 'hall' ? { ...space, limits: { ...space.limits, density_W_m2: 100 } } : space)),
  }),
  'floor-load': () => ({
    document: spaces((space) => (space.kind === 'hall' ? { ...space, limits: { ...space.limits, floorLoad_Pa: 1000 } } : space)),
  }),
  overlap: () => ({ document: moved(rack.id, [0.3, 0.3]) }),
  clearance: () => ({ document: moved(rack.id, [frontOf(rack, 0.9)[0] + 0.3, frontOf(rack, 0.9)[1]]) }),
  'aisle-width': () => ({ document: moved(rack.id, frontOf(rack, 1.3)) }),
  'open-port': () => ({ document: without(({ to }) => to.equipment === rack.id && to.port === 'supply') }),
  'duplicate-tag': () => ({ document: mapped((record) => (record.type === 'equipment' ? { ...record, tag: 'X' } : record)) }),
  'control-limit': () => ({ document: override('cdu', { shutoffHead_Pa: 120e3, ratedHead_Pa: 60e3 }) }),
  'vessel-size': () => ({ document: override('expansion-vessel', { vessel_m3: 0.001 }) }),
  cavitation: () => ({ document: override('pump', { requiredNpsh_m: 50 }) }),
  'pump-minimum-flow': () => ({ document: override('pump', { minFlow_m3_s: 1 }) }),
  'pipe-velocity': () => ({ document: overrideRuns('pipe', { maxVelocity_m_s: 0.1 }) }),
  'ambient-range': () => ({ options: { ambient_K: 253.15 } }),
  'workload-share': () => ({
    document: mapped((record) => (record.type === 'workload' ? { ...record, placements: [{ on: rack.id, share: 0.8 }] } : record)),
  }),
  'software-baseline': () => ({
    document: mapped((record) => {
      if (record.id === rack.id && record.type === 'equipment')
        return { ...record, group: sound.tables.group.get(rack.group ?? '')?.parent ?? '' };
      return record.id === rack.group && record.type === 'group'
        ? { ...record, baseline: { driver: '590', runtime: 'A', precision: 'fp8', powerProfile: 'max-q' } }
        : record;
    }),
  }),
};

const findingsOf = ({ document = sound, options = {} }: Broken): readonly Finding[] => {
  const answer = analyse(document, options);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value.findings;
};

describe('the rules', () => {
  it('are all broken on purpose below', () => {
    expect(Object.keys(breaks).sort()).toEqual(rules.map(({ rule }) => rule).sort());
  });

  it(`hold in the design scenario of ${siteOf(sound).name}: no errors`, () => {
    expect(findingsOf({}).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const calm = new Set(findingsOf({}).map(({ rule }) => rule));
  for (const { rule, title } of rules) {
    it(`${rule} (${title}) holds in the sound design and speaks in the broken one`, () => {
      expect(calm.has(rule)).toBe(false);
      const found = findingsOf(breaks[rule]?.() ?? {}).filter((finding) => finding.rule === rule);
      expect(found.length).toBeGreaterThan(0);
      for (const finding of found) {
        expect(finding.message.length).toBeGreaterThan(10);
        expect(finding.source.length).toBeGreaterThan(3);
        expect(Number.isFinite(finding.actual) && Number.isFinite(finding.limit) && Number.isFinite(finding.margin)).toBe(true);
        if (finding.severity === 'error' && rule !== 'unsolved-island') expect(finding.margin).toBeLessThan(0);
      }
    });
  }
});
