import { Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { barePod } from '../../test/fixtures/bare-pod.ts';
import { clicked } from '../selected.ts';
import { alongAxis } from './gizmo.ts';
import { meant } from './select.ts';
import { typedQuantity } from './typed-quantity.ts';

const plain = { shift: false, ctrl: false };

describe('a click', () => {
  it('replaces, adds with Shift and toggles with Ctrl', () => {
    expect(clicked(['a'], ['b'], plain)).toEqual(['b']);
    expect(clicked(['a'], ['b'], { shift: true, ctrl: false })).toEqual(['a', 'b']);
    expect(clicked(['a', 'b'], ['b'], { shift: true, ctrl: false })).toEqual(['a', 'b']);
    expect(clicked(['a', 'b'], ['b'], { shift: false, ctrl: true })).toEqual(['a']);
    expect(clicked(['a'], [], plain)).toEqual([]);
    expect(clicked(['a'], [], { shift: true, ctrl: false })).toEqual(['a']);
  });

  it('with whole groups takes the row of a rack, fills up a row that is half taken, and takes alone what has no group', () => {
    const { document } = barePod();
    const pieces = [...document.tables.equipment.values()];
    const rack = pieces.find(({ group }) => group !== undefined);
    const cdu = pieces.find(({ group }) => group === undefined);
    if (!rack || !cdu) throw new Error('no rack in a row, or nothing outside of rows');
    const row = meant(document, rack.id, true);
    expect(row).toHaveLength(8);
    expect(row).toContain(rack.id);
    expect(meant(document, rack.id, false)).toEqual([rack.id]);
    expect(meant(document, cdu.id, true)).toEqual([cdu.id]);
    expect(meant(document, undefined, true)).toEqual([]);
    const toggle = { shift: false, ctrl: true };
    expect(new Set(clicked([rack.id, cdu.id], row, toggle))).toEqual(new Set([cdu.id, ...row]));
    expect(clicked([cdu.id, ...row], row, toggle)).toEqual([cdu.id]);
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
