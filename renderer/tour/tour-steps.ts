/**
 * The way from an empty hall to a solved layout, read off the design and its analysis as they are: a step is done when
 * the design says so, however it was done, and undone when an undo takes it back.
 */
import type { Analysis } from '../../shared/analysis/result.ts';
import { kindOf } from '../../shared/catalogue/resolve.ts';
import { portsOf } from '../../shared/catalogue/route.ts';
import { connectionsAt, type Document } from '../../shared/document/document.ts';
import type { Equipment } from '../../shared/document/records.ts';
import { liquidKinds } from '../../shared/document/systems.ts';

export type TourStepKey = 'hall' | 'racks' | 'cdu' | 'plant' | 'connect' | 'solved' | 'findings';

export interface TourStep {
  readonly key: TourStepKey;
  readonly title: string;
  /** What there is and what is missing, in one line. */
  readonly state: string;
  readonly done: boolean;
}

export interface Seen {
  readonly analysis: Analysis | null;
  /** The figures are of an earlier revision, or still being solved. */
  readonly stale: boolean;
  readonly findingsShown: boolean;
}

/** Kinds that give heat to the outdoors. */
const rejects: ReadonlySet<string> = new Set(['chiller', 'water-cooled-chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower']);
const plural = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/** Whether a rack has runs of power, and of liquid where it has ports for it: a rack that is cooled by air has none. */
function joinsOf(document: Document, rack: Equipment): { readonly liquid: boolean; readonly power: boolean } {
  const found = { liquid: !portsOf(document, rack).some(({ medium }) => medium === 'liquid'), power: false };
  for (const connection of connectionsAt(document, rack.id)) {
    const system = document.tables.system.get(connection.system);
    if (system) found[liquidKinds.has(system.kind) ? 'liquid' : 'power'] = true;
  }
  return found;
}

function solvedState({ analysis, stale }: Seen, ready: boolean): { readonly state: string; readonly done: boolean } {
  if (!ready) return { state: 'Comes by itself once the racks are connected', done: false };
  if (!analysis || stale) return { state: 'Solving', done: false };
  const errors = analysis.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return { state: `${plural(errors, 'error')} left: the findings say why, and what would mend it`, done: false };
  return { state: 'Flows, temperatures and currents hold everywhere', done: true };
}

export function tourSteps(document: Document, seen: Seen): readonly TourStep[] {
  const racks: Equipment[] = [];
  const counts = { cdu: 0, plant: 0, utility: 0 };
  for (const equipment of document.tables.equipment.values()) {
    const kind = kindOf(document, equipment)?.kind ?? '';
    if (kind === 'rack') racks.push(equipment);
    else if (kind === 'cdu') counts.cdu++;
    else if (kind === 'utility') counts.utility++;
    else if (rejects.has(kind)) counts.plant++;
  }
  const halls = [...document.tables.space.values()].filter(({ kind }) => kind === 'hall').length;
  const joined = racks.map((rack) => joinsOf(document, rack));
  const cooled = joined.filter((rack) => rack.liquid).length;
  const powered = joined.filter((rack) => rack.power).length;
  const connected = racks.length > 0 && cooled === racks.length && powered === racks.length;
  const missing = [counts.plant === 0 && 'heat rejection', counts.utility === 0 && 'a utility'].filter(Boolean).join(' and ');
  const solved = solvedState(seen, connected);
  return [
    { key: 'hall', title: 'Draw a hall', state: halls > 0 ? plural(halls, 'hall') : 'Four walls to stand in', done: halls > 0 },
    {
      key: 'racks',
      title: 'Place a row of racks',
      state: racks.length > 0 ? plural(racks.length, 'rack') : 'Count, pitch and aisles are typed',
      done: racks.length > 0,
    },
    {
      key: 'cdu',
      title: 'Add a CDU',
      state: counts.cdu > 0 ? plural(counts.cdu, 'CDU') : 'It takes the heat of the racks to the facility water',
      done: counts.cdu > 0,
    },
    {
      key: 'plant',
      title: 'Add heat rejection and power',
      state: missing === '' ? 'Heat leaves and power comes' : `Still missing: ${missing}`,
      done: missing === '',
    },
    {
      key: 'connect',
      title: 'Connect everything',
      state:
        racks.length === 0
          ? 'Shows every run before it is made'
          : `${cooled} of ${plural(racks.length, 'rack')} cooled, ${powered} powered`,
      done: connected,
    },
    { key: 'solved', title: 'Watch it solve', ...solved },
    {
      key: 'findings',
      title: 'Read the findings',
      state: 'Each names its limit and flies to its place',
      done: solved.done && seen.findingsShown,
    },
  ];
}
