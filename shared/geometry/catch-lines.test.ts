import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchCorner, catchGap, catchLine } from './catch-lines.ts';
import { footprint } from './pose.ts';
import type { PlanBox } from './spatial-index.ts';

const box = (id: string, x: number, y: number, width = 0.6, depth = 1.2, low_m = 0): PlanBox => ({
  id,
  corners: footprint([x, y, 0], 0, width, depth) as unknown as PlanBox['corners'],
  low_m,
  high_m: low_m + 2,
});

const anyBox = fc
  .record({ x: fc.integer({ min: -40, max: 40 }), y: fc.integer({ min: -40, max: 40 }), w: fc.integer({ min: 1, max: 12 }) })
  .map(({ x, y, w }) => ({ x: x / 10, y: y / 10, w: w / 10 }));
const neighbours = fc
  .array(anyBox, { maxLength: 12 })
  .map((all) => all.map(({ x, y, w }, i) => box(`n${i}`, x, y, w, 1.2)))
  .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

describe('what catches a box', () => {
  it('an edge comes onto the nearest edge of a neighbour, middles meet by their middles', () => {
    const other = box('n', 3, 5, 0.8);
    expect(catchLine(box('m', 3.13, 0), [other], 0, 0.1, 'edges')).toMatchObject({
      shift_m: expect.closeTo(-0.03, 9),
      at_m: expect.closeTo(3.4, 9),
    });
    expect(catchLine(box('m', 3.03, 0), [other], 0, 0.05, 'edges')).toBeUndefined();
    expect(catchLine(box('m', 3.03, 0), [other], 0, 0.05, 'middle')).toMatchObject({ shift_m: expect.closeTo(-0.03, 9), at_m: 3 });
  });

  it('a corner comes onto a corner only where both axes reach, or one does and the other lies level', () => {
    const other = box('n', 0, 0);
    const moved = box('m', 0.64, 0.03);
    expect(catchCorner(moved, [other], 0.1, [true, true])).toMatchObject({ shift_m: [expect.closeTo(-0.04, 9), expect.closeTo(-0.03, 9)] });
    expect(catchCorner(moved, [other], 0.04, [true, true])).toBeUndefined();
    expect(catchCorner(moved, [other], 0.1, [true, false])).toBeUndefined();
    expect(catchCorner(box('m', 0.64, 0), [other], 0.1, [true, false])).toMatchObject({ at_m: [0.3, expect.anything()] });
  });

  it('corners of a turned neighbour are its own, not those of its bounds', () => {
    const turned: PlanBox = { ...box('n', 0, 0), corners: footprint([0, 0, 0], 45, 1, 1) as unknown as PlanBox['corners'] };
    const tip = Math.SQRT1_2;
    const caught = catchCorner(box('m', tip + 0.3 + 0.02, 0.6 - 0.01), [turned], 0.1, [true, true]);
    expect(caught?.at_m[0]).toBeCloseTo(tip, 9);
    expect(caught?.at_m[1]).toBeCloseTo(0, 9);
  });

  it('equal gaps go on beyond a row, and between two', () => {
    const row = [box('a', 0, 0), box('b', 1.6, 0)];
    // Gap of 1 m between a and b: the third stands 1 m beyond b.
    expect(catchGap(box('m', 3.23, 0.2), row, 0, 0.1)).toMatchObject({ gap_m: expect.closeTo(1, 9), shift_m: expect.closeTo(-0.03, 9) });
    expect(catchGap(box('m', -1.57, 0.2), row, 0, 0.1)).toMatchObject({ gap_m: expect.closeTo(1, 9), shift_m: expect.closeTo(-0.03, 9) });
    expect(catchGap(box('m', 0.82, 0.2), row, 0, 0.1)).toMatchObject({ gap_m: expect.closeTo(0.2, 9), shift_m: expect.closeTo(-0.02, 9) });
    // What hangs above or stands in another row is not of this one.
    expect(catchGap(box('m', 3.23, 0.2), [row[0] as PlanBox, box('b', 1.6, 0, 0.6, 1.2, 2.5)], 0, 0.1)).toBeUndefined();
    expect(catchGap(box('m', 3.23, 4), row, 0, 0.1)).toBeUndefined();
  });

  it('walls catch only what they stand beside', () => {
    const wall: PlanBox = { ...box('w', 5, 0, 0, 4), isWall: true };
    expect(catchLine(box('m', 4.66, 1), [wall], 0, 0.1, 'edges', true)).toMatchObject({ at_m: 5, shift_m: expect.closeTo(0.04, 9) });
    expect(catchLine(box('m', 4.66, 3), [wall], 0, 0.1, 'edges', true)).toBeUndefined();
  });

  it('never shifts farther than the reach, puts the line where it says, and does not mind the order of records', () => {
    fc.assert(
      fc.property(neighbours, anyBox, fc.integer({ min: 1, max: 30 }), ([all, shuffled], { x, y, w }, cm) => {
        const moved = box('m', x + 0.013, y + 0.007, w);
        const reach_m = cm / 100;
        for (const axis of [0, 1] as const) {
          const lines = [
            catchLine(moved, all, axis, reach_m, 'edges'),
            catchLine(moved, all, axis, reach_m, 'middle'),
            catchGap(moved, all, axis, reach_m),
          ];
          expect([
            catchLine(moved, shuffled, axis, reach_m, 'edges'),
            catchLine(moved, shuffled, axis, reach_m, 'middle'),
            catchGap(moved, shuffled, axis, reach_m),
          ]).toEqual(lines);
          for (const line of lines) if (line) expect(Math.abs(line.shift_m)).toBeLessThanOrEqual(reach_m);
        }
        const corner = catchCorner(moved, all, reach_m, [true, true]);
        expect(catchCorner(moved, shuffled, reach_m, [true, true])).toEqual(corner);
        if (!corner) return;
        expect(Math.hypot(...corner.shift_m)).toBeLessThanOrEqual(reach_m);
        const meets = moved.corners.some(
          ([cx, cy]) => Math.hypot(cx + corner.shift_m[0] - corner.at_m[0], cy + corner.shift_m[1] - corner.at_m[1]) < 1e-9,
        );
        expect(meets).toBe(true);
      }),
    );
  });
});
