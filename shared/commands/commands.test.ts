import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRecords, type Document, documentOf } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { Item, ParameterValue, Scenario, Site, Space } from '../document/records.ts';
import { createSession, type Session } from '../document/session.ts';
import { isRefusal } from '../problem.ts';
import type { Change, CommandAnswer } from './command.ts';
import { connect } from './connect.ts';
import { deleteRecords } from './delete.ts';
import { disconnect } from './disconnect.ts';
import { duplicate } from './duplicate.ts';
import { addScenario, editScenario, removeScenario } from './edit-scenario.ts';
import { editSite } from './edit-site.ts';
import { addSpace, editSpace, removeSpace } from './edit-space.ts';
import { move } from './move.ts';
import { place } from './place.ts';
import { rotate } from './rotate.ts';
import { rowArray } from './row-array.ts';
import { groupTogether, setGroup, setSpace, setTag } from './set-identity.ts';
import { setParameter } from './set-parameter.ts';

const sourced = (value: ParameterValue) => ({ value, unit: '', source: 'test', tag: 'estimate' as const, date: '2026-01-01' });
const itemOf = (kind: string, name: string, values: Record<string, ParameterValue>): Item => ({
  id: `item_${name}`,
  type: 'item',
  kind,
  name,
  title: name,
  maker: 'test',
  model: name,
  values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, sourced(value)])),
});
const body = { width_m: 0.6, depth_m: 1.2, height_m: 2.2, mass_kg: 1500 };
const rackItem = itemOf('rack', 'rack', { ...body, typical_W: 1e5, tdp_W: 1.3e5, design_W: 1.4e5, edpp_W: 1.5e5, liquidShare: 0.9 });
const valveItem = itemOf('valve', 'valve', {
  width_m: 0.2,
  depth_m: 0.1,
  height_m: 0.1,
  mass_kg: 5,
  flowAt100kPa_m3_s: 0.01,
  portSize_m: 0.0254,
});
const bigValveItem = itemOf('valve', 'big-valve', {
  width_m: 0.6,
  depth_m: 0.4,
  height_m: 0.4,
  mass_kg: 50,
  flowAt100kPa_m3_s: 0.1,
  portSize_m: 0.2,
});
const vesselItem = itemOf('expansion-vessel', 'vessel', { ...body, vessel_m3: 0.1 });
const pipeItem = itemOf('pipe', 'dn25', {
  innerDiameter_m: 0.0272,
  outerDiameter_m: 0.0337,
  nominalSize_m: 0.025,
  roughness_m: 1e-5,
  insulation_W_m_K: 0.3,
  massPerLength_kg_m: 2,
  maxVelocity_m_s: 1.5,
  elbowLoss: 0.5,
});
const upsItem = itemOf('ups', 'ups', {
  ...body,
  rating_W: 1e6,
  voltage_V: 480,
  efficiency: [
    [0, 0.9],
    [1, 0.97],
  ],
  battery_J: 1e8,
});
const panelItem = itemOf('rpp', 'panel', {
  ...body,
  voltage_V: 415,
  bar_A: 800,
  incomer_A: 800,
  ways: 8,
  way_A: 100,
  interrupting_A: 35000,
});
const cableItem = itemOf('cable', 'cable', {
  voltage_V: 1000,
  resistance_ohm_m: 1e-4,
  reactance_ohm_m: 1e-4,
  ampacity_A: 400,
  outerDiameter_m: 0.04,
  massPerLength_kg_m: 4,
});

const scenario: Scenario = {
  id: 'scn_1',
  type: 'scenario',
  name: 'design',
  title: 'Design',
  load: 'design',
  utilisation: 1,
  ambient: { dryBulb_K: 300, relativeHumidity: 0.5 },
  failed: [],
};
const site: Site = {
  id: 'site_1',
  type: 'site',
  name: 'Test',
  projectNumber: '',
  author: '',
  revision: 'A',
  date: '2026-01-01',
  status: 'not-for-construction',
  location: '',
  altitude_m: 0,
  defaultScenario: 'scn_1',
};
const hall: Space = {
  id: 'space_hall',
  type: 'space',
  kind: 'hall',
  name: 'Hall',
  outline_m: [
    [0, 0],
    [40, 0],
    [40, 20],
    [0, 20],
  ],
  elevation_m: 0,
  height_m: 5,
};
const empty = documentOf([site, scenario, hall]);

