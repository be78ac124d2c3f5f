import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { done } from '../../test/fixtures/apply-command.ts';
import { cableItem, panelItem, rackItem, refusal, scenario, site } from '../../test/fixtures/furnished-hall.ts';
import { portPlace } from '../catalogue/route.ts';
import { buildingFault, columnCorners, openingsIn, wallLine } from '../document/building-parts.ts';
import { applyPatch, type Document, documentOf } from '../document/document.ts';
import { sequentialIds } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Connection, Equipment, Place, Point, Space } from '../document/records.ts';
import { copyRecords, pasteRecords } from '../file/clipboard.ts';
import { isRefusal } from '../problem.ts';
import { duplicate } from './duplicate.ts';
import { freeOffset } from './free-place.ts';
import { setLocked } from './lock.ts';
import { move } from './move.ts';
import { rotate } from './rotate.ts';

const rectangle = (x0: number, y0: number, x1: number, y1: number): Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
const space = (id: string, kind: Space['kind'], outline_m: Point[], more: Partial<Space> = {}): Space => ({
  id,
  type: 'space',
  kind,
  name: id.replace('-', ' '),
  outline_m,
  elevation_m: 0,
  height_m: 5,
  ...more,
});
const piece = (id: string, at: Place, home?: string, item = rackItem.id): Equipment => ({
  id,
  type: 'equipment',
  tag: id,
  item,
  ...(home === undefined ? {} : { space: home }),
  position_m: at,
  yaw_deg: 0,
  overrides: {},
});
const cable = (id: string, from: string, to: string, waypoints_m: Place[]): Connection => ({
  id,
  type: 'connection',
  tag: id,
  from: { equipment: from, port: 'out-1' },
  to: { equipment: to, port: 'in-1' },
  system: 'sys',
  item: cableItem.id,
  waypoints_m,
  overrides: {},
});

/** A building with two halls; the first is designed, with an electrical room in it, racks, panels and cables. */
const campus = (): Document =>
  documentOf([
    site,
    scenario,
    rackItem,
    panelItem,
    cableItem,
    { id: 'sys', type: 'system', name: 'A', kind: 'lv', train: 'A', voltage_V: 415 },
    space('Building', 'building', rectangle(-5, -5, 100, 45)),
    space('Hall-A', 'hall', rectangle(0, 0, 20, 10), {
      parent: 'Building',
      wallThickness_m: 0.2,
      openings: [
        { kind: 'door', wall: 1, from_m: 3, width_m: 1.2, height_m: 2.4 },
        { kind: 'gate', wall: 4, from_m: 1, width_m: 2, height_m: 2.4 },
      ],
      partitions: [{ from_m: [14, 0], to_m: [14, 10], thickness_m: 0.1 }],
      columns: [{ at_m: [6, 8], width_m: 0.4, depth_m: 0.6 }],
    }),
    space('Room-1', 'room', rectangle(15, 1, 19, 6), { parent: 'Hall-A' }),
    space('Hall-B', 'hall', rectangle(60, 0, 80, 10), { parent: 'Building' }),
    piece('R1', [3, 3, 0], 'Hall-A'),
    piece('R2', [5, 3, 0], 'Hall-A'),
    piece('P1', [16, 3, 0], 'Room-1', panelItem.id),
    piece('P2', [40, 3, 0], 'Building', panelItem.id),
    piece('R9', [62, 3, 0], 'Hall-B'),
    cable('inside', 'P1', 'R1', [
      [16, 3, 4],
      [3, 3, 4],
    ]),
    cable('out', 'P1', 'P2', [
      [16, 3, 4],
      [40, 3, 4],
    ]),
  ]);
const at = (document: Document, id: string) => document.tables.equipment.get(id)?.position_m;
const cornersOf = (document: Document, id: string) => document.tables.connection.get(id)?.waypoints_m;
const runOf = (document: Document): Connection => {
  const found = document.tables.connection.get('out');
  if (!found) throw new Error('no way out');
  return found;
};
const spaceOf = (document: Document, id: string): Space => {
  const found = document.tables.space.get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

/** Every point of a hall and of what is in it, in one order. */
function pointsOf(document: Document, hall: string): Point[] {
  const { outline_m, partitions = [], columns = [], openings = [] } = spaceOf(document, hall);
  const home = spaceOf(document, hall);
  const doors = openings.map(({ wall, from_m }): Point => {
    const line = wallLine(home, wall);
    return line ? [line.from[0] + line.along[0] * from_m, line.from[1] + line.along[1] * from_m] : [Number.NaN, 0];
  });
  const pieces = ['R1', 'R2', 'P1'].map((id): Point => [at(document, id)?.[0] ?? 0, at(document, id)?.[1] ?? 0]);
  const run = (cornersOf(document, 'inside') ?? []).map(([x, y]): Point => [x, y]);
  const posts = columns.map(({ at_m }) => at_m);
  return [
    ...outline_m,
    ...partitions.flatMap(({ from_m, to_m }) => [from_m, to_m]),
    ...doors,
    ...pieces,
    ...run,
    ...posts,
    ...spaceOf(document, 'Room-1').outline_m,
  ];
}
const distances = (points: readonly Point[]): number[] =>
  points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.round(Math.hypot(a[0] - b[0], a[1] - b[1]) * 1e6)));

