/**
 * One rack's load in the 1 GW campus: load flow, loadings and headrooms of all that it reaches, beside
 * the same from nothing. Forty racks all over the campus, each up by 5 % and down again; the first few
 * only warm the code up. Processor time counts all threads, the collector's too.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { analyseDetailed } from '../../shared/analysis/analyse.ts';
import { findPowerHeadroom } from '../../shared/analysis/power-headroom.ts';
import { designs } from '../../shared/designs/index.ts';
import { deriveFrom } from '../../shared/document/lineage.ts';
import type { ElectricalNetwork } from '../../shared/network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../../shared/solve/electrical.ts';

const rackCount = 40;
const warmUps = 10;

/** Runs of one kind: processor time, and when each began and ended. */
interface Runs {
  readonly cpu_ms: number[];
  readonly spans_ms: (readonly [begin: number, end: number])[];
}

const pauses_ms: (readonly [begin: number, end: number])[] = [];
const observer = new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) pauses_ms.push([startTime, startTime + duration]);
});
observer.observe({ entryTypes: ['gc'] });

const runs = (): Runs => ({ cpu_ms: [], spans_ms: [] });

function timed(into: Runs, run: () => void): void {
  const began = performance.now();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  into.cpu_ms.push((user + system) / 1000);
  into.spans_ms.push([began, performance.now()]);
}

/** What the collector stopped within a span. */
const paused_ms = ([begin, end]: readonly [number, number]): number =>
  pauses_ms.reduce((total, [from, to]) => total + Math.max(0, Math.min(end, to) - Math.max(begin, from)), 0);

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const both = (values: readonly number[]) => `${middle(values).toFixed(2)} (least ${least(values).toFixed(2)})`;

function describe(name: string, { cpu_ms, spans_ms }: Runs): string {
  const wall_ms = spans_ms.map(([begin, end]) => end - begin);
  const without_ms = spans_ms.map((span, i) => (wall_ms[i] ?? 0) - paused_ms(span));
  const stopped_ms = spans_ms.reduce((total, span) => total + paused_ms(span), 0) / spans_ms.length;
  return `${name}: median ms CPU ${both(cpu_ms)}, wall ${both(wall_ms)}, wall without GC ${both(without_ms)}; GC pauses ${stopped_ms.toFixed(2)} ms each on average`;
}

const built = designs.find(({ name }) => name === 'campus')?.build({ power: 1e9 });
if (!built?.ok) throw new Error('the campus could not be generated');
const document = built.value;
const solved = analyseDetailed(document);
if (!solved.ok) throw new Error(solved.problems[0]?.message);
const { state, electrical } = solved.value.coupled;
const { network } = electrical;
const racks = network.loads.flatMap(({ owner }, l) => (state.itPower_W.has(owner) ? [l] : []));
console.log(`${network.buses.length} buses, ${network.loads.length} loads, ${racks.length} racks`);

const changed = (base: ElectricalNetwork, load: number, scale: number): ElectricalNetwork => {
  const loads = base.loads.slice();
  const before = loads[load];
  if (before) loads[load] = { ...before, power_W: before.power_W * scale };
  // As the extraction of a network does.
  deriveFrom(base.loads, loads, [load]);
  return { ...base, loads };
};
const rackAt = (turn: number): number => racks[(turn * 613) % racks.length] ?? 0;

const naive = runs();
let solution: ElectricalSolution = solveElectrical(network);
for (let k = 0; k < 3; k++) {
  const next = changed(network, rackAt(k), 1.05);
  timed(naive, () => {
    const full = solveElectrical({ ...next, branches: [...next.branches] });
    findPowerHeadroom(document, state, full, undefined);
  });
}

let kept = findPowerHeadroom(document, state, solution, undefined);
const flow = runs();
const whole = runs();
const islands: number[] = [];
const buses: number[] = [];
const places: number[] = [];
for (let turn = -warmUps; turn < rackCount; turn++) {
  for (const scale of [1.05, 1 / 1.05]) {
    const next = changed(solution.network, rackAt(turn + warmUps), scale);
    const [ofFlow, ofWhole] = turn < 0 ? [runs(), runs()] : [flow, whole];
    timed(ofWhole, () => {
      timed(ofFlow, () => {
        solution = solveElectrical(next, solution);
      });
      kept = findPowerHeadroom(document, state, solution, kept);
    });
    islands.push(solution.work.islands);
    buses.push(solution.work.buses);
    places.push(kept.table.evaluated.length);
  }
}
if (solution.islands.some(({ status }) => status !== 'solved')) throw new Error('the campus has no solution');
// Pauses are told after the fact.
await new Promise((resolve) => setTimeout(resolve, 100));
observer.disconnect();
console.log(describe('from nothing               ', naive));
console.log(describe('one rack: flow and loadings', flow));
console.log(describe('one rack: and headrooms    ', whole));
console.log(
  `solved again: ${middle(islands)} of ${solution.islands.length} islands, ${middle(buses)} of ${solution.merged.nodeBase_V.length} merged buses; headroom of ${middle(places)} of ${kept.entries.length} places`,
);
console.log(`ratio of CPU medians: ${(middle(naive.cpu_ms) / middle(whole.cpu_ms)).toFixed(0)}`);