const accepted = (answer: CommandAnswer): Change => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer;
};
const run = (session: Session, answer: CommandAnswer): Change => {
  const change = accepted(answer);
  session.commit(change.label, change.patch);
  return change;
};
const refusal = (answer: CommandAnswer): string => (isRefusal(answer) ? answer.refused : 'accepted');
const recordsOf = (document: Document) => new Map([...allRecords(document)].map((record) => [record.id, record]));

/** A hall with two racks, a valve and an expansion vessel. */
function furnished() {
  const session = createSession(empty);
  const newId = sequentialIds('new');
  const put = (item: Item, x: number) =>
    run(session, place(session.getState().document, { item, position_m: [x, 5, 0], yaw_deg: 0, newId })).selection?.[0] as string;
  const ids = {
    a: put(rackItem, 2),
    b: put(rackItem, 4),
    valve: put(valveItem, 6),
    vessel: put(vesselItem, 8),
    ups: put(upsItem, 10),
    panel: put(panelItem, 12),
  };
  return { session, newId, ids, document: () => session.getState().document };
}

describe('placing', () => {
  it('pins the catalogue item once, finds the hall and counts tags on', () => {
    const { document, ids } = furnished();
    expect([...document().tables.item.keys()]).toContain('item_rack');
    expect(document().tables.equipment.get(ids.a)).toMatchObject({ tag: 'R-01', space: 'space_hall', item: 'item_rack' });
    expect(document().tables.equipment.get(ids.b)?.tag).toBe('R-02');
  });

  it('refuses a pipe, which is drawn and not placed', () => {
    expect(refusal(place(empty, { item: pipeItem, position_m: [0, 0, 0], yaw_deg: 0, newId: sequentialIds() }))).toMatch(
      /draw it with Connect/,
    );
  });

  it('stands alternating rows rear to rear over the hot aisle and front to front over the cold one', () => {
    const change = accepted(
      rowArray(empty, {
        item: rackItem,
        origin_m: [2, 2, 0],
        yaw_deg: 0,
        count: 4,
        rows: 3,
        coldAisle_m: 1.8,
        hotAisle_m: 1.2,
        facing: 'alternate',
        rowName: 'Row',
        newId: sequentialIds(),
      }),
    );
    const racks = change.patch.flatMap(({ after }) => (after?.type === 'equipment' ? [after] : []));
    expect(racks).toHaveLength(12);
    expect(racks.map(({ yaw_deg }) => yaw_deg)).toEqual([0, 0, 0, 0, 180, 180, 180, 180, 0, 0, 0, 0]);
    const y = (index: number) => racks[index]?.position_m[1] ?? Number.NaN;
    // Centre distance less one depth is the clear aisle.
    expect(y(4) - y(0) - 1.2).toBeCloseTo(1.2, 12);
    expect(y(8) - y(4) - 1.2).toBeCloseTo(1.8, 12);
    expect(new Set(racks.map(({ tag }) => tag)).size).toBe(12);
  });

  it('refuses a pitch below the width of the rack', () => {
    expect(
      refusal(
        rowArray(empty, {
          item: rackItem,
          origin_m: [0, 0, 0],
          yaw_deg: 0,
          count: 2,
          pitch_m: 0.5,
          rows: 1,
          coldAisle_m: 1,
          hotAisle_m: 1,
          facing: 'same',
          newId: sequentialIds(),
        }),
      ),
    ).toMatch(/less than the width/);
  });
});

