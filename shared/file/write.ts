/**
 * A document as the text of a `.facility` file: a header line, then one record per line, sorted by
 * table and id, LF at every end. The one site record comes last, so that a file that was cut short
 * is always noticed, even where the cut falls between two lines.
 */
import type { Document } from '../document/document.ts';
import { type FacilityRecord, type RecordType, recordTypes } from '../document/records.ts';
import { compareIds, headerLine, recordLine } from './canonical.ts';

/** Format version that this code writes; `migrations/` lifts older files to it. */
export const formatVersion = 1;

export const formatName = 'headroom-facility';

/** Order of the tables in a file. */
const tableOrder: readonly RecordType[] = [...recordTypes.filter((type) => type !== 'site'), 'site'];

/**
 * Text of the document. Lines that could not be read when it was opened go back in untouched, before the site record.
 * @throws on NaN or infinity in a record: that is a bug in the command that put it there.
 */
export function writeFacility(document: Document): string {
  const lines = [headerLine({ format: formatName, version: formatVersion, app: 'headroom', units: 'SI; names end in their unit' })];
  for (const type of tableOrder) {
    if (type === 'site') for (const { text } of document.unreadable) lines.push(text);
    const records: FacilityRecord[] = [...document.tables[type].values()];
    for (const record of records.sort(compareIds)) lines.push(recordLine(record));
  }
  return `${lines.join('\n')}\n`;
}
