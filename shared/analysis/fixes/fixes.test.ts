/** Every fix against the analysis itself: the scalable unit with one thing broken, the fix applied, solved again. */
import { describe, expect, it } from 'vitest';
import { catalogue, pinItem } from '../../catalogue/library.ts';
import { kindOf } from '../../catalogue/resolve.ts';
import { resizeRuns } from '../../commands/resize-runs.ts';
import { designs } from '../../designs/index.ts';
import { allRecords, applyPatch, type Document, documentOf } from '../../document/document.ts';
import { type IdSource, sequentialIds } from '../../document/ids.ts';
import { integrityProblems } from '../../document/integrity.ts';
import { invert } from '../../document/patch.ts';
import type { Equipment, FacilityRecord, ParameterValue } from '../../document/records.ts';
import { isRefusal } from '../../problem.ts';
import { analyse } from '../analyse.ts';
import type { Analysis, Finding } from '../result.ts';
import { fixesFor } from './index.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const sound = built.value;

const solved = (document: Document): Analysis => {
  const answer = analyse(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};
const mapped = (change: (record: FacilityRecord) => FacilityRecord | null, document = sound): Document =>
  documentOf([...allRecords(document)].flatMap((record) => change(record) ?? []));
const isA = (record: FacilityRecord, kind: string): record is Equipment =>
  record.type === 'equipment' && kindOf(sound, record)?.kind === kind;
const override = (kind: string, values: Record<string, ParameterValue>): Document =>
  mapped((record) => (isA(record, kind) ? { ...record, overrides: { ...record.overrides, ...values } } : record));
const racks = [...sound.tables.equipment.values()].filter(
  (each) => isA(each, 'rack') && sound.tables.item.get(each.item)?.name.includes('nvl72'),
);
const rack = racks[2];
if (!rack) throw new Error('the scalable unit has no NVL72 racks');
const moved = (by: readonly [number, number]): Document =>
  mapped((record) =>
    record.id === rack.id && record.type === 'equipment'
      ? { ...record, position_m: [record.position_m[0] + by[0], record.position_m[1] + by[1], record.position_m[2]] }
      : record,
  );
/** All pipes of one item by another item of the catalogue. */
function runsOf(from: string, to: string): Document {
  const item = catalogue.find(({ name }) => name === to);
  const runs = [...sound.tables.connection.values()].filter((run) => sound.tables.item.get(run.item)?.name === from);
  if (!item || runs.length === 0) throw new Error(`no ${from} or ${to}`);
  const answer = resizeRuns(sound, { sizes: runs.map((run) => ({ run: run.id, item: pinItem(item, `item_${to}`) })) });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return applyPatch(sound, answer.patch);
}
const towardsFront = (metres: number): readonly [number, number] => {
  const turn = (rack.yaw_deg * Math.PI) / 180;
  return [Math.sin(turn) * metres, -Math.cos(turn) * metres];
};

const broken: Record<string, { rule: string; document: () => Document; label: RegExp }> = {
  'a hose that was taken away': {
    rule: 'open-port',
    label: /^Connect /,
    document: () =>
      mapped((record) => (record.type === 'connection' && record.to.equipment === rack.id && record.to.port === 'supply' ? null : record)),
  },
  'both hoses and all whips of a rack': {
    rule: 'open-port',
    label: /^Connect /,
    document: () =>
      mapped((record) =>
        record.type === 'connection' && [record.from, record.to].some(({ equipment }) => equipment === rack.id) ? null : record,
      ),
  },
  'a rack that was never connected': {
    rule: 'supply-lost',
    label: /^Connect /,
    document: () =>
      mapped((record) =>
        record.type === 'connection' && [record.from, record.to].some(({ equipment }) => equipment === rack.id) ? null : record,
      ),
  },
  'a rack pushed into the cold aisle': {
    rule: 'aisle-width',
    label: /nearest free place$/,
    document: () => moved(towardsFront(1.4)),
  },
  'pipes of too small a bore': { rule: 'pipe-velocity', label: /^Size .* as /, document: () => runsOf('hose-dn50', 'hose-dn32') },
  'busways set to a small rating': {
    rule: 'continuous-rating',
    label: /^Give .* back what/,
    document: () => override('busway', { rating_A: 200 }),
  },
  'a rack pushed into its neighbour': { rule: 'overlap', label: /nearest free place$/, document: () => moved([0.3, 0.3]) },
  'a rack in the working space of another': {
    rule: 'clearance',
    label: /nearest free place$/,
    document: () => moved([towardsFront(0.9)[0] + 0.3, towardsFront(0.9)[1]]),
  },
  'two records of one tag': {
    rule: 'duplicate-tag',
    label: /next free tag$/,
    document: () =>
      mapped((record) => (record.id === rack.id && record.type === 'equipment' ? { ...record, tag: racks[0]?.tag ?? '' } : record)),
  },
  'vessels set to a litre': {
    rule: 'vessel-size',
    label: /^Give .* back what/,
    document: () => override('expansion-vessel', { vessel_m3: 0.001 }),
  },
  'boards with weak breakers': {
    rule: 'breaking-capacity',
    label: /^Give .* back the breakers/,
    document: () => override('switchboard', { interrupting_A: 20e3 }),
  },
  'a cable whose insulation stands little heat': {
    rule: 'fault-withstand',
    label: /^Lay FWS-P1\/A as /,
    document: () =>
      mapped((record) =>
        record.type === 'connection' && record.tag === 'FWS-P1/A'
          ? { ...record, overrides: { ...record.overrides, faultEnd_K: 370 } }
          : record,
      ),
  },
  'tap-offs set too small': {
    rule: 'continuous-rating',
    label: /^Tap-offs of /,
    document: () => override('busway', { tap_A: 100 }),
  },
  'a loop set too warm': {
    rule: 'rack-supply',
    label: /^Set the TCS supply of .* °C$/,
    document: () => override('cdu', { supply_K: 319.5 }),
  },
  'a loop below the dew point': {
    rule: 'dew-point',
    label: /^Set the TCS supply of .* °C$/,
    document: () =>
      mapped(
        (record) => (record.type === 'space' && record.air ? { ...record, air: { ...record.air, dewPoint_K: 311.5 } } : record),
        override('cdu', { dewPointGuard: false }),
      ),
  },
  'a loop held at too little pressure': {
    rule: 'control-limit',
    label: /^Raise the Δp set point of .* from 120 to \d+ kPa$/,
    document: () => override('cdu', { differentialPressure_Pa: 120e3 }),
  },
  'pumps that share too little flow': {
    rule: 'pump-minimum-flow',
    label: /^Run 1 of the 2 pumps/,
    document: () => override('pump', { minFlow_m3_s: 0.016 }),
  },
};

const sameFinding = (a: Finding, b: Finding) => a.rule === b.rule && a.subjects.join() === b.subjects.join();
const count = (findings: readonly Finding[], severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;

/** Fixes finding after finding of a rule until none is left, as a person would. */
function cured(
  document: Document,
  rule: string,
  label: RegExp,
  newId: IdSource,
): { document: Document; analysis: Analysis; steps: number } {
  let [current, analysis, steps] = [document, solved(document), 0];
  for (;;) {
    const finding = analysis.findings.find((one) => one.rule === rule);
    if (!finding) return { document: current, analysis, steps };
    const [fix] = fixesFor(current, analysis, finding, newId);
    expect(fix, `${finding.message}: no fix`).toBeDefined();
    expect(fix?.label).toMatch(label);
    const answer = fix?.apply(current);
    if (!answer || isRefusal(answer)) throw new Error(answer?.refused);
    const after = applyPatch(current, answer.patch);
    expect(integrityProblems(after)).toEqual([]);
    expect([...allRecords(applyPatch(after, invert(answer.patch)))].length).toBe([...allRecords(current)].length);
    const again = solved(after);
    expect(
      again.findings.some((one) => sameFinding(one, finding)),
      `${fix?.label} leaves: ${finding.message}`,
    ).toBe(false);
    for (const severity of ['error', 'warning'] as const)
      expect(count(again.findings, severity), again.findings.map(({ message }) => message).join('\n')).toBeLessThanOrEqual(
        count(analysis.findings, severity),
      );
    [current, analysis, steps] = [after, again, steps + 1];
    if (steps > 4) return { document: current, analysis, steps };
  }
}

describe('a fix takes its finding away and brings nothing worse', () => {
  for (const [name, { rule, document, label }] of Object.entries(broken)) {
    it(`${rule}: ${name}`, () => {
      const { steps } = cured(document(), rule, label, sequentialIds('fix'));
      expect(steps).toBeGreaterThan(0);
    });
  }

  it('puts a rack that was pushed aside back into the gap it left', () => {
    const { document } = cured(moved([0.25, 0]), 'overlap', /./, sequentialIds('fix'));
    const back = document.tables.equipment.get(rack.id)?.position_m ?? [0, 0, 0];
    for (const axis of [0, 1, 2] as const) expect(back[axis]).toBeCloseTo(rack.position_m[axis], 3);
  });
});

describe('no fix is offered', () => {
  it('where the facility water is too warm for a lower set point', () => {
    const hot = override('rack', { maxSupply_K: 305 });
    const analysis = solved(hot);
    const finding = analysis.findings.find(({ rule }) => rule === 'rack-supply');
    if (!finding) throw new Error('no finding');
    expect(fixesFor(hot, analysis, finding, sequentialIds('fix'))).toEqual([]);
  });

  it('where the pumps of a loop that lacks pressure are spent', () => {
    const weak = override('cdu', { shutoffHead_Pa: 120e3, ratedHead_Pa: 60e3 });
    const analysis = solved(weak);
    const findings = analysis.findings.filter(({ rule }) => rule === 'control-limit');
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) expect(fixesFor(weak, analysis, finding, sequentialIds('fix'))).toEqual([]);
  });

  it('where every piece in the way is locked', () => {
    const locked = mapped((record) => (record.type === 'equipment' ? { ...record, locked: true } : record), moved([0.3, 0.3]));
    const analysis = solved(locked);
    const finding = analysis.findings.find(({ rule }) => rule === 'overlap');
    if (!finding) throw new Error('no finding');
    expect(fixesFor(locked, analysis, finding, sequentialIds('fix'))).toEqual([]);
  });
});
