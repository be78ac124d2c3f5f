import { describe, expect, it } from 'vitest';
import { ResponseMemo } from './response-memo.ts';

const curve = (x: number) => Float64Array.of(Math.exp(x), 1 / (2 + x), x);

describe('a response between solved values', () => {
  const memo = new ResponseMemo();
  for (const x of [0, 0.1, 0.2, 0.3, 0.4]) memo.put(x, curve(x));

  it('is as near to the curve as it claims', () => {
    const found = memo.at(0.17, () => 1e-3);
    curve(0.17).forEach((value, i) => {
      expect(Math.abs((found?.[i] ?? Number.NaN) - value)).toBeLessThan(1e-5);
    });
  });

  it('is unknown where solved values stand too far apart, and beyond them', () => {
    expect(memo.at(0.17, () => 1e-9)).toBeUndefined();
    expect(memo.at(0.41, () => 1)).toBeUndefined();
    expect(new ResponseMemo().at(0, () => 1)).toBeUndefined();
  });
});
