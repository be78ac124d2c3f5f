import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Port } from '../../catalogue/kind.ts';
import type { PortPlace } from '../../catalogue/route.ts';
import type { Equipment, Place } from '../../document/records.ts';
import { type PlanBox, spatialIndex } from '../../geometry/spatial-index.ts';
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
