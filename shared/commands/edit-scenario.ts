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
  if (fields.title.trim() === '') return 'A scenario needs a name';
  const unknown = fields.failed.find((id) => !findRecord(document, id));
  return unknown === undefined ? undefined : `There is no record ${unknown} that could be out of service`;
}

const isTitled = (document: Document, title: string, except?: ScenarioId): boolean =>
  [...document.tables.scenario.values()].some((other) => other.id !== except && other.title === title);

const titleFault = (document: Document, title: string, self: ScenarioId): string | undefined =>
  isTitled(document, title, self)
    ? `Another scenario is already called ${title}: two of one name cannot be told apart in a list`
    : undefined;

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
  const fault =
    (after.title === before.title ? undefined : titleFault(document, after.title, scenario)) ?? fieldFault(document, after, scenario);
  return fault ? refuse(fault) : { label: `Change scenario ${after.title}`, patch: [changed(before, after)] };
}

export function addScenario(
  document: Document,
  { fields, newId }: { readonly fields: ScenarioFields; readonly newId: IdSource },
): CommandAnswer {
  const fault = fieldFault(document, fields);
  if (fault) return refuse(fault);
  const scenario: Scenario = { ...fields, id: newId('scenario'), type: 'scenario' };
  return { label: `Add scenario ${scenario.title}`, patch: [added(scenario)] };
}

/** What can be typed on the command line for a title: `Hot day, CDU-01 out` is `hot-day-cdu-01-out`. */
const typable = (title: string): string =>
  title
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'scenario';

/** The text itself, or with the first number from 2 on that is free. */
function firstFree(text: string, separator: string, isTaken: (candidate: string) => boolean): string {
  if (!isTaken(text)) return text;
  let number = 2;
  while (isTaken(`${text}${separator}${number}`)) number++;
  return `${text}${separator}${number}`;
}

/** A scenario that is another one but for `changes`; numbered where its title is taken. Its name for the command line follows the title. */
export function copyScenario(
  document: Document,
  {
    scenario,
    title,
    changes = {},
    newId,
  }: {
    readonly scenario: ScenarioId;
    readonly title: string;
    readonly changes?: Partial<Pick<Scenario, 'ambient' | 'failed'>>;
    readonly newId: IdSource;
  },
): CommandAnswer {
  const original = document.tables.scenario.get(scenario);
  if (!original) return refuse(`There is no scenario ${scenario}`);
  const { id: _, type: __, ...fields } = original;
  const free = firstFree(title.trim(), ' ', (candidate) => isTitled(document, candidate));
  const names = new Set([...document.tables.scenario.values()].map(({ name }) => name));
  const name = firstFree(typable(free), '-', (candidate) => names.has(candidate));
  return addScenario(document, { fields: { ...fields, ...changes, name, title: free }, newId });
}

export function removeScenario(document: Document, { scenario }: { readonly scenario: ScenarioId }): CommandAnswer {
  const before = document.tables.scenario.get(scenario);
  if (!before) return refuse(`There is no scenario ${scenario}`);
  if (document.tables.scenario.size === 1) return refuse(`${before.title} is the only scenario: a design is always analysed in one`);
  if (siteOf(document).defaultScenario === scenario)
    return refuse(`${before.title} is the scenario that opens first: let another one open first before removing it`);
  return { label: `Remove scenario ${before.title}`, patch: [removed(before)] };
}
