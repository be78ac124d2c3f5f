/** Networks with heat: pipes that lose it, mixing, racks at fixed flow between two pressures. */
import * as v from 'valibot';
import type { LiquidBranch, LiquidControl, LiquidNetwork, LiquidNode } from '../../shared/network/liquid.ts';
import type { Fluid } from '../../shared/solve/fluids.ts';
import { solveLiquid } from '../../shared/solve/liquid.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';
import { friction } from './hydraulics.ts';
import { result as answer, name, number, positive, Rows, read } from './read.ts';

const node = name;
const heatCase = v.object({
  fluid: v.object({ density_kg_m3: positive, dynamic_viscosity_pa_s: positive, cp_j_kgk: positive }),
  friction,
  network: v.object({
    nodes: v.array(node),
    pipes: v.array(
      v.object({
        from: node,
        to: node,
        length_m: positive,
        diameter_m: positive,
        roughness_m: number,
        u_w_m2k: number,
        t_ambient_c: number,
      }),
    ),
    fixed: v.optional(v.array(v.object({ node, pressure_pa: number, t_c: number })), []),
    demands: v.optional(v.array(v.object({ node, m_kg_s: number })), []),
    circulation_pump: v.optional(
      v.object({ return_node: node, supply_node: node, supply_pressure_pa: number, lift_pa: number, t_supply_c: number }),
    ),
    flow_controlled_consumers: v.optional(
      v.array(v.object({ from: node, to: node, m_kg_s: number, heat_removed_from_water_w: number })),
      [],
    ),
  }),
  expected: v.object({
    nodes: v.array(v.object({ id: node, pressure_pa: answer, t_c: answer })),
    pipes: v.array(v.object({ row: number, mass_flow_kg_s: answer, t_outlet_c: answer })),
    heat_consumer: v.optional(v.array(v.object({ t_outlet_k: answer, mdot_from_kg_per_s: answer }))),
  }),
  tolerance: v.object({ mass_flow_rel: positive, t_abs_k: positive, pressure_abs_pa: positive }),
});
type HeatCase = v.InferOutput<typeof heatCase>;

/** The case's own liquid: constant properties. */
const liquidOf = ({ density_kg_m3, dynamic_viscosity_pa_s, cp_j_kgk }: HeatCase['fluid']): Fluid => ({
  name: 'case',
  title: 'liquid of the case',
  minimum_K: 200,
  maximum_K: 500,
  source: 'case file',
  density: () => density_kg_m3,
  specificHeat: () => cp_j_kgk,
  viscosity: () => dynamic_viscosity_pa_s,
  conductivity: () => 0.6,
  vapourPressure: () => 0,
  enthalpy: (temperature_K) => cp_j_kgk * (temperature_K - zeroCelsius_K),
  temperature: (enthalpy_J_kg) => zeroCelsius_K + enthalpy_J_kg / cp_j_kgk,
});

