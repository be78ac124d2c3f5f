import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accepted,
  bigValveItem,
  cableItem,
  furnished,
  itemOf,
  pipeItem,
  refusal,
  run,
  valveItem,
} from '../../test/fixtures/furnished-hall.ts';
import { portPlace, routeOf } from '../catalogue/route.ts';
import type { Document } from '../document/document.ts';
import type { Connection, ConnectionEnd, Place } from '../document/records.ts';
import { axisOf, samePlace } from '../geometry/orthogonal-route.ts';
import { unfolded } from '../geometry/route-shaping.ts';
import { isRefusal } from '../problem.ts';
import { connect } from './connect.ts';
import { editRoute, type RouteEdit } from './edit-route.ts';
import { editSystem, setRunSystem } from './edit-system.ts';
import { place } from './place.ts';
import { rejoin } from './rejoin.ts';
import { rename } from './rename.ts';
import { resizeRuns } from './resize-runs.ts';
import { routeThrough } from './route-through.ts';

let hall: ReturnType<typeof furnished>;
let from: ConnectionEnd;
let to: ConnectionEnd;

const at = (end: ConnectionEnd) => {
  const found = portPlace(hall.document(), end);
  if (!found) throw new Error(`no port ${end.port}`);
  return found;
};
/** The one run of the hall. */
const theRun = (): Connection => {
  const [only] = hall.document().tables.connection.values();
  if (!only) throw new Error('there is no run');
  return only;
};
const route = (document: Document = hall.document()) => routeOf(document, document.tables.connection.get(theRun().id) as Connection);
const edit = (what: RouteEdit) => editRoute(hall.document(), { run: theRun().id, edit: what });
const orthogonal = (corners: readonly Place[]) =>
  corners.every(
    (corner, i) => i === 0 || samePlace(corners[i - 1] as Place, corner) || axisOf(corners[i - 1] as Place, corner) !== undefined,
  );

beforeEach(() => {
  hall = furnished();
  from = { equipment: hall.ids.a, port: 'return' };
  to = { equipment: hall.ids.valve, port: 'a' };
  const corners = routeThrough(
    at(from),
    [
      [3, 8, 3],
      [5, 8, 3],
    ],
    at(to),
  );
  run(hall.session, connect(hall.document(), { from, to, item: pipeItem, waypoints_m: corners.slice(1, -1), newId: hall.newId }));
});

describe('a run drawn through places on the floor', () => {
  it('goes through each at the height it was set with, along the axes, out of one port and into the other', () => {
    const through = routeThrough(
      at(from),
      [
        [3, 8, 3],
        [6, 9, 3.5],
      ],
      at(to),
    );
    expect(orthogonal(through)).toBe(true);
    expect(unfolded(through)).toEqual(through);
    for (const where of [[3, 8, 3] as Place, [6, 9, 3.5] as Place])
      expect(through.some((corner, i) => i > 0 && passes(through[i - 1] as Place, corner, where))).toBe(true);
    expect(through[0]).toEqual(at(from).at_m);
    expect(through.at(-1)).toEqual(at(to).at_m);
  });
});

const passes = (a: Place, b: Place, where: Place): boolean =>
  [0, 1, 2].every(
    (i) =>
      where[i] !== undefined &&
      (where[i] as number) >= Math.min(a[i] as number, b[i] as number) - 1e-9 &&
      (where[i] as number) <= Math.max(a[i] as number, b[i] as number) + 1e-9,
  );

