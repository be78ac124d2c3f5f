import fc from 'fast-check';
import { expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { pipeItem, rackItem, scenario, site, vesselItem } from '../../test/fixtures/furnished-hall.ts';
import { hallOf, rectangle } from '../../test/fixtures/hall.ts';
import { allRecords, type Document, documentOf } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import type { Connection, Equipment, Place, Space } from '../document/records.ts';
import { copyRecords, pasteRecords } from '../file/clipboard.ts';
import { duplicate } from './duplicate.ts';
import { move } from './move.ts';
import { setCoordinate } from './move-each.ts';
import { rotate } from './rotate.ts';

const level_m = 1.2;
const piece = (id: string, item: string, position_m: Place): Equipment => ({
  id,
  type: 'equipment',
  tag: id,
  item,
  space: 'space_1',
  position_m,
  yaw_deg: 0,
  overrides: {},
});
const pipe: Connection = {
  id: 'run',
  type: 'connection',
  tag: 'run',
  from: { equipment: 'vessel-1', port: 'water' },
  to: { equipment: 'vessel-2', port: 'water' },
  system: 'sys',
  item: pipeItem.id,
  waypoints_m: [[5, 5, 3]],
  overrides: {},
};
const raised: Space = { ...hallOf(10, 10), id: 'raised', name: 'Raised', outline_m: rectangle(20, 0, 30, 10), elevation_m: level_m };
/** Two vessels, a run between them and a rack in a hall on the ground, and a hall beside it that lies higher. */
const start = documentOf([
  site,
  scenario,
  rackItem,
  vesselItem,
  pipeItem,
  { id: 'sys', type: 'system', name: 'W', kind: 'fws', fluid: 'water' },
  hallOf(10, 10),
  raised,
  piece('rack', rackItem.id, [2, 2, 0]),
  piece('vessel-1', vesselItem.id, [4, 5, 0]),
  piece('vessel-2', vesselItem.id, [6, 5, 0]),
  pipe,
]);
const heightOf = (document: Document, id: string) => document.tables.equipment.get(id)?.position_m[2];

it('a rack that is moved into a hall whose floor lies higher stands on that floor, and comes down again', () => {
  const up = done(start, move(start, { records: ['rack'], offset_m: [20, 0, 0] }));
  expect([heightOf(up, 'rack'), up.tables.equipment.get('rack')?.space]).toEqual([level_m, 'raised']);
  const down = done(up, move(up, { records: ['rack'], offset_m: [-20, 0, 0] }));
  expect(heightOf(down, 'rack')).toBe(0);
});

it('a floor that lifts a piece out of the site is not moved onto', () => {
  const high = documentOf([...allRecords(start)].map((record) => (record.id === 'raised' ? { ...raised, elevation_m: 1e6 } : record)));
  const onto = (height_m: number) =>
    setCoordinate(done(high, setCoordinate(high, { records: ['rack'], axis: 2, value_m: height_m })), {
      records: ['rack'],
      axis: 0,
      value_m: 22,
    });
  expect(onto(0.5)).toMatchObject({ refused: /farther than 1000 km/ });
  expect(onto(0)).toMatchObject({ patch: [{ after: { position_m: [22, 2, 1e6] } }] });
});

it('the run between two pieces that rise together rises with them', () => {
  const up = done(start, move(start, { records: ['vessel-1', 'vessel-2'], offset_m: [20, 0, 0] }));
  expect(up.tables.connection.get('run')?.waypoints_m).toEqual([[25, 5, 3 + level_m]]);
});

it('a run rises with its pieces when they are turned onto a higher floor, and so does its copy there', () => {
  const turned = done(start, rotate(start, { records: ['vessel-1', 'vessel-2'], angle_deg: 180, pivot: [15, 5] }));
  expect(heightOf(turned, 'vessel-1')).toBe(level_m);
  expect(
    turned.tables.connection
      .get('run')
      ?.waypoints_m.flat()
      .map((value) => value.toFixed(9)),
  ).toEqual([25, 5, 3 + level_m].map((value) => value.toFixed(9)));
  const copied = done(start, duplicate(start, { records: ['vessel-1', 'vessel-2'], offset_m: [20, 0, 0], newId: sequentialIds() }));
  const copy = [...copied.tables.connection.values()].find(({ id }) => id !== 'run');
  expect(copy?.waypoints_m).toEqual([[25, 5, 3 + level_m]]);
});

it('what was put into a space by hand keeps its height wherever it goes', () => {
  const assigned = documentOf([
    ...[...start.tables.equipment.values()].filter(({ id }) => id !== 'rack'),
    ...start.tables.space.values(),
    ...start.tables.item.values(),
    site,
    scenario,
    { ...piece('rack', rackItem.id, [2, 2, 0]), space: 'raised' },
  ]);
  expect(heightOf(done(assigned, move(assigned, { records: ['rack'], offset_m: [20, 0, 0] })), 'rack')).toBe(0);
});

it('height over the floor is what stays, by whatever moves and turns a piece goes from floor to floor', () => {
  const floorUnder = (document: Document): number =>
    document.tables.space.get(document.tables.equipment.get('rack')?.space ?? '')?.elevation_m ?? 0;
  const step = fc.record({
    x: fc.integer({ min: -30, max: 30 }),
    y: fc.integer({ min: -12, max: 12 }),
    turn: fc.integer({ min: 0, max: 24 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      let now = start;
      for (const { x, y, turn } of steps) {
        now = done(now, move(now, { records: ['rack'], offset_m: [x + 0.25, y + 0.25, 0] }));
        now = done(now, rotate(now, { records: ['rack', 'vessel-1'], angle_deg: turn * 15 }));
        expect((heightOf(now, 'rack') ?? 0) - floorUnder(now)).toBeCloseTo(0, 9);
      }
    }),
  );
});

it('what is copied out of a raised hall stands on the floor that it is pasted onto, with its runs', () => {
  const up = done(start, move(start, { records: ['vessel-1', 'vessel-2'], offset_m: [20, 0, 0] }));
  const text = copyRecords(up, ['vessel-1', 'vessel-2']) ?? '';
  const at = (offset_m: Place) => {
    const answer = pasteRecords(up, { text, offset_m, newId: sequentialIds('pasted') });
    const after = done(up, answer);
    const [first] = ('selection' in answer ? answer.selection : undefined) ?? [];
    const run = [...after.tables.connection.values()].find(({ id }) => id !== 'run');
    return [heightOf(after, first ?? ''), run?.waypoints_m[0]?.[2]];
  };
  expect(at([0, 0, 0])).toEqual([level_m, 3 + level_m]);
  expect(at([-20, 2, 0])).toEqual([0, 3]);
  expect(at([0, 30, 0])).toEqual([0, 3]);
});
