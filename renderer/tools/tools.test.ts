import { Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { alongAxis } from './gizmo.ts';
import { clicked } from './select.ts';
import { typedNumber } from './typed-number.ts';

const plain = { shift: false, ctrl: false };

describe('a click', () => {
  it('replaces, adds with Shift and toggles with Ctrl', () => {
    expect(clicked(['a'], 'b', plain)).toEqual(['b']);
    expect(clicked(['a'], 'b', { shift: true, ctrl: false })).toEqual(['a', 'b']);
    expect(clicked(['a', 'b'], 'b', { shift: true, ctrl: false })).toEqual(['a', 'b']);
    expect(clicked(['a', 'b'], 'b', { shift: false, ctrl: true })).toEqual(['a']);
    expect(clicked(['a'], undefined, plain)).toEqual([]);
    expect(clicked(['a'], undefined, { shift: true, ctrl: false })).toEqual(['a']);
  });
});

describe('a typed distance', () => {
  it('reads digits, comma or point and sign, and takes them back', () => {
    const typed = typedNumber();
    for (const key of ['2', ',', '4', '5']) expect(typed.take(key)).toBe(true);
    expect(typed.value).toBe(2.45);
    typed.take('-');
    expect(typed.value).toBe(-2.45);
    typed.take('Backspace');
    expect(typed.value).toBe(-2.4);
    expect(typed.take('x')).toBe(false);
    typed.clear();
    expect(typed.value).toBeUndefined();
  });
});

describe('an axis arrow', () => {
  it('follows the pointer ray to the nearest point of the axis', () => {
    const ray = new Ray(new Vector3(3, -10, 5), new Vector3(0, 1, 0));
    expect(alongAxis(ray, new Vector3(1, 0, 0), 'x')).toBeCloseTo(2, 12);
    expect(alongAxis(ray, new Vector3(1, 0, 0), 'z')).toBeCloseTo(5, 12);
  });

  it('does not run away when the ray is parallel to the axis', () => {
    expect(alongAxis(new Ray(new Vector3(0, 0, 5), new Vector3(1, 0, 0)), new Vector3(), 'x')).toBe(0);
  });
});
