/**
 * The short way through a file without a fault, which nearly every file is: records go straight into their tables. At the
 * first doubt it gives up, and the careful reader, which keeps every line at hand, says what is wrong where.
 */
import { type Document, documentOf } from '../document/document.ts';
import { integrityProblems } from '../document/integrity.ts';
import type { FacilityRecord } from '../document/records.ts';
import { checkRecord, mayNameForbiddenKey, parameterProblems } from './check-record.ts';
import { parseLine } from './line.ts';
import { plainPiece } from './quick-check.ts';
import { shareIds } from './shared-ids.ts';
import { overridesSharer } from './shared-overrides.ts';

function soundRecord(line: string, number: number): FacilityRecord | undefined {
  const parsed = parseLine(line, { line: number }, false);
  const checked = parsed.ok ? checkRecord(parsed.value, line) : undefined;
  return checked?.ok ? checked.value : undefined;
}

function* soundRecords(text: string): Generator<FacilityRecord | undefined> {
  const share = overridesSharer();
  for (let from = text.indexOf('\n') + 1, number = 2; from < text.length; number++) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end);
    from = end === -1 ? text.length : end + 1;
    const piece = plainPiece(line);
    if (piece) share(piece);
    yield piece ?? soundRecord(line, number);
  }
}

/** The document of the lines after the header, which are of the newest format version; undefined where anything about them is not as this program writes it. */
export function readSound(text: string): Document | undefined {
  if (text.includes('\r') || mayNameForbiddenKey(text)) return undefined;
  const records: FacilityRecord[] = [];
  for (const record of soundRecords(text)) {
    if (!record) return undefined;
    records.push(record);
  }
  const document = documentOf(records);
  shareIds(document.tables);
  const held = new Set(records.map(({ id }) => id));
  if (held.size !== records.length || integrityProblems(document).length > 0) return undefined;
  // Equal overrides of an item are one object: what was found sound once is sound.
  const sound = new Set<object>();
  for (const record of records) {
    const overrides = 'overrides' in record ? record.overrides : undefined;
    if (overrides && sound.has(overrides)) continue;
    if (parameterProblems(document, record).length > 0) return undefined;
    if (overrides) sound.add(overrides);
  }
  return document;
}
