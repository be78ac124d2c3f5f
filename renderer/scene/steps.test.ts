import { describe, expect, it } from 'vitest';
import { HeldKeys } from './steps.ts';

const held = (...codes: string[]) => {
  const keys = new HeldKeys();
  for (const code of codes) keys.press({ code, shiftKey: false });
  return keys;
};
const north = 0;
const east = -Math.PI / 2;

describe('walking with the keys', () => {
  it('goes where the view looks, and sideways across it', () => {
    expect(held('KeyW').step(north, 2).toArray()).toEqual([0, 2, 0]);
    expect(held('KeyD').step(north, 2).toArray()).toEqual([2, 0, 0]);
    const [x, y] = held('KeyW').step(east, 2).toArray();
    expect(x).toBeCloseTo(2, 12);
    expect(y).toBeCloseTo(0, 12);
  });

  it('is no faster on the diagonal', () => {
    expect(held('KeyW', 'KeyA').step(north, 2).length()).toBeCloseTo(2, 12);
  });

  it('stands still between opposite keys, and when all are let go', () => {
    expect(held('KeyW', 'KeyS').step(north, 2).length()).toBe(0);
    const keys = held('ArrowUp');
    keys.release({ code: 'ArrowUp', shiftKey: false });
    expect(keys.any).toBe(false);
  });

  it('goes through what stands in the way while Space is held, which by itself is no step', () => {
    const keys = held('Space');
    expect([keys.through, keys.any]).toEqual([true, false]);
    keys.release({ code: 'Space', shiftKey: false });
    expect(keys.through).toBe(false);
  });

  it('leaves all other keys to their shortcuts', () => {
    expect(new HeldKeys().press({ code: 'KeyF', shiftKey: false })).toBe(false);
  });
});
