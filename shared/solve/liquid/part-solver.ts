/**
 * Solves one part: flows and pressures by the hydraulic solver, then temperatures along the flows, repeated until
 * controls that act through flows, liquid properties and room air agree. A solver is prepared once per shape (orderings,
 * patterns, work arrays) and then takes the numbers of any part of that shape.
 */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import { Anderson } from '../anderson.ts';
import { type Fluid, fluidNamed, water } from '../fluids.ts';
import type { FrictionLaw } from '../hydraulics/friction.ts';
import { prepareHydraulics } from '../hydraulics/prepare.ts';
import type { HydraulicSolution, HydraulicSystem } from '../hydraulics/system.ts';
import { collect } from './collect.ts';
import { columnsOf } from './columns.ts';
import { setFlowTargets } from './flow-targets.ts';
import { stillMoving } from './moving.ts';
import { PartWork } from './part-work.ts';
import { heatToRooms, setCoilTargets, setFixedHeat, setHeldOutlets, setInflow } from './pass-heat.ts';
import { pumpStates } from './pumps.ts';
import { isShort, type RoomsPass, roomsOf, solveRooms } from './rooms.ts';
import type { LiquidSolution, PumpState } from './solution.ts';
import { Transport, type TransportState } from './transport.ts';
import { ValveBrackets } from './valve-brackets.ts';
import { valvesOpenInVain } from './valve-in-vain.ts';

/** Pressures settle to this, Pa; flows to this part of their sum: an order below what energy balances are held to. */
const pressureTolerance_Pa = 1e-5;
const hydraulicTolerance = 1e-11;

export interface PartOptions {
  /** Looks a fluid up by name; the fluid library unless given. */
  readonly fluid?: (name: string) => Fluid | undefined;
  readonly friction?: FrictionLaw;
  readonly maxPasses?: number;
  /** Largest relative error of a held flow, as the changes from pass to pass tell it. */
  readonly flowTolerance?: number;
  /** Largest error of a node's temperature, K. */
  readonly temperatureTolerance_K?: number;
}

/** What a later solve of the part starts from. */
export interface PartState {
  readonly hydraulics: HydraulicSolution;
  readonly transport: TransportState;
  readonly air: RoomsPass;
}

export interface PreparedPart {
  readonly hydraulics: HydraulicSystem;
  readonly transport: Transport;
  /** Fluid of each node. */
  readonly fluids: readonly Fluid[];
}

export interface SolvedPart {
  /** Indices as in the part's own network. */
  readonly solution: LiquidSolution;
  readonly state: PartState;
}

/** Loops without a set point start here. */
const coldStart_K = zeroCelsius_K + 37;
/** Passes that repeat plainly before the mixing begins, and how many passes it remembers. */
const plainPasses = 3;
const mixingDepth = 4;
/** Passes after which valves that still jump are kept between flows known to be too small and too large, and properties go half way. */
const freePasses = 12;
/** No pass is taken to gain more than this. */
const leastGain = 1e-2;
/** A held flow closer than this to the one last solved for is the same. */
const sameFlow = 1e-13;
/** Laws of heat hold to this part of all heat that enters. */
const lawTolerance = 1e-12;

export class PartSolver {
  readonly #prepared: PreparedPart;
  readonly #work: PartWork;
  #network: LiquidNetwork;

