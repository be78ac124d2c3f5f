import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accepted,
  bigValveItem,
  cableItem,
  empty,
  furnished,
  hall,
  pipeItem,
  rackItem,
  refusal,
  run,
  scenario,
} from '../../test/fixtures/furnished-hall.ts';
import { portPlace, routeOf } from '../catalogue/route.ts';
import { designNamed } from '../designs/index.ts';
import { applyPatch, type Document } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { Connection, Item, Place } from '../document/records.ts';
import { axisOf, samePlace } from '../geometry/orthogonal-route.ts';
import { connect } from './connect.ts';
import { deleteRecords } from './delete.ts';
import { duplicate } from './duplicate.ts';
import { addScenario, editScenario, removeScenario } from './edit-scenario.ts';
import { editSpace } from './edit-space.ts';
import { move } from './move.ts';
import { place } from './place.ts';
import { reroute } from './reroute.ts';
import { rotate, setDirection } from './rotate.ts';
import { rowArray } from './row-array.ts';
import { setParameter } from './set-parameter.ts';

describe('placing', () => {
  it('pins the catalogue item once, finds the hall and counts tags on', () => {
    const { document, ids } = furnished();
    expect([...document().tables.item.keys()]).toContain('item_rack');
    expect(document().tables.equipment.get(ids.a)).toMatchObject({ tag: 'R-01', space: 'space_hall', item: 'item_rack' });
    expect(document().tables.equipment.get(ids.b)?.tag).toBe('R-02');
  });

  it('refuses a place that no file is read with, and so do moves and outlines', () => {
    const { document, ids } = furnished();
    expect(refusal(place(empty, { item: rackItem, position_m: [2e6, 0, 0], yaw_deg: 0, newId: sequentialIds() }))).toMatch(/1000 km/);
    expect(refusal(move(document(), { records: [ids.a], offset_m: [1e9, 0, 0] }))).toMatch(/1000 km/);
    expect(refusal(editSpace(document(), { space: hall.id, fields: { elevation_m: -2e6 } }))).toMatch(/1000 km/);
    expect(refusal(move(document(), { records: [ids.a], offset_m: [1e5, 0, 0] }))).toBe('accepted');
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

const routeEnd = (document: Document, equipment: string, port: string): Place =>
  portPlace(document, { equipment, port })?.at_m ?? [0, 0, 0];
const obliqueLegs = (document: Document, run: Connection): number => {
  const route = routeOf(document, run);
  return route.filter((corner, i) => {
    const before = route[i - 1];
    return before !== undefined && !samePlace(before, corner) && axisOf(before, corner) === undefined;
  }).length;
};

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

  it('keeps runs to what stays at right angles: the legs nearest to what moved give way, the rest lies where it lay', () => {
    const { session, document, ids, newId } = furnished();
    // Out of the rack's back, up, east, south, and down to the valve.
    const port = routeEnd(document(), ids.a, 'return');
    const end = routeEnd(document(), ids.valve, 'a');
    const corners: Place[] = [
      [port[0], port[1] + 0.3, port[2]],
      [port[0], port[1] + 0.3, 3],
      [end[0] - 1, port[1] + 0.3, 3],
      [end[0] - 1, end[1], 3],
      [end[0] - 1, end[1], end[2]],
    ];
    const answer = connect(document(), {
      from: { equipment: ids.a, port: 'return' },
      to: { equipment: ids.valve, port: 'a' },
      item: pipeItem,
      waypoints_m: corners,
      newId,
    });
    run(session, answer);
    run(session, move(document(), { records: [ids.a], offset_m: [0.5, 0.25, 0] }));
    const [pipe] = [...document().tables.connection.values()];
    expect(pipe?.waypoints_m).toEqual([
      [port[0] + 0.5, port[1] + 0.55, port[2]],
      [port[0] + 0.5, port[1] + 0.55, 3],
      [end[0] - 1, port[1] + 0.55, 3],
      ...corners.slice(3),
    ]);
    run(session, rotate(document(), { records: [ids.a], angle_deg: 90 }));
    run(session, setDirection(document(), { records: [ids.a], yaw_deg: 180 }));
    for (const each of document().tables.connection.values()) expect(obliqueLegs(document(), each)).toBe(0);
    session.undo();
    session.undo();
    session.undo();
    expect(document().tables.connection.get(pipe?.id ?? '')?.waypoints_m).toEqual(corners);
  });

  it('never skews a run of a whole design, whichever pieces go wherever and however they turn', () => {
    const built = designNamed('gb300-su')?.build({});
    if (!built?.ok) throw new Error('the scalable unit could not be built');
    const equipment = [...built.value.tables.equipment.keys()];
    const oblique = (document: Document) =>
      [...document.tables.connection.values()].reduce((sum, each) => sum + obliqueLegs(document, each), 0);
    const before = oblique(built.value);
    const shift = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(equipment.length - 1), { minLength: 1, maxLength: 8 }),
        shift,
        shift,
        shift,
        fc.nat(3),
        (picks, x, y, z, turns) => {
          const records = picks.map((pick) => equipment[pick] as string);
          const moved = applyPatch(built.value, accepted(move(built.value, { records, offset_m: [x, y, z] })).patch);
          expect(oblique(moved)).toBeLessThanOrEqual(before);
          const turned = applyPatch(moved, accepted(rotate(moved, { records, angle_deg: 90 * turns, pivot: 'each' })).patch);
          expect(oblique(turned)).toBeLessThanOrEqual(before);
          expect(integrityProblems(turned)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
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

  it('leads no run to where no file is read with it, drawn or routed again', () => {
    const { session, document, ids, newId } = furnished();
    const ends = { from: { equipment: ids.valve, port: 'b' }, to: { equipment: ids.vessel, port: 'water' }, item: pipeItem, newId };
    expect(refusal(connect(document(), { ...ends, waypoints_m: [[7, 5, 2e6]] }))).toMatch(/farther than 1000 km/);
    run(session, move(document(), { records: [ids.valve, ids.vessel], offset_m: [0, 40, 0] }));
    const [pipe] = run(session, connect(document(), ends)).selection ?? [];
    const routed = (level_m: number) => reroute(document(), { records: [pipe as string], level_m });
    expect(refusal(routed(2e6))).toMatch(/farther than 1000 km/);
    expect(accepted(routed(4)).patch).toHaveLength(1);
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
    expect(refusal(setParameter(document(), { records: [ids.a], parameter: 'temperatureRise_K', value: 500 }))).toMatch(
      /between 1.0 K and 60.0 K/,
    );
    expect(refusal(setParameter(document(), { records: [ids.a], parameter: 'colour', value: 1 }))).toMatch(/no parameter colour/);
    run(session, setParameter(document(), { records: [ids.a, ids.b], parameter: 'temperatureRise_K', value: 12 }));
    expect(document().tables.equipment.get(ids.b)?.overrides).toEqual({ temperatureRise_K: 12 });
    run(session, setParameter(document(), { records: [ids.a, ids.b], parameter: 'temperatureRise_K', value: undefined }));
    expect(document().tables.equipment.get(ids.b)?.overrides).toEqual({});
  });

  it('keeps the default scenario and unique, typable scenario names', () => {
    expect(refusal(removeScenario(empty, { scenario: 'scn_1' }))).toMatch(/only scenario/);
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
