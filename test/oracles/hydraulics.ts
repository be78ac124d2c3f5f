/** Hydraulic case files: networks by record, networks by column, EPANET snapshots. Translates, computes nothing. */
import type { FrictionLaw } from '../../shared/solve/hydraulics/friction.ts';
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

interface HeadCurve {
  h0_m: number;
  c: number;
  exponent: number;
}
interface CaseNode {
  id: string;
  kind: string;
  elevation_m?: number;
  demand_kg_s?: number;
  pressure_pa?: number;
  demand_m3_s?: number;
  head_m?: number;
}
interface CaseLink {
  id: string;
  kind: string;
  from: string;
  to: string;
  length_m: number;
  diameter_m: number;
  roughness_m: number;
  minor_loss_k: number;
  hazen_williams_c?: number;
  r_pa_per_kg_s_squared: number;
  head_curve: HeadCurve;
  speed?: number;
  closed?: boolean;
  open?: boolean;
  check_valve?: boolean;
}
interface Fluid {
  density_kg_m3: number;
  dynamic_viscosity_pa_s: number;
}
interface RecordCase {
  network: { fluid: Fluid; friction: FrictionLaw; nodes: CaseNode[]; links: CaseLink[] };
  expected: {
    nodes: { id: string; pressure_pa: number }[];
    links: { id: string; mass_flow_kg_s: number }[];
    closed_check_valves?: string[];
  };
  tolerance: { mass_flow_rel_of_largest: number; pressure_abs_pa: number };
}
export interface ColumnCase {
  fluid: Fluid;
  friction: FrictionLaw;
  network: {
    node_count: number;
    fixed: [number, number][];
    demand_kg_s: number | number[];
    pipe: {
      from: number[];
      to: number[];
      length_m: number | number[];
      diameter_m: number | number[];
      roughness_m: number | number[];
      minor_loss_k?: number | number[];
    };
    resistance: { from: number[]; to: number[]; r_pa_per_kg_s_squared: number | number[] };
  };
  expected: { pressure_pa: number[]; pipe_mass_flow_kg_s?: number[]; resistance_mass_flow_kg_s?: number[]; largest_mass_flow_kg_s: number };
  tolerance: { mass_flow_rel_of_largest: number; pressure_abs_pa: number };
}
interface SnapshotCase {
  network: { nodes: CaseNode[]; links: CaseLink[] };
  expected: { nodes: { id: string; head_m: number; net_inflow_m3_s?: number }[]; links: { id: string; flow_m3_s: number }[] };
  tolerance: { head_abs_m: number; flow_abs_m3_s: number };
}

/** Flows are compared with the largest of the network, which may stand still. */
const largestOf = (flows: readonly number[], still: number): number => Math.max(...flows.map(Math.abs), still);

const row = (column: number | readonly number[] | undefined, k: number): number =>
  typeof column === 'number' ? column : (column?.[k] ?? 0);

