import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ambientState, evaporativeCooler, humidityRatioFromWetBulb, moistAir, standardPressure_Pa } from './psychrometrics.ts';

test('dew point, wet bulb and dry bulb stand in this order and meet at saturation', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 250, max: 320, noNaN: true }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
      fc.double({ min: 7e4, max: 105e3, noNaN: true }),
      (t, rh, p) => {
        const air = moistAir(t, rh, p);
        expect(air.dewPoint_K).toBeLessThanOrEqual(air.wetBulb_K + 0.25);
        expect(air.wetBulb_K).toBeLessThanOrEqual(t + 1e-9);
        if (air.wetBulb_K > 273.2) expect(humidityRatioFromWetBulb(t, air.wetBulb_K, p)).toBeCloseTo(air.humidityRatio, 9);
        const wet = moistAir(t, 1, p);
        expect(wet.dewPoint_K).toBeCloseTo(t, 6);
      },
    ),
  );
});

test('the standard atmosphere has 101325 Pa at sea level and about 84.6 kPa at 1500 m', () => {
  expect(standardPressure_Pa(0)).toBe(101325);
  expect(standardPressure_Pa(1500)).toBeGreaterThan(84400);
  expect(standardPressure_Pa(1500)).toBeLessThan(84700);
  expect(ambientState(308.15, 0.4, 1500).pressure_Pa).toBe(standardPressure_Pa(1500));
});

test('a perfect evaporative cooler reaches the wet bulb', () => {
  const air = moistAir(308.15, 0.3, 101325);
  expect(evaporativeCooler(air, 1).dryBulb_K).toBeCloseTo(air.wetBulb_K, 9);
  expect(evaporativeCooler(air, 0).humidityRatio).toBeCloseTo(air.humidityRatio, 9);
});
