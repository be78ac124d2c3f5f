/** Hydraulic case files: networks by record, networks by column, EPANET snapshots. Translates, computes nothing. */
import * as v from 'valibot';
import { prepareHydraulics } from '../../shared/solve/hydraulics/prepare.ts';
import {
  branchFlag,
  gravity_m_s2,
  type HydraulicBranch,
  type HydraulicElement,
  type HydraulicNetwork,
  type HydraulicNode,
  type HydraulicSolution,
} from '../../shared/solve/hydraulics/system.ts';
import { type Adapter, Comparison } from './compare.ts';
import { type CaseLink, type ColumnCase, columnCase, type headCurve, recordCase, snapshotCase } from './hydraulic-cases.ts';
import { Rows, read, sameLength, WrongField } from './read.ts';

/** Flows are compared with the largest of the network, which may stand still. */
const largestOf = (flows: readonly number[], still: number): number => Math.max(...flows.map(Math.abs), still);

const at = (values: number | readonly number[] | undefined, k: number): number =>
  typeof values === 'number' ? values : (values?.[k] ?? 0);

/** Case files state no efficiency: only head and flow are compared. */
const pumpElement = (curve: v.InferOutput<typeof headCurve>, speed: number, density_kg_m3: number): HydraulicElement => ({
  type: 'pump',
  curve: {
    shutoff_Pa: density_kg_m3 * gravity_m_s2 * curve.h0_m,
    coefficient: density_kg_m3 * gravity_m_s2 * curve.c,
    exponent: curve.exponent,
  },
  speed,
  parallel: 1,
  hydraulicEfficiency: 1,
  motorEfficiency: 1,
  lossToLiquid: 0,
  checked: true,
});

const rowsOf = (table: string, records: readonly { readonly id: string | number }[]) =>
  new Rows(
    table,
    records.map(({ id }) => id),
  );

function elementOf(link: CaseLink, density_kg_m3: number): HydraulicElement {
  if (link.kind === 'pump') return pumpElement(link.head_curve, link.speed ?? 1, density_kg_m3);
  if (link.kind === 'resistance') return { type: 'resistance', coefficient: link.r_pa_per_kg_s_squared * density_kg_m3 ** 2, exponent: 2 };
  const common = { length_m: link.length_m, diameter_m: link.diameter_m, minorLoss: link.minor_loss_k ?? 0 };
  return 'roughness_m' in link
    ? { type: 'pipe', roughness_m: link.roughness_m, ...common }
    : { type: 'hazen-williams', coefficient: link.hazen_williams_c, ...common };
}

function branchesOf(links: readonly CaseLink[], nodes: Rows, density_kg_m3: number): HydraulicBranch[] {
  return links.map((link, k) => ({
    id: String(link.id),
    from: nodes.of(link.from, `network.links[${k}] "${link.id}" from`),
    to: nodes.of(link.to, `network.links[${k}] "${link.id}" to`),
    element: elementOf(link, density_kg_m3),
    open: link.closed !== true && link.open !== false,
    checked: link.check_valve === true,
  }));
}

function allSolved(result: Comparison, solution: HydraulicSolution): void {
  for (const island of solution.islands) {
    // A node that nothing joins (a stopped pump's far side) is an island of its own.
    result.fact(`island ${island.island}: ${island.status}, ${island.cause ?? ''}`, island.status === 'solved' || island.status === 'dead');
  }
}

