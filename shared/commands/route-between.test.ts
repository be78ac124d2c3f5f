import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Port } from '../catalogue/kind.ts';
import type { PortPlace } from '../catalogue/route.ts';
import type { Equipment, Place } from '../document/records.ts';
import { routeBetween } from './route-between.ts';

const portAt = (at_m: Place, normal: Place): PortPlace => ({ port: {} as Port, equipment: {} as Equipment, at_m, normal });
const up: Place = [0, 0, 1];

describe('a drawn run', () => {
  it('rises from both ports and crosses above the higher one', () => {
    const route = routeBetween(portAt([0, 0, 2], up), portAt([3, 4, 2.5], up), 0.2, 0.3);
    expect(route).toEqual([
      [0, 0, 3],
      [3, 0, 3],
      [3, 4, 3],
    ]);
  });

  it('bends at right angles only', () => {
    const coordinate = fc.integer({ min: -50, max: 50 }).map((value) => value / 4);
    const place = fc.tuple(coordinate, coordinate, coordinate);
    const normal = fc.constantFrom<Place>([0, 0, 1], [1, 0, 0], [0, -1, 0], [-1, 0, 0], [0, 0, -1]);
    fc.assert(
      fc.property(place, place, normal, normal, (a, b, n, m) => {
        const route = [a, ...routeBetween(portAt(a, n), portAt(b, m), 0.25, 0.35), b];
        for (let i = 1; i < route.length; i++) {
          const [p, q] = [route[i - 1] as Place, route[i] as Place];
          const moving = [0, 1, 2].filter((axis) => Math.abs((p[axis] ?? 0) - (q[axis] ?? 0)) > 1e-9);
          expect(moving.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
