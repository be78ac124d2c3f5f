/**
 * Hydraulics side by side with EPANET in one run, at 1e-8 accuracy on both sides: from a flat start
 * with the topology prepared, warm after a small change, and growth on ladders of 1,000 to 100,000 nodes.
 */
import { readFileSync } from 'node:fs';
import type { FrictionLaw } from '../../shared/solve/hydraulics/friction.ts';
import { prepareHydraulics } from '../../shared/solve/hydraulics/prepare.ts';
import type { HydraulicBranch, HydraulicInputs, HydraulicNetwork, HydraulicNode } from '../../shared/solve/hydraulics/system.ts';
import { columnNetwork, readColumns } from '../oracles/hydraulics.ts';
import { openEpanet } from './epanet.ts';

/**
 * Least processor time of this thread per run, ms, over rounds that the rivals take in turn: other work
 * on the machine then strikes both and counts for neither.
 */
function leastTimes(rounds: number, runs: readonly (readonly [count: number, run: (turn: number) => void])[]): number[] {
  const least = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [k, [count, run]] of runs.entries()) {
      const before = process.threadCpuUsage();
      for (let i = 0; i < count; i++) run(i);
      const spent = process.threadCpuUsage(before);
      // The first round is warm-up.
      if (round > 0) least[k] = Math.min(least[k] ?? 0, (spent.user + spent.system) / 1000 / count);
    }
  }
  return least;
}

/** Data-hall ladder: supply and return mains feed row headers, each with cross links; lengths and sizes as in the case files. */
export function ladder(rows: number, racks: number, main_m: number): HydraulicNetwork {
  const nodes: HydraulicNode[] = [];
  const branches: HydraulicBranch[] = [];
  const pair = (): number => {
    nodes.push({ id: `${nodes.length}`, elevation_m: 0 }, { id: `${nodes.length + 1}`, elevation_m: 0 });
    return nodes.length - 2;
  };
  const pipe = (from: number, to: number, length_m: number, diameter_m: number): void => {
    branches.push({
      id: `p${branches.length}`,
      from,
      to,
      open: true,
      element: { type: 'pipe', length_m, diameter_m, roughness_m: 4.5e-5, minorLoss: 0 },
    });
  };
  let seed = 7;
  let before = -1;
  for (let r = 0; r < rows; r++) {
    const head = pair();
    if (before >= 0) {
      pipe(before, head, 3, main_m);
      pipe(head + 1, before + 1, 3, main_m);
    }
    before = head;
    let last = head;
    for (let k = 0; k < racks; k++) {
      const next = pair();
      pipe(last, next, 0.6, 0.3);
      pipe(next + 1, last + 1, 0.6, 0.3);
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      const coefficient = 15000 * (1 + 0.3 * (seed / 2 ** 31 - 0.5)) * 995 ** 2;
      branches.push({
        id: `r${branches.length}`,
        from: next,
        to: next + 1,
        open: true,
        element: { type: 'resistance', coefficient, exponent: 2 },
      });
      last = next;
    }
  }
  nodes[0] = { id: '0', elevation_m: 0, fixedPressure_Pa: 400_000 };
  nodes[1] = { id: '1', elevation_m: 0, fixedPressure_Pa: 250_000 };
  return { nodes, branches };
}

export interface Times {
  readonly prepare_ms: number;
  readonly flat_ms: number;
  readonly warm_ms: number;
}

export interface OurTimes extends Times {
  readonly nodes: number;
  readonly branches: number;
  readonly flatIterations: number;
  readonly warmIterations: number;
}

interface Contender {
  flat(): void;
  warm(turn: number): void;
  iterations(): number;
}

/** The node whose outflow changes between warm solves, and by how much: one rack more or less. */
const changingNode = (network: HydraulicNetwork): number => Math.floor(network.nodes.length / 2) + 1;
const CHANGE_KG_S = 0.3;

function contender(network: HydraulicNetwork, inputs: HydraulicInputs, friction: FrictionLaw): Contender {
  const system = prepareHydraulics(network, { friction });
  let solution = system.solve(inputs);
  const injection_kg_s = Float64Array.from(network.nodes, (node) => node.injection_kg_s ?? 0);
  const node = changingNode(network);
  const own = injection_kg_s[node] ?? 0;
  return {
    flat() {
      solution = system.solve(inputs);
    },
    warm(turn) {
      injection_kg_s[node] = own - (turn % 2) * CHANGE_KG_S;
      solution = system.solve({ ...inputs, injection_kg_s }, solution);
    },
    iterations() {
      if (solution.islands.some(({ status }) => status !== 'solved')) throw new Error('the bench network has no solution');
      return solution.islands[0]?.iterations ?? 0;
    },
  };
}

