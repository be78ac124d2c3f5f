import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Port } from '../../catalogue/kind.ts';
import type { PortPlace } from '../../catalogue/route.ts';
import type { RunBody } from '../../catalogue/run-body.ts';
import { documentOf } from '../../document/document.ts';
import type { Equipment, Place } from '../../document/records.ts';
import { gapBetween } from '../../geometry/capsule.ts';
import { type PlanBox, spatialIndex } from '../../geometry/spatial-index.ts';
import { Lanes } from './lanes.ts';
import { crosses, grown } from './obstacle.ts';
import { autoRoute } from './route.ts';

const portAt = (id: string, at_m: Place, normal: Place): PortPlace => ({ port: {} as Port, equipment: { id } as Equipment, at_m, normal });
const box = (id: string, x0: number, y0: number, x1: number, y1: number, high_m: number): PlanBox => ({
  id,
  corners: [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ],
  low_m: 0,
  high_m,
});
const up: Place = [0, 0, 1];

describe('a run that finds its own way', () => {
  it('rises to the level that is meant and crosses there', () => {
    const { waypoints_m, clear } = autoRoute({
      from: portAt('a', [0, 0, 2], up),
      to: portAt('b', [6, 4, 2.2], up),
      levels_m: [3],
      obstacles: spatialIndex([]),
    });
    expect(clear).toBe(true);
    expect(waypoints_m).toEqual([
      [0, 0, 3],
      [6, 0, 3],
      [6, 4, 3],
    ]);
  });

  it('turns the other way first where something stands in the corner', () => {
    const { waypoints_m, clear } = autoRoute({
      from: portAt('a', [0, 0, 2], up),
      to: portAt('b', [6, 4, 2.2], up),
      levels_m: [3],
      obstacles: spatialIndex([box('column', 5, -1, 7, 1, 5)]),
    });
    expect(clear).toBe(true);
    expect(waypoints_m).toContainEqual([0, 4, 3]);
  });

  it('goes round a wall that blocks every straight way, with as few bends as that takes', () => {
    const wall = box('wall', 2.9, -3, 3.1, 3, 10);
    const { waypoints_m, clear } = autoRoute({
      from: portAt('a', [0, 0, 2], up),
      to: portAt('b', [6, 0, 2], up),
      levels_m: [3],
      obstacles: spatialIndex([wall]),
    });
    expect(clear).toBe(true);
    // Up, out to the wall's end, past it, back and down.
    expect(waypoints_m).toHaveLength(4);
    expect(Math.max(...waypoints_m.map(([, y]) => Math.abs(y)))).toBeCloseTo(3.05, 9);
  });

  it('says that it is not clear where there is no way', () => {
    const walls = [
      box('w1', 1, -20, 1.2, 20, 40),
      box('w2', -1.2, -20, -1, 20, 40),
      box('w3', -1.2, 1, 1.2, 1.2, 40),
      box('w4', -1.2, -1.2, 1.2, -1, 40),
    ];
    const route = autoRoute({
      from: portAt('a', [0, 0, 2], up),
      to: portAt('b', [6, 0, 2], up),
      levels_m: [3],
      obstacles: spatialIndex(walls),
    });
    expect(route.clear).toBe(false);
    expect(route.waypoints_m.length).toBeGreaterThan(0);
  });

  it('bends at right angles only, never doubles back, and passes through nothing when it says it is clear', () => {
    const metre = fc.integer({ min: -40, max: 40 }).map((value) => value / 4);
    const place = fc.tuple(
      metre,
      metre,
      fc.integer({ min: 0, max: 16 }).map((value) => value / 4),
    );
    const normal = fc.constantFrom<Place>([0, 0, 1], [1, 0, 0], [0, -1, 0], [-1, 0, 0], [0, 0, -1]);
    const boxes = fc.array(
      fc.tuple(metre, metre, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 20 })),
      {
        maxLength: 12,
      },
    );
    let clearRoutes = 0;
    fc.assert(
      fc.property(place, place, normal, normal, boxes, (a, b, n, m, sizes) => {
        const bodies = sizes.map(([x, y, w, d, h], i) => box(`box-${i}`, x, y, x + w / 4, y + d / 4, h / 4));
        const { waypoints_m, clear } = autoRoute({
          from: portAt('a', a, n),
          to: portAt('b', b, m),
          levels_m: [3, 3.4],
          obstacles: spatialIndex(bodies),
        });
        const route = [a, ...waypoints_m, b];
        for (let i = 1; i < route.length; i++) {
          const [p, q] = [route[i - 1] as Place, route[i] as Place];
          expect(([0, 1, 2] as const).filter((axis) => Math.abs(p[axis] - q[axis]) > 1e-9).length).toBeLessThanOrEqual(1);
          if (clear) for (const body of bodies) expect(crosses(p, q, grown(body, 0.049)) && i > 1 && i < route.length - 1).toBe(false);
        }
        if (clear) clearRoutes++;
      }),
    );
    expect(clearRoutes).toBeGreaterThan(20);
  });
});

