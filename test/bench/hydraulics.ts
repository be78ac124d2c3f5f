/**
 * Hydraulics side by side with EPANET in one run, at 1e-8 accuracy on both sides: from a flat start
 * with the topology prepared, warm after a small change, and growth on ladders of 1,000 to 100,000 nodes.
 */
import { readFileSync } from 'node:fs';
import { prepareHydraulics } from '../../shared/solve/hydraulics/prepare.ts';
import type { HydraulicBranch, HydraulicInputs, HydraulicNetwork, HydraulicNode } from '../../shared/solve/hydraulics/system.ts';
import { type ColumnCase, columnNetwork } from '../oracles/hydraulics.ts';
import { type EpanetTimes, timeEpanet } from './epanet.ts';

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function timed(repeats: number, run: (turn: number) => void): number {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const before = performance.now();
    run(i);
    times.push(performance.now() - before);
  }
  return median(times);
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

export interface OurTimes {
  readonly nodes: number;
  readonly branches: number;
  readonly prepare_ms: number;
  readonly flat_ms: number;
  readonly warm_ms: number;
  readonly flatIterations: number;
  readonly warmIterations: number;
}

/** Warm: one fixed pressure moves by 1 % between solves; a solution is the guess of the next. */
export function timeOurs(
  network: HydraulicNetwork,
  inputs: HydraulicInputs,
  friction: 'swamee-jain-dunlop' | 'swamee-jain',
  repeats: number,
): OurTimes {
  const prepare_ms = timed(5, () => {
    prepareHydraulics(network, { friction });
  });
  const system = prepareHydraulics(network, { friction });
  let solution = system.solve(inputs);
  const flat_ms = timed(repeats, () => {
    solution = system.solve(inputs);
  });
  const flatIterations = solution.islands[0]?.iterations ?? 0;
  const fixedPressure_Pa = Float64Array.from(network.nodes, (node) => node.fixedPressure_Pa ?? Number.NaN);
  const base = fixedPressure_Pa[0] ?? 0;
  const warm_ms = timed(repeats, (turn) => {
    fixedPressure_Pa[0] = base * (turn % 2 === 0 ? 1.01 : 1);
    solution = system.solve({ ...inputs, fixedPressure_Pa }, solution);
  });
  if (solution.islands.some(({ status }) => status !== 'solved')) throw new Error('the bench network has no solution');
  return {
    nodes: network.nodes.length,
    branches: network.branches.length,
    prepare_ms,
    flat_ms,
    warm_ms,
    flatIterations,
    warmIterations: solution.islands[0]?.iterations ?? 0,
  };
}

export interface SideBySide {
  readonly name: string;
  readonly ours: OurTimes;
  readonly epanet: EpanetTimes;
}

/** A case file solved by both. */
export async function compareCase(name: string, repeats: number): Promise<SideBySide> {
  const content = JSON.parse(readFileSync(new URL(`../reference/hydraulics/${name}.json`, import.meta.url), 'utf8')) as ColumnCase;
  const network = columnNetwork(content);
  const { density_kg_m3, dynamic_viscosity_pa_s } = content.fluid;
  const viscosity_m2_s = dynamic_viscosity_pa_s / density_kg_m3;
  const friction = content.friction === 'swamee-jain' ? 'swamee-jain' : 'swamee-jain-dunlop';
  const ours = timeOurs(network, { density_kg_m3, viscosity_m2_s }, friction, repeats);
  const head = (content.network.fixed[0]?.[1] ?? 0) / (density_kg_m3 * 9.80665);
  const first = String((content.network.fixed[0]?.[0] ?? 0) + 1);
  const epanet = await timeEpanet(network, density_kg_m3, viscosity_m2_s, repeats, (project, turn) => {
    // A reservoir's head is its elevation (property 0).
    project.setNodeValue(project.getNodeIndex(first), 0, head * (turn % 2 === 0 ? 1.01 : 1));
  });
  return { name, ours, epanet };
}

export function growth(rows: readonly number[]): OurTimes[] {
  return rows.map((count) =>
    timeOurs(ladder(count, 49, 0.8 * Math.sqrt(count / 10)), { density_kg_m3: 995, viscosity_m2_s: 0.0008 / 995 }, 'swamee-jain', 15),
  );
}

if (import.meta.main) {
  for (const name of ['ladder-1000', 'ladder-10000', 'mesh-10000']) {
    const { ours, epanet } = await compareCase(name, 15);
    const ratio = (a: number, b: number): string => (a / b).toFixed(3);
    console.log(`${name}: ${ours.nodes} nodes, ${ours.branches} links (medians, ms)`);
    console.log(
      `  prepare  ours ${ours.prepare_ms.toFixed(2)}  EPANET ${epanet.prepare_ms.toFixed(2)}  ratio ${ratio(ours.prepare_ms, epanet.prepare_ms)}`,
    );
    console.log(
      `  flat     ours ${ours.flat_ms.toFixed(2)} (${ours.flatIterations} steps)  EPANET ${epanet.flat_ms.toFixed(2)}  ratio ${ratio(ours.flat_ms, epanet.flat_ms)}`,
    );
    console.log(
      `  warm     ours ${ours.warm_ms.toFixed(2)} (${ours.warmIterations} steps)  EPANET ${epanet.warm_ms.toFixed(2)}  ratio ${ratio(ours.warm_ms, epanet.warm_ms)} of warm, ${ratio(ours.warm_ms, epanet.flat_ms)} of flat`,
    );
    console.log(`  prepare and flat  ratio ${ratio(ours.prepare_ms + ours.flat_ms, epanet.prepare_ms + epanet.flat_ms)}`);
  }
  let before: OurTimes | undefined;
  for (const times of growth([10, 30, 100, 300, 1000])) {
    const exponent =
      before === undefined
        ? ''
        : `, flat grows as n^${(Math.log(times.flat_ms / before.flat_ms) / Math.log(times.nodes / before.nodes)).toFixed(2)}`;
    console.log(
      `ladder of ${times.nodes}: prepare ${times.prepare_ms.toFixed(1)}, flat ${times.flat_ms.toFixed(2)} (${times.flatIterations} steps), warm ${times.warm_ms.toFixed(2)} (${times.warmIterations} steps)${exponent}`,
    );
    before = times;
  }
}
