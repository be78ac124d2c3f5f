/** From the arrays of a settled solution to the states of exchangers, units, controls and islands. */
import type { LiquidControl, LiquidNetwork } from '../../network/liquid.ts';
import type { CoilDuty } from '../air.ts';
import type { Fluid } from '../fluids.ts';
import { valveCharacteristic } from '../hydraulics/element-law.ts';
import { branchFlag, type HydraulicSolution, type HydraulicSystem } from '../hydraulics/system.ts';
import { columnsOf } from './columns.ts';
import { exchangerHeat } from './exchanger-law.ts';
import { throttledBranch } from './flow-targets.ts';
import type { Moving } from './moving.ts';
import { rejection, rejectionPower } from './rejection.ts';
import type { ControlState, ExchangerState, LiquidIsland, UnitState } from './solution.ts';
import { stillFlow_kg_s, type Transport } from './transport.ts';
import { type WaterChiller, waterChillerDuty } from './water-chiller.ts';

/** Columns that the states are read from. */
export interface Settled {
  readonly massFlow_kg_s: Float64Array;
  readonly flow_m3_s: Float64Array;
  readonly pressure_Pa: Float64Array;
  readonly inlet_K: Float64Array;
  readonly outlet_K: Float64Array;
  readonly heat_W: Float64Array;
  readonly throttle_Pa: Float64Array;
  readonly imposed_kg_s: Float64Array;
}

const upstream = (network: LiquidNetwork, settled: Settled, b: number): number => {
  const branch = network.branches[b] as LiquidNetwork['branches'][number];
  return (settled.massFlow_kg_s[b] as number) < 0 ? branch.to : branch.from;
};

export function exchangerStates(network: LiquidNetwork, fluids: readonly Fluid[], settled: Settled): ExchangerState[] {
  return network.exchangers.map((exchanger) => {
    const { hot, cold, owner } = exchanger;
    const heat_W = settled.heat_W[cold] as number;
    const hot_kg_s = Math.abs(settled.massFlow_kg_s[hot] as number);
    const cold_kg_s = Math.abs(settled.massFlow_kg_s[cold] as number);
    if (!(hot_kg_s > stillFlow_kg_s && cold_kg_s > stillFlow_kg_s)) return { owner, heat_W: 0, conductance_W_K: 0, effectiveness: 0 };
    const { conductance_W_K, effectiveness } = exchangerHeat(
      exchanger,
      fluids[upstream(network, settled, hot)] as Fluid,
      fluids[upstream(network, settled, cold)] as Fluid,
      hot_kg_s,
      cold_kg_s,
      settled.inlet_K[hot] as number,
      settled.inlet_K[cold] as number,
    );
    return { owner, heat_W, conductance_W_K, effectiveness };
  });
}

export function unitStates(
  network: LiquidNetwork,
  fluids: readonly Fluid[],
  settled: Settled,
  duties: ReadonlyMap<number, CoilDuty>,
): UnitState[] {
  return network.units.map((unit, index): UnitState => {
    const flow = Math.abs(settled.massFlow_kg_s[unit.branch] as number);
    const { owner } = unit;
    if (unit.type === 'air-coil') {
      const duty = duties.get(index);
      const electrical_W = unit.running ? unit.fanPower_W + unit.standby_W : 0;
      const base = {
        owner,
        freeCooling_W: 0,
        compressor_W: 0,
        fan_W: unit.running ? unit.fanPower_W : 0,
        fanSpeed: unit.running ? 1 : 0,
        electrical_W,
      };
      if (!duty) return { ...base, mode: 'off', heat_W: 0, available_W: 0 };
      const { airIn_K, airOut_K, available_W } = duty;
      return {
        ...base,
        mode: duty.holds ? 'holding supply air' : 'valve fully open',
        heat_W: settled.heat_W[unit.branch] as number,
        available_W,
        airIn_K,
        airOut_K,
        airFlow_kg_s: unit.airFlow_kg_s,
      };
    }
    if (unit.type === 'water-cooled-chiller') return waterChillerState(network, fluids, settled, unit);
    const fluid = fluids[upstream(network, settled, unit.branch)] as Fluid;
    const entering = fluid.enthalpy(settled.inlet_K[unit.branch] as number);
    const flowing = flow > stillFlow_kg_s;
    const heat_W = flowing ? -(settled.heat_W[unit.branch] as number) : 0;
    const { mode, available_W } = rejection(unit, fluid, Math.max(flow, stillFlow_kg_s), entering);
    const power = rejectionPower(unit, fluid, Math.max(flow, stillFlow_kg_s), entering, flowing ? heat_W : 0);
    return { owner, mode: unit.running && !flowing ? 'idle' : mode, heat_W, available_W: flowing ? available_W : 0, ...power };
  });
}

