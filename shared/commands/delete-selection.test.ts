import { describe, expect, it } from 'vitest';
import { accepted, furnished, recordsOf, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { integrityProblems } from '../document/integrity.ts';
import { deleteSelection } from './delete-selection.ts';
import { setLocked } from './lock.ts';
import { groupTogether } from './set-identity.ts';

describe('deleting what is selected', () => {
  it('a space goes, and what stands in it stays, as one step that is undone exactly', () => {
    const { session, document } = furnished();
    const before = document();
    const count = before.tables.equipment.size;
    expect(run(session, deleteSelection(before, { records: ['space_hall'] })).label).toBe('Delete Hall');
    expect(document().tables.space.size).toBe(0);
    expect(document().tables.equipment.size).toBe(count);
    expect([...document().tables.equipment.values()].every(({ space }) => space === undefined)).toBe(true);
    session.undo();
    expect(recordsOf(document())).toEqual(recordsOf(before));
  });

  it('a group goes with its members and the groups inside it', () => {
    const { session, document, ids, newId } = furnished();
    run(session, groupTogether(document(), { records: [ids.a, ids.b], name: 'Pod', kind: 'pod', newId }));
    const [pod] = [...document().tables.group.keys()];
    run(session, groupTogether(document(), { records: [ids.b], name: 'Row', kind: 'row', parent: pod ?? '', newId }));
    const before = document();
    run(session, deleteSelection(before, { records: [pod ?? '', ids.ups] }));
    expect(document().tables.group.size).toBe(0);
    expect([ids.a, ids.b, ids.ups, ids.valve].map((id) => document().tables.equipment.has(id))).toEqual([false, false, false, true]);
    expect(integrityProblems(document())).toEqual([]);
    session.undo();
    expect(recordsOf(document())).toEqual(recordsOf(before));
  });

  it('nothing of a group goes while one of its members is locked', () => {
    const { session, document, ids, newId } = furnished();
    run(session, groupTogether(document(), { records: [ids.a, ids.b], name: 'Pod', kind: 'pod', newId }));
    run(session, setLocked(document(), { records: [ids.b], locked: true }));
    expect(refusal(deleteSelection(document(), { records: [...document().tables.group.keys()] }))).toMatch(/locked/);
    expect(accepted(deleteSelection(document(), { records: [ids.a] })).patch).toHaveLength(1);
  });
});
