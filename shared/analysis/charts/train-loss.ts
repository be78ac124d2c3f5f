/** How loaded each element is when another train is lost: the plant solved once for each train without its sources. */
import { kindOf } from '../../catalogue/resolve.ts';
import { connectionsAt, type Document } from '../../document/document.ts';
import type { EquipmentId, RecordId } from '../../document/ids.ts';
import { type Plant, settle } from '../couple.ts';
import { reportFlows } from '../electrical-results.ts';
import { ResultBuilder } from '../result-builder.ts';
import { findScenario, type ScenarioOptions, stateOf } from '../scenario-state.ts';

const sourceKinds: ReadonlySet<string> = new Set(['utility', 'generator', 'bess']);

/** Sources by the train whose cables they feed; none where only one train is drawn. */
export function sourcesOfTrains(document: Document): ReadonlyMap<string, readonly RecordId[]> {
  const trains = new Map<string, RecordId[]>();
  for (const equipment of document.tables.equipment.values()) {
    if (!sourceKinds.has(kindOf(document, equipment)?.kind ?? '')) continue;
    const train = connectionsAt(document, equipment.id).flatMap(({ system }) => document.tables.system.get(system)?.train ?? [])[0];
    if (train) trains.set(train, [...(trains.get(train) ?? []), equipment.id]);
  }
  return trains.size > 1 ? trains : new Map();
}

/** Part of the limit in use with a train lost, the largest over the trains; absent where equipment is then without supply. */
export type LossLoading = readonly (readonly [equipment: EquipmentId, loading: number])[];

/**
 * Settles the plant once for each train, and of its results reads loadings alone: no pipes, rules, short circuits or headrooms.
 * A step for each train, so that a worker can take other messages in between; the last one returns the answer.
 * @param start the plant as it is, from which the first loss starts; cold without it. Answers agree within the outer loop's tolerance.
 */
export function* trainLossInSteps(document: Document, options: ScenarioOptions, start?: Plant): Generator<undefined, LossLoading, void> {
  const scenario = findScenario(document, options.scenario);
  if (!scenario.ok) return [];
  const worst = new Map<EquipmentId, number>();
  let last = start;
  for (const sources of sourcesOfTrains(document).values()) {
    const failed = [...new Set([...(options.failed ?? []), ...sources])];
    const plant = settle(document, stateOf(document, scenario.value, { ...options, failed }), last);
    const builder = new ResultBuilder();
    reportFlows(document, plant.state, plant.electrical.network, plant.electrical.solution, builder);
    for (const id of document.tables.equipment.keys()) {
      const loading = builder.get(id, 'loading');
      if (loading !== undefined && loading > (worst.get(id) ?? 0)) worst.set(id, loading);
    }
    last = plant;
    yield;
  }
  return [...worst];
}

export function trainLoss(document: Document, options: ScenarioOptions): LossLoading {
  const steps = trainLossInSteps(document, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
