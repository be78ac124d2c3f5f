import { Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { alongAxis } from './gizmo.ts';
import { clicked } from './select.ts';
import { typedQuantity } from './typed-quantity.ts';

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
  const typing = (text: string, system: 'SI' | 'US' = 'SI') => {
    const typed = typedQuantity('length', () => system);
    for (const key of text) typed.take(key);
    return typed;
  };

  it('reads a plain number in the unit of the fields, comma or point, and takes keys back', () => {
    const typed = typing('2,45');
    expect(typed.value).toBe(2.45);
    typed.take('Backspace');
    expect(typed.value).toBe(2.4);
    expect(typing('-2.4').value).toBe(-2.4);
    expect(typing('10', 'US').value).toBeCloseTo(3.048, 12);
    typed.clear();
    expect(typed.value).toBeUndefined();
  });

  it('reads units and arithmetic as every field does', () => {
    expect(typing('600 mm*8').value).toBeCloseTo(4.8, 12);
    expect(typing('600mm*8+1.2m').value).toBeCloseTo(6, 12);
    expect(typing('5 ft 6 in').value).toBeCloseTo(1.6764, 12);
    expect(typing('(3+4)/2').value).toBe(3.5);
    expect(typing('12-2').value).toBe(10);
  });

  it('keeps the value so far while an expression is not finished, and says what is wrong with it', () => {
    const typed = typing('600 mm*');
    expect(typed.value).toBeCloseTo(0.6, 12);
    expect(typed.fault).toBeDefined();
    typed.take('2');
    expect(typed.value).toBeCloseTo(1.2, 12);
    expect(typed.fault).toBeUndefined();
    expect(typing('3 bananas').fault).toMatch(/unit of length/);
  });

  it('leaves letters to the shortcuts until a number stands there', () => {
    const typed = typedQuantity('length', () => 'SI');
    for (const key of ['m', 'g', ' ', '*', 'Tab']) expect(typed.take(key)).toBe(false);
    expect(typed.text).toBe('');
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
