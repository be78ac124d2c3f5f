import { expect, it } from 'vitest';
import { typedOffset } from './drag-offset.ts';

const led = (degrees: number): readonly [number, number, number] => {
  const angle = (degrees * Math.PI) / 180;
  return [2.3 * Math.cos(angle), 2.3 * Math.sin(angle), 0];
};

it('a typed distance goes along the locked axis, whatever the pointer does', () => {
  expect(typedOffset(-1.25, [0, 1, 0], led(200), undefined, false)).toEqual([0, -1.25, 0]);
  expect(typedOffset(3, [0, 0, 1], led(10), undefined, false)).toEqual([0, 0, 3]);
});

it('without an axis it goes in the direction meant: a hand is never quite straight', () => {
  expect(typedOffset(3, undefined, led(7), undefined, false)).toEqual([3, 0, 0]);
  expect(typedOffset(3, undefined, led(-97), undefined, false)).toEqual([0, -3, 0]);
  expect(typedOffset(3, undefined, led(172), undefined, false)).toEqual([-3, 0, 0]);
  const [x, y] = typedOffset(3, undefined, led(40), undefined, false);
  expect(x).toBeCloseTo(3 * Math.SQRT1_2, 9);
  expect(y).toBeCloseTo(3 * Math.SQRT1_2, 9);
  expect(typedOffset(3, undefined, [0, 0, 0], undefined, false)).toEqual([3, 0, 0]);
});

it('and in the very direction of the pointer where snapping is off', () => {
  const [x, y] = typedOffset(3, undefined, led(7), undefined, true);
  expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(7, 9);
  expect(Math.hypot(x, y)).toBeCloseTo(3, 9);
});

it('what belongs to a wall goes along it, to the side that the pointer is on', () => {
  expect(typedOffset(2, undefined, led(170), [1, 0], false)).toEqual([-2, -0, 0]);
  expect(typedOffset(2, undefined, led(80), [0, 1], false)).toEqual([0, 2, 0]);
});
