import { describe, expect, it } from 'vitest';
import { stepsOf } from './use-scrub.ts';

const keys = { shiftKey: false, ctrlKey: false, metaKey: false };

describe('a number that is dragged', () => {
  it('goes a step for every few pixels either way, a tenth with Shift and ten with Ctrl', () => {
    expect(stepsOf(29, keys)).toBe(5);
    expect(stepsOf(-29, keys)).toBe(-5);
    expect(stepsOf(29, { ...keys, shiftKey: true })).toBeCloseTo(0.5, 12);
    expect(stepsOf(29, { ...keys, ctrlKey: true })).toBe(50);
    expect(stepsOf(5, keys)).toBe(0);
  });
});