function waterChillerState(network: LiquidNetwork, fluids: readonly Fluid[], settled: Settled, unit: WaterChiller): UnitState {
  const { owner, branch, condenser, running, standby_W } = unit;
  const flow = Math.abs(settled.massFlow_kg_s[branch] as number);
  const flowing = flow > stillFlow_kg_s && Math.abs(settled.massFlow_kg_s[condenser] as number) > stillFlow_kg_s;
  const base = { owner, freeCooling_W: 0, fan_W: 0, fanSpeed: 0 };
  const idle = { heat_W: 0, available_W: 0, compressor_W: 0, toLiquid_W: 0 };
  if (!running) return { ...base, ...idle, mode: 'off', electrical_W: 0 };
  if (!flowing) return { ...base, ...idle, mode: 'idle', electrical_W: standby_W };
  const fluid = fluids[upstream(network, settled, branch)] as Fluid;
  const run = waterChillerDuty(unit, fluid, flow, fluid.enthalpy(settled.inlet_K[branch] as number), settled.inlet_K[condenser] as number);
  return {
    ...base,
    mode: run.mode,
    heat_W: -(settled.heat_W[branch] as number),
    available_W: run.available_W,
    compressor_W: run.power_W,
    toLiquid_W: run.condenser_W - run.evaporator_W,
    electrical_W: standby_W + run.power_W,
  };
}

/** Opening at which a valve alone would take its own open drop and the throttle's. */
export function openingOf(network: LiquidNetwork, b: number, flow_m3_s: number, density_kg_m3: number, throttle_Pa: number): number {
  const element = network.branches[b]?.element;
  if (element?.type !== 'valve' || !(Math.abs(flow_m3_s) > 0)) return 0;
  const open_Pa = (100 * density_kg_m3 * flow_m3_s ** 2) / element.flowAt100kPa_m3_s ** 2;
  const part = Math.sqrt(open_Pa / (open_Pa + Math.max(0, throttle_Pa)));
  // Most valves throttle nothing.
  if (part === 1) return 1;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (valveCharacteristic(middle, element.characteristic, element.rangeability) < part) low = middle;
    else high = middle;
  }
  return high;
}

/** Set points missed by less than this hold: K, and part of a flow. */
const missed_K = 0.01;
const missedFlow = 1e-3;

export function controlStates(
  network: LiquidNetwork,
  settled: Settled,
  position: Float64Array,
  hydraulics: HydraulicSolution,
): ControlState[] {
  const speeds = new Map(hydraulics.controls.map((state) => [state.control, state]));
  return network.controls.map((control: LiquidControl, index): ControlState => {
    const { owner } = control;
    if (control.type === 'differential-pressure') {
      const state = speeds.get(index);
      if (!state || state.state === 'off') return { owner, atLimit: false, position: 0, target: control.target_Pa, actual: 0 };
      return { owner, atLimit: state.state !== 'held', position: state.speed, target: state.target_Pa, actual: state.actual_Pa };
    }
    const b = throttledBranch(control) as number;
    const flow = settled.massFlow_kg_s[b] as number;
    const short = ((hydraulics.branchFlags[b] as number) & branchFlag.flowNotReached) !== 0;
    if (control.type === 'exchanger-outlet') {
      const hot = network.exchangers[control.exchanger]?.hot as number;
      const actual = settled.outlet_K[hot] as number;
      const running = Math.abs(settled.massFlow_kg_s[hot] as number) > stillFlow_kg_s;
      return {
        owner,
        atLimit: running && actual - control.target_K > missed_K,
        position: position[b] as number,
        target: control.target_K,
        actual,
      };
    }
    const target = settled.imposed_kg_s[b] as number;
    return { owner, atLimit: short && flow < target * (1 - missedFlow), position: target > 0 ? flow / target : 0, target, actual: flow };
  });
}

