/** From the last pass to a solution. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { Fluid } from '../fluids.ts';
import type { HydraulicSolution } from '../hydraulics/system.ts';
import { columnsOf } from './columns.ts';
import type { Moving } from './moving.ts';
import type { PreparedPart } from './part-solver.ts';
import type { RoomsPass } from './rooms.ts';
import type { LiquidSolution, PumpState } from './solution.ts';
import { controlStates, exchangerStates, islandStates, openingOf, type Settled, unitStates } from './states.ts';
import { stillFlow_kg_s } from './transport.ts';

export interface LastPass {
  readonly imposed_kg_s: Float64Array;
  readonly density_kg_m3: Float64Array;
  readonly pumps: readonly PumpState[];
  readonly air: RoomsPass;
  readonly lawResidual_W: number;
  readonly pass: number;
  readonly settled: boolean;
  /** Where the last pass still moved most, and by how much. */
  readonly moving: Moving | undefined;
  /** Steps of the hydraulics over all passes, per island. */
  readonly iterations: Int32Array;
}

export function collect(
  network: LiquidNetwork,
  { hydraulics: system, transport, fluids }: PreparedPart,
  hydraulics: HydraulicSolution,
  run: LastPass,
): LiquidSolution {
  const count = network.branches.length;
  const { massFlow_kg_s, throttle_Pa, pressure_Pa } = hydraulics;
  const columns = columnsOf(network);
  const { from, to, open, valves, heated, given_W } = columns;
  const heat_W = transport.heat_W.slice();
  const nodeTemperature_K = transport.temperature_K.slice();
  const inlet_K = new Float64Array(count);
  const outlet_K = new Float64Array(count);
  const flow_m3_s = new Float64Array(count);
  const position = new Float64Array(count).fill(1);
  for (let b = 0; b < count; b++) {
    const flow = massFlow_kg_s[b] as number;
    // What is left of a flow by rounding has no direction.
    const up = (flow < -stillFlow_kg_s ? to[b] : from[b]) as number;
    const m = Math.abs(flow);
    const entering_K = nodeTemperature_K[up] as number;
    flow_m3_s[b] = flow / (run.density_kg_m3[b] as number);
    inlet_K[b] = entering_K;
    outlet_K[b] =
      m > stillFlow_kg_s && heat_W[b] !== 0
        ? (fluids[up] as Fluid).temperature((transport.enthalpy[up] as number) + (heat_W[b] as number) / m, entering_K)
        : entering_K;
  }
  for (const b of valves)
    position[b] =
      open[b] === 1 ? openingOf(network, b, flow_m3_s[b] as number, run.density_kg_m3[b] as number, throttle_Pa[b] as number) : 0;
  for (const b of columns.pumps) position[b] = hydraulics.speed[b] as number;
  const unserved_W = new Map<string, number>();
  heated.forEach((b, k) => {
    const owner = network.branches[b]?.owner;
    const given = given_W[k] as number;
    if (owner === undefined || !(given > 0) || Math.abs(massFlow_kg_s[b] as number) > stillFlow_kg_s) return;
    unserved_W.set(owner, (unserved_W.get(owner) ?? 0) + given);
  });
  const settled: Settled = {
    massFlow_kg_s,
    flow_m3_s,
    pressure_Pa,
    inlet_K,
    outlet_K,
    heat_W,
    throttle_Pa,
    imposed_kg_s: run.imposed_kg_s.slice(),
  };
  return {
    massFlow_kg_s,
    flow_m3_s,
    pressure_Pa,
    nodeTemperature_K,
    inlet_K,
    outlet_K,
    heat_W,
    position,
    throttle_Pa,
    pumps: run.pumps,
    exchangers: exchangerStates(network, fluids, settled),
    units: unitStates(network, fluids, settled, run.air.duties),
    controls: controlStates(network, settled, position, hydraulics),
    spaces: run.air.states,
    islands: islandStates(network, fluids, system, hydraulics, settled, transport, run),
    islandOf: system.islandOfNode,
    unserved_W,
    parts: 1,
    partsSolved: 1,
    passes: run.pass,
  };
}
