import { describe, expect, it } from 'vitest';
import { linesOfDxf } from './dxf-lines.ts';

const drawing = (units: number, ...entities: string[]) =>
  ['0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70', `${units}`, '0\nENDSEC\n0\nSECTION\n2\nENTITIES', ...entities, '0\nENDSEC\n0\nEOF\n'].join(
    '\n',
  );
const line = (x0: number, y0: number, x1: number, y1: number) =>
  `0\nLINE\n5\n1\n100\nAcDbEntity\n8\n0\n100\nAcDbLine\n10\n${x0}\n20\n${y0}\n30\n0\n11\n${x1}\n21\n${y1}\n31\n0`;
const circle = (x: number, y: number, r: number) =>
  `0\nCIRCLE\n5\n2\n100\nAcDbEntity\n8\n0\n100\nAcDbCircle\n10\n${x}\n20\n${y}\n30\n0\n40\n${r}`;

describe('a DXF drawing under the plan', () => {
  it('comes in metres whatever unit it was drawn in', async () => {
    for (const [units, metres] of [
      [4, 0.001],
      [6, 1],
      [2, 0.3048],
      [1, 0.0254],
    ] as const) {
      const read = await linesOfDxf(drawing(units, line(0, 0, 100, 50)));
      if (!read.ok) throw new Error(read.problems[0]?.message);
      expect(read.value.max[0]).toBeCloseTo(100 * metres, 9);
      expect(read.value.unitStated).toBe(true);
    }
  });

  it('draws a circle as chords that keep its radius', async () => {
    const read = await linesOfDxf(drawing(6, circle(3, 4, 2)));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    const { segments } = read.value;
    expect(segments.length / 4).toBeGreaterThan(30);
    for (let i = 0; i < segments.length; i += 2) expect(Math.hypot((segments[i] ?? 0) - 3, (segments[i + 1] ?? 0) - 4)).toBeCloseTo(2, 5);
  });

  it('says what is wrong with a file that is none', async () => {
    expect(await linesOfDxf('hello')).toMatchObject({ ok: false });
    expect(await linesOfDxf(drawing(4))).toMatchObject({ ok: false, problems: [{ message: 'No lines are in this drawing' }] });
  });
});