describe('a hall that is moved', () => {
  it('takes walls, doors, columns, rooms, racks and runs along as one step, and is named once', () => {
    const before = campus();
    const answer = move(before, { records: ['Hall-A'], offset_m: [10, 20, 0] });
    const after = done(before, answer);
    expect(isRefusal(answer) ? '' : answer.label).toBe('Move Hall A');
    expect(spaceOf(after, 'Hall-A').outline_m[0]).toEqual([10, 20]);
    expect(spaceOf(after, 'Hall-A').columns?.[0]?.at_m).toEqual([16, 28]);
    expect(spaceOf(after, 'Room-1').outline_m[0]).toEqual([25, 21]);
    expect([at(after, 'R1'), at(after, 'P1'), at(after, 'P2')]).toEqual([
      [13, 23, 0],
      [26, 23, 0],
      [40, 3, 0],
    ]);
    expect(cornersOf(after, 'inside')?.[0]).toEqual([26, 23, 4]);
    expect(after.tables.equipment.get('P1')?.space).toBe('Room-1');
  });

  it('leads a run that leaves it from its new place at right angles, and what lies outside stays', () => {
    const [from, to] = [portPlace(campus(), { equipment: 'P1', port: 'out-1' }), portPlace(campus(), { equipment: 'P2', port: 'in-1' })];
    if (!from || !to) throw new Error('a panel without its ports');
    const [[x, y], [u, v]] = [from.at_m, to.at_m];
    const corners: Place[] = [
      [x, y, 4],
      [30, y, 4],
      [30, v, 4],
      [u, v, 4],
    ];
    const before = applyPatch(campus(), [changed(runOf(campus()), { ...runOf(campus()), waypoints_m: corners })]);
    const after = done(before, move(before, { records: ['Hall-A'], offset_m: [0, 20, 0] }));
    expect(cornersOf(after, 'out')).toEqual([
      [x, y + 20, 4],
      [30, y + 20, 4],
      [30, v, 4],
      [u, v, 4],
    ]);
    const back = done(after, move(after, { records: ['Hall-A'], offset_m: [0, -20, 0] }));
    expect(
      cornersOf(back, 'out')
        ?.flat()
        .map((value) => value.toFixed(9)),
    ).toEqual(corners.flat().map((value) => value.toFixed(9)));
  });

  it('rises with its floor: racks, rooms and runs stand as high over it as before', () => {
    const after = done(campus(), move(campus(), { records: ['Hall-A'], offset_m: [0, 0, 1.2] }));
    expect([spaceOf(after, 'Hall-A').elevation_m, spaceOf(after, 'Room-1').elevation_m]).toEqual([1.2, 1.2]);
    expect([at(after, 'R1')?.[2], cornersOf(after, 'inside')?.[0]?.[2]]).toEqual([1.2, 5.2]);
  });

  it('lies in the building that holds it, and in none outdoors', () => {
    const out = done(campus(), move(campus(), { records: ['Hall-A'], offset_m: [0, 60, 0] }));
    expect(spaceOf(out, 'Hall-A').parent).toBeUndefined();
    expect(spaceOf(out, 'Room-1').parent).toBe('Hall-A');
    const back = done(out, move(out, { records: ['Hall-A'], offset_m: [0, -60, 0] }));
    expect(spaceOf(back, 'Hall-A').parent).toBe('Building');
  });

  it('takes in what stood in the building around its new place, and leaves a neighbour what is the neighbour’s', () => {
    const over = done(campus(), move(campus(), { records: ['Hall-A'], offset_m: [30, 0, 0] }));
    expect(over.tables.equipment.get('P2')?.space).toBe('Hall-A');
    const onto = done(campus(), move(campus(), { records: ['Hall-A'], offset_m: [58, 0, 0] }));
    expect(onto.tables.equipment.get('R9')?.space).toBe('Hall-B');
  });

  it('stays where it is while something in it is locked', () => {
    const locked = done(campus(), setLocked(campus(), { records: ['R2'], locked: true }));
    expect(refusal(move(locked, { records: ['Hall-A'], offset_m: [1, 0, 0] }))).toMatch(/R2 is locked/);
    expect(refusal(rotate(locked, { records: ['Hall-A'], angle_deg: 90 }))).toMatch(/R2 is locked/);
  });

  it('goes with a piece outside that is selected with it', () => {
    const after = done(campus(), move(campus(), { records: ['Hall-A', 'P2', 'R1'], offset_m: [1, 0, 0] }));
    expect([at(after, 'P2')?.[0], at(after, 'R1')?.[0]]).toEqual([41, 4]);
  });
});