function records(given: unknown): Comparison {
  const content = read(recordCase, given);
  const result = new Comparison();
  const { fluid, nodes, links, friction } = content.network;
  const nodeRows = rowsOf('network.nodes', nodes);
  const linkRows = rowsOf('network.links', links);
  const network: HydraulicNetwork = {
    nodes: nodes.map(
      (node): HydraulicNode => ({
        id: String(node.id),
        elevation_m: node.elevation_m ?? 0,
        ...(node.kind === 'fixed-pressure' ? { fixedPressure_Pa: node.pressure_pa } : { injection_kg_s: -(node.demand_kg_s ?? 0) }),
      }),
    ),
    branches: branchesOf(links, nodeRows, fluid.density_kg_m3),
  };
  const solution = prepareHydraulics(network, { friction }).solve({
    density_kg_m3: fluid.density_kg_m3,
    viscosity_m2_s: fluid.dynamic_viscosity_pa_s / fluid.density_kg_m3,
  });
  allSolved(result, solution);
  const largest = largestOf(
    content.expected.links.map((link) => link.mass_flow_kg_s ?? 0),
    1e-3,
  );
  const { mass_flow_rel_of_largest, pressure_abs_pa } = content.tolerance;
  for (const link of content.expected.links) {
    const flow = solution.massFlow_kg_s[linkRows.of(link.id, 'expected.links')];
    result.number(`flow of ${link.id}`, flow, link.mass_flow_kg_s, { abs: mass_flow_rel_of_largest * largest, scale: largest });
  }
  for (const node of content.expected.nodes) {
    result.number(`pressure at ${node.id}`, solution.pressure_Pa[nodeRows.of(node.id, 'expected.nodes')], node.pressure_pa, {
      abs: pressure_abs_pa,
    });
  }
  for (const id of content.expected.closed_check_valves ?? []) {
    const b = linkRows.of(id, 'expected.closed_check_valves');
    result.fact(
      `check valve ${id} shut`,
      ((solution.branchFlags[b] ?? 0) & branchFlag.reverseBlocked) !== 0 && solution.massFlow_kg_s[b] === 0,
    );
  }
  return result;
}

/** One entry per row, node numbers below their count. */
export function readColumns(given: unknown): ColumnCase {
  const content = read(columnCase, given);
  const { node_count, fixed, demand_kg_s, pipe, resistance } = content.network;
  sameLength('network.pipe', pipe, pipe.from.length);
  sameLength('network.resistance', resistance, resistance.from.length);
  sameLength('network', { demand_kg_s }, node_count);
  const ends = {
    'network.pipe.from': pipe.from,
    'network.pipe.to': pipe.to,
    'network.resistance.from': resistance.from,
    'network.resistance.to': resistance.to,
  };
  for (const [where, values] of Object.entries({ ...ends, 'network.fixed': fixed.map(([node]) => node) })) {
    values.forEach((node, k) => {
      if (node >= node_count) throw new WrongField(`${where}[${k}]: node ${node}, expected one below ${node_count}`);
    });
  }
  return content;
}

/** Column layout → network; exported for the bench, which solves the same files against EPANET. */
export function columnNetwork(content: ColumnCase): HydraulicNetwork {
  const { node_count, fixed, demand_kg_s, pipe, resistance } = content.network;
  const fixedPressure = new Map(fixed);
  const { density_kg_m3 } = content.fluid;
  return {
    nodes: Array.from({ length: node_count }, (_, k): HydraulicNode => {
      const pressure = fixedPressure.get(k);
      return {
        id: String(k),
        elevation_m: 0,
        ...(pressure === undefined ? { injection_kg_s: -at(demand_kg_s, k) } : { fixedPressure_Pa: pressure }),
      };
    }),
    branches: [
      ...pipe.from.map(
        (from, k): HydraulicBranch => ({
          id: `p${k}`,
          from,
          to: pipe.to[k] ?? -1,
          open: true,
          element: {
            type: 'pipe',
            length_m: at(pipe.length_m, k),
            diameter_m: at(pipe.diameter_m, k),
            roughness_m: at(pipe.roughness_m, k),
            minorLoss: at(pipe.minor_loss_k, k),
          },
        }),
      ),
      ...resistance.from.map(
        (from, k): HydraulicBranch => ({
          id: `r${k}`,
          from,
          to: resistance.to[k] ?? -1,
          open: true,
          element: { type: 'resistance', coefficient: at(resistance.r_pa_per_kg_s_squared, k) * density_kg_m3 ** 2, exponent: 2 },
        }),
      ),
    ],
  };
}

