/** What the title block of a drawing says. */
import type { Site } from '../../document/records.ts';
import { describeStatus } from '../readme.ts';

/** Label and text, in order; the first has no label. */
export const titleLines = (site: Site, version: string, drawing = 'A-101 Plan'): readonly (readonly [label: string, text: string])[] => [
  ['', site.name],
  ['Project', site.projectNumber],
  ['Drawing', drawing],
  ['Revision', site.revision],
  ['Date', site.date],
  ['Drawn', site.author],
  ['Status', describeStatus(site.status)],
  ['Location', site.location],
  ['Made by', `Headroom ${version}`],
];
