import { describe, expect, it } from 'vitest';
import { accepted, chat, furnished, recordsOf, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { integrityProblems } from '../document/integrity.ts';
import { editArray } from './edit-array.ts';
import { dissolveGroups, editGroup } from './edit-group.ts';
import { addWorkload } from './edit-workload.ts';
import { putInto } from './put-into.ts';
import { rename } from './rename.ts';
import { groupTogether } from './set-identity.ts';

/** Racks a and b in a row in a pod, and a second pod that holds the UPS. */
function pods() {
  const hall = furnished();
  const { session, document, ids, newId } = hall;
  const made = (name: string, kind: 'row' | 'pod', records: readonly string[]): string => {
    run(session, groupTogether(document(), { records, name, kind, newId }));
    return [...document().tables.group.keys()].at(-1) ?? '';
  };
  const row = made('Row 1', 'row', [ids.a, ids.b]);
  const pod = made('Pod 1', 'pod', [ids.a, ids.b, ids.valve]);
  const other = made('Pod 2', 'pod', [ids.ups]);
  return { ...hall, row, pod, other };
}

describe('a group', () => {
  it('gets another name and kind, and goes into another pod with its racks, as one step each', () => {
    const { session, document, row, pod, other, ids } = pods();
    expect(document().tables.group.get(row)?.parent).toBe(pod);
    expect(run(session, editGroup(document(), { group: row, fields: { name: ' Row A ' } })).label).toBe('Rename Row 1 to Row A');
    run(session, editGroup(document(), { group: row, fields: { kind: 'train' } }));
    run(session, editGroup(document(), { group: row, fields: { parent: other } }));
    expect(document().tables.group.get(row)).toMatchObject({ name: 'Row A', kind: 'train', parent: other });
    expect(document().tables.equipment.get(ids.a)?.group).toBe(row);
    run(session, editGroup(document(), { group: row, fields: { parent: null } }));
    expect(document().tables.group.get(row)).not.toHaveProperty('parent');
  });

  it('keeps its name where none is given, and lies neither in itself nor in what lies in it', () => {
    const { document, row, pod } = pods();
    expect(refusal(editGroup(document(), { group: row, fields: { name: '  ' } }))).toBe('A group needs a name');
    expect(refusal(editGroup(document(), { group: pod, fields: { parent: pod } }))).toBe('Pod 1 cannot lie inside itself');
    expect(refusal(editGroup(document(), { group: pod, fields: { parent: row } }))).toBe(
      'Row 1 lies inside Pod 1: take it out of there first',
    );
  });

  it('taken apart gives what is in it to the group around it, and what runs on it runs nowhere', () => {
    const { session, document, row, pod, ids, newId } = pods();
    run(session, addWorkload(document(), { fields: { ...chat, placements: [{ on: row, share: 1 }] }, newId }));
    const before = document();
    run(session, dissolveGroups(before, { groups: [row] }));
    expect(document().tables.group.has(row)).toBe(false);
    expect(document().tables.equipment.get(ids.a)?.group).toBe(pod);
    expect([...document().tables.workload.values()][0]?.placements).toEqual([]);
    expect(integrityProblems(document())).toEqual([]);
    session.undo();
    expect(recordsOf(document())).toEqual(recordsOf(before));
  });

  it('taken apart with the group inside it leaves the equipment in no group', () => {
    const { session, document, row, pod, ids } = pods();
    run(session, dissolveGroups(document(), { groups: [pod, row] }));
    for (const id of [ids.a, ids.b, ids.valve]) expect(document().tables.equipment.get(id)).not.toHaveProperty('group');
    expect([...document().tables.group.values()].map(({ name }) => name)).toEqual(['Pod 2']);
  });
});

describe('putting equipment and groups elsewhere', () => {
  it('a rack joins a group, and leaves its groups on the hall it stands in', () => {
    const { session, document, other, ids } = pods();
    expect(run(session, putInto(document(), { records: [ids.a], into: other })).label).toMatch(/into Pod 2$/);
    expect(document().tables.equipment.get(ids.a)?.group).toBe(other);
    run(session, putInto(document(), { records: [ids.a], into: 'space_hall' }));
    expect(document().tables.equipment.get(ids.a)).toMatchObject({ space: 'space_hall' });
    expect(document().tables.equipment.get(ids.a)).not.toHaveProperty('group');
  });

  it('a group takes along what is in it, also where its racks are chosen with it', () => {
    const { session, document, row, other, ids } = pods();
    run(session, putInto(document(), { records: [row, ids.a], into: other }));
    expect(document().tables.group.get(row)?.parent).toBe(other);
    expect(document().tables.equipment.get(ids.a)?.group).toBe(row);
    run(session, putInto(document(), { records: [row], into: undefined }));
    expect(document().tables.group.get(row)).not.toHaveProperty('parent');
  });

  it('is refused with the reason where it would be untrue', () => {
    const { session, document, row, pod, other, ids } = pods();
    const into = (records: readonly string[], target: string | undefined) => refusal(putInto(document(), { records, into: target }));
    expect(into([pod], row)).toBe('Row 1 lies inside Pod 1: take it out of there first');
    expect(into([ids.ups], other)).toMatch(/is in Pod 2 already$/);
    expect(into([], pod)).toMatch(/select equipment or groups/);
    expect(into(['space_hall'], pod)).toBe('Hall lies where it is drawn: only equipment and groups are put elsewhere');
    const rack = document().tables.equipment.get(ids.a);
    if (!rack) throw new Error('no rack');
    session.commit('Move', [{ id: rack.id, before: rack, after: { ...rack, position_m: [500, 500, 0] } }]);
    expect(into([ids.a], 'space_hall')).toBe(`${rack.tag} does not stand in Hall: move it there first`);
    expect(into([row], 'space_hall')).toBe('Row 1 stands where its equipment stands: move that into Hall first');
  });
});

describe('a row of an array', () => {
  it('that is put into a pod by itself stays a row of its array', () => {
    const { session, document, pod, ids } = pods();
    const [a, b] = [ids.a, ids.b].map((id) => document().tables.equipment.get(id));
    const group = [...document().tables.group.values()].find(({ name }) => name === 'Row 1');
    if (!a || !b || !group) throw new Error('no row');
    const array = {
      item: a.item,
      origin_m: a.position_m,
      yaw_deg: 0,
      count: 2,
      pitch_m: 0.8,
      rows: 1,
      coldAisle_m: 1.2,
      hotAisle_m: 1,
      facing: 'same' as const,
      members: [{ group: group.id, pieces: [a.id, b.id] }],
    };
    session.commit('Array', [
      { id: 'grp_array', before: null, after: { id: 'grp_array', type: 'group', kind: 'other', name: 'Array', array } },
    ]);
    run(session, putInto(document(), { records: [group.id], into: 'grp_array' }));
    run(session, putInto(document(), { records: [group.id], into: pod }));
    run(session, editArray(document(), { group: 'grp_array', fields: { pitch_m: 1.5 }, newId: () => 'unused' }));
    const apart = [a.id, b.id].map((id) => document().tables.equipment.get(id)?.position_m[0] ?? 0);
    expect(apart).not.toEqual([a.position_m[0], b.position_m[0]]);
    expect(document().tables.equipment.get(a.id)?.group).toBe(group.id);
  });
});

describe('a name', () => {
  it('is that of equipment, a group, a space or a system, without spaces around it', () => {
    const { session, document, pod, ids } = pods();
    session.commit('System', [{ id: 'sys_1', before: null, after: { id: 'sys_1', type: 'system', name: 'TCS 1', kind: 'tcs' } }]);
    for (const record of [ids.a, pod, 'space_hall', 'sys_1']) run(session, rename(document(), { record, name: ' North ' }));
    const { equipment, group, space, system } = document().tables;
    expect(equipment.get(ids.a)?.tag).toBe('North');
    for (const record of [group.get(pod), space.get('space_hall'), system.get('sys_1')]) expect(record?.name).toBe('North');
    expect(session.getState().undo.at(-1)?.label).toBe('Rename TCS 1 to North');
  });

  it('is never empty, and the same name is no change', () => {
    const { session, document, pod, ids } = pods();
    session.commit('System', [{ id: 'sys_1', before: null, after: { id: 'sys_1', type: 'system', name: 'TCS 1', kind: 'tcs' } }]);
    for (const record of [ids.a, pod, 'space_hall', 'sys_1'])
      expect(refusal(rename(document(), { record, name: ' ' }))).toMatch(/needs (a name|at least)/);
    expect(accepted(rename(document(), { record: pod, name: 'Pod 1' })).patch).toEqual([]);
    expect(refusal(rename(document(), { record: 'site_1', name: 'x' }))).toMatch(/^Select/);
  });
});
