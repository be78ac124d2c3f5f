/**
 * Power of a drawn design shared among its racks for most worth: tangent limits of the solved plant, optimal allocation
 * over all of them, the plant solved again at the new powers, until the two agree.
 */
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { allocateOverLimits, type Consumer, mostOf, type OptimalAllocation } from '../../solve/allocation.ts';
import { type Coupled, couple } from '../couple.ts';
import { findScenario, type ScenarioOptions, stateOf } from '../scenario-state.ts';
import type { PlantLimit, PowerLimits } from './limits/plant-limit.ts';
import { powerLimits } from './limits/power-limits.ts';

export interface AllocatePowerOptions extends ScenarioOptions {
  /** Worth of power by rack, W at its AC input; racks that are not named keep what the scenario lets them draw. */
  readonly worth: ReadonlyMap<EquipmentId, Consumer>;
  /** An allocation of the same design to start from. */
  readonly previous?: PowerAllocation;
}

export interface PowerAllocation {
  readonly rackPower_W: ReadonlyMap<EquipmentId, number>;
  /** The plant at these powers, and its limits there; prices and binding limits of `result` refer to them. */
  readonly coupled: Coupled;
  readonly limits: PowerLimits;
  readonly result: OptimalAllocation;
  /** Solutions of the plant that it took. */
  readonly rounds: number;
  /** Largest excess over a limit at the solved plant, over that limit; negative where all have room. */
  readonly violation: number;
  /** Worth still gained in the last round, relative. */
  readonly change: number;
}

const mostRounds = 15;
/** Kept below every limit: less than what the rules forgive. */
const reserve = 4e-7;
const holds = 8e-7;
const steady = 1e-7;

const fixedAt = (power_W: number): Consumer => ({ least: power_W, worthAtLeast: 0, pieces: [] });

/** Islands that carry load and have no solution at these powers. */
function unsolvedProblem(coupled: Coupled): Problem | undefined {
  const islands = [...coupled.liquid.report.islands, ...coupled.electrical.report.islands];
  const bad = islands.find(({ status }) => status !== 'solved' && status !== 'dead');
  if (!bad) return undefined;
  return { code: 'unsolved', message: `${bad.name} has no solution to allocate power from: ${bad.cause ?? bad.status}` };
}

function largestExcess(limits: readonly PlantLimit[]): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const { present, capacity } of limits) largest = Math.max(largest, present / capacity - 1);
  return largest;
}

/**
 * @returns a problem where the scenario does not exist, the plant has no solution even at the least powers, or the
 * least powers alone exceed limits, each of which is named.
 */
export function allocatePower(document: Document, options: AllocatePowerOptions): Result<PowerAllocation> {
  const scenario = findScenario(document, options.scenario);
  if (!scenario.ok) return scenario;
  const start = stateOf(document, scenario.value, options);
  const consumerOf = (id: EquipmentId): Consumer => options.worth.get(id) ?? fixedAt(start.itPower_W.get(id) ?? 0);
  const at = (power_W: (id: EquipmentId, scenario_W: number) => number) =>
    new Map([...start.itPower_W].map(([id, scenario_W]) => [id, scenario_W > 0 ? power_W(id, scenario_W) : 0]));
  const solveAt = (itPower_W: ReadonlyMap<EquipmentId, number>, warm: Coupled | undefined): Coupled => {
    const solved = couple(document, { ...start, itPower_W }, warm);
    options.onStep?.();
    return solved;
  };

  const before = options.previous?.rackPower_W;
  let powers = at((id, scenario_W) => Math.min(mostOf(consumerOf(id)), Math.max(consumerOf(id).least, before?.get(id) ?? scenario_W)));
  let coupled = solveAt(powers, options.previous?.coupled);
  if (unsolvedProblem(coupled)) {
    powers = at((id) => consumerOf(id).least);
    coupled = solveAt(powers, undefined);
    const problem = unsolvedProblem(coupled);
    if (problem) return fail(problem);
  }
  let limits = powerLimits(document, coupled);
  let best: OptimalAllocation | undefined;
  for (let rounds = 1; ; rounds++) {
    const consumers = limits.racks.map(consumerOf);
    const capacities = limits.capacities.map((value, j) => value - reserve * (limits.limits[j]?.capacity ?? 0));
    const answer = allocateOverLimits({ consumers, limits: limits.limits, capacities });
    if (answer.status === 'infeasible')
      return fail(
        ...answer.conflicts.map(({ limit, least, capacity }) => conflictProblem(document, limits.limits[limit], least - capacity)),
      );
    const change = best ? Math.abs(answer.value / best.value - 1) : Number.POSITIVE_INFINITY;
    const violation = largestExcess(limits.limits);
    best = answer;
    if ((change < steady && violation < holds) || rounds === mostRounds) {
      return succeed({ rackPower_W: powers, coupled, limits, result: answer, rounds, violation, change });
    }
    const index = new Map(limits.racks.map((id, i) => [id, i]));
    powers = at((id, scenario_W) => answer.amounts[index.get(id) ?? -1] ?? scenario_W);
    coupled = solveAt(powers, coupled);
    const problem = unsolvedProblem(coupled);
    if (problem) return fail(problem);
    limits = powerLimits(document, coupled);
  }
}

function conflictProblem(document: Document, limit: PlantLimit | undefined, over: number): Problem {
  const owner: RecordId = limit?.owner ?? '';
  const record = document.tables.equipment.get(owner) ?? document.tables.connection.get(owner);
  const name = record?.tag ?? document.tables.space.get(owner)?.name ?? 'the site';
  const [unit, factor] = limit?.unit === 'm³/s' ? ['L/min', 60000] : ['kW', 1e-3];
  const room = (limit?.capacity ?? 0) * factor;
  return {
    code: 'limits-conflict',
    record: owner,
    message: `the least powers of its racks exceed the ${limit?.resource ?? ''} limit of ${name}, ${room.toFixed(1)} ${unit}, by about ${(over * factor).toFixed(1)} ${unit}`,
  };
}