  constructor(network: LiquidNetwork, options: PartOptions) {
    this.#network = network;
    this.#prepared = {
      hydraulics: prepareHydraulics(network, {
        pressureTolerance_Pa,
        flowTolerance: hydraulicTolerance,
        ...(options.friction && { friction: options.friction }),
      }),
      transport: new Transport(network),
      fluids: network.nodes.map((node) => (options.fluid ?? fluidNamed)(node.fluid) ?? water),
    };
    this.#work = new PartWork(network, this.#prepared.hydraulics.islands.length);
  }

  /** Takes the numbers of another part of the same shape. @returns false where one of the two has an element without a law. */
  bind(network: LiquidNetwork): boolean {
    if (network === this.#network) return true;
    if (!this.#prepared.hydraulics.bind(network)) return false;
    this.#network = network;
    return true;
  }

  /** Solves the part it is bound to; `warm` is of a part of the same shape and gives the first guess. */
  solve(warm: PartState | undefined, options: PartOptions): SolvedPart {
    const solved = this.#run(warm, options, false);
    const open = valvesOpenInVain(this.#network, solved.solution);
    if (open === 0) return solved;
    const shut = this.#run(undefined, options, true);
    return isSolved(shut) && valvesOpenInVain(this.#network, shut.solution) < open ? shut : solved;
  }

  /** @param shut whether valves of exchangers start shut */
  #run(warm: PartState | undefined, options: PartOptions, shut: boolean): SolvedPart {
    const network = this.#network;
    const prepared = this.#prepared;
    const { hydraulics: system, transport, fluids } = prepared;
    const { maxPasses = 60, flowTolerance = 1e-10, temperatureTolerance_K = 1e-8 } = options;
    const work = this.#work;
    const columns = columnsOf(network);
    work.begin(network, columns);
    const { held, coils, liquid, inputs, imposed_kg_s, minimumDrop_Pa, fixedHeat_W, heldOutlet_K, still_K, before_K } = work;
    const { used_kg_s, iterations, changed } = work;
    const rooms = roomsOf(network);
    startTransport(prepared, warm, network);
    let hydraulics = warm?.hydraulics;
    let pass = 0;
    let settled = false;
    let lawResidual_W = 0;
    let moved = Number.POSITIVE_INFINITY;
    let step_K = Number.POSITIVE_INFINITY;
    let pumps: PumpState[] = [];
    let air: RoomsPass = warm?.air ?? { states: [], duties: new Map() };
    const mixing = new Anderson(mixingDepth);
    const brackets = new ValveBrackets(work.isValve);
    let asked: Float64Array = new Float64Array(0);
    let lastWanted = asked;

    while (pass < maxPasses) {
      pass++;
      setFlowTargets(network, fluids, transport, hydraulics?.massFlow_kg_s, { imposed_kg_s, minimumDrop_Pa }, shut);
      setCoilTargets(network, air, hydraulics !== undefined, imposed_kg_s);
      const wanted = new Float64Array(held.length);
      for (let k = 0; k < held.length; k++) wanted[k] = imposed_kg_s[held[k] as number] as number;
      lastWanted = wanted;
      const movedBefore = moved;
      moved = pass > 1 ? relativeChange(asked, wanted) : Number.POSITIVE_INFINITY;
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
      hydraulics = system.solve(inputs, hydraulics, pass === 1 ? undefined : again, true);
      for (const island of again) iterations[island] = (iterations[island] as number) + (hydraulics.islands[island]?.iterations ?? 0);
      const { massFlow_kg_s, branchFlags } = hydraulics;

      pumps = pumpStates(network, columns, hydraulics, liquid.density_kg_m3);
      setInflow(columns, massFlow_kg_s, transport.inflow);
      const breathe = () =>
        solveRooms(
          network,
          rooms,
          transport.temperature_K,
          fluids,
          massFlow_kg_s,
          branchFlags,
          heatToRooms(network, columns, pumps, transport.heat_W),
        );
      // Coils that get less water than they ask for carry what that water takes; the others what the room asked of them after the last pass.
      if (pass === 1 || coils.some((b) => isShort(branchFlags[b] as number))) air = breathe();
      setFixedHeat(network, columns, pumps, air, massFlow_kg_s, fixedHeat_W);
      setHeldOutlets(network, columns, fluids, transport, hydraulics, heldOutlet_K);
      before_K.set(transport.temperature_K);
      const tolerance_W = lawTolerance * (1 + sumOfSizes(fixedHeat_W)) + 1e-7;
      const result = transport.solve(network, fluids, { massFlow_kg_s, fixedHeat_W, heldOutlet_K, still_K }, tolerance_W);
      lawResidual_W = result.residual_W;
      air = breathe();
      const stepBefore_K = step_K;
      step_K = largestStep(before_K, transport.temperature_K);
      // This pass is nearer than the last one by what one pass gains on another.
      const gain = pass > plainPasses ? Math.max(gainOf(moved, movedBefore), gainOf(step_K, stepBefore_K)) : 1;
      if (lawResidual_W <= tolerance_W && moved * gain <= flowTolerance && step_K * gain <= temperatureTolerance_K) {
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
      moving: settled ? undefined : stillMoving(network, held, asked, lastWanted, before_K, transport.temperature_K),
      iterations,
    });
    return { solution, state: { hydraulics: last, transport: transport.keep(), air } };
  }
}

const isSolved = ({ solution }: SolvedPart): boolean => solution.islands.every(({ status }) => status === 'solved');

/** First enthalpies: of the earlier solution, or every loop at the temperature that its plant is set to hold. */
function startTransport({ transport, fluids, hydraulics }: PreparedPart, warm: PartState | undefined, network: LiquidNetwork): void {
  if (warm) transport.restore(warm.transport);
  else {
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

/** A flow that comes to be held, or ceases to be, has changed altogether. */
function relativeChange(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < after.length; k++) {
    const x = before[k] as number;
    const y = after[k] as number;
    if (Number.isNaN(x) && Number.isNaN(y)) continue;
    const change = Math.abs(y - x) / Math.max(1e-3, Math.abs(y));
    largest = Math.max(largest, Number.isNaN(change) ? 1 : change);
  }
  return largest;
}

/** Part of its change that the next pass is expected to leave. */
const gainOf = (now: number, before: number): number => (now === 0 ? leastGain : Math.min(1, Math.max(leastGain, now / before)));

function sumOfSizes(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i] as number);
  return sum;
}

function largestStep(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < after.length; i++) largest = Math.max(largest, Math.abs((after[i] as number) - (before[i] as number)));
  return largest;
}
