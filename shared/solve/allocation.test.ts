import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hallsOfRacks, randomGroups, randomTree, type WorthShape } from './allocation/sample-problems.ts';
import { mostOf, worthOf } from './allocation/worth.ts';
import { type AllocationProblem, allocateOverLimits, type OptimalAllocation } from './allocation.ts';

function optimal(problem: AllocationProblem, options = {}): OptimalAllocation {
  const answer = allocateOverLimits(problem, options);
  if (answer.status !== 'optimal') throw new Error('no answer');
  return answer;
}

const shape = fc.constantFrom<WorthShape>('quadratic', 'hull', 'mixed');
const seed = fc.integer({ min: 0, max: 2 ** 31 });
const tree = fc.record({ seed, size: fc.integer({ min: 1, max: 14 }), shape }).map((o) => randomTree(o.seed, o.size, o.shape));
const groups = fc
  .record({ seed, size: fc.integer({ min: 1, max: 12 }), limits: fc.integer({ min: 1, max: 9 }), shape })
  .map((o) => randomGroups(o.seed, o.size, o.limits, o.shape));

/** The conditions of Karush, Kuhn and Tucker, written out here once more. All relative. */
function worstResidual({ consumers, limits, capacities }: AllocationProblem, { amounts, prices }: OptimalAllocation): number {
  let worst = 0;
  const steepest = Math.max(...consumers.flatMap(({ pieces }) => pieces.map(({ first }) => first)));
  const all = consumers.reduce((sum, consumer) => sum + worthOf(consumer, mostOf(consumer)), 0);
  const cost = new Float64Array(consumers.length);
  limits.forEach(({ members, coefficients }, j) => {
    let used = 0;
    for (let k = 0; k < members.length; k++) {
      const [i, a] = [members[k] ?? -1, coefficients[k] ?? 0];
      used += a * (amounts[i] ?? 0);
      cost[i] = (cost[i] ?? 0) + a * (prices[j] ?? 0);
    }
    const capacity = capacities[j] ?? 0;
    worst = Math.max(worst, used / capacity - 1, -(prices[j] ?? 0), ((prices[j] ?? 0) * (capacity - used)) / all);
  });
  consumers.forEach((consumer, i) => {
    const [amount, price] = [amounts[i] ?? 0, cost[i] ?? 0];
    const most = mostOf(consumer);
    worst = Math.max(worst, (consumer.least - amount) / most, (amount - most) / most);
    // Slopes on both sides, from the worth itself: what a little more would bring, and a little less cost.
    const step = 1e-7 * (most - consumer.least);
    if (!(step > 0)) return;
    const more = amount + step > most ? Number.NEGATIVE_INFINITY : (worthOf(consumer, amount + step) - worthOf(consumer, amount)) / step;
    const less =
      amount - step < consumer.least ? Number.POSITIVE_INFINITY : (worthOf(consumer, amount) - worthOf(consumer, amount - step)) / step;
    // The difference quotient itself is good to about 1e-7 of the slope.
    worst = Math.max(worst, (more - price) / steepest - 2e-6, (price - less) / steepest - 2e-6);
  });
  return worst;
}

