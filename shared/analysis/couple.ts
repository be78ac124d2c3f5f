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
import { type ElectricalReport, reportElectrical } from './electrical-results.ts';
import { extractElectrical } from './extract-electrical.ts';
import { extractLiquid } from './extract-liquid.ts';
import { type LiquidReport, reportLiquid } from './liquid-results.ts';
import { ResultBuilder } from './result.ts';
import type { OperatingState } from './state.ts';

export interface Coupled {
  readonly state: OperatingState;
  readonly liquid: { readonly network: LiquidNetwork; readonly solution: LiquidSolution; readonly report: LiquidReport };
  readonly electrical: { readonly network: ElectricalNetwork; readonly solution: ElectricalSolution; readonly report: ElectricalReport };
  readonly builder: ResultBuilder;
  readonly passes: number;
  /** Largest relative change of a coupling power in the last pass. */
  readonly change: number;
}

/** Powers that go round the loop have settled when they move by less than this part of the facility's power. */
const settled = 1e-11;
const passLimit = 30;

/**
 * Heat that power equipment, and the controls of mechanical equipment, leave in each space. Chillers and
 * coolers stand outdoors with their controls.
 */
function heatBySpace(
  document: Document,
  report: ElectricalReport,
  drawn: ReadonlyMap<EquipmentId, number>,
  builder: ResultBuilder,
): Map<SpaceId, number> {
  const heat = new Map<SpaceId, number>();
  const add = (space: SpaceId | undefined, power_W: number) => {
    if (space !== undefined) heat.set(space, (heat.get(space) ?? 0) + power_W);
  };
  for (const { space, power_W } of report.losses) add(space, power_W);
  for (const [id, power_W] of drawn) {
    const equipment = document.tables.equipment.get(id);
    if (equipment && indoorKinds.has(kindOf(document, equipment)?.kind ?? '')) add(equipment.space, power_W - motorPower(builder, id));
  }
  return heat;
}

const indoorKinds: ReadonlySet<string> = new Set(['cdu', 'pump', 'fan-wall']);

/** What motors draw; the rest of a machine's draw is its controls. */
const motorPower = (builder: ResultBuilder, id: EquipmentId): number =>
  (['pumpPower', 'fanPower', 'compressorPower'] as const).reduce((sum, key) => sum + (builder.get(id, key) ?? 0), 0);

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

export function couple(document: Document, start: OperatingState, previous?: Coupled): Coupled {
  let state = start;
  // The first electrical pass knows no mechanical loads: it only settles what has supply.
  const first = solvePower(document, state, previous?.electrical.solution, new ResultBuilder());
  let electrical = first;
  state = {
    ...state,
    unpowered: first.report.unpowered,
    itPower_W: demandOf(start, first.report.unpowered),
    mechanicalPower_W: previous?.state.mechanicalPower_W ?? new Map(),
    electricalHeat_W: heatBySpace(document, first.report, new Map(), new ResultBuilder()),
  };
  let warmLiquid = previous?.liquid.solution;
  const spent = new Map<string, number>();
  for (let passes = 1; ; passes++) {
    const builder = new ResultBuilder();
    const network = extractLiquid(document, state);
    const solution = solveLiquid(network, warmLiquid);
    warmLiquid = solution;
    const report = withAllIterations(reportLiquid(document, state, network, solution, builder), spent);
    const drawn: OperatingState = { ...state, mechanicalPower_W: report.mechanicalPower_W };
    electrical = solvePower(document, drawn, electrical.solution, builder);
    const heat = heatBySpace(document, electrical.report, report.mechanicalPower_W, builder);
    const scale = Math.max(1, electrical.report.sourcePower_W ?? 1);
    const change =
      Math.max(largestChange(state.electricalHeat_W, heat), largestChange(state.mechanicalPower_W, report.mechanicalPower_W)) / scale;
    const steady = sameMembers(state.unpowered, electrical.report.unpowered);
    const done = { state: drawn, liquid: { network, solution, report }, electrical, builder, passes, change };
    if ((steady && change < settled) || passes === passLimit) return done;
    state = {
      ...drawn,
      unpowered: electrical.report.unpowered,
      itPower_W: demandOf(start, electrical.report.unpowered),
      electricalHeat_W: heat,
    };
  }
}

/** Iterations of an island over all passes: the last one alone, started warm, would say nothing. */
function withAllIterations(report: LiquidReport, spent: Map<string, number>): LiquidReport {
  const islands = report.islands.map((island) => {
    const iterations = island.iterations + (spent.get(island.id) ?? 0);
    spent.set(island.id, iterations);
    return { ...island, iterations };
  });
  return { ...report, islands };
}

function solvePower(
  document: Document,
  state: OperatingState,
  warm: ElectricalSolution | undefined,
  builder: ResultBuilder,
): Coupled['electrical'] {
  const network = extractElectrical(document, state);
  const solution = solveElectrical(network, warm);
  return { network, solution, report: reportElectrical(document, state, network, solution, builder) };
}
