import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { water } from '../fluids.ts';
import { type Chiller, compressorCop, type DryCooler, rejection, rejectionPower } from './rejection.ts';

const chiller: Chiller = {
  type: 'free-cooling-chiller',
  owner: 'chiller',
  branch: 0,
  leaving_K: 310.15,
  ambient_K: 298.15,
  freeCoolingConductance_W_K: 80000,
  capacity_W: 2000000,
  capacitySlope_W_K: -20000,
  capacityReference_K: 312.45,
  capacityPerLeaving_W_K: 30000,
  cop: { reference: 6, referenceAmbient_K: 298.15, perKelvin: -0.11, referenceLeaving_K: 310.15, perKelvinLeaving: 0, floor: 2 },
  fanPower_W: 72600,
  standby_W: 1000,
  running: true,
};
const cooler: DryCooler = {
  type: 'dry-cooler',
  owner: 'cooler',
  branch: 0,
  leaving_K: 310.15,
  ambient_K: 298.15,
  conductance_W_K: 130000,
  airFlow_kg_s: 120,
  fanPower_W: 30000,
  standby_W: 300,
  running: true,
};
const flow = 40;
const enter = (kelvin: number) => water.enthalpy(kelvin);

describe('heat rejection', () => {
  test('leaves at the set point until its limit, and warmer beyond it', () => {
    const held = rejection(chiller, water, flow, enter(320.15));
    expect(water.temperature(enter(320.15) - held.heat_W / flow)).toBeCloseTo(310.15, 9);
    const over = rejection(chiller, water, 90, enter(325.15));
    expect(over.mode).toBe('capacity limited');
    expect(water.temperature(enter(325.15) - over.heat_W / 90)).toBeGreaterThan(310.15);
  });

  test('duty, compressor and fan power are continuous in the ambient from −10 to 45 °C, through every regime', () => {
    for (const unit of [chiller, cooler]) {
      const seen = new Set<string>();
      let before: { heat: number; electrical: number } | undefined;
      for (let celsius = -10; celsius <= 45; celsius += 0.01) {
        const now = { ...unit, ambient_K: celsius + 273.15 };
        const entering = enter(unit === chiller ? 314.15 : 318.15);
        const out = rejection(now, water, flow, entering);
        const power = rejectionPower(now, water, flow, entering, out.heat_W);
        seen.add(out.mode);
        if (before) {
          expect(Math.abs(out.heat_W - before.heat)).toBeLessThan(2000);
          expect(Math.abs(power.electrical_W - before.electrical)).toBeLessThan(600);
        }
        before = { heat: out.heat_W, electrical: power.electrical_W };
      }
      expect([...seen]).toEqual(unit === chiller ? ['free cooling', 'mixed', 'compressor'] : ['fan control', 'full fan speed']);
    }
  });

  test('the slope is the derivative of the duty on every piece', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(chiller, cooler),
        fc.double({ min: 265, max: 318, noNaN: true }),
        fc.double({ min: 300, max: 345, noNaN: true }),
        (unit, ambient_K, entering_K) => {
          const now = { ...unit, ambient_K };
          const h = enter(entering_K);
          const step = 0.5;
          const [low, middle, high] = [h - step, h, h + step].map((at) => rejection(now, water, flow, at));
          fc.pre(low?.piece === high?.piece && low !== undefined && high !== undefined && middle !== undefined);
          const slope = ((high?.heat_W ?? 0) - (low?.heat_W ?? 0)) / (2 * step);
          expect(Math.abs(slope - (middle?.slope_kg_s ?? 0))).toBeLessThan(0.02 * flow);
        },
      ),
    );
  });

  test('free cooling comes first and is free of compressors; compressors carry only the rest', () => {
    const cold = { ...chiller, ambient_K: 275.15 };
    const power = rejectionPower(cold, water, flow, enter(320.15), 1.6e6);
    expect(power.compressor_W).toBe(0);
    expect(power.fanSpeed).toBeCloseTo(1.6e6 / (80000 * 45), 9);
    expect(power.fan_W).toBeCloseTo(72600 * power.fanSpeed ** 3, 6);
    const warm = rejectionPower({ ...chiller, ambient_K: 308.15 }, water, flow, enter(320.15), 1.6e6);
    expect(warm.freeCooling_W).toBeCloseTo(80000 * 12, 3);
    expect(warm.compressor_W).toBeCloseTo((1.6e6 - 80000 * 12) / compressorCop({ ...chiller, ambient_K: 308.15 }, 310.15), 3);
  });

  test('water colder than the set point passes, and a stopped unit takes nothing', () => {
    expect(rejection(chiller, water, flow, enter(305)).heat_W).toBe(0);
    expect(rejection({ ...cooler, running: false }, water, flow, enter(330)).heat_W).toBe(0);
  });
});
