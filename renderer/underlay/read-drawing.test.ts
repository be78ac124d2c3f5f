import { describe, expect, it } from 'vitest';
import { chainsOf } from './read-drawing.ts';

describe('lines of a drawing that is stored', () => {
  it('are joined where one goes on from the last, from the south-west corner, to a tenth of a millimetre', () => {
    const segments = Float32Array.from([10, 20, 14, 20, 14, 20, 14, 23, 11, 21, 12, 21, 12, 21, 12, 21]);
    expect(chainsOf({ segments, min: [10, 20] })).toEqual([
      [0, 0, 4, 0, 4, 3],
      [1, 1, 2, 1],
    ]);
    expect(chainsOf({ segments: Float32Array.from([0, 0, 0.123456, 0]), min: [0, 0] })).toEqual([[0, 0, 0.1235, 0]]);
  });
});
