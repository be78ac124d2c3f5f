/** Networks with heat: pipes that lose it, mixing, racks at fixed flow between two pressures. */
import type { LiquidBranch, LiquidControl, LiquidNetwork, LiquidNode } from '../../shared/network/liquid.ts';
import type { Fluid } from '../../shared/solve/fluids.ts';
import type { FrictionLaw } from '../../shared/solve/hydraulics/friction.ts';
import { solveLiquid } from '../../shared/solve/liquid.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';

interface HeatCase {
  readonly fluid: { readonly density_kg_m3: number; readonly dynamic_viscosity_pa_s: number; readonly cp_j_kgk: number };
  readonly friction: FrictionLaw;
  readonly network: {
    readonly nodes: readonly number[];
    readonly pipes: readonly {
      readonly from: number;
      readonly to: number;
      readonly length_m: number;
      readonly diameter_m: number;
      readonly roughness_m: number;
      readonly u_w_m2k: number;
      readonly t_ambient_c: number;
    }[];
    readonly fixed?: readonly { readonly node: number; readonly pressure_pa: number; readonly t_c: number }[];
    readonly demands?: readonly { readonly node: number; readonly m_kg_s: number }[];
    readonly circulation_pump?: {
      readonly return_node: number;
      readonly supply_node: number;
      readonly supply_pressure_pa: number;
      readonly lift_pa: number;
      readonly t_supply_c: number;
    };
    readonly flow_controlled_consumers?: readonly {
      readonly from: number;
      readonly to: number;
      readonly m_kg_s: number;
      readonly heat_removed_from_water_w: number;
    }[];
  };
  readonly expected: {
    readonly nodes: readonly { readonly id: number; readonly pressure_pa: number; readonly t_c: number }[];
    readonly pipes: readonly { readonly row: number; readonly mass_flow_kg_s: number; readonly t_outlet_c: number }[];
    readonly heat_consumer?: readonly { readonly t_outlet_k: number; readonly mdot_from_kg_per_s: number }[];
    readonly circ_pump_pressure?: readonly { readonly qext_w: number; readonly mdot_from_kg_per_s: number }[];
  };
  readonly tolerance: { readonly mass_flow_rel: number; readonly t_abs_k: number; readonly pressure_abs_pa: number };
}

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
  const { fixed = [], demands = [], circulation_pump: pump, flow_controlled_consumers: consumers = [] } = network;
  const index = new Map(network.nodes.map((id, i) => [id, i]));
  const at = (id: number) => index.get(id) as number;
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
      from: at(pipe.from),
      to: at(pipe.to),
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
      from: at(one.from),
      to: at(one.to),
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
  const file = content as HeatCase;
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
