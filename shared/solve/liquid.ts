/**
 * The liquid side: flows and pressures by the hydraulic solver, then temperatures along the flows, repeated until
 * controls that act through flows, liquid properties and room air agree. Not converging is an answer with a place.
 */
import type { LiquidNetwork } from '../network/liquid.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import { Anderson } from './anderson.ts';
import { branchFlag, type HydraulicSolution } from './hydraulics/system.ts';
import { setFlowTargets } from './liquid/flow-targets.ts';
import { type PreparedLiquid, type PrepareOptions, prepareLiquid } from './liquid/prepare.ts';
import { pumpStates } from './liquid/pumps.ts';
import { type AirCoil, type RoomsPass, roomsOf, solveRooms } from './liquid/rooms.ts';
import type { LiquidSolution, PumpState } from './liquid/solution.ts';
import { controlStates, exchangerStates, islandStates, openingOf, type Settled, unitStates } from './liquid/states.ts';
import { stillFlow_kg_s, type Transport } from './liquid/transport.ts';

/** What a later solve of the same shape starts from. */
interface WarmStart {
  readonly prepared: PreparedLiquid;
  readonly hydraulics: HydraulicSolution;
  readonly enthalpy: Float64Array;
  readonly heat_W: Float64Array;
  readonly air: RoomsPass;
}

/** Kept beside solutions and not in them: results are data, orderings are not. */
const warmStarts = new WeakMap<LiquidSolution, WarmStart>();

export interface LiquidOptions extends PrepareOptions {
  readonly maxPasses?: number;
  /** Largest relative change of a held flow between passes. */
  readonly flowTolerance?: number;
  /** Largest change of a node's temperature between passes, K. */
  readonly temperatureTolerance_K?: number;
}

const coldStart_K = zeroCelsius_K + 37;
/** Still water without named surroundings. */
const roomStill_K = zeroCelsius_K + 25;
/** Passes that repeat plainly before the mixing begins, and how many passes it remembers. */
const plainPasses = 3;
const mixingDepth = 4;
/** Laws of heat hold to this part of all heat that enters. */
const lawTolerance = 1e-12;
/** Injections below this part of the largest flow are rounding, not flow. */
const roundingInflow = 1e-7;

/** Solves a network; `previous` (of any network) gives the first guess and, for the same shape, the orderings. */
export function solveLiquid(network: LiquidNetwork, previous?: LiquidSolution, options: LiquidOptions = {}): LiquidSolution {
  const kept = previous && warmStarts.get(previous);
  const prepared = prepareLiquid(network, kept?.prepared, options);
  const warm = kept && prepared.transport === kept.prepared.transport ? kept : undefined;
  const { hydraulics: system, transport, fluids } = prepared;
  const maxPasses = options.maxPasses ?? 60;
  const flowTolerance = options.flowTolerance ?? 1e-10;
  const temperatureTolerance_K = options.temperatureTolerance_K ?? 1e-8;
  const count = network.branches.length;
  const still_K = stillTemperatures(network);
  const rooms = roomsOf(network);

  const imposed_kg_s = new Float64Array(count).fill(Number.NaN);
  const minimumDrop_Pa = new Float64Array(count);
  const density_kg_m3 = new Float64Array(count);
  const viscosity_m2_s = new Float64Array(count);
  const inputs = {
    density_kg_m3,
    viscosity_m2_s,
    imposedFlow_kg_s: imposed_kg_s,
    minimumDrop_Pa,
    open: Uint8Array.from(network.branches, (branch) => (branch.open ? 1 : 0)),
    opening: Float64Array.from(network.branches, ({ element }) => (element.type === 'valve' ? element.opening : Number.NaN)),
    speed: Float64Array.from(network.branches, ({ element }) => (element.type === 'pump' && element.speed === 0 ? 0 : Number.NaN)),
    fixedPressure_Pa: Float64Array.from(network.nodes, (node) => node.fixedPressure_Pa ?? Number.NaN),
    targets_Pa: Float64Array.from(network.controls, (control) => (control.type === 'differential-pressure' ? control.target_Pa : Number.NaN)),
  };

  const h = transport.enthalpy;
  if (warm) {
    h.set(warm.enthalpy);
    transport.heat_W.set(warm.heat_W);
  } else transport.reset();
  if (!warm) for (let i = 0; i < h.length; i++) h[i] = (fluids[i] as (typeof fluids)[number]).enthalpy(coldStart_K);
  let hydraulics = warm?.hydraulics;
  let pass = 0;
  let settled = false;
  let lawResidual_W = 0;
  let pumps: PumpState[] = [];
  let air: RoomsPass = warm?.air ?? { states: [], duties: new Map() };
  const fixedHeat_W = new Float64Array(count);
  const heldOutlet_K = new Float64Array(network.exchangers.length);
  const mixing = new Anderson(mixingDepth);
  const before_K = new Float64Array(h.length);
  const earlier = new Float64Array(count);

  while (pass < maxPasses) {
    pass++;
    earlier.set(imposed_kg_s);
    setFlowTargets(network, fluids, h, hydraulics?.massFlow_kg_s, { imposed_kg_s, minimumDrop_Pa });
    setCoilTargets(network, air, hydraulics, imposed_kg_s);
    const moved = hydraulics && pass > 1 ? relativeChange(earlier, imposed_kg_s) : Number.POSITIVE_INFINITY;
    if (pass > plainPasses && moved > flowTolerance) imposed_kg_s.set(mixing.next(earlier, imposed_kg_s));
    properties(network, prepared, hydraulics?.massFlow_kg_s, density_kg_m3, viscosity_m2_s);
    hydraulics = system.solve(inputs, hydraulics);
    const { massFlow_kg_s, branchFlags } = hydraulics;

    pumps = pumpStates(network, hydraulics, density_kg_m3);
    setInflow(network, transport, massFlow_kg_s);
    const extra_W = heatToRooms(network, pumps, transport.heat_W);
    air = solveRooms(network, rooms, fluids, h, massFlow_kg_s, branchFlags, extra_W);
    setFixedHeat(network, pumps, air, massFlow_kg_s, fixedHeat_W);
    setHeldOutlets(network, branchFlags, heldOutlet_K);
    for (let i = 0; i < h.length; i++) before_K[i] = h[i] as number;
    const tolerance_W = lawTolerance * fixedHeat_W.reduce((sum, heat) => sum + Math.abs(heat), 1) + 1e-7;
    const result = transport.solve(network, fluids, { massFlow_kg_s, fixedHeat_W, heldOutlet_K, still_K }, tolerance_W);
    lawResidual_W = result.residual_W;
    let drift_J_kg = 0;
    for (let i = 0; i < h.length; i++) drift_J_kg = Math.max(drift_J_kg, Math.abs((h[i] as number) - (before_K[i] as number)));
    if (result.residual_W <= tolerance_W && moved <= flowTolerance && drift_J_kg / 4000 <= temperatureTolerance_K) {
      settled = true;
      break;
    }
  }

  const solution = collect(network, prepared, hydraulics as HydraulicSolution, { imposed_kg_s, density_kg_m3, pumps, air, lawResidual_W, pass, settled });
  warmStarts.set(solution, { prepared, hydraulics: hydraulics as HydraulicSolution, enthalpy: h.slice(), heat_W: transport.heat_W.slice(), air });
  return solution;
}

