import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../shared/analysis/analyse.ts';
import type { Analysis } from '../../shared/analysis/result.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { designNamed } from '../../shared/designs/index.ts';
import { applyPatch, type Document } from '../../shared/document/document.ts';
import { removed } from '../../shared/document/patch.ts';
import { emptyHall } from '../opening.ts';
import { type Seen, tourSteps } from './tour-steps.ts';

const unseen: Seen = { analysis: null, stale: false, findingsShown: false };
const doneOf = (document: Document, seen: Seen = unseen) =>
  tourSteps(document, seen)
    .filter(({ done }) => done)
    .map(({ key }) => key);

/** The document without equipment that is not of these kinds, and without runs that lose an end. */
function only(document: Document, ...kinds: string[]): Document {
  const { equipment, connection } = document.tables;
  const gone = new Set([...equipment.values()].filter((one) => !kinds.includes(kindOf(document, one)?.kind ?? '')).map(({ id }) => id));
  const runs = [...connection.values()].filter(({ from, to }) => gone.has(from.equipment) || gone.has(to.equipment));
  return applyPatch(
    document,
    [...[...gone].flatMap((id) => equipment.get(id) ?? []), ...runs].map((record) => removed(record)),
  );
}

describe('the way from an empty hall to a solved layout', () => {
  let unit: Document;
  let solved: Analysis;
  beforeAll(() => {
    const built = designNamed('gb300-su')?.build({});
    if (!built?.ok) throw new Error('the scalable unit could not be built');
    unit = built.value;
    const answer = analyse(unit);
    if (!answer.ok) throw new Error('the scalable unit could not be analysed');
    solved = answer.value;
  });

  it('begins with the hall alone done, and says what each step would bring', () => {
    expect(doneOf(emptyHall())).toEqual(['hall']);
    for (const { state } of tourSteps(emptyHall(), unseen)) expect(state).toMatch(/^\S.*[^.]$/);
  });

  it('follows the design: racks, then a CDU, then the plant, then what joins them', () => {
    const kinds = new Set([...unit.tables.equipment.values()].map((one) => kindOf(unit, one)?.kind ?? ''));
    const bare = (document: Document) =>
      applyPatch(
        document,
        [...document.tables.connection.values()].map((record) => removed(record)),
      );
    expect(doneOf(bare(only(unit, 'rack')))).toEqual(['hall', 'racks']);
    expect(doneOf(bare(only(unit, 'rack', 'cdu')))).toEqual(['hall', 'racks', 'cdu']);
    expect(doneOf(bare(only(unit, ...kinds)))).toEqual(['hall', 'racks', 'cdu', 'plant']);
    expect(doneOf(unit)).toEqual(['hall', 'racks', 'cdu', 'plant', 'connect']);
  });

  it('counts the racks that are still without liquid or power, and is not done before the last', () => {
    const [rack] = [...unit.tables.equipment.values()].filter((one) => kindOf(unit, one)?.kind === 'rack');
    const feeds = [...unit.tables.connection.values()].filter(
      ({ system, from, to }) =>
        (from.equipment === rack?.id || to.equipment === rack?.id) && ['lv', 'dc'].includes(unit.tables.system.get(system)?.kind ?? ''),
    );
    expect(feeds.length).toBeGreaterThan(0);
    const dark = applyPatch(
      unit,
      feeds.map((record) => removed(record)),
    );
    const racks = solved.summary?.racks ?? 0;
    const step = tourSteps(dark, unseen).find(({ key }) => key === 'connect');
    expect(step).toMatchObject({ done: false, state: `${racks} of ${racks} racks cooled, ${racks - 1} powered` });
  });

  it('is solved only by figures of this revision without an error, and ends with the findings open', () => {
    const clean = { ...solved, findings: solved.findings.filter(({ severity }) => severity !== 'error') };
    const broken = { ...clean, findings: [...clean.findings, { ...(solved.findings[0] ?? finding), severity: 'error' as const }] };
    expect(doneOf(unit, { analysis: clean, stale: true, findingsShown: true })).not.toContain('solved');
    expect(doneOf(unit, { analysis: broken, stale: false, findingsShown: true })).not.toContain('solved');
    expect(doneOf(unit, { analysis: clean, stale: false, findingsShown: false })).toContain('solved');
    expect(doneOf(unit, { analysis: clean, stale: false, findingsShown: true })).toHaveLength(7);
    expect(doneOf(emptyHall(), { analysis: clean, stale: false, findingsShown: true })).toEqual(['hall']);
  });
});

const finding = {
  rule: 'any',
  severity: 'error',
  subjects: [],
  actual: 1,
  limit: 0,
  unit: '1',
  margin: -1,
  source: 'test',
  message: 'Too much',
} as const satisfies Analysis['findings'][number];