function ourTimes(network: HydraulicNetwork, ours: Contender, times: Times): OurTimes {
  ours.flat();
  const flatIterations = ours.iterations();
  ours.warm(0);
  ours.warm(1);
  return { nodes: network.nodes.length, branches: network.branches.length, flatIterations, warmIterations: ours.iterations(), ...times };
}

export interface SideBySide {
  readonly ours: OurTimes;
  readonly epanet: Times;
}

/** A case file solved by both; `count` runs per round, `rounds` rounds. */
export async function compareCase(name: string, count: number, rounds: number): Promise<SideBySide> {
  const content = readColumns(JSON.parse(readFileSync(new URL(`../reference/hydraulics/${name}.json`, import.meta.url), 'utf8')));
  const network = columnNetwork(content);
  const { density_kg_m3, dynamic_viscosity_pa_s } = content.fluid;
  const inputs = { density_kg_m3, viscosity_m2_s: dynamic_viscosity_pa_s / density_kg_m3 };
  const ours = contender(network, inputs, content.friction);
  const epanet = await openEpanet(network, density_kg_m3, inputs.viscosity_m2_s);
  const node = changingNode(network);
  const outflow = -(network.nodes[node]?.injection_kg_s ?? 0);
  const [flat = 0, epanetFlat = 0, warm = 0, epanetWarm = 0, prepare = 0] = leastTimes(rounds, [
    [count, () => ours.flat()],
    [count, () => epanet.flat()],
    [count, (turn) => ours.warm(turn)],
    [count, (turn) => epanet.warm(node, outflow + (turn % 2) * CHANGE_KG_S)],
    [3, () => prepareHydraulics(network, { friction: content.friction })],
  ]);
  epanet.close();
  return {
    ours: ourTimes(network, ours, { prepare_ms: prepare, flat_ms: flat, warm_ms: warm }),
    epanet: { prepare_ms: epanet.prepare_ms, flat_ms: epanetFlat, warm_ms: epanetWarm },
  };
}

/** Ladders of `rows` rows of 49 racks. */
export function growth(rows: readonly number[]): OurTimes[] {
  return rows.map((count) => {
    const network = ladder(count, 49, 0.8 * Math.sqrt(count / 10));
    const ours = contender(network, { density_kg_m3: 995, viscosity_m2_s: 0.0008 / 995 }, 'swamee-jain');
    const repeats = Math.max(3, Math.ceil(2000 / count));
    const [flat_ms = 0, warm_ms = 0, prepare_ms = 0] = leastTimes(5, [
      [repeats, () => ours.flat()],
      [repeats, (turn) => ours.warm(turn)],
      [2, () => prepareHydraulics(network, { friction: 'swamee-jain' })],
    ]);
    return ourTimes(network, ours, { prepare_ms, flat_ms, warm_ms });
  });
}

if (import.meta.main) {
  const ratio = (a: number, b: number): string => (a / b).toFixed(3);
  for (const [name, count] of [
    ['ladder-1000', 200],
    ['ladder-10000', 25],
    ['mesh-10000', 3],
  ] as const) {
    const { ours, epanet } = await compareCase(name, count, 8);
    const line = (what: string, mine: number, theirs: number, note = ''): void =>
      console.log(`  ${what.padEnd(17)} ours ${mine.toFixed(2)}  EPANET ${theirs.toFixed(2)}  ratio ${ratio(mine, theirs)}${note}`);
    console.log(`${name}: ${ours.nodes} nodes, ${ours.branches} links (least processor time, ms)`);
    line('prepare', ours.prepare_ms, epanet.prepare_ms);
    line('flat', ours.flat_ms, epanet.flat_ms, ` (${ours.flatIterations} steps)`);
    line('warm', ours.warm_ms, epanet.warm_ms, ` (${ours.warmIterations} steps), ${ratio(ours.warm_ms, epanet.flat_ms)} of EPANET flat`);
    line('prepare and flat', ours.prepare_ms + ours.flat_ms, epanet.prepare_ms + epanet.flat_ms);
  }
  let before: OurTimes | undefined;
  for (const times of growth([10, 30, 100, 300, 1000])) {
    const power =
      before === undefined ? '' : `, n^${(Math.log(times.flat_ms / before.flat_ms) / Math.log(times.nodes / before.nodes)).toFixed(2)}`;
    console.log(
      `ladder of ${times.nodes}: prepare ${times.prepare_ms.toFixed(1)}, flat ${times.flat_ms.toFixed(2)} (${times.flatIterations} steps${power}), warm ${times.warm_ms.toFixed(2)} (${times.warmIterations} steps)`,
    );
    before = times;
  }
}
