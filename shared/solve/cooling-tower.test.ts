import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { padEvaporation_kg_s, wettedInlet_K } from './adiabatic-cooler.ts';
import { type CoolingTowerDesign, type OutdoorAir, towerDuty, towerSpeed, waterUse } from './cooling-tower.ts';
import {
  airSpecificHeat_J_kgK,
  ambientState,
  evaporativeCooler,
  humidityRatio,
  moistAirEnthalpy_J_kg,
  saturationPressure_Pa,
} from './psychrometrics.ts';

const air: OutdoorAir = { dryBulb_K: 308.15, wetBulb_K: 298.71, pressure_Pa: 101325 };
const tower: CoolingTowerDesign = { conductance_W_K: 120e3, ratedWater_kg_s: 86, airFlow_kg_s: 72 };
const water = (entering_K: number, flow_kg_s = 86) => ({ flow_kg_s, capacity_W_K: flow_kg_s * 4179, entering_K });
const saturated_J_kg = (kelvin: number, pressure_Pa = 101325) =>
  moistAirEnthalpy_J_kg(kelvin, humidityRatio(saturationPressure_Pa(kelvin), pressure_Pa));

const anyAir = fc
  .record({ dryBulb_K: fc.double({ min: 263, max: 318, noNaN: true }), humidity: fc.double({ min: 0.1, max: 1, noNaN: true }) })
  .map(({ dryBulb_K, humidity }) => ambientState(dryBulb_K, humidity, 0));

describe('a cooling tower', () => {
  test('gives its air exactly what it takes out of the water', () => {
    fc.assert(
      fc.property(
        anyAir,
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (outdoor, above, speed) => {
          const duty = towerDuty(tower, outdoor, water(outdoor.wetBulb_K + above), speed);
          const gained =
            saturated_J_kg(duty.leavingWetBulb_K, outdoor.pressure_Pa) - saturated_J_kg(outdoor.wetBulb_K, outdoor.pressure_Pa);
          expect((tower.airFlow_kg_s * speed * gained) / duty.heat_W).toBeCloseTo(1, 8);
          expect(duty.leavingWetBulb_K).toBeLessThanOrEqual(outdoor.wetBulb_K + above);
        },
      ),
    );
  });

  test('without end cools to the wet bulb, and with little air warms that air to the water', () => {
    const endless = { ...tower, conductance_W_K: 1e9, airFlow_kg_s: 1e4 };
    expect(towerDuty(endless, air, water(308.15), 1).heat_W / (86 * 4179 * (308.15 - 298.71))).toBeCloseTo(1, 9);
    const breath = { ...tower, conductance_W_K: 1e9, airFlow_kg_s: 1 };
    expect(towerDuty(breath, air, water(308.15), 1).leavingWetBulb_K).toBeCloseTo(308.15, 6);
  });

  test('agrees with Merkel’s integral along the fill within 5 %', () => {
    const duty = towerDuty(tower, air, water(308.15), 1);
    const leaving_K = 308.15 - duty.heat_W / (86 * 4179);
    const steps = 2000;
    const step_K = (308.15 - leaving_K) / steps;
    let transferUnits = 0;
    for (let i = 0; i < steps; i++) {
      const kelvin = leaving_K + (i + 0.5) * step_K;
      const air_J_kg = saturated_J_kg(air.wetBulb_K) + (86 * 4179 * (kelvin - leaving_K)) / tower.airFlow_kg_s;
      transferUnits += (86 * 4179 * step_K) / (saturated_J_kg(kelvin) - air_J_kg);
    }
    expect(Math.abs((transferUnits * airSpecificHeat_J_kgK) / tower.conductance_W_K - 1)).toBeLessThan(0.05);
  });

  test('runs at the fan speed that sheds a duty, and at full speed where none does', () => {
    fc.assert(
      fc.property(
        anyAir,
        fc.double({ min: 3, max: 20, noNaN: true }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        (outdoor, above, part) => {
          const entering = water(outdoor.wetBulb_K + above);
          const heat_W = part * towerDuty(tower, outdoor, entering, 1).heat_W;
          expect(towerDuty(tower, outdoor, entering, towerSpeed(tower, outdoor, entering, heat_W)).heat_W / heat_W).toBeCloseTo(1, 8);
        },
      ),
    );
    expect(towerSpeed(tower, air, water(308.15), 1e9)).toBe(1);
  });

  test('evaporates on a warm day what most of its heat takes, and on a dry one more than the heat', () => {
    const latent_J_kg = 2.43e6;
    const part = (outdoor: OutdoorAir) => {
      const duty = towerDuty(tower, outdoor, water(308.15), 1);
      return (duty.evaporation_kg_s * latent_J_kg) / duty.heat_W;
    };
    expect(part(ambientState(298.15, 0.95, 0))).toBeGreaterThan(0.7);
    expect(part(ambientState(298.15, 0.95, 0))).toBeLessThan(1);
    expect(part(ambientState(313.15, 0.1, 0))).toBeGreaterThan(1);
  });

  test('makes up evaporation · c/(c − 1) at c cycles, drift included', () => {
    const use = waterUse(1, 4, 0.01);
    expect(use.makeUp_kg_s).toBeCloseTo(4 / 3, 12);
    expect(use.blowDown_kg_s).toBeCloseTo(1 / 3 - 0.01, 12);
  });
});

describe('adiabatic pads', () => {
  const hot = ambientState(310.15, 0.25, 0);
  const wetting = { wetBulb_K: hot.wetBulb_K, pressure_Pa: hot.pressure_Pa, effectiveness: 0.85, cycles: 3 };

  test('take the air along constant wet bulb: its enthalpy rises only by that of the water taken up', () => {
    const inlet_K = wettedInlet_K(hot.dryBulb_K, wetting);
    expect(inlet_K).toBeCloseTo(hot.dryBulb_K - 0.85 * (hot.dryBulb_K - hot.wetBulb_K), 9);
    const taken = padEvaporation_kg_s(hot.dryBulb_K, wetting, inlet_K, 1);
    const cooled = evaporativeCooler(hot, 0.85);
    const gained = moistAirEnthalpy_J_kg(cooled.dryBulb_K, cooled.humidityRatio) - moistAirEnthalpy_J_kg(hot.dryBulb_K, hot.humidityRatio);
    expect(gained / (taken * 4186 * (hot.wetBulb_K - 273.15))).toBeCloseTo(1, 2);
  });

  test('use no water for air that is cold enough, and none in frost', () => {
    expect(padEvaporation_kg_s(hot.dryBulb_K, wetting, hot.dryBulb_K + 1, 100)).toBe(0);
    const frost = ambientState(271.15, 0.5, 0);
    const cold = { ...wetting, wetBulb_K: frost.wetBulb_K };
    expect(wettedInlet_K(frost.dryBulb_K, cold)).toBe(frost.dryBulb_K);
  });
});
