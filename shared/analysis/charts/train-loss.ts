/** How loaded each element is when another train is lost: the plant solved once for each train without its sources. */
import { kindOf } from '../../catalogue/resolve.ts';
import { connectionsAt, type Document, scenarioNamed, siteOf } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import { type AnalyseOptions, analyseInParts } from '../analyse.ts';
import { quantityOf } from '../result.ts';

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

/** Part of the limit in use with a train lost, the largest over the trains; absent where an element is then without supply. */
export type LossLoading = readonly (readonly [record: RecordId, loading: number])[];

export function trainLoss(document: Document, options: AnalyseOptions, onStep: () => void = () => {}): LossLoading {
  const name = options.scenario ?? document.tables.scenario.get(siteOf(document).defaultScenario)?.name;
  const failed = options.failed ?? (name === undefined ? undefined : scenarioNamed(document, name)?.failed) ?? [];
  const worst = new Map<RecordId, number>();
  for (const sources of sourcesOfTrains(document).values()) {
    const parts = analyseInParts(document, { ...options, failed: [...new Set([...failed, ...sources])] });
    if (!parts.ok) return [];
    const { analysis } = parts.value.first ?? parts.value.finish();
    for (const id of [...document.tables.equipment.keys(), ...document.tables.connection.keys()]) {
      const loading = quantityOf(analysis.results, id, 'loading');
      if (loading !== undefined && loading > (worst.get(id) ?? 0)) worst.set(id, loading);
    }
    onStep();
  }
  return [...worst];
}
