/**
 * The liquid side: flows and pressures by the hydraulic solver, then temperatures along the flows, repeated until
 * controls that act through flows, liquid properties and room air agree. Not converging is an answer with a place.
 */
import type { LiquidNetwork } from '../network/liquid.ts';
import { zeroCelsius_K } from '../units/quantity.ts';
import { Anderson } from './anderson.ts';
import type { Fluid } from './fluids.ts';
import type { HydraulicSolution } from './hydraulics/system.ts';
import { collect } from './liquid/collect.ts';
import { columnsOf, type LiquidColumns } from './liquid/columns.ts';
import { setFlowTargets, throttledBranch } from './liquid/flow-targets.ts';
import { heatToRooms, setCoilTargets, setFixedHeat, setHeldOutlets, setInflow } from './liquid/pass-heat.ts';
import { type PreparedLiquid, type PrepareOptions, prepareLiquid } from './liquid/prepare.ts';
import { BranchProperties } from './liquid/properties.ts';
import { pumpStates } from './liquid/pumps.ts';
import { type RoomsPass, roomsOf, solveRooms } from './liquid/rooms.ts';
import type { LiquidSolution, PumpState } from './liquid/solution.ts';
import { ValveBrackets } from './liquid/valve-brackets.ts';

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

/** Loops without a set point start here. */
const coldStart_K = zeroCelsius_K + 37;
/** Still water without named surroundings. */
const roomStill_K = zeroCelsius_K + 25;
/** Passes that repeat plainly before the mixing begins, and how many passes it remembers. */
const plainPasses = 3;
const mixingDepth = 4;
/** Passes after which valves that still jump are kept between flows known to be too small and too large, and properties go half way. */
const freePasses = 12;
/** A held flow closer than this to the one last solved for is the same. */
const sameFlow = 1e-13;
/** Laws of heat hold to this part of all heat that enters. */
const lawTolerance = 1e-12;

/** Solves a network; `previous` (of any network) gives the first guess and, for the same shape, the orderings. */
export function solveLiquid(network: LiquidNetwork, previous?: LiquidSolution, options: LiquidOptions = {}): LiquidSolution {
  const kept = previous && warmStarts.get(previous);
  const prepared = prepareLiquid(network, kept?.prepared, options);
  const warm = kept && prepared.transport === kept.prepared.transport ? kept : undefined;
  const { hydraulics: system, transport, fluids } = prepared;
  const { maxPasses = 60, flowTolerance = 1e-10, temperatureTolerance_K = 1e-8 } = options;
  const count = network.branches.length;
  const columns = columnsOf(network);
  const still_K = stillTemperatures(network, columns);
  const rooms = roomsOf(network);
  const held = heldBranches(network);
  const valves = new Set(network.controls.flatMap((control) => (control.type === 'exchanger-outlet' ? [control.valve] : [])));
  const liquid = new BranchProperties(count);
  const imposed_kg_s = new Float64Array(count).fill(Number.NaN);
  const minimumDrop_Pa = new Float64Array(count);
  const inputs = {
    density_kg_m3: liquid.density_kg_m3,
    viscosity_m2_s: liquid.viscosity_m2_s,
    imposedFlow_kg_s: imposed_kg_s,
    minimumDrop_Pa,
    open: columns.open,
    opening: Float64Array.from(network.branches, ({ element }) => (element.type === 'valve' ? element.opening : Number.NaN)),
    speed: Float64Array.from(network.branches, ({ element }) => (element.type === 'pump' && element.speed === 0 ? 0 : Number.NaN)),
    fixedPressure_Pa: Float64Array.from(network.nodes, (node) => node.fixedPressure_Pa ?? Number.NaN),
    targets_Pa: Float64Array.from(network.controls, (control) =>
      control.type === 'differential-pressure' ? control.target_Pa : Number.NaN,
    ),
  };

  const h = transport.enthalpy;
  startTransport(prepared, warm, network);
  let hydraulics = warm?.hydraulics;
  let pass = 0;
  let settled = false;
  let lawResidual_W = 0;
  let pumps: PumpState[] = [];
  let air: RoomsPass = warm?.air ?? { states: [], duties: new Map() };
  const fixedHeat_W = new Float64Array(count);
  const heldOutlet_K = new Float64Array(network.exchangers.length);
  const mixing = new Anderson(mixingDepth);
  const brackets = new ValveBrackets(Uint8Array.from(held, (b) => (valves.has(b) ? 1 : 0)));
  const before_K = new Float64Array(h.length);
  const iterations = new Int32Array(system.islands.length);
  let asked: Float64Array = new Float64Array(0);
  const used_kg_s = new Float64Array(held.length).fill(Number.NaN);
  const changed = new Uint8Array(system.islands.length);

  while (pass < maxPasses) {
    pass++;
    setFlowTargets(network, fluids, transport, hydraulics?.massFlow_kg_s, { imposed_kg_s, minimumDrop_Pa });
    setCoilTargets(network, air, hydraulics !== undefined, imposed_kg_s);
    const wanted = Float64Array.from(held, (b) => imposed_kg_s[b] as number);
    const moved = pass > 1 ? relativeChange(asked, wanted) : Number.POSITIVE_INFINITY;
    const next = pass > plainPasses && moved > flowTolerance ? mixing.next(asked, wanted) : wanted;
    if (pass > freePasses && moved > flowTolerance) brackets.confine(asked, wanted, next);
    asked = next;
    changed.fill(pass === 1 ? 1 : 0);
    for (let k = 0; k < held.length; k++) {
      const b = held[k] as number;
      imposed_kg_s[b] = asked[k] as number;
      if (!(Math.abs((asked[k] as number) - (used_kg_s[k] as number)) <= sameFlow * Math.abs(asked[k] as number))) {
        changed[system.islandOfBranch[b] as number] = 1;
        used_kg_s[k] = asked[k] as number;
      }
    }
    const share = pass > freePasses ? 0.5 : 1;
    liquid.update(columns, fluids, transport, hydraulics?.massFlow_kg_s, system.islandOfBranch, changed, share);
    // Islands whose flows and liquid have settled are not solved again.
    const again = [...changed.keys()].filter((island) => changed[island] === 1);
    hydraulics = system.solve(inputs, hydraulics, pass === 1 ? undefined : again);
    for (const island of again) iterations[island] = (iterations[island] as number) + (hydraulics.islands[island]?.iterations ?? 0);
    const { massFlow_kg_s, branchFlags } = hydraulics;

    pumps = pumpStates(network, columns, hydraulics, liquid.density_kg_m3);
    setInflow(columns, massFlow_kg_s, transport.inflow);
    air = solveRooms(network, rooms, fluids, h, massFlow_kg_s, branchFlags, heatToRooms(network, columns, pumps, transport.heat_W));
    setFixedHeat(network, columns, pumps, air, massFlow_kg_s, fixedHeat_W);
    setHeldOutlets(network, columns, fluids, transport, hydraulics, heldOutlet_K);
    before_K.set(transport.temperature_K);
    const tolerance_W = lawTolerance * fixedHeat_W.reduce((sum, heat) => sum + Math.abs(heat), 1) + 1e-7;
    const result = transport.solve(network, fluids, { massFlow_kg_s, fixedHeat_W, heldOutlet_K, still_K }, tolerance_W);
    lawResidual_W = result.residual_W;
    if (
      lawResidual_W <= tolerance_W &&
      moved <= flowTolerance &&
      largestStep(before_K, transport.temperature_K) <= temperatureTolerance_K
    ) {
      settled = true;
      break;
    }
  }

  const last = hydraulics as HydraulicSolution;
  const solution = collect(network, prepared, last, {
    imposed_kg_s,
    density_kg_m3: liquid.density_kg_m3,
    pumps,
    air,
    lawResidual_W,
    pass,
    settled,
    iterations,
  });
  warmStarts.set(solution, { prepared, hydraulics: last, enthalpy: h.slice(), heat_W: transport.heat_W.slice(), air });
  return solution;
}

