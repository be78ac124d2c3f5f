/** Adds, changes and removes scenarios. */
import { type Document, findRecord, siteOf } from '../document/document.ts';
import type { IdSource, ScenarioId } from '../document/ids.ts';
import { added, changed, removed } from '../document/patch.ts';
import type { Scenario } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

export type ScenarioFields = Omit<Scenario, 'id' | 'type'>;

/** Air temperatures between the coldest and hottest recorded on Earth, rounded outwards. */
const driest_K = 180;
const hottest_K = 335;

function fieldFault(document: Document, fields: ScenarioFields, self?: ScenarioId): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(fields.name))
    return 'A scenario name is made of small letters, digits and hyphens, so that it can be typed on the command line';
  for (const other of document.tables.scenario.values())
    if (other.id !== self && other.name === fields.name) return `Another scenario is already named ${fields.name}`;
  if (!(fields.utilisation >= 0 && fields.utilisation <= 2)) return 'Utilisation must lie between 0 and 200 %';
  if (fields.edpFactor !== undefined && !(fields.edpFactor >= 0 && fields.edpFactor <= 3)) return 'The EDP factor must lie between 0 and 3';
  const { dryBulb_K, relativeHumidity } = fields.ambient;
  if (!(dryBulb_K >= driest_K && dryBulb_K <= hottest_K)) return 'The ambient temperature is outside what occurs on Earth';
  if (!(relativeHumidity >= 0 && relativeHumidity <= 1)) return 'Relative humidity must lie between 0 and 100 %';
  const unknown = fields.failed.find((id) => !findRecord(document, id));
  return unknown === undefined ? undefined : `There is no record ${unknown} that could be out of service`;
}

export function editScenario(
  document: Document,
  {
    scenario,
    fields,
    clear = [],
  }: {
    readonly scenario: ScenarioId;
    readonly fields: Partial<ScenarioFields>;
    /** Fields that the scenario no longer states. */
    readonly clear?: readonly ('edpFactor' | 'onBattery')[];
  },
): CommandAnswer {
  const before = document.tables.scenario.get(scenario);
  if (!before) return refuse(`There is no scenario ${scenario}`);
  const stated = Object.fromEntries(Object.entries(before).filter(([key]) => !clear.some((field) => field === key))) as unknown as Scenario;
  const after: Scenario = { ...stated, ...fields };
  const fault = fieldFault(document, after, scenario);
  return fault ? refuse(fault) : { label: `Change scenario ${after.title}`, patch: [changed(before, after)] };
}

export function addScenario(
  document: Document,
  { fields, newId }: { readonly fields: ScenarioFields; readonly newId: IdSource },
): CommandAnswer {
  const fault = fieldFault(document, fields);
  if (fault) return refuse(fault);
  const scenario: Scenario = { ...fields, id: newId('scenario'), type: 'scenario' };
  return { label: `Add scenario ${scenario.title}`, patch: [added(scenario)], selection: [scenario.id] };
}

export function removeScenario(document: Document, { scenario }: { readonly scenario: ScenarioId }): CommandAnswer {
  const before = document.tables.scenario.get(scenario);
  if (!before) return refuse(`There is no scenario ${scenario}`);
  if (siteOf(document).defaultScenario === scenario)
    return refuse(`${before.title} is the scenario that opens first: choose another one before removing it`);
  return { label: `Remove scenario ${before.title}`, patch: [removed(before)] };
}
