import { beforeAll, expect, test } from 'vitest';
import { racksOf } from '../../shared/analysis/racks.ts';
import { allocatePower } from '../../shared/analysis/tokenomics/allocate-power.ts';
import { curveWorth } from '../../shared/analysis/tokenomics/worth.ts';
import { gb300Hall10MW } from '../../shared/designs/gb300-10mw.ts';
import { numbers } from '../../shared/solve/allocation/sample-problems.ts';
import { allocateOverLimits } from '../../shared/solve/allocation.ts';
import { type Highs, highs, judge } from './highs-judge.ts';

let solver: Highs;
beforeAll(async () => {
  solver = await highs();
});

test.each(['design', 'feed-a-lost', 'cdu-out'])(
  'HiGHS agrees on the drawn 10 MW hall, %s, with every shared limit tight: feeds, loops, rooms and site together',
  (scenario) => {
    const built = gb300Hall10MW.build({});
    if (!built.ok) throw new Error('design');
    const random = numbers(3);
    const worth = new Map(
      racksOf(built.value).map(({ equipment }) => [
        equipment.id,
        curveWorth({
          curve: { a: 0.05 * random(), b: 0.3 + random() },
          saturation_W: 150e3 * (0.8 + 0.2 * random()),
          throughput_per_s: 1e6 * (0.5 + random()),
          least: 0.5,
        }),
      ]),
    );
    const shared = allocatePower(built.value, { scenario, worth });
    if (!shared.ok) throw new Error(shared.problems[0]?.message);
    const { limits } = shared.value;
    const consumers = limits.racks.map((id) => worth.get(id) ?? { least: 0, worthAtLeast: 0, pieces: [] });
    const capacities = limits.capacities.map((value, j) => {
      const row = limits.limits[j];
      // Each limit cut to a part of what it carries, another part for each.
      return row && row.members.length > 1 ? value - row.capacity + (0.85 + 0.1 * random()) * row.present : value;
    });
    const problem = { consumers, limits: limits.limits, capacities };
    const ours = allocateOverLimits(problem);
    if (ours.status !== 'optimal') throw new Error('infeasible');
    expect(ours.method).toBe('interior-point');
    expect(ours.gap).toBeLessThan(1e-9);
    expect(Math.abs(ours.value / judge(solver, problem).value - 1)).toBeLessThan(1e-6);
  },
);
