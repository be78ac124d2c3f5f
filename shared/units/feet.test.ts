import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFeet, formatFeetEntered } from './feet.ts';
import { formatQuantity } from './format.ts';
import { parseQuantity } from './parse.ts';

const inch_m = 0.0254;
const read = (text: string): number => {
  const answer = parseQuantity(text, 'length', 'US');
  if (!answer.ok) throw new Error(`${text}: ${answer.problems[0]?.message}`);
  return answer.value;
};

describe('feet and inches', () => {
  it.each([
    [79.5, '6′ 7 1/2″'],
    [0, '0″'],
    [0.5, '1/2″'],
    [11.9999, '1′ 0″'],
    [72.0625, '6′ 0 1/16″'],
    [36, '3′ 0″'],
    [-306, '−25′ 6″'],
    [-0.001, '0″'],
    [12 * 1234 + 5.875, '1\u2009234′ 5 7/8″'],
  ])('writes %d inches as %s', (inches, text) => {
    expect(formatFeet(inches * inch_m)).toBe(text);
  });

  it('writes metric lengths to the sixteenth a tape would show: 600 mm and 1.2 m', () => {
    expect(formatFeet(0.6)).toBe('1′ 11 5/8″');
    expect(formatFeet(1.2)).toBe('3′ 11 1/4″');
  });

  it('is read back as what it says, and exactly where it is edited', () => {
    fc.assert(
      fc.property(fc.double({ min: -2000, max: 2000, noNaN: true }), (value_m) => {
        expect(Math.abs(read(formatFeet(value_m)) - value_m)).toBeLessThanOrEqual(inch_m / 32 + 1e-9);
        expect(Math.abs(read(formatFeetEntered(value_m)) - value_m)).toBeLessThanOrEqual(0.5001e-4 * inch_m + 1e-6);
      }),
    );
  });

  it('keeps sixteenths as fractions and shows other digits as they are', () => {
    expect(formatFeetEntered(79.5 * inch_m)).toBe('6′ 7 1/2″');
    expect(formatFeetEntered(11)).toBe('36′ 1.0709″');
    expect(formatFeetEntered(-11)).toBe('−36′ 1.0709″');
  });

  it('is how every length in feet is printed that has no decimals of its own; pipe diameters stay in decimal inches', () => {
    expect(formatQuantity(2.4, 'length', { system: 'US' })).toEqual({ text: '7′ 10 1/2″', unit: '' });
    expect(formatQuantity(0.5, 'length', { system: 'US', unit: 'ft' })).toEqual({ text: '1′ 7 11/16″', unit: '' });
    expect(formatQuantity(0.1023, 'length', { system: 'US' })).toEqual({ text: '4.03', unit: 'in' });
    expect(formatQuantity(2.4, 'length', { system: 'US', unit: 'ft', decimals: 2 })).toEqual({ text: '7.87', unit: 'ft' });
    expect(formatQuantity(2.4, 'length')).toEqual({ text: '2.40', unit: 'm' });
  });
});
