/** How far a design may be trusted, in the words of a title block. */
import type { Site } from './records.ts';

export const statusTitles: Readonly<Record<Site['status'], string>> = {
  'not-for-construction': 'Not for construction',
  'for-review': 'For review',
  'for-construction': 'For construction',
};