describe('a hall that is turned', () => {
  it('keeps every distance in it, whatever the angle and the way, and its building stands', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -400, max: 400, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (angle_deg, x, y) => {
          const before = campus();
          const turned = done(before, rotate(before, { records: ['Hall-A'], angle_deg }));
          const after = done(turned, move(turned, { records: ['Hall-A'], offset_m: [x, y, 0] }));
          expect(buildingFault(spaceOf(after, 'Hall-A'))).toBeUndefined();
          expect(openingsIn(spaceOf(after, 'Hall-A'), 1)).toEqual(openingsIn(spaceOf(before, 'Hall-A'), 1));
          const [was, is] = [distances(pointsOf(before, 'Hall-A')), distances(pointsOf(after, 'Hall-A'))];
          expect(is.every((each, i) => Math.abs(each - (was[i] ?? 0)) <= 1)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is as it was after four quarter turns, columns with their width and depth', () => {
    let now = campus();
    const start = spaceOf(now, 'Hall-A');
    now = done(now, rotate(now, { records: ['Hall-A'], angle_deg: 90 }));
    expect(spaceOf(now, 'Hall-A').columns?.[0]).toEqual({ at_m: [7, 1], width_m: 0.6, depth_m: 0.4 });
    expect(now.tables.equipment.get('R1')).toMatchObject({ position_m: [12, -2, 0], yaw_deg: 90 });
    for (let turn = 0; turn < 3; turn++) now = done(now, rotate(now, { records: ['Hall-A'], angle_deg: 90 }));
    expect(spaceOf(now, 'Hall-A')).toEqual(start);
  });

  it('turns its columns by the angle between', () => {
    const after = done(campus(), rotate(campus(), { records: ['Hall-A'], angle_deg: 30 }));
    const column = spaceOf(after, 'Hall-A').columns?.[0];
    expect(column).toMatchObject({ width_m: 0.4, depth_m: 0.6, yaw_deg: 30 });
    const [a, b] = column ? columnCorners(column) : [];
    expect(Math.atan2((b?.[1] ?? 0) - (a?.[1] ?? 0), (b?.[0] ?? 0) - (a?.[0] ?? 0)) * (180 / Math.PI)).toBeCloseTo(30, 6);
  });
});

describe('a hall that is copied', () => {
  const copyOf = (document: Document, records: readonly string[]) => {
    const answer = duplicate(document, { records, offset_m: freeOffset(document, document, records, false), newId: sequentialIds('copy') });
    return { after: done(document, answer), selection: isRefusal(answer) ? [] : (answer.selection ?? []) };
  };

  it('has its room, racks and inner runs, stands beside the first in the same building, and names count on', () => {
    const before = campus();
    const { after, selection } = copyOf(before, ['Hall-A']);
    expect(selection).toHaveLength(1);
    const copy = spaceOf(after, selection[0] ?? '');
    expect(copy).toMatchObject({ name: 'Hall C', parent: 'Building', wallThickness_m: 0.2 });
    const room = [...after.tables.space.values()].find(({ parent }) => parent === copy.id);
    expect(room?.name).toBe('Room 2');
    const inside = [...after.tables.equipment.values()].filter(({ space: home }) => home === copy.id || home === room?.id);
    expect(inside.map(({ tag }) => tag).sort()).toEqual(['P3', 'R3', 'R4']);
    expect(after.tables.connection.size).toBe(before.tables.connection.size + 1);
    const step = [(copy.outline_m[0]?.[0] ?? 0) - 0, (copy.outline_m[0]?.[1] ?? 0) - 0];
    expect(copy.columns?.[0]?.at_m).toEqual([6 + (step[0] ?? 0), 8 + (step[1] ?? 0)]);
    // P2 stands east of it: the copy lies north, a wall between.
    expect(step).toEqual([0, 10.2]);
  });

  it('goes to another design with all that is in it, and lies outdoors there', () => {
    const text = copyRecords(campus(), ['Hall-A']) ?? '';
    const other = documentOf([site, scenario]);
    const answer = pasteRecords(other, { text, offset_m: [100, 0, 0], newId: sequentialIds('other') });
    const after = done(other, answer);
    const [hall] = [...after.tables.space.values()].filter(({ kind }) => kind === 'hall');
    expect(hall).toMatchObject({ name: 'Hall A', outline_m: rectangle(100, 0, 120, 10) });
    expect(hall?.parent).toBeUndefined();
    expect([...after.tables.equipment.values()].map(({ tag }) => tag).sort()).toEqual(['P1', 'R1', 'R2']);
    expect(isRefusal(answer) ? [] : answer.selection).toEqual([hall?.id]);
  });
});
