/**
 * One rack's load in the 1 GW campus: load flow, loadings and headrooms of all that it reaches, beside
 * the same from nothing. Median and least processor and wall time over racks all over the campus.
 */
import { analyseDetailed } from '../../shared/analysis/analyse.ts';
import { findPowerHeadroom } from '../../shared/analysis/power-headroom.ts';
import { designs } from '../../shared/designs/index.ts';
import type { ElectricalNetwork } from '../../shared/network/electrical.ts';
import { type ElectricalSolution, solveElectrical } from '../../shared/solve/electrical.ts';

interface Times {
  readonly cpu_ms: number[];
  readonly wall_ms: number[];
}

function timed(into: Times, run: () => void): void {
  const began = performance.now();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  into.cpu_ms.push((user + system) / 1000);
  into.wall_ms.push(performance.now() - began);
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const describe = (name: string, { cpu_ms, wall_ms }: Times) =>
  `${name}: CPU ${middle(cpu_ms).toFixed(2)} ms (least ${Math.min(...cpu_ms).toFixed(2)}), wall ${middle(wall_ms).toFixed(2)} ms (least ${Math.min(...wall_ms).toFixed(2)})`;

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
  return { ...base, loads };
};

const naive: Times = { cpu_ms: [], wall_ms: [] };
let solution: ElectricalSolution = solveElectrical(network);
for (let k = 0; k < 3; k++) {
  const next = changed(network, racks[(k * 977) % racks.length] ?? 0, 1.05);
  timed(naive, () => {
    const full = solveElectrical({ ...next, branches: [...next.branches] });
    findPowerHeadroom(document, state, full, undefined);
  });
}

let kept = findPowerHeadroom(document, state, solution, undefined);
const whole: Times = { cpu_ms: [], wall_ms: [] };
const flow: Times = { cpu_ms: [], wall_ms: [] };
const islands: number[] = [];
const buses: number[] = [];
const places: number[] = [];
for (let k = 0; k < 80; k++) {
  const next = changed(solution.network, racks[(k * 613) % racks.length] ?? 0, k % 2 === 0 ? 1.05 : 0.95);
  timed(whole, () => {
    timed(flow, () => {
      solution = solveElectrical(next, solution);
    });
    kept = findPowerHeadroom(document, state, solution, kept);
  });
  islands.push(solution.work.islands);
  buses.push(solution.work.buses);
  places.push(kept.table.evaluated.length);
}
if (solution.islands.some(({ status }) => status !== 'solved')) throw new Error('the campus has no solution');
console.log(describe('from nothing                ', naive));
console.log(describe('one rack: flow and loadings ', flow));
console.log(describe('one rack: and headrooms     ', whole));
console.log(
  `solved again: ${middle(islands)} of ${solution.islands.length} islands, ${middle(buses)} of ${solution.merged.nodeBase_V.length} merged buses; headroom of ${middle(places)} of ${kept.entries.length} places`,
);
console.log(`ratio of CPU medians: ${(middle(naive.cpu_ms) / middle(whole.cpu_ms)).toFixed(0)}`);
