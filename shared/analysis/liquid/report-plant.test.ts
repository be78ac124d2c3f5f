import { describe, expect, test } from 'vitest';
import { type Overrides, Rings, solveRings } from '../../../test/fixtures/ring.ts';
import { chillerCurves } from '../../solve/chiller-curves.ts';
import { chillerDuty } from '../../solve/electric-chiller.ts';
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

describe('a water-cooled chiller between two loops', () => {
  function plant(heat: Overrides, chiller: Overrides = {}, ambient_K = 301.15) {
    const rings = new Rings();
    const rack = {
      item: 'gb300-nvl72',
      through: ['supply', 'return'] as const,
      overrides: { ...heat, liquidShare: 1, flowControl: 'none', dropExponent: 2, referenceDrop_Pa: 1000 },
    };
    const [, , , , machine] = rings.ring('chw', [
      { item: 'pump-fws-small', through: ['suction', 'discharge'] },
      rack,
      rack,
      rack,
      { item: 'centrifugal-2000', through: ['water-in', 'water-out'], overrides: { capacity_W: 600e3, standby_W: 900, ...chiller } },
    ]);
    if (!machine) throw new Error('no chiller');
    rings.ring(
      'condenser',
      [
        { item: 'pump-fws-small', through: ['suction', 'discharge'] },
        { item: machine, through: ['condenser-in', 'condenser-out'] },
        { item: 'cooling-tower-2000', through: ['water-in', 'water-out'], space: rings.yard, overrides: { ratedFlow_m3_s: 0.04 } },
      ],
      'pipe-dn200',
      undefined,
      true,
    );
    const document = rings.document(ambient_K, 0.4);
    const { results, coupled, energy } = solveRings(document);
    const of = (key: Parameters<typeof quantityOf>[2]) => quantityOf(results, machine.id, key) ?? Number.NaN;
    return { of, state: textOf(results, machine.id, 'state'), energy, coupled, id: machine.id };
  }

  test('makes its leaving water at the power of its curves, and the tower sheds heat and compressor', () => {
    const { of, state, energy, coupled } = plant({ design_W: 130e3 });
    expect(coupled.liquid.report.islands.every(({ status }) => status === 'solved')).toBe(true);
    expect(state).toBe('compressor');
    expect(of('supplyTemperature')).toBeCloseTo(280.15, 8);
    const curve = chillerDuty(
      { ...chillerCurves['doe2-centrifugal'], ratedCapacity_W: 600e3, ratedCop: 5.5 },
      280.15,
      of('primarySupplyTemperature'),
      of('heat'),
    );
    expect(of('compressorPower') / curve.power_W).toBeCloseTo(1, 9);
    expect(energy.stages.find(({ key }) => key === 'chillers')?.residual_W).toBeLessThan(1e-3);
    expect(energy.imbalance).toBeLessThan(1e-9);
    expect(energy.rejected_W).toBeGreaterThan(of('heat') + of('compressorPower'));
  });

  test('beyond its capacity leaves warmer water, at which it carries more than at its set point, and says so', () => {
    const { of, state, energy, coupled, id } = plant({ design_W: 130e3 }, { capacity_W: 370e3 });
    expect(state).toBe('capacity limited');
    expect(of('supplyTemperature')).toBeGreaterThan(280.2);
    expect(energy.imbalance).toBeLessThan(1e-9);
    expect(coupled.liquid.report.limits.find(({ owner }) => owner === id)?.message).toContain('capacity limited');
  });

  test('draws its compressor and its controls', () => {
    const { coupled, of, id } = plant({ design_W: 100e3 });
    expect(coupled.state.mechanicalPower_W.get(id)).toBeCloseTo(of('compressorPower') + 900, 6);
  });
});
