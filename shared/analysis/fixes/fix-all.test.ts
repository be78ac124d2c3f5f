import { describe, expect, it } from 'vitest';
import { kindOf } from '../../catalogue/resolve.ts';
import { designs } from '../../designs/index.ts';
import { allRecords, applyPatch, type Document, documentOf } from '../../document/document.ts';
import { sequentialIds } from '../../document/ids.ts';
import { integrityProblems } from '../../document/integrity.ts';
import { isRefusal } from '../../problem.ts';
import { analyse } from '../analyse.ts';
import { fixAll } from './fix-all.ts';

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

  it('says why nothing could be fixed, and what was left', () => {
    expect(fixAll(sound, { analysis: solved(sound), findings: [], newId: sequentialIds('fix') })).toEqual({
      refused: 'No command is known to cure these findings',
    });
  });
});
