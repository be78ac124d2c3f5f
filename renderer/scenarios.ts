/** What a person does with whole scenarios: make one, keep what is tried, delete one. */
import { copyScenario, editScenario, removeScenario } from '../shared/commands/edit-scenario.ts';
import { editSite } from '../shared/commands/edit-site.ts';
import { describeRecords } from '../shared/commands/subjects.ts';
import { type Document, scenarioInForce } from '../shared/document/document.ts';
import type { Scenario } from '../shared/document/records.ts';
import { formatQuantity } from '../shared/units/format.ts';
import { newId, perform, session } from './session.ts';
import { nothingTried, type ScenarioRequest, viewState } from './view-state.ts';

export const isTrying = ({ ambient_K, failed }: ScenarioRequest): boolean => ambient_K !== null || failed.length > 0;

const inForce = (document: Document): Scenario | undefined => scenarioInForce(document, viewState.getState().request.scenario);

/** The scenario's own fields with what is tried on top. */
function tried(scenario: Scenario): Pick<Scenario, 'ambient' | 'failed'> {
  const { ambient_K, failed } = viewState.getState().request;
  return {
    ambient: { ...scenario.ambient, dryBulb_K: ambient_K ?? scenario.ambient.dryBulb_K },
    failed: [...new Set([...scenario.failed, ...failed])],
  };
}

/** `Hot day at 42 °C, CDU-01 out`: what is tried, in the units that the window shows. */
function titleOfTried(document: Document, scenario: Scenario): string {
  const { request, unitSystem: system } = viewState.getState();
  const ambient = request.ambient_K === null ? undefined : formatQuantity(request.ambient_K, 'temperature', { system });
  return [
    `${scenario.title}${ambient ? ` at ${ambient.text} ${ambient.unit}` : ''}`,
    ...(request.failed.length > 0 ? [`${describeRecords(document, request.failed)} out`] : []),
  ].join(', ');
}

/** A copy of the scenario in force, with the changes; it is the one in force from then on. */
function copyInForce(changesOf: (document: Document, scenario: Scenario) => { title: string; changes?: Partial<Scenario> }): boolean {
  const before = new Set(session.getState().document.tables.scenario.keys());
  const made = perform((document) => {
    const scenario = inForce(document);
    if (!scenario) return { refused: 'The design has no scenario to start from' };
    return copyScenario(document, { scenario: scenario.id, ...changesOf(document, scenario), newId });
  });
  const fresh = [...session.getState().document.tables.scenario.values()].find(({ id }) => !before.has(id));
  if (made && fresh) viewState.getState().setRequest({ scenario: fresh.name, ...nothingTried });
  return made;
}

export const newScenario = (): boolean => copyInForce((_, { title }) => ({ title }));

export const saveTriedAsScenario = (): boolean =>
  copyInForce((document, scenario) => ({ title: titleOfTried(document, scenario), changes: tried(scenario) }));

/** What is tried becomes part of the scenario in force. */
export function keepTriedInScenario(): void {
  const kept = perform((document) => {
    const scenario = inForce(document);
    return scenario
      ? editScenario(document, { scenario: scenario.id, fields: tried(scenario) })
      : { refused: 'The design has no scenario' };
  });
  if (kept) viewState.getState().setRequest(nothingTried);
}

export function removeScenarioInForce(): void {
  const removed = perform((document) => {
    const scenario = inForce(document);
    return scenario ? removeScenario(document, { scenario: scenario.id }) : { refused: 'The design has no scenario' };
  });
  if (removed) viewState.getState().setRequest({ scenario: null, ...nothingTried });
}

export const openFirst = (scenario: Scenario): boolean =>
  perform((document) => editSite(document, { fields: { defaultScenario: scenario.id } }));