describe('moving and turning', () => {
  it('updates the space when equipment leaves its room, and not before', () => {
    const { document, ids } = furnished();
    const inside = accepted(move(document(), { records: [ids.a], offset_m: [1, 0, 0] })).patch[0]?.after;
    const outside = accepted(move(document(), { records: [ids.a], offset_m: [100, 0, 0] })).patch[0]?.after;
    expect(inside).toMatchObject({ space: 'space_hall', position_m: [3, 5, 0] });
    expect(outside && 'space' in outside).toBe(false);
  });

  it('takes the corners of a run along only when both its ends move', () => {
    const { session, document, ids, newId } = furnished();
    run(
      session,
      connect(document(), {
        from: { equipment: ids.a, port: 'return' },
        to: { equipment: ids.valve, port: 'a' },
        item: pipeItem,
        waypoints_m: [[3, 5, 3]],
        newId,
      }),
    );
    const both = accepted(move(document(), { records: [ids.a, ids.valve], offset_m: [1, 1, 0] }));
    const one = accepted(move(document(), { records: [ids.a], offset_m: [1, 1, 0] }));
    expect(both.patch.find(({ after }) => after?.type === 'connection')?.after).toMatchObject({ waypoints_m: [[4, 6, 3]] });
    expect(one.patch).toHaveLength(1);
  });

  it('comes back after four quarter turns about the common centre', () => {
    const { session, document, ids } = furnished();
    const before = document().tables.equipment.get(ids.a);
    for (let turn = 0; turn < 4; turn++) run(session, rotate(document(), { records: [ids.a, ids.b], angle_deg: 90 }));
    expect(document().tables.equipment.get(ids.a)).toEqual(before);
  });
});

describe('connecting', () => {
  it('runs in the direction of flow however it was drawn, and founds the missing system', () => {
    const { document, ids, newId } = furnished();
    const change = accepted(
      connect(document(), {
        from: { equipment: ids.a, port: 'supply' },
        to: { equipment: ids.valve, port: 'a' },
        catalogue: [pipeItem],
        newId,
      }),
    );
    const connection = change.patch.map(({ after }) => after).find((record) => record?.type === 'connection');
    const system = change.patch.map(({ after }) => after).find((record) => record?.type === 'system');
    expect(connection).toMatchObject({ from: { equipment: ids.valve }, to: { equipment: ids.a, port: 'supply' }, item: 'item_dn25' });
    expect(system).toMatchObject({ kind: 'tcs', fluid: 'pg25' });
  });

  it('says why ports do not fit', () => {
    const { session, document, ids, newId } = furnished();
    const attempt = (from: [string, string], to: [string, string], item: Item = pipeItem) =>
      refusal(connect(document(), { from: { equipment: from[0], port: from[1] }, to: { equipment: to[0], port: to[1] }, item, newId }));
    expect(attempt([ids.a, 'supply'], [ids.b, 'supply'])).toMatch(/both inlets/);
    expect(attempt([ids.a, 'supply'], [ids.b, 'feed-1'])).toMatch(/carries liquid.*alternating current/);
    expect(attempt([ids.a, 'supply'], [ids.a, 'return'])).toMatch(/itself/);
    expect(attempt([ids.a, 'nonsense'], [ids.b, 'supply'])).toMatch(/no port nonsense/);
    expect(attempt([ids.ups, 'out'], [ids.panel, 'in-1'], cableItem)).toMatch(/480 V.*415 V/);
    expect(attempt([ids.panel, 'out-1'], [ids.a, 'feed-1'], pipeItem)).toMatch(/cannot carry/);
    const big = run(session, place(document(), { item: bigValveItem, position_m: [20, 5, 0], yaw_deg: 0, newId })).selection?.[0] as string;
    expect(attempt([big, 'a'], [ids.valve, 'a'])).toMatch(/does not fit|reducer/);
    run(
      session,
      connect(document(), { from: { equipment: ids.a, port: 'supply' }, to: { equipment: ids.valve, port: 'a' }, item: pipeItem, newId }),
    );
    expect(attempt([ids.b, 'supply'], [ids.valve, 'a'])).toMatch(/already has a run/);
  });
});

