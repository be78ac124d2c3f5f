import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { hallsOfRacks, randomGroups, randomTree, type WorthShape } from '../../shared/solve/allocation/sample-problems.ts';
import { type AllocationProblem, allocateOverLimits } from '../../shared/solve/allocation.ts';
import { type Highs, highs, judge } from './highs-judge.ts';

let solver: Highs;
beforeAll(async () => {
  solver = await highs();
});

/** Both answers over HiGHS's own tolerance. */
function compare(problem: AllocationProblem): void {
  const ours = allocateOverLimits(problem);
  const theirs = judge(solver, problem);
  expect(theirs.status).toBe('Optimal');
  expect(ours.status).toBe('optimal');
  if (ours.status === 'optimal') expect(Math.abs(ours.value / theirs.value - 1)).toBeLessThan(1e-6);
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('the optimum that HiGHS finds', () => {
  it.each<WorthShape>(['hull', 'quadratic', 'mixed'])('is ours on random trees of limits, %s worth', (shape) => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 20 }), (from, size) => {
        const problem = randomTree(from, size, shape);
        fc.pre(problem.limits.length > 0);
        compare(problem);
      }),
      { numRuns: 60 },
    );
  });

  it.each<WorthShape>(['hull', 'quadratic', 'mixed'])('is ours on crossing groups, with two feeds and with one lost, %s worth', (shape) => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 12 }), (from, size, limits) => {
        const problem = randomGroups(from, size, limits, shape);
        fc.pre(problem.limits.length > 0);
        compare(problem);
      }),
      { numRuns: 60 },
    );
  });

  it('is ours on two halls of racks with two feeds and crossing CDUs', () => {
    compare(hallsOfRacks(2, true));
  });
});
