import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepted, furnished, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { type Document, scenarioInForce } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { Scenario } from '../document/records.ts';
import { copyScenario, editScenario, removeScenario } from './edit-scenario.ts';
import { editSite } from './edit-site.ts';

const scenariosOf = (document: Document): Scenario[] => [...document.tables.scenario.values()];
const first = (document: Document): Scenario => scenariosOf(document)[0] as Scenario;

describe('a copy of a scenario', () => {
  it('is the original but for what is tried, under a name of its own that can be typed', () => {
    const { session, document, ids, newId } = furnished();
    const original = first(document());
    const ambient = { ...original.ambient, dryBulb_K: 315.15 };
    run(
      session,
      copyScenario(document(), { scenario: original.id, title: 'Été: CDU-01 out', changes: { ambient, failed: [ids.a] }, newId }),
    );
    const [, copy] = scenariosOf(document());
    expect(copy).toEqual({ ...original, id: copy?.id, name: 'ete-cdu-01-out', title: 'Été: CDU-01 out', ambient, failed: [ids.a] });
    expect(first(document())).toBe(original);
  });

  it('is numbered where its name is taken, however it is called', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('Hot day', 'hot-day', 'Hot day 2', '???')), { maxLength: 12 }),
        (titles) => {
          const { session, document, newId } = furnished();
          for (const title of titles) {
            const answer = copyScenario(document(), { scenario: first(document()).id, title, newId });
            if ('patch' in answer) run(session, answer);
            else expect(title.trim()).toBe('');
          }
          const all = scenariosOf(document());
          expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
          expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
          for (const { name } of all) expect(name).toMatch(/^[a-z0-9][a-z0-9-]*$/);
          expect(integrityProblems(document())).toEqual([]);
        },
      ),
    );
  });

  it('cannot take a name that another has, and none that is empty', () => {
    const { session, document, newId } = furnished();
    const original = first(document());
    run(session, copyScenario(document(), { scenario: original.id, title: original.title, newId }));
    const copy = scenariosOf(document())[1] as Scenario;
    expect(copy.title).toBe(`${original.title} 2`);
    expect(refusal(editScenario(document(), { scenario: copy.id, fields: { title: original.title } }))).toMatch(/cannot be told apart/);
    expect(refusal(editScenario(document(), { scenario: copy.id, fields: { title: ' ' } }))).toMatch(/needs a name/);
  });
});

describe('deleting a scenario', () => {
  it('leaves the one that opens first, and the last one, each with what to do', () => {
    const { session, document, newId } = furnished();
    const original = first(document());
    expect(refusal(removeScenario(document(), { scenario: original.id }))).toMatch(/only scenario/);
    run(session, copyScenario(document(), { scenario: original.id, title: 'Hot day', newId }));
    const copy = scenariosOf(document())[1] as Scenario;
    expect(refusal(removeScenario(document(), { scenario: original.id }))).toMatch(/let another one open first/);
    run(session, editSite(document(), { fields: { defaultScenario: copy.id } }));
    expect(accepted(removeScenario(document(), { scenario: original.id })).patch).toHaveLength(1);
  });

  it('by undo leaves the design in the scenario that it opens in', () => {
    const { session, document, newId } = furnished();
    run(session, copyScenario(document(), { scenario: first(document()).id, title: 'Hot day', newId }));
    expect(scenarioInForce(document(), 'hot-day')?.title).toBe('Hot day');
    session.undo();
    expect(scenarioInForce(document(), 'hot-day')).toBe(first(document()));
  });
});
