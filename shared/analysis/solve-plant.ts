/** A scenario's plant solved and metered, without rules, headroom and balances: for questions that only ask what is drawn and carried. */
import type { Document } from '../document/document.ts';
import { type Result, succeed } from '../problem.ts';
import { type Coupled, couple } from './couple.ts';
import { racksOf } from './racks.ts';
import type { ResultTable } from './result.ts';
import { findScenario, type ScenarioOptions, stateOf } from './scenario-state.ts';

export interface PlantOptions extends ScenarioOptions {
  /** An earlier solution to start the iterations from; the result does not depend on it beyond the tolerance. */
  readonly previous?: Coupled;
}

export function coupleScenario(
  document: Document,
  options: PlantOptions,
): Result<{ scenario: Coupled['state']['scenario']; coupled: Coupled }> {
  const scenario = findScenario(document, options.scenario);
  if (!scenario.ok) return scenario;
  const coupled = couple(document, stateOf(document, scenario.value, options), options.previous);
  options.onStep?.();
  return succeed({ scenario: scenario.value, coupled });
}

export interface Meter {
  /** What all sources deliver, and what racks draw of it. */
  readonly facilityPower_W: number;
  readonly itPower_W: number;
}

/** @returns undefined when a part of the plant that the figures rest on has no solution. */
export function meterOf(document: Document, { electrical, liquid, builder }: Coupled): Meter | undefined {
  const { sourcePower_W, stored_W } = electrical.report;
  // A battery that discharges is a source as well, with its losses inside the boundary.
  const facilityPower_W = sourcePower_W === undefined ? undefined : sourcePower_W + Math.max(0, -stored_W);
  if (facilityPower_W === undefined || liquid.report.islands.some(({ status }) => status !== 'solved' && status !== 'dead'))
    return undefined;
  let itPower_W = 0;
  for (const { equipment } of racksOf(document)) itPower_W += builder.get(equipment.id, 'power') ?? 0;
  return { facilityPower_W, itPower_W };
}

export interface SolvedPlant {
  readonly coupled: Coupled;
  readonly results: ResultTable;
  readonly meter?: Meter;
}

export function solvePlant(document: Document, options: PlantOptions): Result<SolvedPlant> {
  const answer = coupleScenario(document, options);
  if (!answer.ok) return answer;
  const { coupled } = answer.value;
  const meter = meterOf(document, coupled);
  return succeed({ coupled, results: coupled.builder.build(), ...(meter ? { meter } : {}) });
}