/** Temperature of still water: of the surroundings of what is connected. */
function stillTemperatures(network: LiquidNetwork): Float64Array {
  const still_K = new Float64Array(network.nodes.length).fill(roomStill_K);
  for (const { from, to, heat } of network.branches) {
    if (heat.type !== 'surroundings') continue;
    still_K[from] = heat.ambient_K;
    still_K[to] = heat.ambient_K;
  }
  return still_K;
}

function relativeChange(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let b = 0; b < after.length; b++) {
    const [x, y] = [before[b] as number, after[b] as number];
    if (Number.isNaN(y)) continue;
    largest = Math.max(largest, Number.isNaN(x) ? 1 : Math.abs(y - x) / Math.max(1e-3, Math.abs(y)));
  }
  return largest;
}

/** Density and viscosity of each branch at the mean of its ends. */
function properties(
  network: LiquidNetwork,
  { fluids, transport }: PreparedLiquid,
  massFlow_kg_s: Float64Array | undefined,
  density_kg_m3: Float64Array,
  viscosity_m2_s: Float64Array,
): void {
  const { enthalpy, heat_W } = transport;
  network.branches.forEach(({ from, to }, b) => {
    const flow = massFlow_kg_s?.[b] ?? 0;
    const up = flow < 0 ? to : from;
    const fluid = fluids[up] as (typeof fluids)[number];
    const m = Math.abs(flow);
    const half = m > stillFlow_kg_s ? (heat_W[b] as number) / m / 2 : 0;
    const mean_K = fluid.temperature((enthalpy[up] as number) + half);
    density_kg_m3[b] = fluid.density(mean_K);
    viscosity_m2_s[b] = fluid.viscosity(mean_K) / (density_kg_m3[b] as number);
  });
}

/** Water flow that lets each coil hold its supply air; wide open where none does. */
function setCoilTargets(network: LiquidNetwork, air: RoomsPass, hydraulics: HydraulicSolution | undefined, imposed_kg_s: Float64Array): void {
  network.units.forEach((unit, index) => {
    if (unit.type !== 'air-coil') return;
    const duty = air.duties.get(index);
    const open_kg_s = 20 * unit.ratedWater_kg_s;
    imposed_kg_s[unit.branch] = !unit.running ? 0 : duty && hydraulics ? Math.min(open_kg_s, duty.wantedWater_kg_s) : unit.ratedWater_kg_s / 2;
  });
}

function setInflow(network: LiquidNetwork, transport: Transport, massFlow_kg_s: Float64Array): void {
  if (transport.inflow.length !== network.nodes.length) transport.inflow = new Float64Array(network.nodes.length);
  const { inflow } = transport;
  inflow.fill(0);
  let largest = 0;
  network.branches.forEach(({ from, to }, b) => {
    const flow = massFlow_kg_s[b] as number;
    if (!(Math.abs(flow) > 0)) return;
    inflow[from] = (inflow[from] as number) + flow;
    inflow[to] = (inflow[to] as number) - flow;
    largest = Math.max(largest, Math.abs(flow));
  });
  network.nodes.forEach((node, i) => {
    const boundary = node.fixedPressure_Pa !== undefined || node.injection_kg_s !== undefined;
    if (!boundary || Math.abs(inflow[i] as number) < roundingInflow * largest) inflow[i] = 0;
  });
}

