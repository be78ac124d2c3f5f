import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonFluids, fluidNamed, freezingPoint_K, glycolByMass, massFractionOf, water } from './fluids.ts';

const temperature = fc.double({ min: 275, max: 370, noNaN: true });
const fluid = fc.constantFrom(...commonFluids.map((name) => fluidNamed(name) ?? water));

describe('coolants', () => {
  test('enthalpy is the integral of cp: its slope is cp, and Simpson over an interval gives its difference', () => {
    fc.assert(
      fc.property(fluid, temperature, fc.double({ min: 0.5, max: 30, noNaN: true }), (one, from, span) => {
        const steps = 200;
        const h = span / steps;
        let sum = one.specificHeat(from) + one.specificHeat(from + span);
        for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * one.specificHeat(from + i * h);
        expect(Math.abs((sum * h) / 3 / (one.enthalpy(from + span) - one.enthalpy(from)) - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  test('temperature is the inverse of enthalpy, also beyond the range of the fits', () => {
    fc.assert(
      fc.property(fluid, fc.double({ min: 220, max: 450, noNaN: true }), (one, kelvin) => {
        expect(Math.abs(one.temperature(one.enthalpy(kelvin)) - kelvin)).toBeLessThan(1e-9);
      }),
    );
  });

  test('PG25 is 25 % by volume: the published rows at 20, 40 and 60 °C', () => {
    const pg25 = fluidNamed('pg25');
    for (const [celsius, density, cp, viscosity, conductivity] of [
      [20, 1019.9, 3912, 2.511e-3, 0.4645],
      [40, 1010.4, 3961, 1.382e-3, 0.4822],
      [60, 998.8, 4009, 0.893e-3, 0.4994],
    ] as const) {
      const at = celsius + 273.15;
      expect(pg25?.density(at)).toBeCloseTo(density, 0);
      expect((pg25?.specificHeat(at) ?? 0) / cp).toBeCloseTo(1, 3);
      expect((pg25?.viscosity(at) ?? 0) / viscosity).toBeCloseTo(1, 2);
      expect(pg25?.conductivity(at)).toBeCloseTo(conductivity, 3);
    }
    expect(massFractionOf('propylene', 0.25)).toBeCloseTo(0.257, 3);
    expect(freezingPoint_K('propylene', massFractionOf('propylene', 0.25)) - 273.15).toBeCloseTo(-10.2, 1);
  });

  test('1 kW at 10 K asks for 1.447 L/min of water and 1.495 L/min of PG25 at 40 °C supply', () => {
    const perKilowatt = (name: string) => {
      const one = fluidNamed(name) ?? water;
      return (1000 / (one.enthalpy(323.15) - one.enthalpy(313.15)) / one.density(313.15)) * 60000;
    };
    expect(perKilowatt('water')).toBeCloseTo(1.447, 2);
    expect(perKilowatt('pg25')).toBeCloseTo(1.495, 2);
  });

  test('ethylene glycol of 30 % by mass at 20 °C is about 1038 kg/m³ and 2.2 mPa·s', () => {
    const eg = glycolByMass('ethylene', 0.3);
    expect(eg.density(293.15)).toBeGreaterThan(1034);
    expect(eg.density(293.15)).toBeLessThan(1042);
    expect(eg.viscosity(293.15) * 1000).toBeGreaterThan(1.9);
    expect(eg.viscosity(293.15) * 1000).toBeLessThan(2.4);
  });

  test('a name that is no fluid, or too strong a mixture, gives none', () => {
    expect(fluidNamed('milk')).toBeUndefined();
    expect(fluidNamed('pg90')).toBeUndefined();
    expect(fluidNamed('eg-mass-0.9')).toBeUndefined();
    expect(fluidNamed('eg-mass-0.3')?.title).toContain('Ethylene');
  });
});
