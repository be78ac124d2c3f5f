import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type UnitSystem, unitsOf } from './convert.ts';
import { formatEntered } from './format.ts';
import { parseQuantity } from './parse.ts';
import { type QuantityKind, quantityKinds } from './quantity.ts';

const value = (text: string, kind: QuantityKind, system?: UnitSystem, plain?: string): number => {
  const result = parseQuantity(text, kind, system, plain);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value;
};
const refusal = (text: string, kind: QuantityKind): string | undefined => {
  const result = parseQuantity(text, kind);
  return result.ok ? undefined : result.problems[0]?.message;
};

describe('parseQuantity', () => {
  it.each([
    ['600 mm*8', 'length', 4.8],
    ['24in', 'length', 0.6096],
    ['5 ft 6 in', 'length', 1.6764],
    [`5'6"`, 'length', 1.6764],
    [`25'-6"`, 'length', 25.5 * 0.3048],
    [`25' - 6 1/2"`, 'length', (25 + 6.5 / 12) * 0.3048],
    [`−25′-6″ + 1'`, 'length', -25.5 * 0.3048 + 0.3048],
    ['6-1/2"', 'length', 6.5 * 0.0254],
    ['6 1/2 in', 'length', 6.5 * 0.0254],
    [`10'-3/4"`, 'length', (10 + 0.75 / 12) * 0.3048],
    ['25 ft - 6 in', 'length', 24.5 * 0.3048],
    ['1/2 in', 'length', 0.0127],
    ['1.2+0.6', 'length', 1.8],
    ['1 661 mm', 'length', 1.661],
    ['1GW', 'power', 1e9],
    ['142 kW', 'power', 142e3],
    ['142 kw', 'power', 142e3],
    ['(3+4) kW', 'power', 7e3],
    ['1.2 MW - 200 kW', 'power', 1e6],
    ['1 ton', 'power', 3516.8528420667],
    ['180 L/min', 'flow', 0.003],
    ['3 m3/h * 2', 'flow', 6 / 3600],
    ['100 gpm', 'flow', 0.00630901964],
    ['2 bar', 'pressure', 2e5],
    ['1 psi', 'pressureDifference', 6894.757293168],
    ['50 %', 'ratio', 0.5],
    ['0.98', 'ratio', 0.98],
    ['15 min', 'time', 900],
    ['42.8 kW/m²', 'powerDensity', 42800],
    ['90', 'angle', 90],
    ['−90°', 'angle', -90],
    ['4.16 kV', 'voltage', 4160],
    ['1e-3 m', 'length', 0.001],
  ] as const)('reads %s as a %s', (text, kind, expected) => {
    expect(value(text, kind)).toBeCloseTo(expected, 9 - Math.ceil(Math.log10(Math.abs(expected) + 1)));
  });

  it('knows a temperature from a temperature difference', () => {
    expect(value('32 °F', 'temperature')).toBeCloseTo(273.15, 10);
    expect(value('18 °F', 'temperatureDifference')).toBeCloseTo(10, 10);
    expect(value('10 K', 'temperature')).toBe(10);
    expect(value('10 K', 'temperatureDifference')).toBe(10);
    expect(value('40 C', 'temperature')).toBeCloseTo(313.15, 10);
    expect(value('-40 °F', 'temperature')).toBeCloseTo(value('-40 °C', 'temperature'), 10);
    expect(value('20 °C + 5 K', 'temperature')).toBeCloseTo(298.15, 10);
    expect(value('-20 °C + 5 K', 'temperature')).toBeCloseTo(258.15, 10);
  });

  it('takes a number without unit in the unit of the field, else of the unit system', () => {
    expect(value('142', 'power', 'SI', 'kW')).toBe(142e3);
    expect(value('30', 'temperature')).toBeCloseTo(303.15, 10);
    expect(value('86', 'temperature', 'US')).toBeCloseTo(303.15, 10);
    expect(value('10', 'length', 'US')).toBeCloseTo(3.048, 10);
    expect(value('10', 'length')).toBe(10);
  });

  it('says what is wrong in the terms of the field', () => {
    expect(refusal('', 'power')).toBe('enter a number');
    expect(refusal('fast', 'velocity')).toMatch(/“fast” is not a number/);
    expect(refusal('3 furlong', 'length')).toMatch(/“furlong” is not a unit of length; use m, mm/);
    expect(refusal('3 mW', 'power')).toMatch(/not a unit of power/);
    expect(refusal('3 m + 2', 'length')).toMatch(/every term a unit/);
    expect(refusal('20 °C + 30 °C', 'temperature')).toMatch(/cannot be added/);
    expect(refusal('2 * 20 °C * 2', 'temperature')).toMatch(/cannot be multiplied/);
    expect(refusal('3 m * 2 m', 'length')).toMatch(/not a length/);
    expect(refusal('(3 m', 'length')).toMatch(/bracket is not closed/);
    expect(refusal('1,5 m', 'length')).toMatch(/point/);
    expect(refusal('1/0', 'length')).toMatch(/not a finite number/);
    expect(refusal('9'.repeat(400), 'length')).toMatch(/at most/);
    expect(refusal('3 4', 'length')).toMatch(/operator is missing/);
    expect(refusal('3 ** 4', 'length')).toMatch(/not expected/);
  });

  it('gives back every entered value in every unit it can be shown in', () => {
    const cases = Object.keys(quantityKinds).flatMap((kind) =>
      unitsOf(kind as QuantityKind).map((unit) => ({ kind: kind as QuantityKind, unit })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.double({ min: -1e9, max: 1e9, noNaN: true }), ({ kind, unit }, raw) => {
        const si = raw;
        const text = formatEntered(si, unit);
        const shown = Math.abs(si - (unit.offset ?? 0)) / unit.scale;
        const tolerance = unit.scale * (Math.min(0.5001e-4, 0.5001e-5 * shown) + 1e-9 * shown) + 1e-12;
        expect(Math.abs(value(text, kind, 'SI', unit.name) - si)).toBeLessThanOrEqual(tolerance);
        if (unit.name !== '') expect(Math.abs(value(`${text} ${unit.name}`, kind) - si)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });

  it('reads sums and products of plain numbers as arithmetic does', () => {
    const number = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(value(`${a}+${b}*${c}`, 'count')).toBe(a + b * c);
        expect(value(`(${a}-${b})/${c}`, 'count')).toBeCloseTo((a - b) / c, 12);
        expect(value(`${a} kW * ${b} + ${c} kW`, 'power')).toBeCloseTo((a * b + c) * 1e3, 3);
      }),
    );
  });

  it('answers any text with a value or a problem, never an exception', () => {
    const piece = fc.constantFrom(
      '1',
      '2.5',
      'm',
      'mm',
      '°C',
      'K',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      ' ',
      'e',
      '"',
      "'",
      '·',
      '\u2009',
      '€',
      '𝛼',
    );
    fc.assert(
      fc.property(fc.constantFrom('length', 'temperature', 'power', 'ratio'), fc.array(piece, { maxLength: 12 }), (kind, parts) => {
        const result = parseQuantity(parts.join(''), kind as QuantityKind);
        expect(result.ok ? Number.isFinite(result.value) : result.problems.length > 0).toBe(true);
      }),
    );
  });
});
