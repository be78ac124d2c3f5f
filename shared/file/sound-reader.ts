/**
 * The short way through a file without a fault, which nearly every file is: records go straight into their tables, piece by
 * piece as the text arrives. At the first doubt it gives up, and the careful reader, which keeps every line at hand, says what
 * is wrong where.
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

/** Reads the lines after the header, which are of the newest format version. */
export class SoundReader {
  readonly #records: FacilityRecord[] = [];
  readonly #share = overridesSharer();
  /** What has arrived of a line whose end has not. */
  #rest = '';
  #lines = 0;
  #doubtful = false;
  /** Records before the first run. */
  #standing: number | undefined;

  /** Takes in what comes next of the file, cut anywhere. */
  take(piece: string): void {
    if (this.#doubtful) return;
    const end = piece.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.#rest += piece;
      return;
    }
    this.#takeLines(this.#rest + piece.slice(0, end));
    this.#rest = piece.slice(end);
  }

  #takeLines(text: string): void {
    this.#doubtful = text.includes('\r') || mayNameForbiddenKey(text);
    for (let from = 0; from < text.length && !this.#doubtful; ) {
      const end = text.indexOf('\n', from);
      const line = text.slice(from, end === -1 ? text.length : end);
      from = end === -1 ? text.length : end + 1;
      // The header.
      if (++this.#lines === 1) continue;
      const piece = plainPiece(line);
      if (piece) this.#share(piece);
      const record = piece ?? soundRecord(line, this.#lines);
      if (!record) this.#doubtful = true;
      else {
        if (record.type === 'connection') this.#standing ??= this.#records.length;
        this.#records.push(record);
      }
    }
  }

  /**
   * Building and equipment of a file whose runs have begun to arrive, to be looked at while the rest is read. What refers to later
   * tables dangles, and the file may still turn out faulty. Undefined before.
   */
  standing(): Document | undefined {
    return this.#standing === undefined || this.#doubtful ? undefined : documentOf(this.#records.slice(0, this.#standing));
  }

  /** The whole document; undefined where anything about the file is not as this program writes it. */
  finish(): Document | undefined {
    if (this.#rest !== '') this.#takeLines(this.#rest);
    this.#rest = '';
    if (this.#doubtful) return undefined;
    const records = this.#records;
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
}
