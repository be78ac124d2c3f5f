import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSI, toSI, unitNamed, unitsOf } from './convert.ts';
import { describeQuantity, formatAtRest, formatEntered, formatFixed, formatNumber, formatQuantity } from './format.ts';
import { parseQuantity } from './parse.ts';
import { type QuantityKind, quantityKinds } from './quantity.ts';

describe('formatQuantity', () => {
  it.each([
    [1661, 'current', '1\u2009661', 'A'],
    [138_000, 'power', '138', 'kW'],
    [8600, 'power', '8.60', 'kW'],
    [7.46e6, 'power', '7.46', 'MW'],
    [999_700, 'power', '1.00', 'MW'],
    [0, 'power', '0', 'W'],
    [314.35, 'temperature', '41.2', '°C'],
    [3.8, 'temperatureDifference', '3.8', 'K'],
    [-1.1, 'temperatureDifference', '\u22121.1', 'K'],
    [-0.01, 'temperatureDifference', '0.0', 'K'],
    [142e-3 / 60, 'flow', '142', 'L/min'],
    [78_000, 'pressureDifference', '78.0', 'kPa'],
    [150, 'pressureGradient', '150', 'Pa/m'],
    [42_800, 'powerDensity', '42.8', 'kW/m²'],
    [0.6, 'length', '600', 'mm'],
    [14.42, 'length', '14.4', 'm'],
    [415, 'voltage', '415', 'V'],
    [13_800, 'voltage', '13.8', 'kV'],
    [300, 'time', '5.00', 'min'],
    [48, 'count', '48', ''],
    [0.00123, 'ratio', '0.00123', ''],
  ] as const)('prints %d of %s as %s %s', (value, kind, text, unit) => {
    expect(formatQuantity(value, kind)).toEqual({ text, unit });
  });

  it('follows the unit system, the fixed unit and the decimals it is given', () => {
    expect(formatQuantity(314.35, 'temperature', { system: 'US' })).toEqual({ text: '106.2', unit: '°F' });
    // A pipe is laid out for some psi over 100 ft.
    expect(formatQuantity(226.2, 'pressureGradient', { system: 'US' })).toEqual({ text: '1.00', unit: 'psi/100ft' });
    expect(formatQuantity(0.00630901964, 'flow', { system: 'US' })).toEqual({ text: '100', unit: 'gpm' });
    expect(formatQuantity(0.824, 'ratio', { unit: '%' })).toEqual({ text: '82.4', unit: '%' });
    expect(formatQuantity(139_400, 'power', { unit: 'MW', decimals: 2 })).toEqual({ text: '0.14', unit: 'MW' });
    expect(formatFixed(1.1099, 3)).toBe('1.110');
    expect(describeQuantity(180, 'angle')).toBe('180.0°');
  });

  it('shows an en dash for what is not there, never zero', () => {
    expect(formatQuantity(undefined, 'power')).toEqual({ text: '–', unit: '' });
    expect(formatQuantity(Number.NaN, 'power')).toEqual({ text: '–', unit: '' });
  });

  it('stays within half a unit of the third significant digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e12, noNaN: true }), fc.boolean(), (magnitude, negative) => {
        const value = negative ? -magnitude : magnitude;
        const shown = Number(formatNumber(value).replaceAll('\u2009', '').replace('\u2212', '-'));
        expect(Math.abs(shown - value) / magnitude).toBeLessThanOrEqual(0.00500001);
      }),
    );
  });

  it('prints what parseQuantity reads back as the same figure', () => {
    const kinds = Object.keys(quantityKinds) as QuantityKind[];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.double({ min: 0.1, max: 1e7, noNaN: true }),
        fc.constantFrom('SI', 'US'),
        (kind, value, system) => {
          const { text, unit } = formatQuantity(value, kind, { system, digits: 6 });
          const back = parseQuantity(`${text}${unit && ` ${unit}`}`, kind, system, unit);
          expect(back.ok).toBe(true);
          if (back.ok && kind !== 'count') expect(Math.abs(back.value - value)).toBeLessThanOrEqual(1e-5 * Math.max(value, 500));
        },
      ),
    );
  });
});

describe('unit conversion', () => {
  it('returns to the value it came from in every unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(quantityKinds) as QuantityKind[])),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (kind, value) => {
          for (const unit of unitsOf(kind))
            expect(Math.abs(fromSI(toSI(value, unit), unit) - value)).toBeLessThanOrEqual(1e-9 * (Math.abs(value) + 1000));
        },
      ),
    );
  });

  it('agrees with the tables of NIST SP 811', () => {
    expect(toSI(1, unitNamed('pressure', 'psi'))).toBeCloseTo(6894.757, 3);
    expect(toSI(1, unitNamed('flow', 'gpm'))).toBeCloseTo(6.30902e-5, 10);
    expect(toSI(1, unitNamed('power', 'TR'))).toBeCloseTo(3516.853, 3);
    expect(toSI(1, unitNamed('power', 'Btu/h'))).toBeCloseTo(0.2930711, 7);
    expect(toSI(1, unitNamed('power', 'hp'))).toBeCloseTo(745.6999, 4);
    expect(toSI(1, unitNamed('flow', 'cfm'))).toBeCloseTo(4.719474e-4, 10);
  });
});

describe('formatAtRest', () => {
  it('leaves out the digits that only a conversion of units made', () => {
    expect(formatAtRest(0.025, unitNamed('flow', 'gpm'))).toBe('396.3');
    expect(formatAtRest(250e3, unitNamed('pressureDifference', 'psi'))).toBe('36.26');
    expect(formatAtRest(11, unitNamed('length', 'ft'), 2)).toBe('36.089');
    expect(formatAtRest(-123.4567, unitNamed('length', 'm'), 2)).toBe('\u2212123.457');
  });

  it('leaves what a person entered as it is', () => {
    expect(formatAtRest(0.025, unitNamed('flow', 'L/min'))).toBe('1500');
    expect(formatAtRest(6.7, unitNamed('length', 'm'), 2)).toBe('6.70');
    expect(formatAtRest(1661, unitNamed('current', 'A'))).toBe('1661');
    expect(formatAtRest(313.15, unitNamed('temperature', '°C'))).toBe('40');
  });
});

describe('formatEntered', () => {
  it('shows what a person entered, not what the conversion left of it', () => {
    expect(formatEntered(0.000983333, unitNamed('flow', 'L/min'))).toBe('59');
    expect(formatEntered(313.15, unitNamed('temperature', '°C'))).toBe('40');
    expect(formatEntered(0.6, unitNamed('length', 'mm'))).toBe('600');
    expect(formatEntered(1234.567, unitNamed('length', 'm'))).toBe('1234.567');
    expect(formatEntered(6.7, unitNamed('length', 'm'), 2)).toBe('6.70');
    expect(formatEntered(-3, unitNamed('length', 'm'), 2)).toBe('\u22123.00');
    expect(formatEntered(0, unitNamed('angle', '°'), 1)).toBe('0.0');
    expect(formatEntered(1.893, unitNamed('ratio', ''))).toBe('1.893');
  });
});