function columns(given: unknown): Comparison {
  const content = readColumns(given);
  const result = new Comparison();
  const { fluid, friction } = content;
  const solution = prepareHydraulics(columnNetwork(content), { friction }).solve({
    density_kg_m3: fluid.density_kg_m3,
    viscosity_m2_s: fluid.dynamic_viscosity_pa_s / fluid.density_kg_m3,
  });
  allSolved(result, solution);
  const pipes = content.network.pipe.from.length;
  const largest = largestOf([content.expected.largest_mass_flow_kg_s], 1e-3);
  const allowed = { abs: content.tolerance.mass_flow_rel_of_largest * largest, scale: largest };
  content.expected.pressure_pa.forEach((expected, k) => {
    result.number(`pressure at ${k}`, solution.pressure_Pa[k], expected, { abs: content.tolerance.pressure_abs_pa });
  });
  content.expected.pipe_mass_flow_kg_s?.forEach((expected, k) => {
    result.number(`flow of pipe ${k}`, solution.massFlow_kg_s[k], expected, allowed);
  });
  content.expected.resistance_mass_flow_kg_s?.forEach((expected, k) => {
    result.number(`flow of resistance ${k}`, solution.massFlow_kg_s[pipes + k], expected, allowed);
  });
  return result;
}

/** Snapshots speak in heads and volumes: any one density serves, 1000 kg/m³ here. */
const SNAPSHOT_DENSITY = 1000;

function snapshot(given: unknown): Comparison {
  const content = read(snapshotCase, given);
  const result = new Comparison();
  const { nodes, links } = content.network;
  const nodeRows = rowsOf('network.nodes', nodes);
  const linkRows = rowsOf('network.links', links);
  const perMetre = SNAPSHOT_DENSITY * gravity_m_s2;
  const network: HydraulicNetwork = {
    nodes: nodes.map((node): HydraulicNode => {
      const elevation_m = node.elevation_m ?? 0;
      const id = String(node.id);
      return node.kind === 'fixed-head'
        ? { id, elevation_m, fixedPressure_Pa: perMetre * (node.head_m - elevation_m) }
        : { id, elevation_m, injection_kg_s: -SNAPSHOT_DENSITY * (node.demand_m3_s ?? 0) };
    }),
    branches: branchesOf(links, nodeRows, SNAPSHOT_DENSITY),
  };
  const solution = prepareHydraulics(network).solve({ density_kg_m3: SNAPSHOT_DENSITY, viscosity_m2_s: 1e-6 });
  allSolved(result, solution);
  const { head_abs_m, flow_abs_m3_s } = content.tolerance;
  const largest = largestOf(
    content.expected.links.map((link) => link.flow_m3_s),
    1e-6,
  );
  for (const node of content.expected.nodes) {
    const i = nodeRows.of(node.id, 'expected.nodes');
    const pressure = solution.pressure_Pa[i];
    const head = pressure === undefined ? undefined : pressure / perMetre + (network.nodes[i]?.elevation_m ?? 0);
    result.number(`head at ${node.id}`, head, node.head_m, { abs: head_abs_m });
    if (node.net_inflow_m3_s === undefined) continue;
    let inflow = 0;
    network.branches.forEach((branch, b) => {
      if (branch.to === i) inflow += solution.massFlow_kg_s[b] ?? 0;
      if (branch.from === i) inflow -= solution.massFlow_kg_s[b] ?? 0;
    });
    result.number(`inflow of ${node.id}`, inflow / SNAPSHOT_DENSITY, node.net_inflow_m3_s, { abs: flow_abs_m3_s, scale: largest });
  }
  for (const link of content.expected.links) {
    const flow = solution.massFlow_kg_s[linkRows.of(link.id, 'expected.links')];
    result.number(`flow of ${link.id}`, flow === undefined ? undefined : flow / SNAPSHOT_DENSITY, link.flow_m3_s, {
      abs: flow_abs_m3_s,
      scale: largest,
    });
  }
  return result;
}

export const hydraulics: Adapter = ({ content }) => {
  const { network } = read(v.object({ network: v.looseObject({}) }), content);
  if ('node_count' in network) return columns(content);
  return 'fluid' in network || 'friction' in network ? records(content) : snapshot(content);
};