describe('changing values', () => {
  it('refuses what the parameter does not allow and keeps what it does', () => {
    const { session, document, ids } = furnished();
    expect(refusal(setParameter(document(), { records: [ids.a], parameter: 'temperatureRise_K', value: 500 }))).toMatch(/between 1 and 60/);
    expect(refusal(setParameter(document(), { records: [ids.a], parameter: 'colour', value: 1 }))).toMatch(/no parameter colour/);
    run(session, setParameter(document(), { records: [ids.a, ids.b], parameter: 'temperatureRise_K', value: 12 }));
    expect(document().tables.equipment.get(ids.b)?.overrides).toEqual({ temperatureRise_K: 12 });
    run(session, setParameter(document(), { records: [ids.a, ids.b], parameter: 'temperatureRise_K', value: undefined }));
    expect(document().tables.equipment.get(ids.b)?.overrides).toEqual({});
  });

  it('keeps the default scenario and unique, typable scenario names', () => {
    expect(refusal(removeScenario(empty, { scenario: 'scn_1' }))).toMatch(/opens first/);
    expect(refusal(editScenario(empty, { scenario: 'scn_1', fields: { name: 'Hot Day' } }))).toMatch(/small letters/);
    expect(refusal(addScenario(empty, { fields: scenario, newId: sequentialIds('x') }))).toMatch(/already named/);
  });

  it('refuses a space inside itself and keeps outlines counter-clockwise', () => {
    expect(refusal(editSpace(empty, { space: hall.id, fields: { parent: hall.id } }))).toMatch(/inside itself/);
    const clockwise = accepted(editSpace(empty, { space: hall.id, fields: { outline_m: [...hall.outline_m].reverse() } })).patch[0]?.after;
    expect(clockwise).toMatchObject({ outline_m: hall.outline_m });
  });
});

describe('deleting', () => {
  it('takes runs and failure entries along', () => {
    const { session, document, ids, newId } = furnished();
    run(
      session,
      connect(document(), { from: { equipment: ids.a, port: 'return' }, to: { equipment: ids.valve, port: 'a' }, item: pipeItem, newId }),
    );
    run(session, editScenario(document(), { scenario: 'scn_1', fields: { failed: [ids.a, ids.b] } }));
    run(session, deleteRecords(document(), { records: [ids.a] }));
    expect(document().tables.connection.size).toBe(0);
    expect(document().tables.scenario.get('scn_1')?.failed).toEqual([ids.b]);
    expect(integrityProblems(document())).toEqual([]);
  });

  it('copies the runs between the copied pieces, and only those', () => {
    const { session, document, ids, newId } = furnished();
    run(
      session,
      connect(document(), { from: { equipment: ids.a, port: 'return' }, to: { equipment: ids.valve, port: 'a' }, item: pipeItem, newId }),
    );
    run(session, duplicate(document(), { records: [ids.a, ids.valve], offset_m: [0, 3, 0], newId }));
    expect(document().tables.connection.size).toBe(2);
    run(session, duplicate(document(), { records: [ids.a], offset_m: [0, 6, 0], newId }));
    expect(document().tables.connection.size).toBe(2);
  });
});

/** One random step: picks among what is there, so that most steps do something. */
type Step = { readonly verb: number; readonly pick: number; readonly other: number; readonly x: number; readonly y: number };
const step = fc.record({
  verb: fc.nat(17),
  pick: fc.nat(1000),
  other: fc.nat(1000),
  x: fc.double({ min: -30, max: 50, noNaN: true }),
  y: fc.double({ min: -30, max: 50, noNaN: true }),
});
const items = [rackItem, valveItem, vesselItem, upsItem, panelItem, bigValveItem];

