/**
 * Allocation of power: optimum over limits that nest and that cross, up to 21,600 racks, its growth, and HiGHS on the
 * same problems; the limits of drawn designs; ten thousand steps of a trace on the 10 MW hall. Processor time.
 */

import { couple } from '../../shared/analysis/couple.ts';
import { racksOf } from '../../shared/analysis/racks.ts';
import { findScenario, stateOf } from '../../shared/analysis/scenario-state.ts';
import { allocatePower } from '../../shared/analysis/tokenomics/allocate-power.ts';
import type { PowerLimits } from '../../shared/analysis/tokenomics/limits/plant-limit.ts';
import { powerLimits } from '../../shared/analysis/tokenomics/limits/power-limits.ts';
import { reallocate } from '../../shared/analysis/tokenomics/reallocate.ts';
import { curveWorth } from '../../shared/analysis/tokenomics/worth.ts';
import { designNamed } from '../../shared/designs/index.ts';
import type { Document } from '../../shared/document/document.ts';
import { hallsOfRacks, numbers } from '../../shared/solve/allocation/sample-problems.ts';
import { type AllocationProblem, allocateOverLimits } from '../../shared/solve/allocation.ts';
import { highs, judge } from '../allocation/highs-judge.ts';

/** Least processor time of a few runs, ms. */
function least(run: () => void, repeats = 5): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < repeats; k++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const show = (...columns: (string | number)[]) =>
  process.stdout.write(`${columns.map((c) => (typeof c === 'number' ? c.toPrecision(3) : c).padEnd(22)).join('')}\n`);

function line(name: string, problem: AllocationProblem): number {
  let answer = allocateOverLimits(problem);
  const ms = least(() => {
    answer = allocateOverLimits(problem);
  });
  if (answer.status !== 'optimal') throw new Error(`${name}: ${answer.conflicts.map(({ id }) => id).join(', ')}`);
  const residual = Math.max(answer.residuals.primal, answer.residuals.stationarity, answer.residuals.complementarity);
  show(
    name,
    `${answer.method}, ${answer.iterations} steps`,
    `${answer.binding.length} bind`,
    `${ms.toFixed(2)} ms`,
    `gap ${answer.gap.toExponential(0)}`,
    `KKT ${residual.toExponential(0)}`,
  );
  return ms;
}

const solver = await highs();
for (const crossing of [false, true]) {
  let [last, lastRacks] = [0, 0];
  for (const halls of [12, 25, 50, 100, 200, 400]) {
    const problem = hallsOfRacks(halls, crossing);
    const racks = problem.consumers.length;
    const ms = line(`${racks} racks ${crossing ? 'crossing' : 'nested'}`, problem);
    if (last > 0) show('', `growth n^${(Math.log(ms / last) / Math.log(racks / lastRacks)).toFixed(2)}`);
    [last, lastRacks] = [ms, racks];
  }
  const small = hallsOfRacks(12, crossing);
  const ours = least(() => allocateOverLimits(small));
  const theirs = least(() => judge(solver, small), 1);
  show(`${small.consumers.length} racks, HiGHS`, `${theirs.toFixed(1)} ms`, `ratio ${(theirs / ours).toFixed(0)}`);
}

function designed(name: string, values: Record<string, number> = {}): Document {
  const built = designNamed(name)?.build(values);
  if (!built?.ok) throw new Error(name);
  return built.value;
}

function worthOn(document: Document) {
  const random = numbers(3);
  return new Map(
    racksOf(document).map(({ equipment, parameters }) => [
      equipment.id,
      curveWorth({
        curve: { a: 0.05, b: 0.65 },
        saturation_W: parameters.tdp_W * (0.9 + 0.25 * random()),
        throughput_per_s: 1e6 * (0.5 + random()),
        least: 0.5,
      }),
    ]),
  );
}

const hall = designed('gb300-10mw');
const start = allocatePower(hall, { worth: worthOn(hall), scenario: 'feed-a-lost' });
if (!start.ok) throw new Error(start.problems[0]?.message);
const random = numbers(5);
const racks = start.value.limits.racks.map(() => 0.6 + 0.3 * random());
/** Appetites wander, the budget swings by a twentieth. */
function* day() {
  for (let k = 0; k < 10_000; k++) {
    for (let i = 0; i < racks.length; i++) racks[i] = Math.min(1, Math.max(0.55, (racks[i] ?? 1) + 0.02 * (random() - 0.5)));
    yield { consumers: racks.map((part, i) => hungry(i, part)), budget_W: 6.6e6 * (1 + 0.05 * Math.sin(k / 300)) };
  }
}
const hungry = (i: number, part: number) =>
  curveWorth({ curve: { a: 0.05, b: 0.65 }, saturation_W: 150e3 * part, throughput_per_s: 1e6 * (0.5 + (i % 7) / 7), least: 0.5 });
function trace(name: string, limits: PowerLimits): void {
  let [worst, over] = [0, 0];
  const methods = new Map<string, number>();
  const ms = least(() => {
    for (const { result } of reallocate(limits, day())) {
      if (result.status === 'infeasible') throw new Error('infeasible');
      worst = Math.max(worst, result.gap);
      over = Math.max(over, result.residuals.primal);
      methods.set(result.method, (methods.get(result.method) ?? 0) + 1);
    }
  }, 1);
  const how = [...methods].map(([method, count]) => `${count} ${method}`).join(', ');
  show(name, `${(ms / 1000).toFixed(2)} s`, how, `gap ${worst.toExponential(0)}`, `over ${over.toExponential(0)}`);
}
const { limits: hallLimits } = start.value;
trace('10,000 steps, 10 MW', hallLimits);
/** Every shared limit of the hall at 93 % of what it carries now: feeds, loops and the site bind together. */
const everyLimit = hallLimits.capacities.map((value, j) => {
  const { capacity, present, members } = hallLimits.limits[j] ?? { capacity: 0, present: 0, members: [] };
  return members.length > 1 ? value - capacity + 0.93 * present : value;
});
trace('10,000 steps, all tight', { ...hallLimits, capacities: everyLimit });

const campus = designed('campus', { power: 1e9 });
const scenario = findScenario(campus, undefined);
if (!scenario.ok) throw new Error('scenario');
const limits = powerLimits(campus, couple(campus, stateOf(campus, scenario.value, {})));
const work = worthOn(campus);
const consumers = limits.racks.map((id) => work.get(id) ?? { least: 0, worthAtLeast: 0, pieces: [] });
const site = limits.limits.findIndex(({ resource }) => resource === 'utility');
const cut = (part: number, all: number) =>
  limits.capacities.map((value, j) => {
    const { capacity, present, members } = limits.limits[j] ?? { capacity: 0, present: 0, members: [] };
    if (j === site) return value - (1 - part) * capacity;
    return members.length > 1 ? value - (capacity - Math.min(capacity, present * all)) : value;
  });
line('1 GW campus, utility', { consumers, limits: limits.limits, capacities: cut(0.9, 10) });
line('1 GW, all limits tight', { consumers, limits: limits.limits, capacities: cut(0.9, 0.85) });
