/** Changes the project's own fields: name, number, revision, location, agreed utility power. */
import { type Document, siteOf } from '../document/document.ts';
import { changed } from '../document/patch.ts';
import type { Site } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

export type SiteFields = Omit<Site, 'id' | 'type'>;

export function editSite(document: Document, { fields }: { readonly fields: Partial<SiteFields> }): CommandAnswer {
  const before = siteOf(document);
  const after: Site = { ...before, ...fields };
  if (after.name.trim() === '') return refuse('A project needs a name');
  if (!(after.altitude_m >= -430 && after.altitude_m <= 6000)) return refuse('Altitude must lie between −430 and 6000 m');
  if (after.utilityLimit_W !== undefined && !(after.utilityLimit_W > 0)) return refuse('The agreed utility power must be above zero');
  if (!document.tables.scenario.has(after.defaultScenario)) return refuse(`There is no scenario ${after.defaultScenario}`);
  return { label: 'Change project data', patch: [changed(before, after)] };
}
