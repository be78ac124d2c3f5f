import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Overrides, Rings, solveRings } from '../../../test/fixtures/ring.ts';
import { water } from '../../solve/fluids.ts';
import { quantityOf, textOf } from '../result.ts';

const pump = (overrides: Overrides = {}) => ({ item: 'pump-fws-small', through: ['suction', 'discharge'] as const, overrides });

const cooler = { item: 'dry-cooler-1500', through: ['water-in', 'water-out'] as const, overrides: { leaving_K: 308.15 } };

function withFitting(item: string, overrides: Overrides, failed: readonly string[] = [], pumpOverrides: Overrides = {}) {
  const rings = new Rings();
  const [, fitting] = rings.ring('loop', [pump(pumpOverrides), { item, through: ['a', 'b'], overrides }, cooler]);
  const id = fitting?.id ?? '';
  const { results, coupled } = solveRings(rings.document(), failed);
  return { id, coupled, of: (key: Parameters<typeof quantityOf>[2]) => quantityOf(results, id, key), state: textOf(results, id, 'state') };
}

describe('a strainer', () => {
  test('drops the clean figure times (V̇/V̇r)²/(1 − blocked)², whatever the flow and the dirt', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.8, noNaN: true }),
        fc.double({ min: 2000, max: 80000, noNaN: true }),
        (blocked, cleanDrop_Pa) => {
          const { of } = withFitting('strainer-dn150', { blocked, cleanDrop_Pa, ratedFlow_m3_s: 0.03 });
          const flow = of('flow') ?? 0;
          expect(flow).toBeGreaterThan(1e-3);
          expect((of('pressureDrop') ?? 0) / ((cleanDrop_Pa * (flow / 0.03) ** 2) / (1 - blocked) ** 2)).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a pressure-independent valve', () => {
  test('passes its set flow at any pressure of the pump that is enough, and throttles the rest', () => {
    const openings = [0.7, 0.85, 1].map((part) => {
      const { of, state, coupled } = withFitting('pressure-independent-dn150', { setFlow_m3_s: 0.02 }, [], {
        differentialPressure_Pa: part * 200000,
      });
      expect(coupled.liquid.report.islands.every(({ status }) => status === 'solved')).toBe(true);
      // Set in m³/s at 35 °C; the water of the idle loop has another density.
      expect((of('massFlow') ?? 0) / (0.02 * water.density(308.15))).toBeCloseTo(1, 6);
      expect(state).toContain('holding');
      return of('valveOpening') ?? 0;
    });
    expect(openings[0]).toBeGreaterThan(openings[1] as number);
    expect(openings[1]).toBeGreaterThan(openings[2] as number);
  });

  test('that asks for more than the pump gives stands fully open and is named', () => {
    const { of, id, state, coupled } = withFitting('pressure-independent-dn50', { setFlow_m3_s: 0.05 });
    expect(of('flow')).toBeLessThan(0.05);
    expect(state).toContain('fully open');
    expect(coupled.liquid.report.limits.map(({ owner }) => owner)).toContain(id);
  });
});

describe('a buffer tank', () => {
  test('between two loops mixes what enters: one temperature leaves on both sides and enthalpy closes', () => {
    const rings = new Rings();
    const rack = { item: 'gb300-nvl72', through: ['supply', 'return'] as const, overrides: { flowControl: 'none' } };
    const [tank] = rings.ring('source', [{ item: 'buffer-tank-5m3', through: ['in-1', 'out-1'] }, pump(), cooler]);
    if (!tank) throw new Error('no tank');
    rings.ring('load', [{ item: tank, through: ['in-2', 'out-2'] }, pump({ differentialPressure_Pa: 180000 }), rack]);
    const { results, coupled, energy } = solveRings(rings.document());
    const { network, solution } = coupled.liquid;
    const at = (name: string) => network.branches.findIndex(({ id }) => id === `${tank.id}/${name}`);
    const mixed = quantityOf(results, tank.id, 'supplyTemperature') ?? 0;
    const enthalpyIn = ['in-1', 'in-2'].reduce((sum, name) => {
      const b = at(name);
      return sum + (solution.massFlow_kg_s[b] as number) * water.enthalpy(solution.inlet_K[b] as number);
    }, 0);
    const massIn = quantityOf(results, tank.id, 'massFlow') ?? 0;
    expect(water.temperature(enthalpyIn / massIn)).toBeCloseTo(mixed, 8);
    expect(solution.inlet_K[at('out-1')]).toBeCloseTo(solution.inlet_K[at('out-2')] as number, 9);
    // UA·(T − T_room) of the shell within the fall of the temperature on its way out.
    const lost = -(quantityOf(results, tank.id, 'heat') ?? 0);
    expect(lost / (8 * (mixed - 298.15))).toBeCloseTo(1, 3);
    expect(textOf(results, tank.id, 'state')).toBe('mixed');

    expect(energy.imbalance).toBeLessThan(1e-9);
  });

  test('holds its volume for the sizing of the vessel', () => {
    const rings = new Rings();
    const [tank] = rings.ring('loop', [{ item: 'buffer-tank-20m3', through: ['in-1', 'out-1'] }, pump()]);
    const { coupled } = solveRings(rings.document());
    const held = coupled.liquid.network.branches.reduce((sum, { owner, volume_m3 }) => sum + (owner === tank?.id ? volume_m3 : 0), 0);
    expect(held).toBeCloseTo(20, 9);
  });
});
