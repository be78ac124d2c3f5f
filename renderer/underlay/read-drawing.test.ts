import { describe, expect, it } from 'vitest';
import { chainsOf, readDrawing } from './read-drawing.ts';

describe('lines of a drawing that is stored', () => {
  it('are joined where one goes on from the last, from the south-west corner, to a tenth of a millimetre', () => {
    const segments = Float64Array.from([10, 20, 14, 20, 14, 20, 14, 23, 11, 21, 12, 21, 12, 21, 12, 21]);
    expect(chainsOf({ segments, min: [10, 20] })).toEqual([
      [0, 0, 4, 0, 4, 3],
      [1, 1, 2, 1],
    ]);
    expect(chainsOf({ segments: Float64Array.from([0, 0, 0.123456, 0]), min: [0, 0] })).toEqual([[0, 0, 0.1235, 0]]);
  });

  it('of a country’s grid keep their tenths of a millimetre, and are laid at the origin', async () => {
    const line = (x0: number, y0: number, x1: number, y1: number) =>
      `0\nLINE\n8\n0\n10\n${x0}\n20\n${y0}\n30\n0\n11\n${x1}\n21\n${y1}\n31\n0`;
    const text = [
      '0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n6\n0\nENDSEC\n0\nSECTION\n2\nENTITIES',
      line(354120.1234, 5812345.5, 354132.3734, 5812345.5),
      line(354132.3734, 5812345.5, 354132.3734, 5812353.25),
      '0\nENDSEC\n0\nEOF\n',
    ].join('\n');
    const read = await readDrawing(new File([text], 'site.dxf'));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    expect(read.value).toMatchObject({ at_m: [0, 0], drawnAt_m: [354120.1234, 5812345.5], width_m: 12.25, scaled: true });
    expect(read.value.drawing.content).toMatchObject({ chains_m: [[0, 0, 12.25, 0, 12.25, 7.75]] });
  });
});