describe('shaping a run by hand', () => {
  it('sets the height of its long stretch and leaves plan and ports alone', () => {
    const before = route();
    run(hall.session, edit({ how: 'lift', height_m: 4.2 }));
    const after = route();
    expect(Math.max(...after.map(([, , z]) => z))).toBeCloseTo(4.2, 9);
    expect(new Set(after.map(([x, y]) => `${x} ${y}`))).toEqual(new Set(before.map(([x, y]) => `${x} ${y}`)));
    hall.session.undo();
    expect(route()).toEqual(before);
  });

  it('slides a leg between its neighbours, which get longer or shorter', () => {
    const leg = route().findIndex((corner, i) => Math.abs(corner[1] - 8) < 1e-9 && Math.abs((route()[i + 1]?.[1] ?? 0) - 8) < 1e-9);
    run(hall.session, edit({ how: 'slide', leg, by_m: [5, 1.5, 0] }));
    expect(route()[leg]?.[1]).toBeCloseTo(9.5, 9);
    expect(orthogonal(route())).toBe(true);
  });

  it('jogs a part of a leg aside once a corner stands on it, and takes the jog out with its corners', () => {
    const before = route();
    const leg = before.findIndex((corner, i) => Math.abs(corner[1] - 8) < 1e-9 && Math.abs((before[i + 1]?.[1] ?? 0) - 8) < 1e-9);
    run(hall.session, edit({ how: 'insert', leg, at_m: [4, 0, 0] }));
    expect(route()).toHaveLength(before.length + 1);
    run(hall.session, edit({ how: 'slide', leg: leg + 1, by_m: [0, 1, 0] }));
    expect(orthogonal(route())).toBe(true);
    expect(route()).toHaveLength(before.length + 2);
    expect(Math.max(...route().map(([, y]) => y))).toBeCloseTo(9, 9);
    run(hall.session, edit({ how: 'remove', corner: leg + 1 }));
    expect(orthogonal(route())).toBe(true);
    expect(route().length).toBeLessThanOrEqual(before.length);
  });

  it('says why a corner cannot go, and why a run cannot lead back into its port', () => {
    // A plain elbow between two ports.
    expect(
      refusal(
        edit({
          how: 'move',
          corner: 1,
          to_m: at(from).at_m.map((value, i) => value - 2 * (at(from).normal[i] as number)) as unknown as Place,
        }),
      ),
    ).toMatch(/straight before it bends/);
    expect(refusal(edit({ how: 'move', corner: 1, to_m: [2e6, 0, 0] }))).toMatch(/1000 km/);
    expect(refusal(editRoute(hall.document(), { run: 'conn_none', edit: { how: 'lift', height_m: 3 } }))).toMatch(/no run/);
  });

  it('keeps every run at right angles through any sequence of edits, its ends at their ports', () => {
    const coordinate = fc.integer({ min: -20, max: 20 }).map((value) => value / 4);
    const step = fc.tuple(fc.nat(4), fc.nat(20), coordinate, coordinate, coordinate);
    let done = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let document = hall.document();
        for (const [how, pick, x, y, z] of steps) {
          const corners = route(document).length;
          const here = route(document)[pick % corners] as Place;
          const edits: readonly RouteEdit[] = [
            { how: 'slide', leg: pick % (corners - 1), by_m: [x, y, z] },
            { how: 'move', corner: pick % corners, to_m: [here[0] + x, here[1] + y, here[2] + z] },
            { how: 'insert', leg: pick % (corners - 1), at_m: here },
            { how: 'remove', corner: pick % corners },
            { how: 'lift', leg: pick % (corners - 1), height_m: 2 + z },
          ];
          const answer = editRoute(document, { run: theRun().id, edit: edits[how] as RouteEdit });
          if (isRefusal(answer)) continue;
          done++;
          document = { ...document, tables: { ...document.tables, connection: new Map(document.tables.connection) } };
          for (const { id, after } of answer.patch) (document.tables.connection as Map<string, Connection>).set(id, after as Connection);
          expect(orthogonal(route(document))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(done).toBeGreaterThan(600);
  });
});

describe('connecting an end elsewhere', () => {
  it('goes to another port that fits, with the corners beyond it as they were', () => {
    const before = theRun();
    run(hall.session, rejoin(hall.document(), { run: before.id, end: 'from', at: { equipment: hall.ids.b, port: 'return' } }));
    const after = theRun();
    expect(after).toMatchObject({ from: { equipment: hall.ids.b, port: 'return' }, to: before.to, tag: before.tag, item: before.item });
    expect(orthogonal(route())).toBe(true);
    expect(after.waypoints_m.at(-1)).toEqual(before.waypoints_m.at(-1));
  });

  it('says why a port does not take it', () => {
    const attempt = (equipment: string, port: string) =>
      refusal(rejoin(hall.document(), { run: theRun().id, end: 'to', at: { equipment, port } }));
    expect(attempt(hall.ids.ups, 'in')).toMatch(/alternating current/);
    expect(attempt(hall.ids.a, 'supply')).toMatch(/itself/);
    run(hall.session, place(hall.document(), { item: bigValveItem, position_m: [14, 5, 0], yaw_deg: 0, newId: hall.newId }));
    const big = [...hall.document().tables.equipment.values()].at(-1)?.id ?? '';
    expect(attempt(big, 'a')).toMatch(/reducer/);
  });
});

describe('size and system of a run', () => {
  it('takes another item of its kind where it fits both ports', () => {
    const wider = itemOf('pipe', 'dn40', { ...values(pipeItem), innerDiameter_m: 0.0431, nominalSize_m: 0.04 });
    const vast = itemOf('pipe', 'dn300', { ...values(pipeItem), innerDiameter_m: 0.3, nominalSize_m: 0.3 });
    const resized = (item: typeof wider) => resizeRuns(hall.document(), { sizes: [{ run: theRun().id, item }] });
    expect(refusal(resized(vast))).toMatch(/dn300 \(300 mm\) does not fit/);
    expect(refusal(resized(cableItem))).toMatch(/pipe/);
    run(hall.session, resized(wider));
    expect(theRun().item).toBe('item_dn40');
  });

  it('founds a system of its own on request, and takes runs into another that suits both ends', () => {
    run(hall.session, place(hall.document(), { item: valveItem, position_m: [14, 5, 0], yaw_deg: 0, newId: hall.newId }));
    const valve = [...hall.document().tables.equipment.values()].at(-1)?.id ?? '';
    const ends = { from: { equipment: hall.ids.b, port: 'return' }, to: { equipment: valve, port: 'a' } };
    run(hall.session, connect(hall.document(), { ...ends, item: pipeItem, system: 'new', newId: hall.newId }));
    const [first, second] = [...hall.document().tables.system.values()];
    expect([first?.name, second?.name]).toEqual(['TCS', 'TCS 2']);
    run(hall.session, setRunSystem(hall.document(), { runs: [theRun().id], system: second?.id ?? '' }));
    expect(theRun().system).toBe(second?.id);
    const named = (name: string) => rename(hall.document(), { record: second?.id ?? '', name });
    expect(refusal(named(' TCS '))).toMatch(/another system called TCS/);
    expect(accepted(named('TCS 2')).patch).toEqual([]);
    run(hall.session, named('Pod 2'));
    expect(hall.document().tables.system.get(second?.id ?? '')?.name).toBe('Pod 2');
  });

  it('has a name that no other system has, and only what its medium has', () => {
    const [system] = hall.document().tables.system.values();
    const change = (what: Parameters<typeof editSystem>[1]['edit']) =>
      editSystem(hall.document(), { system: system?.id ?? '', edit: what });
    expect(refusal(change({ name: '  ' }))).toMatch(/needs a name/);
    expect(refusal(change({ train: 'A' }))).toMatch(/carries a liquid/);
    run(hall.session, change({ name: 'Pod 1 TCS' }));
    run(hall.session, change({ fluid: 'water' }));
    expect([...hall.document().tables.system.values()][0]).toMatchObject({ name: 'Pod 1 TCS', fluid: 'water', kind: 'tcs' });
    expect(accepted(change({ fluid: 'water' })).patch).toEqual([]);
  });
});

const values = (item: typeof pipeItem) => Object.fromEntries(Object.entries(item.values).map(([name, { value }]) => [name, value]));
