import { describe, expect, it } from 'vitest';
import { kindOf } from '../../catalogue/resolve.ts';
import { designs } from '../../designs/index.ts';
import { allRecords, applyPatch, type Document, documentOf } from '../../document/document.ts';
import { sequentialIds } from '../../document/ids.ts';
import { integrityProblems } from '../../document/integrity.ts';
import type { ParameterValue } from '../../document/records.ts';
import { isRefusal } from '../../problem.ts';
import { analyse } from '../analyse.ts';
import { fixAll } from './fix-all.ts';
import { fixesFor } from './index.ts';

const built = designs.find(({ name }) => name === 'gb300-su')?.build({});
if (!built?.ok) throw new Error('the scalable unit could not be generated');
const sound = built.value;
const racks = [...sound.tables.equipment.values()].filter((each) => kindOf(sound, each)?.kind === 'rack');
const solved = (document: Document) => {
  const answer = analyse(document);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};

describe('fixing all findings of a kind', () => {
  it('gives every second tag a new one, connects what was taken apart, and all of it is one patch', () => {
    const open = new Set(racks.slice(4, 7).map(({ id }) => id));
    const broken = documentOf(
      [...allRecords(sound)].flatMap((record) => {
        if (record.type === 'connection' && open.has(record.to.equipment) && record.to.port === 'supply') return [];
        return record.id === racks[1]?.id ? [{ ...racks[1], tag: racks[0]?.tag ?? '' }] : [record];
      }),
    );
    const analysis = solved(broken);
    const findings = analysis.findings.filter(({ rule }) => rule === 'open-port' || rule === 'duplicate-tag');
    expect(findings.length).toBeGreaterThanOrEqual(4);
    const answer = fixAll(broken, { analysis, findings, newId: sequentialIds('fix') });
    if (isRefusal(answer)) throw new Error(answer.refused);
    expect(answer.left).toEqual([]);
    expect(answer.label).toBe(`Fix ${findings.length} findings`);
    const after = applyPatch(broken, answer.patch);
    expect(integrityProblems(after)).toEqual([]);
    expect(solved(after).findings.filter(({ rule }) => rule === 'open-port' || rule === 'duplicate-tag')).toEqual([]);
  });

  /** All pieces of a kind with other values. */
  const override = (kind: string, values: Readonly<Record<string, ParameterValue>>): Document =>
    documentOf(
      [...allRecords(sound)].map((record) =>
        record.type === 'equipment' && kindOf(sound, record)?.kind === kind
          ? { ...record, overrides: { ...record.overrides, ...values } }
          : record,
      ),
    );
  const fixedOf = (broken: Document, rule: string) => {
    const analysis = solved(broken);
    const findings = analysis.findings.filter((finding) => finding.rule === rule);
    const one = findings.flatMap((finding) => fixesFor(broken, analysis, finding, sequentialIds('one')).slice(0, 1));
    const answer = fixAll(broken, { analysis, findings, newId: sequentialIds('fix') });
    if (isRefusal(answer)) throw new Error(answer.refused);
    return { one, findings, answer, after: applyPatch(broken, answer.patch) };
  };
  const valuesOf = (document: Document, kind: string, parameter: string) =>
    new Set(
      [...document.tables.equipment.values()].flatMap((each) =>
        kindOf(document, each)?.kind === kind && each.overrides[parameter] !== undefined ? [each.overrides[parameter]] : [],
      ),
    );

  it.each([
    ['control-limit', 'differentialPressure_Pa', 120e3],
    ['rack-supply', 'supply_K', 319.5],
  ])('%s: sets a loop once, whatever number of its racks asks for it', (rule, parameter, value) => {
    const broken = override('cdu', { [parameter]: value });
    const { one, findings, after } = fixedOf(broken, rule);
    expect(findings.length).toBeGreaterThan(1);
    const alone = one[0]?.apply(broken);
    if (!alone || isRefusal(alone)) throw new Error(alone?.refused);
    expect(valuesOf(after, 'cdu', parameter)).toEqual(valuesOf(applyPatch(broken, alone.patch), 'cdu', parameter));
    expect(solved(after).findings.filter((finding) => finding.rule === rule)).toEqual([]);
  });

  it('gives a board the larger breakers of what breaking and making ask for, in any order', () => {
    // As the item is built it is weak too: there is nothing to go back to.
    const broken = documentOf(
      [...allRecords(override('switchboard', { interrupting_A: 20e3 }))].map((record) =>
        record.type === 'item' && record.kind === 'switchboard' && record.values.interrupting_A
          ? { ...record, values: { ...record.values, interrupting_A: { ...record.values.interrupting_A, value: 20e3 } } }
          : record,
      ),
    );
    const analysis = solved(broken);
    const findings = analysis.findings.filter(({ rule, message }) => rule === 'breaking-capacity' && message.includes('LVB-A1'));
    expect(findings.map(({ actual, limit }) => Math.ceil((20 * actual) / limit))).toEqual([38, 45]);
    for (const inOrder of [findings, [...findings].reverse()]) {
      const answer = fixAll(broken, { analysis, findings: inOrder, newId: sequentialIds('fix') });
      if (isRefusal(answer)) throw new Error(answer.refused);
      expect(valuesOf(applyPatch(broken, answer.patch), 'switchboard', 'interrupting_A')).toEqual(new Set([20e3, 50e3]));
    }
  });

  it('leaves a second change of the same set points until the first is solved, and says so', () => {
    const broken = override('cdu', { supply_K: 319.5, differentialPressure_Pa: 120e3 });
    const analysis = solved(broken);
    const findings = analysis.findings.filter(({ rule }) => rule === 'rack-supply' || rule === 'control-limit');
    expect(new Set(findings.map(({ rule }) => rule)).size).toBe(2);
    const answer = fixAll(broken, { analysis, findings, newId: sequentialIds('fix') });
    if (isRefusal(answer)) throw new Error(answer.refused);
    expect(answer.left).toEqual([expect.stringMatching(/^CDU-.* has another fix now: ask again once it is solved$/)]);
  });

  it('takes cures of other records for others, though they read alike, and counts what is left', () => {
    const [first, second] = [racks.slice(0, 3), racks.slice(3, 6)].map((three) => new Map(three.map(({ id }) => [id, three[0]?.tag])));
    const broken = documentOf(
      [...allRecords(override('rack', { maxSupply_K: 305 }))].map((record) =>
        record.type === 'equipment' ? { ...record, tag: first?.get(record.id) ?? second?.get(record.id) ?? record.tag } : record,
      ),
    );
    const analysis = solved(broken);
    const tags = analysis.findings.filter(({ rule }) => rule === 'duplicate-tag');
    const tooHot = analysis.findings.filter(({ rule }) => rule === 'rack-supply');
    const labels = tags.flatMap((finding) => fixesFor(broken, analysis, finding, sequentialIds('one')).map(({ label }) => label));
    expect(labels).toEqual(['Give 2 of them the next free tags', 'Give 2 of them the next free tags']);
    const answer = fixAll(broken, { analysis, findings: [...tags, ...tooHot], newId: sequentialIds('fix') });
    if (isRefusal(answer)) throw new Error(answer.refused);
    expect(answer.label).toBe(`Fix 2 of ${2 + tooHot.length} findings`);
    expect(answer.left).toEqual([`No command is known to cure ${tooHot.length} of them`]);
    expect(solved(applyPatch(broken, answer.patch)).findings.filter(({ rule }) => rule === 'duplicate-tag')).toEqual([]);
  });

  it('says why nothing could be fixed, and what was left', () => {
    expect(fixAll(sound, { analysis: solved(sound), findings: [], newId: sequentialIds('fix') })).toEqual({
      refused: 'No command is known to cure these findings',
    });
  });
});