function answerTo(document: Document, { verb, pick, other, x, y }: Step, newId: ReturnType<typeof sequentialIds>): CommandAnswer {
  const equipment = [...document.tables.equipment.values()];
  const chosen = equipment[pick % Math.max(1, equipment.length)];
  const second = equipment[other % Math.max(1, equipment.length)];
  const records = [chosen?.id, second?.id].filter((id) => id !== undefined);
  const item = items[pick % items.length] ?? rackItem;
  const ports = ['supply', 'return', 'a', 'b', 'water', 'feed-1', 'out', 'in', 'in-1', 'out-1', 'out-2'];
  const spaces = [...document.tables.space.keys()];
  const scenarios = [...document.tables.scenario.keys()];
  const space = spaces[pick % Math.max(1, spaces.length)] ?? '';
  switch (verb) {
    case 0:
    case 1:
      return place(document, { item, position_m: [x, y, 0], yaw_deg: (other % 24) * 15, newId });
    case 2:
      return move(document, { records, offset_m: [x, y, 0] });
    case 3:
      return rotate(document, { records, angle_deg: x * 7 });
    case 4:
      return setParameter(document, {
        records: records.slice(0, 1),
        parameter: pick % 2 ? 'mass_kg' : 'width_m',
        value: other % 3 ? Math.abs(x) : undefined,
      });
    case 5:
      return chosen ? setTag(document, { record: chosen.id, tag: `T${other}` }) : { refused: 'nothing' };
    case 6:
      return deleteRecords(document, { records: records.slice(0, 1) });
    case 7:
      return duplicate(document, { records, offset_m: [x, y, 0], newId });
    case 8:
      return rowArray(document, {
        item,
        origin_m: [x, y, 0],
        yaw_deg: 90 * (other % 4),
        count: 1 + (pick % 4),
        rows: 1 + (other % 3),
        coldAisle_m: 1.2,
        hotAisle_m: 1,
        facing: 'alternate',
        rowName: 'Row',
        newId,
      });
    case 9:
    case 10:
    case 11:
      return connect(document, {
        from: { equipment: chosen?.id ?? '', port: ports[pick % ports.length] ?? '' },
        to: { equipment: second?.id ?? '', port: ports[other % ports.length] ?? '' },
        catalogue: [pipeItem, cableItem],
        waypoints_m: [[x, y, 3]],
        newId,
      });
    case 12:
      return disconnect(document, { records: records.slice(0, 1) });
    case 13:
      return other % 2
        ? editScenario(document, { scenario: scenarios[0] ?? '', fields: { failed: records } })
        : addScenario(document, { fields: { ...scenario, name: `s${pick}` }, newId });
    case 14:
      return other % 2
        ? addSpace(document, {
            fields: {
              ...hall,
              name: `Room ${pick}`,
              kind: 'room',
              parent: space,
              outline_m: [
                [x, y],
                [x + 5, y],
                [x + 5, y + 5],
                [x, y + 5],
              ],
            },
            newId,
          })
        : removeSpace(document, { space });
    case 15:
      return editSite(document, { fields: { altitude_m: x * 10, name: `Site ${pick}` } });
    case 16:
      return other % 2
        ? setSpace(document, { records, space: other % 4 === 1 ? undefined : space })
        : groupTogether(document, { records, name: `G${pick}`, kind: 'pod', newId });
    default:
      return setGroup(document, { records, group: [...document.tables.group.keys()][pick % Math.max(1, document.tables.group.size)] });
  }
}

describe('any sequence of commands', () => {
  it('keeps integrity at every step and is undone to the exact start document, then redone to the exact end', () => {
    let acceptedSteps = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const { session, newId, document } = furnished();
        const start = recordsOf(document());
        const depth = session.getState().undo.length;
        for (const one of steps) {
          const answer = answerTo(document(), one, newId);
          if (isRefusal(answer)) {
            expect(answer.refused).not.toMatch(/undefined|NaN|\[object/);
            continue;
          }
          acceptedSteps++;
          session.commit(answer.label, answer.patch);
          expect(integrityProblems(document())).toEqual([]);
        }
        const end = recordsOf(document());
        while (session.getState().undo.length > depth) session.undo();
        expect(recordsOf(document())).toEqual(start);
        while (session.getState().redo.length > 0) session.redo();
        expect(recordsOf(document())).toEqual(end);
      }),
      { numRuns: 120 },
    );
    // The property would hold trivially if everything were refused.
    expect(acceptedSteps).toBeGreaterThan(500);
  });
});