describe('a run that finds its way in a building', () => {
  const [from, to] = [portAt('a', [0, 0, 2], up), portAt('b', [6, 4, 2.2], up)];
  /** Along y: corners of a wall begin along it. */
  const wallBox = (x0: number, y0: number, x1: number, y1: number): PlanBox => {
    const [a, b, c, d] = box('wall', x0, y0, x1, y1, 6).corners;
    return { id: 'wall', corners: [b, c, d, a], low_m: 0, high_m: 6, isWall: true };
  };

  it('stays under the ceiling and over the floor, whatever level is meant', () => {
    const levelOf = (level: number) =>
      Math.max(
        ...autoRoute({ from, to, levels_m: [level], heights_m: [0.1, 2.9], obstacles: spatialIndex([]) }).waypoints_m.map(([, , z]) => z),
      );
    expect(levelOf(4.55)).toBe(2.9);
    expect(levelOf(2.6)).toBe(2.6);
  });

  it('goes straight through a wall', () => {
    const { waypoints_m, clear } = autoRoute({ from, to, levels_m: [3], obstacles: spatialIndex([wallBox(2.9, -9, 3.1, 9)]) });
    expect(clear).toBe(true);
    expect(Math.max(...waypoints_m.map(([, , z]) => z))).toBe(3);
  });

  it('neither runs along nor rises in a wall', () => {
    // The way that turns at (6, 0) would come down to the wall's line and follow it.
    const along = wallBox(5.9, -9, 6.1, 3.5);
    const { waypoints_m, clear } = autoRoute({ from, to, levels_m: [3], obstacles: spatialIndex([along]) });
    expect(clear).toBe(true);
    expect(waypoints_m).toContainEqual([0, 4, 3]);
  });

  it('takes the way with fewer holes in walls where both are as long', () => {
    const { waypoints_m } = autoRoute({ from, to, levels_m: [3], obstacles: spatialIndex([wallBox(2.9, -9, 3.1, 1)]) });
    expect(waypoints_m).toContainEqual([0, 4, 3]);
  });
});

describe('a run that finds its way between others', () => {
  const bodyOf = (id: string, route: readonly Place[], kind = 'pipe', radius_m = 0.05, system = 'sys_1'): RunBody => ({
    connection: {
      id,
      system,
      from: { equipment: `${id}-from`, port: 'a' },
      to: { equipment: `${id}-to`, port: 'b' },
    } as RunBody['connection'],
    kind,
    route,
    radius_m,
  });
  const lanesWith = (...runs: readonly RunBody[]) => {
    const lanes = new Lanes(documentOf([]));
    for (const run of runs) lanes.add(run);
    return lanes;
  };
  const [from, to] = [portAt('new-from', [0, 0, 2], up), portAt('new-to', [6, 4, 2.2], up)];
  const across = (z: number): Place[] => [
    [3, -9, z],
    [3, 9, z],
  ];
  const find = (taken: Lanes, run: RunBody, lowest_m = 0.1) =>
    autoRoute({ from, to, levels_m: [3], heights_m: [lowest_m, 5], obstacles: spatialIndex([]), lanes: { taken, run } });

  it('takes the next lane where a pipe lies at its level', () => {
    const { waypoints_m, clear, meets } = find(lanesWith(bodyOf('other', across(3))), bodyOf('new', []));
    expect([clear, meets]).toEqual([true, undefined]);
    expect(Math.max(...waypoints_m.map(([, , z]) => z))).toBeCloseTo(3.12, 9);
  });

  it('stays with the cables of its own system, and not with those of another', () => {
    const high = (system: string) =>
      Math.max(
        ...find(lanesWith(bodyOf('other', across(3), 'cable')), bodyOf('new', [], 'cable', 0.05, system)).waypoints_m.map(([, , z]) => z),
      );
    expect(high('sys_1')).toBe(3);
    expect(high('sys_2')).toBeGreaterThan(3.05);
  });

  it('rises beside its port where another run passes over it', () => {
    const over: Place[] = [
      [-9, 0, 2.5],
      [9, 0, 2.5],
    ];
    const { waypoints_m, clear, meets } = find(lanesWith(bodyOf('other', over)), bodyOf('new', []), 2.7);
    expect([clear, meets]).toEqual([true, undefined]);
    expect(Math.abs(waypoints_m[1]?.[1] ?? 0)).toBeGreaterThan(0.1);
  });

  it('meets no other unless it says so, and bends at right angles only', () => {
    const metre = fc.integer({ min: -12, max: 12 }).map((value) => value / 2);
    const level = fc.integer({ min: 4, max: 8 }).map((value) => value / 2);
    const others = fc.array(fc.tuple(metre, metre, level, fc.boolean()), { maxLength: 10 });
    let free = 0;
    fc.assert(
      fc.property(others, fc.tuple(metre, metre), (drawn, [x, y]) => {
        const runs = drawn.map(([px, py, z, alongX], i) =>
          bodyOf(
            `other-${i}`,
            alongX
              ? [
                  [-9, py, z],
                  [9, py, z],
                ]
              : [
                  [px, -9, z],
                  [px, 9, z],
                ],
          ),
        );
        const taken = lanesWith(...runs);
        const end = portAt('new-to', [x, y, 1.8], up);
        const run = bodyOf('new', []);
        const found = autoRoute({ from, to: end, levels_m: [3], obstacles: spatialIndex([]), lanes: { taken, run } });
        const route: Place[] = [from.at_m, ...found.waypoints_m, end.at_m];
        for (let i = 1; i < route.length; i++) {
          const [p, q] = [route[i - 1] as Place, route[i] as Place];
          expect(([0, 1, 2] as const).filter((axis) => Math.abs(p[axis] - q[axis]) > 1e-9).length).toBeLessThanOrEqual(1);
          if (found.meets) continue;
          for (const other of runs)
            expect(gapBetween(p, q, other.route[0] as Place, other.route[1] as Place).distance_m).toBeGreaterThan(0.1);
        }
        if (!found.meets && drawn.length > 3) free++;
      }),
    );
    expect(free).toBeGreaterThan(10);
  });
});
