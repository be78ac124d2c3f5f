/** Networks with heat: pipes that lose it, mixing, racks at fixed flow between two pressures. */
import * as v from 'valibot';
import type { LiquidBranch, LiquidControl, LiquidNetwork, LiquidNode } from '../../shared/network/liquid.ts';
import type { Fluid } from '../../shared/solve/fluids.ts';
import { solveLiquid } from '../../shared/solve/liquid.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, type Allowed, Comparison } from './compare.ts';
import { friction } from './hydraulic-cases.ts';
import { result as answer, name, number, positive, Rows, read, WrongField } from './read.ts';

const node = name;
/** Results of consumers and of the circulation pump, as pandapipes names them. */
const deviceRows = v.array(v.record(v.string(), answer));

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
    heat_consumer: v.optional(deviceRows, []),
    circ_pump_pressure: v.optional(deviceRows, []),
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
  const rows = new Rows('network.nodes', file.network.nodes);
  const { density_kg_m3, cp_j_kgk } = file.fluid;
  /** One consumer or pump, flowing from a node to another. */
  const device = (
    what: string,
    expected: Readonly<Record<string, number | null>>,
    ends: { from: string | number; to: string | number },
    flow_kg_s: number,
    outlet_K: number,
  ) => {
    const [from, to] = [rows.of(ends.from, what), rows.of(ends.to, what)];
    const inlet_K = solution.nodeTemperature_K[from] as number;
    const bar = { abs: pressure_abs_pa * 1e-5 };
    const kelvin = { abs: t_abs_k };
    const answers: Readonly<Record<string, readonly [value: number, allowed: Allowed]>> = {
      p_from_bar: [(solution.pressure_Pa[from] as number) * 1e-5, bar],
      p_to_bar: [(solution.pressure_Pa[to] as number) * 1e-5, bar],
      t_from_k: [inlet_K, kelvin],
      t_to_k: [solution.nodeTemperature_K[to] as number, kelvin],
      t_outlet_k: [outlet_K, kelvin],
      mdot_from_kg_per_s: [flow_kg_s, { rel }],
      vdot_m3_per_s: [flow_kg_s / density_kg_m3, { rel }],
      deltat_k: [inlet_K - outlet_K, kelvin],
    };
    for (const [field, value] of Object.entries(expected)) {
      const known = answers[field];
      if (known) result.number(`${what} ${field}`, known[0], value, known[1]);
    }
    return flow_kg_s * cp_j_kgk * (outlet_K - inlet_K);
  };
  file.expected.heat_consumer.forEach((expected, row) => {
    const consumer = file.network.flow_controlled_consumers[row];
    const b = file.network.pipes.length + row;
    if (!consumer) throw new WrongField(`expected.heat_consumer[${row}]: network.flow_controlled_consumers has no such row`);
    device(`heat_consumer[${row}]`, expected, consumer, solution.massFlow_kg_s[b] as number, solution.outlet_K[b] as number);
  });
  const { circulation_pump: pump, pipes } = file.network;
  file.expected.circ_pump_pressure.forEach((expected, row) => {
    const what = `circ_pump_pressure[${row}]`;
    if (!pump) throw new WrongField(`expected.${what}: network has no circulation_pump`);
    let flow_kg_s = 0;
    pipes.forEach(({ from, to }, b) => {
      if (from === pump.supply_node) flow_kg_s += solution.massFlow_kg_s[b] as number;
      if (to === pump.supply_node) flow_kg_s -= solution.massFlow_kg_s[b] as number;
    });
    const heat_W = device(what, expected, { from: pump.return_node, to: pump.supply_node }, flow_kg_s, pump.t_supply_c + zeroCelsius_K);
    if (expected.qext_w !== undefined) result.number(`${what} qext_w`, heat_W, expected.qext_w, { abs: flow_kg_s * cp_j_kgk * t_abs_k });
  });
  return result;
};
