import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coil, coilEffect_W_K, solveSpaceAir, waterForHeat_kg_s } from './air.ts';
import { airSpecificHeat_J_kgK } from './psychrometrics.ts';

/** FA069HC: 252.4 kW net, 19.2 m³/s, 18 → 25 °C water. */
const coil: Coil = {
  conductance_W_K: 45000,
  ratedWater_kg_s: 9.13,
  airFlow_kg_s: 22.6,
  fan_W: 15000,
  supplyAir_K: 297.15,
  water_kg_s: 180,
  waterIn_K: 291.15,
  waterSpecificHeat_J_kgK: 4183,
};

describe('air of a cooled room', () => {
  test('room heat and fan heat leave through the water, and through the air, to the last watt', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e3, max: 2e6, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (heat_W, count, bypass, recirculation) => {
          const air = solveSpaceAir(
            heat_W,
            bypass,
            recirculation,
            Array.from({ length: count }, () => coil),
          );
          expect(air).toBeDefined();
          if (!air) return;
          const water_W = air.coils.reduce((sum, one) => sum + one.heat_W, 0);
          expect(Math.abs(water_W - heat_W - air.fan_W) / (heat_W + air.fan_W)).toBeLessThan(1e-12);
          const byAir = air.airFlow_kg_s * airSpecificHeat_J_kgK * (air.return_K - air.supply_K);
          expect(Math.abs(byAir - heat_W) / heat_W).toBeLessThan(1e-7);
          expect(air.inlet_K).toBeGreaterThanOrEqual(air.supply_K);
          expect(air.hot_K).toBeGreaterThanOrEqual(air.return_K - 1e-9);
        },
      ),
    );
  });

  test('within its capacity the supply air is held; beyond it the room warms without a jump', () => {
    let before = 0;
    for (let heat_W = 50e3; heat_W <= 600e3; heat_W += 5e3) {
      const air = solveSpaceAir(heat_W, 0, 0, [{ ...coil, water_kg_s: 9.13 }]);
      const supply = air?.supply_K ?? Number.NaN;
      if (heat_W < 200e3) expect(supply).toBeCloseTo(297.15, 6);
      if (before > 0) expect(Math.abs(supply - before)).toBeLessThan(1);
      before = supply;
    }
    expect(before).toBeGreaterThan(300);
  });

  test('containment that leaks warms the rack inlets in proportion', () => {
    const tight = solveSpaceAir(200e3, 0, 0, [coil]);
    const leaky = solveSpaceAir(200e3, 0.1, 0.2, [coil]);
    expect(tight?.inlet_K).toBeCloseTo(297.15, 6);
    expect((leaky?.inlet_K ?? 0) - 297.15).toBeCloseTo((0.2 * 200e3) / (0.9 * 22.6 * airSpecificHeat_J_kgK), 6);
  });

  test('a room whose coils do not blow has no steady state', () => {
    expect(solveSpaceAir(200e3, 0, 0, [])).toBeUndefined();
    expect(solveSpaceAir(200e3, 0, 0, [{ ...coil, water_kg_s: 0 }])).toBeUndefined();
  });

  test('the flow that carries a duty carries it', () => {
    const flow = waterForHeat_kg_s(coil, 250e3, 308.15);
    expect(coilEffect_W_K(coil, flow) * (308.15 - 291.15)).toBeCloseTo(250e3, 3);
    expect(waterForHeat_kg_s(coil, 5e6, 308.15)).toBe(Number.POSITIVE_INFINITY);
  });
});
