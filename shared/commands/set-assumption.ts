/** States an assumption of the site or of a workload, or goes back to the program's default; names a group's software. */
import { assumptionFault } from '../catalogue/assumptions/assumption.ts';
import { powerProfileNamed } from '../catalogue/assumptions/power-profile.ts';
import { siteAssumptions } from '../catalogue/assumptions/site.ts';
import { workloadSpecs } from '../catalogue/assumptions/workload.ts';
import { type Document, siteOf } from '../document/document.ts';
import type { GroupId, RecordId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { GridEvent, Group, SoftwareBaseline, SourcedValue } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

export interface SetAssumptionArguments {
  /** The site or a workload. */
  readonly record: RecordId;
  readonly name: string;
  /** Undefined goes back to the default. */
  readonly value: SourcedValue | undefined;
}

const without = <T>(values: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

export function setAssumption(document: Document, { record, name, value }: SetAssumptionArguments): CommandAnswer {
  const workload = document.tables.workload.get(record);
  const site = document.tables.site.get(record);
  if (!workload && !site) return refuse(`Only the site and workloads have assumptions, not ${record}`);
  const specs = workload ? workloadSpecs(workload.purpose) : siteAssumptions;
  const spec = Object.entries(specs).find(([key]) => key === name)?.[1];
  if (!spec) return refuse(`There is no assumption ${name}`);
  const fault = value && assumptionFault(specs, name, value);
  if (fault) return refuse(fault);
  const stated = (workload ? workload.values : site?.assumptions) ?? {};
  const values = value ? { ...stated, [name]: value } : without(stated, name);
  const label = `${value ? 'Set' : 'Reset'} ${spec.title.toLowerCase()}`;
  if (workload) return { label, patch: [changed(workload, { ...workload, values })] };
  return site ? { label, patch: [changed(site, { ...site, assumptions: values })] } : refuse(`There is no record ${record}`);
}

function eventFault(event: GridEvent, others: readonly GridEvent[]): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(event.name)) return 'An event name is made of small letters, digits and hyphens';
  if (others.some(({ name }) => name === event.name)) return `Two events are named ${event.name}`;
  if (!(event.reduction > 0 && event.reduction <= 1)) return 'A reduction is a part of the site’s power, above 0 and at most 1';
  if (!(event.duration_s > 0)) return 'An event lasts some time';
  return event.notice_s >= 0 && event.perYear >= 0 ? undefined : 'Notice and frequency cannot be negative';
}

/** Replaces the list of grid events. */
export function setGridEvents(document: Document, { events }: { readonly events: readonly GridEvent[] }): CommandAnswer {
  for (const [i, event] of events.entries()) {
    const fault = eventFault(event, events.slice(0, i));
    if (fault !== undefined) return refuse(fault);
  }
  const before = siteOf(document);
  return { label: 'Change grid events', patch: [changed(before, { ...before, gridEvents: events })] };
}

/** States the software of a group; undefined takes its parent's again. */
export function setBaseline(
  document: Document,
  { group, baseline }: { readonly group: GroupId; readonly baseline: SoftwareBaseline | undefined },
): CommandAnswer {
  const before = document.tables.group.get(group);
  if (!before) return refuse(`There is no group ${group}`);
  if (baseline && powerProfileNamed(baseline.powerProfile) === undefined)
    return refuse(`There is no power profile ${baseline.powerProfile}: Max-P, Max-Q, or nothing`);
  const { baseline: _gone, ...rest } = before;
  return {
    label: `${baseline ? 'Set' : 'Reset'} software of ${before.name}`,
    patch: [changed<Group>(before, baseline ? { ...rest, baseline } : rest)],
  };
}
