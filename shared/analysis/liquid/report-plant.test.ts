import { describe, expect, test } from 'vitest';
import { type Overrides, Rings, solveRings } from '../../../test/fixtures/ring.ts';
import { quantityOf, textOf } from '../result.ts';
import { rules } from '../rules/index.ts';

/** Two racks in series behind one cooler outdoors, at an ambient. */
function behind(item: string, overrides: Overrides, ambient_K: number, relativeHumidity: number) {
  const rings = new Rings();
  const rack = {
    item: 'gb300-nvl72',
    through: ['supply', 'return'] as const,
    overrides: { flowControl: 'none', dropExponent: 2, referenceDrop_Pa: 1000 },
  };
  const [, , , , , cooler] = rings.ring('loop', [
    { item: 'pump-fws-small', through: ['suction', 'discharge'] },
    rack,
    rack,
    rack,
    rack,
    { item, through: ['water-in', 'water-out'], space: rings.yard, overrides },
  ]);
  const document = rings.document(ambient_K, relativeHumidity);
  const id = cooler?.id ?? '';
  const { results, coupled, energy } = solveRings(document);
  const of = (key: Parameters<typeof quantityOf>[2]) => quantityOf(results, id, key) ?? Number.NaN;
  return { of, state: textOf(results, id, 'state'), energy, coupled, document, results, id };
}

describe('an adiabatic cooler', () => {
  const at = (celsius: number) =>
    behind('adiabatic-cooler-1500', { leaving_K: 305.15, conductance_W_K: 60e3, airFlow_kg_s: 60 }, 273.15 + celsius, 0.25);

  test('blows dry, then wets its pads at full fan speed, then lets the water warm: nothing jumps', () => {
    const states = new Set<string>();
    let before: { water: number; fan: number; leaving: number } | undefined;
    for (let celsius = 10; celsius <= 46; celsius += 0.5) {
      const { of, state, energy } = at(celsius);
      states.add(state ?? '');
      expect(energy.imbalance).toBeLessThan(1e-9);
      const now = { water: of('waterUse'), fan: of('fanPower'), leaving: of('supplyTemperature') };
      expect(now.water > 0).toBe(state !== 'fan control');
      if (before) {
        expect(Math.abs(now.water - before.water)).toBeLessThan(1.5e-4);
        expect(Math.abs(now.fan - before.fan)).toBeLessThan(6000);
        expect(Math.abs(now.leaving - before.leaving)).toBeLessThan(0.6);
      }
      before = now;
    }
    expect([...states]).toEqual(['fan control', 'wetted pads', 'full fan speed']);
  });
});

describe('a cooling tower', () => {
  const at = (celsius: number, humidity = 0.5) =>
    behind(
      'cooling-tower-2000',
      { ratedFlow_m3_s: 0.03, airFlow_kg_s: 40, conductance_W_K: 60e3, waterDrop_Pa: 40000 },
      273.15 + celsius,
      humidity,
    );

  test('holds its leaving water by fan speed; site and loops close, and make-up follows evaporation', () => {
    const { of, state, energy } = at(20);
    expect(state).toBe('fan control');
    expect(of('supplyTemperature')).toBeCloseTo(302.55, 6);
    expect(energy.imbalance).toBeLessThan(1e-9);
    expect(of('waterUse') / of('evaporation')).toBeCloseTo(4 / 3, 9);
    // About 1.5 L per kWh of heat evaporate.
    const perHeat = (of('evaporation') * 1000 * 3.6e6) / of('heat');
    expect(perHeat).toBeGreaterThan(0.9);
    expect(perHeat).toBeLessThan(1.7);
  });

  test('in air too humid leaves warmer, says so and is a finding', () => {
    const { state, energy, coupled, document, results, id } = at(34, 0.9);
    expect(state).toBe('full fan speed');
    expect(energy.imbalance).toBeLessThan(1e-9);
    expect(coupled.liquid.report.limits.find(({ owner }) => owner === id)?.message).toContain('above set point');
    const found = rules.flatMap((rule) => rule.check({ document, state: coupled.state, results, islands: [], limits: [] }));
    expect(found.some(({ rule, subjects }) => rule === 'chiller-capacity' && subjects.includes(id))).toBe(true);
  });

  test('feels the humidity at one dry bulb, in the same document too', () => {
    expect(at(30, 0.9).of('fanPower')).toBeGreaterThan(at(30, 0.3).of('fanPower'));
  });
});

describe('coils beside the racks', () => {
  /** Air-cooled racks in a hall with one coil on a chilled-water loop. */
  function hallWith(item: string, heat_W: number, overrides: Overrides = {}) {
    const rings = new Rings();
    rings.place('gb300-nvl72', 'R1', rings.hall, { liquidShare: 0, design_W: heat_W });
    const [, coil] = rings.ring('chw', [
      { item: 'pump-fws-small', through: ['suction', 'discharge'] },
      { item, through: ['water-in', 'water-out'], space: rings.hall, overrides },
      { item: 'chilled-water-chiller-1000', through: ['water-in', 'water-out'], space: rings.yard, overrides: { leaving_K: 285.15 } },
    ]);
    const document = rings.document();
    const id = coil?.id ?? '';
    const { results, coupled, energy } = solveRings(document);
    return {
      of: (key: Parameters<typeof quantityOf>[2]) => quantityOf(results, id, key) ?? 0,
      state: textOf(results, id, 'state'),
      energy,
      coupled,
      id,
    };
  }

  test.each([
    ['motivair-chilleddoor', 60e3],
    ['rear-door-passive-40', 30e3],
    ['vertiv-crv040', 35e3],
  ])('%s takes the racks’ heat out of the air at its supply set point, and every watt is at the meter', (item, heat_W) => {
    const { of, state, energy, coupled, id } = hallWith(item, heat_W);
    expect(coupled.state.unpowered.size).toBe(0);
    expect(state).toBe('holding supply air');
    expect(of('heat')).toBeGreaterThan(heat_W + of('fanPower'));
    expect(energy.imbalance).toBeLessThan(1e-9);
    expect(coupled.state.mechanicalPower_W.get(id)).toBeCloseTo(item.includes('passive') ? 0 : of('fanPower') + 200, 6);
  });

  test('a door with too much behind it opens its valve and names how warm its air leaves', () => {
    const { state, coupled, energy, id } = hallWith('motivair-chilleddoor', 140e3, { supplyAir_K: 286.15 });
    expect(state).toBe('valve fully open');
    expect(coupled.liquid.report.limits.find(({ owner }) => owner === id)?.message).toContain('above set point');
    expect(energy.imbalance).toBeLessThan(1e-9);
  });
});