/** A loop whose coolest flowing point is hotter than its liquid's range has no steady state that a plant could reach. */
function boilingPoint(
  network: LiquidNetwork,
  fluids: readonly Fluid[],
  settled: Settled,
  transport: Transport,
  branches: Int32Array,
): number | undefined {
  let coolest: number | undefined;
  for (let k = 0; k < branches.length; k++) {
    const b = branches[k] as number;
    if (!(Math.abs(settled.massFlow_kg_s[b] as number) > stillFlow_kg_s)) continue;
    const node = upstream(network, settled, b);
    if (coolest === undefined || (transport.temperature_K[node] as number) < (transport.temperature_K[coolest] as number)) coolest = node;
  }
  if (coolest === undefined) return undefined;
  return (transport.temperature_K[coolest] as number) > (fluids[coolest] as Fluid).maximum_K ? coolest : undefined;
}

/** Islands with their residuals; `energy` per island is what the branches' heats leave over. */
export function islandStates(
  network: LiquidNetwork,
  fluids: readonly Fluid[],
  system: HydraulicSystem,
  hydraulics: HydraulicSolution,
  settled: Settled,
  transport: Transport,
  run: { readonly lawResidual_W: number; readonly settled: boolean; readonly moving: Moving | undefined; readonly iterations: Int32Array },
): LiquidIsland[] {
  const { lawResidual_W, settled: settledFlows } = run;
  const { from, to } = columnsOf(network);
  return system.islands.map((island, i): LiquidIsland => {
    const outcome = hydraulics.islands[i];
    let largestFlow = 0;
    let largestDrop = 0;
    let throughput_W = 0;
    let balance_W = 0;
    for (let k = 0; k < island.branches.length; k++) {
      const b = island.branches[k] as number;
      largestFlow = Math.max(largestFlow, Math.abs((settled.massFlow_kg_s[b] as number) || 0));
      largestDrop = Math.max(
        largestDrop,
        Math.abs((settled.pressure_Pa[from[b] as number] as number) - (settled.pressure_Pa[to[b] as number] as number)) || 0,
      );
      throughput_W += Math.abs(settled.heat_W[b] as number) / 2;
      balance_W += settled.heat_W[b] as number;
    }
    let open = false;
    for (const node of island.nodes) if ((transport.inflow[node] as number) !== 0) open = true;
    const runaway =
      island.nodes.find((node) => transport.isExcluded(node)) ?? boilingPoint(network, fluids, settled, transport, island.branches);
    const base = {
      worst: [...new Set((outcome?.worst ?? []).map((b) => network.branches[b]?.owner ?? ''))],
      massResidual: largestFlow > 0 ? (outcome?.balanceResidual_kg_s ?? 0) / largestFlow : 0,
      pressureResidual: largestDrop > 0 ? (outcome?.pressureResidual_Pa ?? 0) / largestDrop : 0,
      // An open network's balance crosses its boundary nodes; there the laws' own residual stands.
      energyResidual: throughput_W > 0 ? Math.max(open ? 0 : Math.abs(balance_W), lawResidual_W) / throughput_W : 0,
      iterations: run.iterations[i] as number,
    };
    if (runaway !== undefined) {
      const owner = network.nodes[runaway]?.owner ?? '';
      return {
        ...base,
        worst: [owner],
        status: 'no-solution',
        cause: `more heat enters the loop at ${owner} than anything that runs takes out`,
      };
    }
    const status = outcome?.status ?? 'invalid';
    if (status === 'solved' && !settledFlows) {
      const { moving } = run;
      const cause = moving?.cause ?? 'flows and temperatures still move from pass to pass';
      return { ...base, ...(moving ? { worst: [moving.owner] } : {}), status: 'not-converged', cause };
    }
    return { ...base, status, ...(outcome?.cause === undefined ? {} : { cause: outcome.cause }) };
  });
}
