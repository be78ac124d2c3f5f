import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cableItem, empty, itemOf, pipeItem, rackItem, sourced, valveItem } from '../../../test/fixtures/furnished-hall.ts';
import { runBody } from '../../catalogue/run-body.ts';
import { allRecords, type Document, documentOf } from '../../document/document.ts';
import type { Connection, Equipment, FacilityRecord, Item, Place, Space, System } from '../../document/records.ts';
import { gapBetween } from '../../geometry/capsule.ts';
import { bodiesOf } from '../bodies.ts';
import { type Clash, touching_m } from './clash.ts';
import { findClashes } from './find-clashes.ts';
import { gapToBody } from './run-equipment.ts';

const water: System = { id: 'sys_water', type: 'system', name: 'FWS', kind: 'fws', fluid: 'water' };
const lowA: System = { id: 'sys_a', type: 'system', name: 'LV-A', kind: 'lv', train: 'A' };
const lowB: System = { id: 'sys_b', type: 'system', name: 'LV-B', kind: 'lv', train: 'B' };

const piece = (id: string, item: Item, position_m: Place): Equipment => ({
  id: `eq_${id}`,
  type: 'equipment',
  tag: id,
  item: item.id,
  position_m,
  yaw_deg: 0,
  overrides: {},
});

/** A run through the given places, from a valve of its own to another; both stand where the route begins and ends. */
function run(id: string, route: readonly Place[], system = water, item: Item = pipeItem, overrides: Connection['overrides'] = {}) {
  const [first, last] = [route[0] as Place, route.at(-1) as Place];
  // Ports of this valve look to both sides at half its height.
  const from = piece(`${id}-from`, valveItem, [first[0] - 0.1, first[1], first[2] - 0.05]);
  const to = piece(`${id}-to`, valveItem, [last[0] + 0.1, last[1], last[2] - 0.05]);
  const connection: Connection = {
    id: `conn_${id}`,
    type: 'connection',
    tag: id,
    from: { equipment: from.id, port: 'b' },
    to: { equipment: to.id, port: 'a' },
    system: system.id,
    item: item.id,
    waypoints_m: route.slice(1, -1),
    overrides,
  };
  return [from, to, connection];
}

const items = [pipeItem, cableItem, rackItem, valveItem];
const design = (...records: readonly (FacilityRecord | readonly FacilityRecord[])[]): Document =>
  documentOf([...new Map([...allRecords(empty), ...items, water, lowA, lowB, ...records.flat()].map((each) => [each.id, each])).values()]);

const pipeItemValues = Object.fromEntries(
  Object.entries({ ...pipeItem.values, massPerLength_kg_m: sourced(10) }).map(([name, { value }]) => [name, value]),
);

const pairs = (clashes: readonly Clash[]) => clashes.map(({ run: id, other }) => [id, other].sort().join(' ')).sort();
const hall = [...empty.tables.space.values()][0] as Space;