/** Heat that pipes and motors leave in each cooled space. */
function heatToRooms(network: LiquidNetwork, pumps: readonly PumpState[], heat_W: Float64Array): Map<string, number> {
  const extra = new Map<string, number>();
  const add = (space: string | undefined, heat: number) => {
    if (space !== undefined) extra.set(space, (extra.get(space) ?? 0) + heat);
  };
  network.branches.forEach((branch, b) => {
    if (branch.heat.type === 'surroundings') add(branch.space, -(heat_W[b] as number));
  });
  for (const pump of pumps) add(network.branches[pump.branch]?.space, pump.lossToSurroundings_W);
  return extra;
}

function setFixedHeat(network: LiquidNetwork, pumps: readonly PumpState[], air: RoomsPass, massFlow_kg_s: Float64Array, fixedHeat_W: Float64Array): void {
  network.branches.forEach(({ heat }, b) => {
    fixedHeat_W[b] = heat.type === 'fixed' && Math.abs(massFlow_kg_s[b] as number) > stillFlow_kg_s ? heat.heat_W : 0;
  });
  for (const pump of pumps) {
    const toLiquid = pump.electrical_W - pump.lossToSurroundings_W;
    fixedHeat_W[pump.branch] = (fixedHeat_W[pump.branch] as number) + toLiquid;
  }
  for (const [index, duty] of air.duties) {
    const { branch } = network.units[index] as AirCoil;
    if (Math.abs(massFlow_kg_s[branch] as number) > stillFlow_kg_s) fixedHeat_W[branch] = (fixedHeat_W[branch] as number) + duty.heat_W;
  }
}

/** Outlets that controls hold; free where the valve is open and the flow falls short, or where there is no control. */
function setHeldOutlets(network: LiquidNetwork, branchFlags: Uint8Array, heldOutlet_K: Float64Array): void {
  heldOutlet_K.fill(Number.NaN);
  for (const control of network.controls) {
    if (control.type !== 'exchanger-outlet') continue;
    if (((branchFlags[control.valve] as number) & branchFlag.flowHeld) !== 0) heldOutlet_K[control.exchanger] = control.target_K;
  }
}

function collect(
  network: LiquidNetwork,
  { hydraulics: system, transport, fluids }: PreparedLiquid,
  hydraulics: HydraulicSolution,
  run: {
    imposed_kg_s: Float64Array;
    density_kg_m3: Float64Array;
    pumps: readonly PumpState[];
    air: RoomsPass;
    lawResidual_W: number;
    pass: number;
    settled: boolean;
  },
): LiquidSolution {
  const count = network.branches.length;
  const { massFlow_kg_s, throttle_Pa, pressure_Pa } = hydraulics;
  const heat_W = transport.heat_W.slice();
  const nodeTemperature_K = Float64Array.from(transport.enthalpy, (h, i) => (fluids[i] as (typeof fluids)[number]).temperature(h));
  const inlet_K = new Float64Array(count);
  const outlet_K = new Float64Array(count);
  const flow_m3_s = new Float64Array(count);
  const position = new Float64Array(count).fill(1);
  const unserved_W = new Map<string, number>();
  network.branches.forEach((branch, b) => {
    const flow = massFlow_kg_s[b] as number;
    const up = flow < 0 ? branch.to : branch.from;
    const m = Math.abs(flow);
    flow_m3_s[b] = flow / (run.density_kg_m3[b] as number);
    inlet_K[b] = nodeTemperature_K[up] as number;
    outlet_K[b] =
      m > stillFlow_kg_s ? (fluids[up] as (typeof fluids)[number]).temperature((transport.enthalpy[up] as number) + (heat_W[b] as number) / m) : (nodeTemperature_K[up] as number);
    if (branch.element.type === 'valve') position[b] = branch.open ? openingOf(network, b, flow_m3_s[b] as number, run.density_kg_m3[b] as number, throttle_Pa[b] as number) : 0;
    if (branch.element.type === 'pump') position[b] = hydraulics.speed[b] as number;
    if (branch.heat.type === 'fixed' && branch.heat.heat_W > 0 && !(m > stillFlow_kg_s)) {
      unserved_W.set(branch.owner, (unserved_W.get(branch.owner) ?? 0) + branch.heat.heat_W);
    }
  });
  const settled: Settled = { massFlow_kg_s, flow_m3_s, pressure_Pa, inlet_K, outlet_K, heat_W, throttle_Pa, imposed_kg_s: run.imposed_kg_s.slice() };
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
    islands: islandStates(network, system, hydraulics, settled, transport, run.lawResidual_W, run.settled),
    islandOf: system.islandOfNode,
    unserved_W,
    passes: run.pass,
  };
}