/** Case files state no efficiency: only head and flow are compared. */
const pumpElement = (curve: HeadCurve, speed: number, density_kg_m3: number): HydraulicElement => ({
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

function elementOf(link: CaseLink, density_kg_m3: number): HydraulicElement {
  if (link.kind === 'pump') return pumpElement(link.head_curve, link.speed ?? 1, density_kg_m3);
  if (link.kind === 'resistance') return { type: 'resistance', coefficient: link.r_pa_per_kg_s_squared * density_kg_m3 ** 2, exponent: 2 };
  const common = { length_m: link.length_m, diameter_m: link.diameter_m, minorLoss: link.minor_loss_k ?? 0 };
  return link.hazen_williams_c === undefined
    ? { type: 'pipe', roughness_m: link.roughness_m, ...common }
    : { type: 'hazen-williams', coefficient: link.hazen_williams_c, ...common };
}

function branchesOf(links: readonly CaseLink[], nodes: readonly CaseNode[], density_kg_m3: number): HydraulicBranch[] {
  const index = new Map(nodes.map((node, i) => [node.id, i]));
  return links.map((link) => ({
    id: link.id,
    from: index.get(link.from) ?? -1,
    to: index.get(link.to) ?? -1,
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

function records(content: RecordCase): Comparison {
  const result = new Comparison();
  const { fluid, nodes, links, friction } = content.network;
  const network: HydraulicNetwork = {
    nodes: nodes.map(
      (node): HydraulicNode => ({
        id: node.id,
        elevation_m: node.elevation_m ?? 0,
        ...(node.kind === 'fixed-pressure' ? { fixedPressure_Pa: node.pressure_pa ?? 0 } : { injection_kg_s: -(node.demand_kg_s ?? 0) }),
      }),
    ),
    branches: branchesOf(links, nodes, fluid.density_kg_m3),
  };
  const solution = prepareHydraulics(network, { friction }).solve({
    density_kg_m3: fluid.density_kg_m3,
    viscosity_m2_s: fluid.dynamic_viscosity_pa_s / fluid.density_kg_m3,
  });
  allSolved(result, solution);
  const largest = largestOf(
    content.expected.links.map((link) => link.mass_flow_kg_s),
    1e-3,
  );
  const { mass_flow_rel_of_largest, pressure_abs_pa } = content.tolerance;
  const branchIndex = new Map(links.map((link, b) => [link.id, b]));
  const nodeIndex = new Map(nodes.map((node, i) => [node.id, i]));
  for (const link of content.expected.links) {
    const flow = solution.massFlow_kg_s[branchIndex.get(link.id) ?? -1];
    result.number(`flow of ${link.id}`, flow, link.mass_flow_kg_s, { abs: mass_flow_rel_of_largest * largest, scale: largest });
  }
  for (const node of content.expected.nodes) {
    result.number(`pressure at ${node.id}`, solution.pressure_Pa[nodeIndex.get(node.id) ?? -1], node.pressure_pa, { abs: pressure_abs_pa });
  }
  for (const id of content.expected.closed_check_valves ?? []) {
    const b = branchIndex.get(id) ?? -1;
    result.fact(
      `check valve ${id} shut`,
      ((solution.branchFlags[b] ?? 0) & branchFlag.reverseBlocked) !== 0 && solution.massFlow_kg_s[b] === 0,
    );
  }
  return result;
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
        ...(pressure === undefined ? { injection_kg_s: -row(demand_kg_s, k) } : { fixedPressure_Pa: pressure }),
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
            length_m: row(pipe.length_m, k),
            diameter_m: row(pipe.diameter_m, k),
            roughness_m: row(pipe.roughness_m, k),
            minorLoss: row(pipe.minor_loss_k, k),
          },
        }),
      ),
      ...resistance.from.map(
        (from, k): HydraulicBranch => ({
          id: `r${k}`,
          from,
          to: resistance.to[k] ?? -1,
          open: true,
          element: { type: 'resistance', coefficient: row(resistance.r_pa_per_kg_s_squared, k) * density_kg_m3 ** 2, exponent: 2 },
        }),
      ),
    ],
  };
}

function columns(content: ColumnCase): Comparison {
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

function snapshot(content: SnapshotCase): Comparison {
  const result = new Comparison();
  const { nodes, links } = content.network;
  const perMetre = SNAPSHOT_DENSITY * gravity_m_s2;
  const network: HydraulicNetwork = {
    nodes: nodes.map((node): HydraulicNode => {
      const elevation_m = node.elevation_m ?? 0;
      return node.kind === 'fixed-head'
        ? { id: node.id, elevation_m, fixedPressure_Pa: perMetre * ((node.head_m ?? 0) - elevation_m) }
        : { id: node.id, elevation_m, injection_kg_s: -SNAPSHOT_DENSITY * (node.demand_m3_s ?? 0) };
    }),
    branches: branchesOf(links, nodes, SNAPSHOT_DENSITY),
  };
  const solution = prepareHydraulics(network).solve({ density_kg_m3: SNAPSHOT_DENSITY, viscosity_m2_s: 1e-6 });
  allSolved(result, solution);
  const { head_abs_m, flow_abs_m3_s } = content.tolerance;
  const largest = largestOf(
    content.expected.links.map((link) => link.flow_m3_s),
    1e-6,
  );
  const branchIndex = new Map(links.map((link, b) => [link.id, b]));
  const nodeIndex = new Map(nodes.map((node, i) => [node.id, i]));
  for (const node of content.expected.nodes) {
    const i = nodeIndex.get(node.id) ?? -1;
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
    const flow = solution.massFlow_kg_s[branchIndex.get(link.id) ?? -1];
    result.number(`flow of ${link.id}`, flow === undefined ? undefined : flow / SNAPSHOT_DENSITY, link.flow_m3_s, {
      abs: flow_abs_m3_s,
      scale: largest,
    });
  }
  return result;
}

export const hydraulics: Adapter = ({ content }) => {
  const { network, expected } = content as { network: { node_count?: number; fluid?: unknown }; expected: unknown };
  if (network.node_count !== undefined) return columns(content as ColumnCase);
  return network.fluid === undefined && expected !== undefined ? snapshot(content as SnapshotCase) : records(content as RecordCase);
};
