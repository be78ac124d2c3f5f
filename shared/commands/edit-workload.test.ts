import { describe, expect, it } from 'vitest';
import { accepted, chat, furnished, refusal, run } from '../../test/fixtures/furnished-hall.ts';
import { deleteRecords } from './delete.ts';
import { removeSpace } from './edit-space.ts';
import { addWorkload, editWorkload, placeWorkload, removeWorkload } from './edit-workload.ts';
import { setAssumption, setGridEvents } from './set-assumption.ts';

function withChat() {
  const made = furnished();
  run(made.session, addWorkload(made.document(), { fields: chat, newId: made.newId }));
  const [workload = ''] = made.document().tables.workload.keys();
  const held = () => made.document().tables.workload.get(workload);
  return { ...made, workload, held };
}

describe('workloads', () => {
  it('are refused where their tokens could not be compared with any others', () => {
    const { document, newId } = furnished();
    const refused = (fields: Partial<typeof chat>) => refusal(addWorkload(document(), { fields: { ...chat, ...fields }, newId }));
    const { serving: _none, ...unserved } = chat;
    expect(refusal(addWorkload(document(), { fields: unserved, newId }))).toMatch(/lengths and a speed per user/);
    expect(refused({ model: { ...chat.model, name: ' ' } })).toMatch(/name of its model/);
    expect(refused({ serving: { points: 'published', promptTokens: 1, outputTokens: 1, tokensPerUser_per_s: 0 } })).toMatch(
      /speed per user/,
    );
    expect(refused({ model: { ...chat.model, activeParameters: 1e15 } })).toMatch(/Active parameters/);
    expect(refused({ purpose: 'training' })).toMatch(/pipeline stages/);
    expect(refused({ placements: [{ on: 'nowhere', share: 1 }] })).toMatch(/nowhere/);
    expect(refused({ placements: [{ on: 'space_hall', share: 1.5 }] })).toMatch(/between 0 and 1/);
  });

  it('are placed, moved to another share and taken away', () => {
    const { session, document, ids, workload, held } = withChat();
    run(session, placeWorkload(document(), { workload, on: [ids.a, ids.b], share: 0.5 }));
    run(session, placeWorkload(document(), { workload, on: [ids.b], share: 1 }));
    expect(held()?.placements).toEqual([
      { on: ids.a, share: 0.5 },
      { on: ids.b, share: 1 },
    ]);
    run(session, placeWorkload(document(), { workload, on: [ids.a], share: 0 }));
    expect(held()?.placements).toEqual([{ on: ids.b, share: 1 }]);
    run(session, removeWorkload(document(), { workload }));
    expect(document().tables.workload.size).toBe(0);
    session.undo();
    expect(held()?.placements).toHaveLength(1);
  });

  it('lose their placement with the rack or the hall that goes', () => {
    const { session, document, ids, workload, held } = withChat();
    run(session, placeWorkload(document(), { workload, on: [ids.a, 'space_hall'], share: 0.5 }));
    run(session, deleteRecords(document(), { records: [ids.a] }));
    expect(held()?.placements).toEqual([{ on: 'space_hall', share: 0.5 }]);
    run(session, removeSpace(document(), { space: 'space_hall' }));
    expect(held()?.placements).toEqual([]);
  });

  it('keep a name of their own', () => {
    const { document, newId } = withChat();
    expect(refusal(addWorkload(document(), { fields: chat, newId }))).toMatch(/already named chat/);
  });
});

describe('assumptions', () => {
  const price = (value: number, unit = 'USD/Mtok') => ({ value, unit, source: 'offer', tag: 'estimate', date: '2026-11-20' }) as const;

  it('are stated in their own unit and range, and go back to the default', () => {
    const { session, document, workload, held } = withChat();
    const set = (name: string, value: ReturnType<typeof price> | undefined) => setAssumption(document(), { record: workload, name, value });
    expect(refusal(set('price_USD_Mtok', price(1, 'EUR')))).toMatch(/USD\/Mtok, not in EUR/);
    expect(refusal(set('price_USD_Mtok', price(-1)))).toMatch(/between 0/);
    expect(refusal(set('prize', price(1)))).toMatch(/no assumption prize/);
    run(session, set('price_USD_Mtok', price(1)));
    expect(held()?.values.price_USD_Mtok?.value).toBe(1);
    run(session, set('price_USD_Mtok', undefined));
    expect(held()?.values).toEqual({});
  });

  it('of the site are kept in the site record', () => {
    const { document } = furnished();
    const change = accepted(setAssumption(document(), { record: 'site_1', name: 'interest', value: price(0.1, '1/yr') }));
    expect(change.patch[0]?.after).toMatchObject({ assumptions: { interest: { value: 0.1 } } });
  });

  it('grid events have a name, a size and a length', () => {
    const { document } = furnished();
    const event = { name: 'dip', reduction: 0.2, notice_s: 0, duration_s: 60, perYear: 1, payment_USD_kWh: 0, source: 'test' };
    expect(refusal(setGridEvents(document(), { events: [{ ...event, reduction: 1.5 }] }))).toMatch(/part of the site/);
    expect(refusal(setGridEvents(document(), { events: [event, event] }))).toMatch(/Two events/);
    expect(refusal(editWorkload(document(), { workload: 'work_0', fields: {} }))).toMatch(/no workload/);
  });
});
