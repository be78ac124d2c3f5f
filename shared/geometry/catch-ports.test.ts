import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../document/records.ts';
import { catchPorts, type Socket, socketRows } from './catch-ports.ts';

const socket = (key: string, at_m: Place, normal: Place): Socket => ({ key, at_m, normal });
const [east, west, north, up, down]: readonly [Place, Place, Place, Place, Place] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const reach = { reach_m: 0.1, run_m: 6, free: [true, true] } as const;
const any = () => true;
const still: Place = [0, 0, 0];

describe('ports that come to face each other', () => {
  it('a level run is straight when both ends lie level and sideways in line', () => {
    const moved = socketRows([socket('m', [0, 0, 1], east)]);
    const [caught] = catchPorts(moved, [socket('s', [2, 0.04, 1], west)], still, reach, any);
    expect(caught).toMatchObject({ shift_m: [0, expect.closeTo(0.04, 12)], fixes: [1], length_m: 2 });
    expect(catchPorts(moved, [socket('s', [2, 0.04, 1.2], west)], still, reach, any)).toEqual([]);
    expect(catchPorts(moved, [socket('s', [2, 0.12, 1], west)], still, reach, any)).toEqual([]);
    expect(catchPorts(moved, [socket('s', [7, 0.04, 1], west)], still, reach, any)).toEqual([]);
  });

  it('ports that look the same way, past each other or across never line up', () => {
    const moved = socketRows([socket('m', [0, 0, 1], east)]);
    for (const [at_m, normal] of [
      [[2, 0, 1], east],
      [[-2, 0, 1], west],
      [[2, 0, 1], north],
      [
        [2, 0, 1],
        [0.6, 0.8, 0],
      ],
    ] as const)
      expect(catchPorts(moved, [socket('s', at_m, normal)], still, reach, any)).toEqual([]);
  });

  it('an upright run fixes both axes; with one locked the port must stand over it already', () => {
    const moved = socketRows([socket('m', [0, 0, 2], up)]);
    const tap = [socket('s', [1.03, 2.04, 2.7], down)];
    const [caught] = catchPorts(moved, tap, [1, 2, 0], reach, any);
    expect(caught).toMatchObject({ fixes: [0, 1], length_m: expect.closeTo(0.7, 12) });
    expect(caught?.shift_m[0]).toBeCloseTo(0.03, 12);
    expect(catchPorts(moved, tap, [1, 2, 0], { ...reach, free: [true, false] }, any)).toEqual([]);
    expect(catchPorts(moved, tap, [1, 2.04, 0], { ...reach, free: [true, false] }, any)[0]?.fixes).toEqual([0]);
  });

  it('what does not fit is passed over for what does', () => {
    const moved = socketRows([socket('m', [0, 0, 1], east)]);
    const standing = [socket('near', [2, 0.01, 1], west), socket('far', [2, -0.05, 1], west)];
    expect(catchPorts(moved, standing, still, reach, (_, { key }) => key === 'far')[0]?.standing.key).toBe('far');
  });

  it('finds what looking at every pair finds, in whatever order they are given', () => {
    const coordinate = fc.integer({ min: -20, max: 20 }).map((n) => n / 20);
    const ports = (name: string) =>
      fc
        .array(fc.tuple(coordinate, coordinate, fc.constantFrom(0, 1), fc.constantFrom(east, west, north, up, down)), { maxLength: 15 })
        .map((all) => all.map(([x, y, z, normal], i) => socket(`${name}${i}`, [x, y, z], normal)));
    fc.assert(
      fc.property(ports('m'), ports('s'), fc.nat(), (moved, standing, seed) => {
        const found = catchPorts(socketRows(moved), standing, still, reach, any);
        const turn = <T>(list: readonly T[]) => list.map((_, i) => list[(i + seed) % list.length] as T).reverse();
        expect(catchPorts(socketRows(turn(moved)), turn(standing), still, reach, any)).toEqual(found);
        // Every pair, by the definition: opposed, in line but for the reach, one ahead of the other.
        const asides = moved.flatMap((m) =>
          standing.flatMap((s) => {
            const dot = m.normal[0] * s.normal[0] + m.normal[1] * s.normal[1] + m.normal[2] * s.normal[2];
            const d = [s.at_m[0] - m.at_m[0], s.at_m[1] - m.at_m[1], s.at_m[2] - m.at_m[2]] as const;
            const along = d[0] * m.normal[0] + d[1] * m.normal[1] + d[2] * m.normal[2];
            const off = d.map((part, i) => part - along * (m.normal[i] ?? 0));
            const level = m.normal[2] !== 0 || Math.abs(off[2] ?? 0) <= 1e-3;
            const aside = Math.hypot(...off);
            return dot === -1 && level && aside <= 0.1 + 1e-9 && along >= -0.1 ? [{ aside, upright: m.normal[2] !== 0 }] : [];
          }),
        );
        expect(found.length > 0).toBe(asides.length > 0);
        const [first] = found;
        if (!first || found.length > 1) return;
        const best = Math.min(...asides.filter(({ upright }) => upright === (first.fixes.length === 2)).map(({ aside }) => aside));
        expect(Math.hypot(...first.shift_m)).toBeCloseTo(best, 9);
      }),
    );
  });
});
