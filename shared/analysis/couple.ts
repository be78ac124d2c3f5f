/**
 * The outer loop: power decides what runs, what runs decides flows and heat, heat decides what fans
 * and compressors draw, and losses of power equipment warm rooms that the plant cools again.
 * Repeated until nothing moves.
 */
import { kindOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { EquipmentId, SpaceId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import type { LiquidNetwork } from '../network/liquid.ts';
import { type ElectricalSolution, solveElectrical } from '../solve/electrical.ts';
import type { LiquidSolution } from '../solve/liquid/solution.ts';
import { solveLiquid } from '../solve/liquid.ts';
import { type ElectricalPowers, electricalPowers } from './electrical-powers.ts';
import { type ElectricalReport, reportElectrical } from './electrical-results.ts';
import { carryIndex } from './equipment-index.ts';
import { extractElectrical } from './extract-electrical.ts';
import { extractLiquid } from './extract-liquid.ts';
import { carrySupply } from './fault-protection.ts';
import { airIslandId, liquidIslandIds } from './liquid/report-islands.ts';
import { type LiquidReport, reportLiquid } from './liquid-results.ts';
import { type MechanicalDraw, mechanicalDraw } from './mechanical-draw.ts';
import type { KeptHeadroom } from './power-headroom.ts';
import { stagePumps } from './pump-staging.ts';
import type { Finding, LimitReached, ResultTable } from './result.ts';
import { ResultBuilder } from './result-builder.ts';
import type { OperatingState } from './state.ts';
import { storagePower } from './storage-duty.ts';
import { touchedResults } from './touched-results.ts';

/** Results of a whole analysis, from which the next one reports only what differs. */
export interface Reported {
  readonly results: ResultTable;
  readonly limits: readonly LimitReached[];
  /** Findings of each rule, in the order of the rules. */
  readonly findings: readonly (readonly Finding[])[];
  /** Whether it holds short circuits and headrooms. */
  readonly whole: boolean;
}

/** A plant whose powers and temperatures move no more: the networks, their solutions and the state they were solved in. */
export interface Plant {
  readonly document: Document;
  readonly state: OperatingState;
  readonly liquid: { readonly network: LiquidNetwork; readonly solution: LiquidSolution };
  readonly electrical: { readonly network: ElectricalNetwork; readonly solution: ElectricalSolution };
  /** Draw of each machine, and what of it warms the room beside it. */
  readonly draw: ReadonlyMap<EquipmentId, MechanicalDraw>;
}

interface Settled extends Plant {
  readonly electrical: SolvedPower;
  readonly passes: number;
  /** Largest relative change of a coupling power in the last pass. */
  readonly change: number;
  /** Whether supply and standby stood in the last pass. */
  readonly steady: boolean;
  /** Iterations of each part over all passes. */
  readonly spent: ReadonlyMap<string, number>;
}

export interface Coupled extends Plant {
  readonly liquid: { readonly network: LiquidNetwork; readonly solution: LiquidSolution; readonly report: LiquidReport };
  readonly electrical: { readonly network: ElectricalNetwork; readonly solution: ElectricalSolution; readonly report: ElectricalReport };
  /** Found after coupling, kept for the next analysis. */
  readonly headroom?: KeptHeadroom;
  /** What the whole analysis made of it; absent where only the plant was solved. */
  readonly reported?: Reported;
  readonly builder: ResultBuilder;
  /** Whether short circuits and headrooms need only be looked at again where results moved; else all of them are found anew. */
  readonly laterStands: boolean;
  readonly passes: number;
  /** Largest relative change of a coupling power in the last pass. */
  readonly change: number;
}

/** Powers that go round the loop have settled when they move by less than this part of the facility's power. */
const settled = 1e-11;
const sameHeat = 1e-12;
const passLimit = 30;
/** After the last pass the results stand where no power moves by more than this part; else they are named as unsettled. */
const acceptable = 1e-6;

/**
 * Heat that power equipment, and the controls of mechanical equipment, leave in each space. Chillers and
 * coolers stand outdoors with their controls.
 */
function heatBySpace(
  document: Document,
  ofPower_W: ReadonlyMap<SpaceId, number>,
  draw: ReadonlyMap<EquipmentId, MechanicalDraw>,
): Map<SpaceId, number> {
  const heat = new Map(ofPower_W);
  const add = (space: SpaceId | undefined, power_W: number) => {
    if (space !== undefined) heat.set(space, (heat.get(space) ?? 0) + power_W);
  };
  draw.forEach(({ controls_W }, id) => {
    const equipment = document.tables.equipment.get(id);
    if (equipment && indoorKinds.has(kindOf(document, equipment)?.kind ?? '')) add(equipment.space, controls_W);
  });
  return heat;
}

const indoorKinds: ReadonlySet<string> = new Set(['cdu', 'pump', 'fan-wall', 'water-cooled-chiller', 'in-row-cooler', 'rear-door']);

function largestChange(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let largest = 0;
  for (const [key, value] of after) largest = Math.max(largest, Math.abs(value - (before.get(key) ?? 0)));
  for (const [key, value] of before) if (!after.has(key)) largest = Math.max(largest, Math.abs(value));
  return largest;
}

const sameMembers = (a: ReadonlySet<EquipmentId>, b: ReadonlySet<EquipmentId>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

/** Racks that lost every feed draw nothing. */
function demandOf(start: OperatingState, unpowered: ReadonlySet<EquipmentId>): ReadonlyMap<EquipmentId, number> {
  if (unpowered.size === 0) return start.itPower_W;
  return new Map([...start.itPower_W].map(([id, power]) => [id, unpowered.has(id) ? 0 : power]));
}

/** The outer loop alone, for questions that need a few figures of many states. `couple` reports all of them. */
export function settle(document: Document, start: OperatingState, previous?: Plant): Settled {
  if (previous) carryIndex(previous.document, document);
  // The first electrical pass only settles what has supply: it takes mechanical loads as they were, or as none.
  const first = previous
    ? { ...start, mechanicalPower_W: previous.state.mechanicalPower_W, storagePower_W: previous.state.storagePower_W }
    : start;
  let electrical = solvePower(document, first, previous?.electrical.solution);
  let state: OperatingState = {
    ...start,
    unpowered: electrical.powers.unpowered,
    itPower_W: demandOf(start, electrical.powers.unpowered),
    standby: previous?.state.standby ?? start.standby,
    mechanicalPower_W: previous?.state.mechanicalPower_W ?? new Map(),
    storagePower_W: previous?.state.storagePower_W ?? new Map(),
    electricalHeat_W: heatBySpace(document, electrical.powers.heat_W, previous?.draw ?? new Map()),
  };
  let warmLiquid = previous?.liquid.solution;
  let lastNetwork = previous?.liquid.network;
  const spent = new Map<string, number>();
  for (let passes = 1; ; passes++) {
    const network = extractLiquid(document, state, lastNetwork);
    lastNetwork = network;
    // Rooms whose heat moves by less than power and heat are asked to settle to are not worth another solve.
    const sameHeat_W = sameHeat * Math.max(1, electrical.powers.sourcePower_W ?? 1);
    const solution = solveLiquid(network, warmLiquid, { sameHeat_W });
    warmLiquid = solution;
    const draw = mechanicalDraw(document, state, solution);
    const mechanicalPower_W = new Map([...draw].map(([id, { power_W }]) => [id, power_W]));
    const storagePower_W = storagePower(document, state, electrical.network, electrical.solution);
    const drawn: OperatingState = { ...state, mechanicalPower_W, storagePower_W };
    electrical = solvePower(document, drawn, electrical.solution);
    const { powers } = electrical;
    const heat = heatBySpace(document, powers.heat_W, draw);
    const scale = Math.max(1, powers.sourcePower_W ?? 1);
    const change =
      Math.max(
        largestChange(state.electricalHeat_W, heat),
        largestChange(state.mechanicalPower_W, mechanicalPower_W),
        largestChange(state.storagePower_W, storagePower_W),
      ) / scale;
    const standby = stagePumps(document, state, network, solution);
    const steady = sameMembers(state.unpowered, powers.unpowered) && sameMembers(state.standby, standby);
    spend(spent, network, solution);
    if ((steady && change < settled) || passes === passLimit)
      return { document, state: drawn, liquid: { network, solution }, electrical, draw, passes, change, steady, spent };
    state = {
      ...drawn,
      unpowered: powers.unpowered,
      standby,
      itPower_W: demandOf(start, powers.unpowered),
      electricalHeat_W: heat,
    };
  }
}

export function couple(document: Document, start: OperatingState, previous?: Coupled): Coupled {
  const plant = settle(document, start, previous);
  const { state, liquid, electrical, draw, passes, change, steady, spent } = plant;
  const touched = previous?.reported && touchedResults(previous, plant);
  const builder = new ResultBuilder(touched && previous?.reported && { table: previous.reported.results, scope: touched.ids });
  if (touched && previous) carrySupply(previous.electrical.network, electrical.network);
  const laterStands = touched?.conductorsStand === true && previous?.reported?.whole === true;
  if (!laterStands) builder.restartLater();
  const earlier = touched && previous?.reported?.limits;
  const solved = withAllIterations(reportLiquid(document, state, liquid.network, liquid.solution, builder, { draw, earlier }), spent);
  const report = reportElectrical(
    document,
    state,
    electrical.network,
    electrical.solution,
    electrical.powers,
    builder,
    touched && previous?.electrical.report,
  );
  return {
    document,
    state,
    liquid: { ...liquid, report: steady && change < acceptable ? solved : unsettled(solved) },
    electrical: { network: electrical.network, solution: electrical.solution, report },
    draw,
    builder,
    laterStands,
    passes,
    change,
  };
}

/** Adds up the iterations of each part over the passes: the last one alone, started warm, would say nothing. */
function spend(spent: Map<string, number>, network: LiquidNetwork, solution: LiquidSolution): void {
  const add = (id: string, iterations: number) => spent.set(id, iterations + (spent.get(id) ?? 0));
  const ids = liquidIslandIds(network, solution);
  solution.islands.forEach(({ iterations }, i) => {
    add(ids[i] ?? '', iterations);
  });
  for (const { owner } of solution.spaces) add(airIslandId(owner), solution.passes);
}

const withAllIterations = (report: LiquidReport, spent: ReadonlyMap<string, number>): LiquidReport => ({
  ...report,
  islands: report.islands.map((island) => ({ ...island, iterations: spent.get(island.id) ?? island.iterations })),
});

/** Where supply or power still changes after the last pass, no part of the plant has the state that its numbers say. */
const unsettled = (report: LiquidReport): LiquidReport => ({
  ...report,
  islands: report.islands.map((island) =>
    island.status === 'solved'
      ? {
          ...island,
          status: 'not-converged',
          cause: `power and heat still change after ${passLimit} passes between plant and power system`,
        }
      : island,
  ),
});

interface SolvedPower {
  readonly network: ElectricalNetwork;
  readonly solution: ElectricalSolution;
  readonly powers: ElectricalPowers;
}

function solvePower(document: Document, state: OperatingState, warm: ElectricalSolution | undefined): SolvedPower {
  const network = extractElectrical(document, state, warm?.network);
  const solution = solveElectrical(network, warm);
  return { network, solution, powers: electricalPowers(document, network, solution) };
}