describe('sharing power under limits', () => {
  it('meets the Karush–Kuhn–Tucker conditions on trees and on crossing groups', () => {
    fc.assert(
      fc.property(fc.oneof(tree, groups), (problem) => {
        const answer = optimal(problem);
        expect(worstResidual(problem, answer)).toBeLessThan(1e-9);
        expect(answer.gap).toBeLessThan(1e-10);
        expect(Math.max(answer.residuals.primal, answer.residuals.stationarity, answer.residuals.complementarity)).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('water-filling and interior point give the same worth where limits nest', () => {
    fc.assert(
      fc.property(tree, (problem) => {
        const [quick, general] = [optimal(problem), optimal({ ...problem, limits: [...problem.limits] }, { general: true })];
        expect(quick.method).toBe('nested');
        expect(Math.abs(quick.value / general.value - 1)).toBeLessThan(1e-10);
      }),
      { numRuns: 200 },
    );
  });

  it('no point of a fine grid is worth more', () => {
    fc.assert(
      fc.property(seed, shape, (from, kind) => {
        const problem = randomGroups(from, 3, 4, kind);
        const best = optimal(problem).value;
        const steps = 24;
        const at = (i: number, k: number) => {
          const consumer = problem.consumers[i];
          return consumer ? consumer.least + ((mostOf(consumer) - consumer.least) * k) / steps : 0;
        };
        for (let a = 0; a <= steps; a++) {
          for (let b = 0; b <= steps; b++) {
            for (let c = 0; c <= steps; c++) {
              const x = [at(0, a), at(1, b), at(2, c)];
              const fits = problem.limits.every(({ members, coefficients }, j) => {
                let used = 0;
                for (let k = 0; k < members.length; k++) used += (coefficients[k] ?? 0) * (x[members[k] ?? 0] ?? 0);
                return used <= (problem.capacities[j] ?? 0);
              });
              if (!fits) continue;
              const value = problem.consumers.reduce((sum, consumer, i) => sum + worthOf(consumer, x[i] ?? 0), 0);
              expect(value).toBeLessThanOrEqual(best * (1 + 1e-12));
            }
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('earns no less under a larger capacity, and the price is what it earns more', () => {
    fc.assert(
      fc.property(fc.oneof(tree, groups), fc.nat(), (problem, pick) => {
        fc.pre(problem.limits.length > 0);
        const j = pick % problem.limits.length;
        const at = (factor: number) =>
          optimal({ ...problem, capacities: Array.from(problem.capacities, (c, k) => (k === j ? c * factor : c)) });
        const [now, more] = [at(1), at(1 + 1e-5)];
        const step = (problem.capacities[j] ?? 0) * 1e-5;
        const earned = (more.value - now.value) / step;
        // Concave in each capacity: the quotient lies between the prices before and after.
        const rounding = (1e-12 * now.value) / step;
        expect(earned).toBeGreaterThanOrEqual(-rounding);
        expect(earned).toBeLessThanOrEqual((now.prices[j] ?? 0) * (1 + 1e-9) + rounding);
        expect(earned).toBeGreaterThanOrEqual((more.prices[j] ?? 0) * (1 - 1e-9) - rounding);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on from an earlier answer to the same optimum', () => {
    fc.assert(
      fc.property(groups, fc.double({ min: 0.98, max: 1.02, noNaN: true }), (problem, factor) => {
        const before = optimal(problem);
        const next = { ...problem, capacities: Array.from(problem.capacities, (c) => c * Math.max(1, factor)) };
        const [warm, cold] = [optimal(next, { previous: before }), optimal(next)];
        expect(Math.abs(warm.value / cold.value - 1)).toBeLessThan(1e-10);
        expect(worstResidual(next, warm)).toBeLessThan(1e-9);
      }),
      { numRuns: 150 },
    );
  });

  it('gives equal racks equal power where only their sum is limited', () => {
    const rack = { least: 60e3, worthAtLeast: 1e5, pieces: [{ width: 70e3, first: 2, last: 2 }] };
    const answer = optimal({
      consumers: [rack, rack, rack],
      limits: [{ id: 'row', members: [0, 1, 2], coefficients: [1, 1, 1] }],
      capacities: [300e3],
    });
    expect([...answer.amounts]).toEqual([100e3, 100e3, 100e3]);
    expect([...answer.prices]).toEqual([2]);
  });

  it('names every limit that the least powers alone exceed', () => {
    const rack = { least: 60e3, worthAtLeast: 0, pieces: [] };
    const answer = allocateOverLimits({
      consumers: [rack, rack],
      limits: [
        { id: 'busway', members: [0], coefficients: [1] },
        { id: 'UPS', members: [0, 1], coefficients: [1, 1] },
      ],
      capacities: [70e3, 100e3],
    });
    expect(answer).toEqual({ status: 'infeasible', conflicts: [{ limit: 1, id: 'UPS', least: 120e3, capacity: 100e3 }] });
  });

  it('leaves racks at their least power behind a limit without room, and prices its first watt', () => {
    const rack = { least: 60e3, worthAtLeast: 1e4, pieces: [{ width: 50e3, first: 3, last: 1 }] };
    const answer = optimal({
      consumers: [rack, rack],
      limits: [{ id: 'busway', members: [0], coefficients: [0.5] }],
      capacities: [30e3],
    });
    expect([...answer.amounts]).toEqual([60e3, 110e3]);
    expect([...answer.prices]).toEqual([6]);
    expect(answer.gap).toBe(0);
  });
});

describe('5,400 racks', () => {
  test.each([
    ['nested', false],
    ['crossing', true],
  ])('%s limits: residuals below 1e-9, in steps that do not grow with size', (_, crossing) => {
    const [small, large] = [hallsOfRacks(10, crossing), hallsOfRacks(100, crossing)];
    const [few, many] = [optimal(small), optimal(large)];
    expect(large.consumers.length).toBe(5400);
    expect(worstResidual(large, many)).toBeLessThan(1e-9);
    expect(many.gap).toBeLessThan(1e-12);
    expect(many.binding.length).toBeGreaterThan(100);
    expect(many.iterations).toBeLessThanOrEqual(few.iterations + 12);
  });

  test('the same problem gives the same bits', () => {
    const [a, b] = [optimal(hallsOfRacks(20, true)), optimal(hallsOfRacks(20, true))];
    expect(a.amounts).toEqual(b.amounts);
    expect(a.prices).toEqual(b.prices);
  });
});