describe('a check of runs', () => {
  const rack = piece('rack', rackItem, [5, 5, 0]);

  it('finds a pipe through a rack, where it is and how deep', () => {
    const { clashes } = findClashes(
      design(
        rack,
        run('p', [
          [2, 5, 1],
          [8, 5, 1],
        ]),
      ),
    );
    expect(clashes).toMatchObject([{ sort: 'equipment', run: 'conn_p', other: 'eq_rack' }]);
    expect(clashes[0]?.at_m[0]).toBeCloseTo(5, 6);
    expect(clashes[0]?.depth_m).toBeCloseTo(0.3 + 0.0337 / 2, 6);
  });

  it('takes a pipe as thick as it is outside, with the insulation stated for it', () => {
    const beside = (overrides: Connection['overrides']) =>
      findClashes(
        design(
          rack,
          run(
            'p',
            [
              [2, 5.65, 1],
              [8, 5.65, 1],
            ],
            water,
            pipeItem,
            overrides,
          ),
        ),
      ).clashes.length;
    expect(beside({})).toBe(0);
    expect(beside({ insulationThickness_m: 0.04 })).toBe(1);
  });

  it('leaves a run at what it ends at, and at what that stands in', () => {
    const inRack = run('p', [
      [5, 5, 1],
      [5, 3, 1],
      [8, 3, 1],
    ]);
    expect(findClashes(design(rack, inRack)).clashes).toEqual([]);
  });

  it('finds two pipes that cross at one height, and lets them pass a hand apart', () => {
    const crossing = (height_m: number) =>
      findClashes(
        design(
          run('p', [
            [2, 5, 3],
            [8, 5, 3],
          ]),
          run('q', [
            [3, 2, height_m],
            [5, 2, height_m],
            [5, 8, height_m],
            [7, 8, height_m],
          ]),
        ),
      ).clashes;
    expect(crossing(3)).toMatchObject([{ sort: 'run', run: 'conn_p', other: 'conn_q' }]);
    expect(crossing(3)[0]?.depth_m).toBeCloseTo(0.0337, 6);
    expect(crossing(3.03)).toHaveLength(1);
    expect(crossing(3.04)).toEqual([]);
  });

  it('lets cables of one system lie together, but not in the tray of another', () => {
    const along: Place[] = [
      [2, 5, 3],
      [8, 5, 3],
    ];
    const apart: Place[] = along.map(([x, y, z]) => [x + 0.5, y, z]);
    const cables = (system: System) => findClashes(design(run('a', along, lowA, cableItem), run('b', apart, system, cableItem))).clashes;
    expect(cables(lowA).filter(({ sort }) => sort === 'run')).toEqual([]);
    expect(cables(lowB).filter(({ sort }) => sort === 'run')).toHaveLength(1);
  });

  it('leaves two runs that join at one piece of equipment, where they join', () => {
    const [from, to, p] = run('p', [
      [2, 5, 3],
      [8, 5, 3],
    ]);
    const [, other, q] = run('q', [
      [2, 5, 3],
      [8, 8, 3],
    ]);
    const joined = { ...(q as Connection), from: (p as Connection).from };
    expect(findClashes(design([from, to, p, other, joined] as FacilityRecord[])).clashes).toEqual([]);
  });

  it('does not mistake a round header for the box round it', () => {
    const header = itemOf('header', 'header', { ...pipeItemValues, outerDiameter_m: 0.4, taps: 8, pitch_m: 0.6 });
    const beside = (height_m: number) =>
      findClashes(
        design(
          header,
          piece('header', header, [5, 5, 3]),
          run('p', [
            [1, 5.19, height_m],
            [9, 5.19, height_m],
          ]),
        ),
      ).clashes.length;
    expect(beside(3.2)).toBe(1);
    expect(beside(3.39)).toBe(0);
  });
});