/** First enthalpies: of the earlier solution, or every loop at the temperature that its plant is set to hold. */
function startTransport({ transport, fluids, hydraulics }: PreparedLiquid, warm: WarmStart | undefined, network: LiquidNetwork): void {
  if (warm) {
    transport.enthalpy.set(warm.enthalpy);
    transport.heat_W.set(warm.heat_W);
  } else {
    transport.reset();
    const start_K = new Float64Array(hydraulics.islands.length).fill(coldStart_K);
    for (const unit of network.units) {
      if (unit.type !== 'air-coil') start_K[hydraulics.islandOfBranch[unit.branch] as number] = unit.leaving_K;
    }
    for (const control of network.controls) {
      const hot = control.type === 'exchanger-outlet' ? network.exchangers[control.exchanger]?.hot : undefined;
      if (control.type === 'exchanger-outlet' && hot !== undefined) start_K[hydraulics.islandOfBranch[hot] as number] = control.target_K;
    }
    for (let i = 0; i < fluids.length; i++) {
      transport.enthalpy[i] = (fluids[i] as Fluid).enthalpy(start_K[hydraulics.islandOfNode[i] as number] as number);
    }
  }
  transport.updateTemperatures(fluids);
}

/** Temperature of still water: of the surroundings of what is connected. */
function stillTemperatures(network: LiquidNetwork, { from, to, surrounded, ambient_K }: LiquidColumns): Float64Array {
  const still_K = new Float64Array(network.nodes.length).fill(roomStill_K);
  for (let k = 0; k < surrounded.length; k++) {
    const b = surrounded[k] as number;
    still_K[from[b] as number] = ambient_K[k] as number;
    still_K[to[b] as number] = ambient_K[k] as number;
  }
  return still_K;
}

/** Branches whose flow a control or a coil holds. */
function heldBranches(network: LiquidNetwork): Int32Array {
  const branches = new Set<number>();
  for (const control of network.controls) {
    const branch = throttledBranch(control);
    if (branch !== undefined) branches.add(branch);
  }
  for (const unit of network.units) if (unit.type === 'air-coil') branches.add(unit.branch);
  return Int32Array.from(branches);
}

/** A flow that comes to be held, or ceases to be, has changed altogether. */
function relativeChange(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < after.length; k++) {
    const [x, y] = [before[k] as number, after[k] as number];
    if (Number.isNaN(x) && Number.isNaN(y)) continue;
    const change = Math.abs(y - x) / Math.max(1e-3, Math.abs(y));
    largest = Math.max(largest, Number.isNaN(change) ? 1 : change);
  }
  return largest;
}

function largestStep(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < after.length; i++) largest = Math.max(largest, Math.abs((after[i] as number) - (before[i] as number)));
  return largest;
}