function networkOf({ network }: HeatCase): LiquidNetwork {
  const { fixed, demands, circulation_pump: pump, flow_controlled_consumers: consumers } = network;
  const rows = new Rows('network.nodes', network.nodes);
  const fields = { fixed: fixed.map(({ node: id }) => id), demands: demands.map(({ node: id }) => id) };
  for (const [field, ids] of Object.entries(fields)) {
    for (const [k, id] of ids.entries()) rows.of(id, `network.${field}[${k}].node`);
  }
  if (pump) for (const field of ['return_node', 'supply_node'] as const) rows.of(pump[field], `network.circulation_pump.${field}`);
  const nodes: LiquidNode[] = network.nodes.map((id) => {
    const held = fixed.find((one) => one.node === id);
    const demand = demands.find((one) => one.node === id);
    return {
      id: `node-${id}`,
      owner: `node-${id}`,
      elevation_m: 0,
      fluid: 'case',
      ...(held && { fixedPressure_Pa: held.pressure_pa, injectionTemperature_K: held.t_c + zeroCelsius_K }),
      ...(pump?.supply_node === id && {
        fixedPressure_Pa: pump.supply_pressure_pa,
        injectionTemperature_K: pump.t_supply_c + zeroCelsius_K,
      }),
      ...(pump?.return_node === id && { fixedPressure_Pa: pump.supply_pressure_pa - pump.lift_pa }),
      ...(demand && { injection_kg_s: -demand.m_kg_s }),
    };
  });
  const pipes = network.pipes.map(
    (pipe, row): LiquidBranch => ({
      id: `pipe-${row}`,
      owner: `pipe-${row}`,
      from: rows.of(pipe.from, `network.pipes[${row}].from`),
      to: rows.of(pipe.to, `network.pipes[${row}].to`),
      element: { type: 'pipe', length_m: pipe.length_m, diameter_m: pipe.diameter_m, roughness_m: pipe.roughness_m, minorLoss: 0 },
      heat: {
        type: 'surroundings',
        conductance_W_K: pipe.u_w_m2k * Math.PI * pipe.diameter_m * pipe.length_m,
        ambient_K: pipe.t_ambient_c + zeroCelsius_K,
      },
      open: true,
      volume_m3: 0,
    }),
  );
  const users = consumers.map(
    (one, row): LiquidBranch => ({
      id: `consumer-${row}`,
      owner: `consumer-${row}`,
      from: rows.of(one.from, `network.flow_controlled_consumers[${row}].from`),
      to: rows.of(one.to, `network.flow_controlled_consumers[${row}].to`),
      element: { type: 'resistance', coefficient: 1e3, exponent: 2 },
      heat: { type: 'fixed', heat_W: -one.heat_removed_from_water_w },
      open: true,
      volume_m3: 0,
    }),
  );
  const controls = consumers.map(
    (one, row): LiquidControl => ({
      type: 'flow-limit',
      owner: `consumer-${row}`,
      branch: pipes.length + row,
      flow_kg_s: one.m_kg_s,
      minimumDrop_Pa: 0,
    }),
  );
  return { nodes, branches: [...pipes, ...users], exchangers: [], units: [], controls };
}

export const heatNetworks: Adapter = ({ content }) => {
  const result = new Comparison();
  const file = read(heatCase, content);
  const network = networkOf(file);
  const liquid = liquidOf(file.fluid);
  const solution = solveLiquid(network, undefined, { fluid: () => liquid, friction: file.friction });
  const { mass_flow_rel: rel, t_abs_k, pressure_abs_pa } = file.tolerance;
  for (const { status, cause } of solution.islands) result.fact(`an island is ${status}: ${cause ?? ''}`, status === 'solved');
  for (const { id, pressure_pa, t_c } of file.expected.nodes) {
    const i = file.network.nodes.indexOf(id);
    result.number(`node ${id} pressure`, solution.pressure_Pa[i], pressure_pa, { abs: pressure_abs_pa });
    result.number(`node ${id} temperature`, (solution.nodeTemperature_K[i] as number) - zeroCelsius_K, t_c, { abs: t_abs_k });
  }
  for (const { row, mass_flow_kg_s, t_outlet_c } of file.expected.pipes) {
    result.number(`pipe ${row} flow`, solution.massFlow_kg_s[row], mass_flow_kg_s, { rel });
    result.number(`pipe ${row} outlet`, (solution.outlet_K[row] as number) - zeroCelsius_K, t_outlet_c, { abs: t_abs_k });
  }
  file.expected.heat_consumer?.forEach(({ t_outlet_k, mdot_from_kg_per_s }, row) => {
    const b = file.network.pipes.length + row;
    result.number(`consumer ${row} outlet`, solution.outlet_K[b], t_outlet_k, { abs: t_abs_k });
    result.number(`consumer ${row} flow`, solution.massFlow_kg_s[b], mdot_from_kg_per_s, { rel });
  });
  return result;
};