describe('a check of runs in a building', () => {
  const walled: Space = {
    ...hall,
    wallThickness_m: 0.3,
    openings: [{ kind: 'door', wall: 1, from_m: 4, width_m: 2, height_m: 3 }],
    partitions: [{ from_m: [20, 0], to_m: [20, 20], thickness_m: 0.2 }],
    columns: [{ at_m: [10, 10], width_m: 0.5, depth_m: 0.5 }],
  };
  const through = (space: Space, y: number, z: number) =>
    findClashes(
      design(
        space,
        run('p', [
          [30, y, z],
          [50, y, z],
        ]),
      ),
    );

  it('lists the hole that a pipe needs in a wall: where along it, how high, how wide', () => {
    const { clashes, penetrations } = through(walled, 10, 4);
    expect(clashes).toEqual([]);
    expect(penetrations).toHaveLength(1);
    expect(penetrations[0]).toMatchObject({ run: 'conn_p', wall: hall.id });
    expect(penetrations[0]?.along_m).toBeCloseTo(10, 6);
    expect(penetrations[0]?.height_m).toBeCloseTo(4, 6);
    expect(penetrations[0]?.diameter_m).toBeCloseTo(0.0337, 6);
    expect(penetrations[0]?.at_m[0]).toBeCloseTo(40.15, 6);
  });

  it('needs none where it goes through a door, and one through the lintel over it', () => {
    expect(through(walled, 5, 2).penetrations).toEqual([]);
    expect(through(walled, 5, 4).penetrations).toHaveLength(1);
  });

  it('needs one too where no thickness is designed, and one alone where two rooms share the wall', () => {
    const beyond: Space = {
      ...hall,
      id: 'space_beyond',
      kind: 'room',
      outline_m: [
        [40.2, 0],
        [60, 0],
        [60, 20],
        [40.2, 20],
      ],
    };
    expect(through(hall, 10, 4).penetrations).toHaveLength(1);
    const both = findClashes(
      design(
        beyond,
        run('p', [
          [30, 10, 4],
          [50, 10, 4],
        ]),
      ),
    );
    expect(both.penetrations).toHaveLength(1);
    expect(through(hall, 10, 5.2).penetrations).toEqual([]);
  });

  it('is an error through a column, and along in a wall', () => {
    const inColumn = run('c', [
      [8, 10, 2],
      [12, 10, 2],
    ]);
    expect(findClashes(design(walled, inColumn)).clashes).toMatchObject([{ sort: 'column', other: `${hall.id}/column/0` }]);
    const inPartition = run('w', [
      [18, 5, 2],
      [20, 5, 2],
      [20, 9, 2],
      [18, 9, 2],
    ]);
    const found = findClashes(design(walled, inPartition));
    expect(found.clashes).toMatchObject([{ sort: 'wall', other: `${hall.id}/partition/0` }]);
    expect(found.penetrations).toEqual([]);
  });

  it('is one hole where a run bends within the wall', () => {
    const bent = run('b', [
      [18, 5, 2],
      [20, 5, 2],
      [20, 5, 3],
      [22, 5, 3],
    ]);
    const found = findClashes(design(walled, bent));
    expect(found.clashes).toEqual([]);
    expect(found.penetrations).toHaveLength(1);
  });
});

/** All pairs, by the definition: what the check must find, however it goes about it. */
function naive(document: Document): string[] {
  const found: string[] = [];
  const runs = [...document.tables.connection.values()].flatMap((connection) => runBody(document, connection) ?? []);
  const lines = (route: readonly Place[]) => route.slice(1).map((b, i) => [route[i] as Place, b] as const);
  runs.forEach((p, i) => {
    for (const body of bodiesOf(document)) {
      const { id } = body.equipment;
      if (p.connection.from.equipment === id || p.connection.to.equipment === id) continue;
      if (lines(p.route).some(([a, b]) => p.radius_m - gapToBody(body, a, b).distance_m > touching_m))
        found.push([p.connection.id, id].sort().join(' '));
    }
    for (const q of runs.slice(i + 1)) {
      const meet = lines(p.route).some(([a, b]) =>
        lines(q.route).some(([c, d]) => p.radius_m + q.radius_m - gapBetween(a, b, c, d).distance_m > touching_m),
      );
      if (meet) found.push([p.connection.id, q.connection.id].sort().join(' '));
    }
  });
  return found.sort();
}

describe('however runs lie', () => {
  const step = fc.record({ axis: fc.integer({ min: 0, max: 2 }), to: fc.integer({ min: 0, max: 60 }) });
  const routes = fc.array(fc.tuple(fc.array(step, { minLength: 1, maxLength: 5 }), fc.integer({ min: 20, max: 200 })), { maxLength: 10 });

  it('the check finds what a comparison of all pairs finds', () => {
    fc.assert(
      fc.property(routes, (drawn) => {
        const racks = [piece('r1', rackItem, [2, 2, 0]), { ...piece('r2', rackItem, [4, 4, 0]), yaw_deg: 30 }];
        const records = drawn.flatMap(([steps, thick], i) => {
          // Ends stand apart from one another, so that nothing ends where another run passes by.
          const route: Place[] = [[-1, -20 - i, 1]];
          for (const { axis, to } of steps) {
            const next = [...(route.at(-1) as Place)] as [number, number, number];
            next[axis] = to / 10;
            route.push(next);
          }
          return run(`p${i}`, [...route, [20, 30 + i, 2]], water, pipeItem, { outerDiameter_m: thick / 1000 });
        });
        const document = design(...racks, records);
        expect(pairs(findClashes(document).clashes)).toEqual(naive(document));
      }),
      { numRuns: 60 },
    );
  });
});
