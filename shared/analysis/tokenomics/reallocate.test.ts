import { expect, test } from 'vitest';
import { numbers } from '../../solve/allocation/sample-problems.ts';
import { allocateOverLimits } from '../../solve/allocation.ts';
import { type PlantLimit, plantLimit, withRows } from './limits/plant-limit.ts';
import { reallocate } from './reallocate.ts';
import { curveWorth } from './worth.ts';

/** Twelve racks on two busways, three loops that cross them, and a utility. */
function smallHall() {
  const racks = Array.from({ length: 12 }, (_, i) => `eq_${i}`);
  const row = (id: string, members: readonly number[], capacity: number, each: number, rest: Partial<PlantLimit> = {}): PlantLimit =>
    plantLimit(
      { id, owner: id, resource: 'power', unit: 'W', present: members.length * 100e3 * each, capacity, ...rest },
      new Map(members.map((i) => [i, each])),
    );
  const every = racks.map((_, i) => i);
  return withRows(racks, new Float64Array(12).fill(100e3), [
    ...[0, 1].map((b) =>
      row(
        `busway ${b}`,
        every.filter((i) => i % 2 === b),
        600e3,
        1.01,
      ),
    ),
    ...[0, 1, 2].map((c) =>
      row(
        `loop ${c}`,
        every.filter((i) => i % 3 === c),
        410e3 * 1.4e-8,
        1.4e-8,
        { resource: 'flow', unit: 'm³/s' },
      ),
    ),
    row('utility', every, 1.4e6, 1.2, { resource: 'utility' }),
  ]);
}

test('every step of a trace stays within its budget and all limits, and is as good as a start from nothing', () => {
  const limits = smallHall();
  const random = numbers(9);
  const steps = Array.from({ length: 300 }, (_, k) => ({
    consumers: limits.racks.map((_, i) =>
      curveWorth({
        curve: { a: 0.05, b: 0.65 },
        saturation_W: 140e3 * (0.7 + 0.3 * random()),
        throughput_per_s: 1e6 * (0.5 + (i % 5) / 5),
        least: 0.5,
      }),
    ),
    budget_W: 1.3e6 * (1 + 0.1 * Math.sin(k / 20)),
  }));
  let warm = 0;
  let k = 0;
  for (const { result, budget_W } of reallocate(limits, steps)) {
    if (result.status !== 'optimal') throw new Error('infeasible');
    limits.limits.forEach(({ resource, capacity, present, coefficients, members }, j) => {
      let drawn = present;
      for (let m = 0; m < members.length; m++) drawn += (coefficients[m] ?? 0) * ((result.amounts[members[m] ?? -1] ?? 0) - 100e3);
      const most = resource === 'utility' ? (budget_W ?? 0) : capacity;
      expect(drawn, limits.limits[j]?.id).toBeLessThanOrEqual(most * (1 + 1e-9));
    });
    const capacities = limits.capacities.map((value, j) =>
      limits.limits[j]?.resource === 'utility' ? value + (budget_W ?? 0) - 1.4e6 : value,
    );
    const cold = allocateOverLimits({ consumers: steps[k]?.consumers ?? [], limits: [...limits.limits], capacities });
    if (cold.status !== 'optimal') throw new Error('infeasible');
    expect(Math.abs(result.value / cold.value - 1)).toBeLessThan(1e-10);
    if (result.method === 'warm') warm++;
    k++;
  }
  expect(k).toBe(300);
  expect(warm).toBeGreaterThan(100);
});
