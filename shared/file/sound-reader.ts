/**
 * The short way through a file without a fault, which nearly every file is: records go straight into their tables, piece by
 * piece as the text arrives. At the first doubt it gives up, and the careful reader, which keeps every line at hand, says what
 * is wrong where.
 */
import { type Document, emptyDocument, emptyTables, type Tables } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { integrityProblems } from '../document/integrity.ts';
import { added } from '../document/patch.ts';
import type { FacilityRecord, RecordType } from '../document/records.ts';
import { checkRecord, parameterProblems } from './check-record.ts';
import { parseLine } from './line.ts';
import { plainPiece } from './quick-check.ts';
import { shareIds } from './shared-ids.ts';
import { overridesSharer } from './shared-overrides.ts';

function soundRecord(line: string, number: number): FacilityRecord | undefined {
  const parsed = parseLine(line, { line: number }, false);
  const checked = parsed.ok ? checkRecord(parsed.value, line) : undefined;
  return checked?.ok ? checked.value : undefined;
}

type Growing = { readonly [T in RecordType]: Map<RecordId, FacilityRecord> };

/** Reads a file whose records are of the newest format version. */
export class SoundReader {
  readonly #tables = emptyTables() as Growing;
  readonly #share = overridesSharer();
  /** All but the pieces whose overrides are those of an earlier one: what holds for that one's values holds for theirs. */
  readonly #unlike: FacilityRecord[] = [];
  /** What has arrived of a line whose end has not. */
  #rest = '';
  #lines = 0;
  #header: string | undefined;
  #doubtful = false;
  #shown: Document | undefined;

  /** The first line, once it has arrived. */
  get header(): string | undefined {
    return this.#header;
  }

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
    this.#doubtful ||= text.includes('\r');
    const lines = text.split('\n');
    // Lines end in a line feed: behind the last one there is none.
    if (lines.at(-1) === '') lines.pop();
    lines.forEach((line) => {
      if (this.#doubtful) return;
      if (++this.#lines === 1) this.#header = line;
      else this.#takeRecord(line);
    });
  }

  #takeRecord(line: string): void {
    const piece = plainPiece(line);
    const record = piece ?? soundRecord(line, this.#lines);
    if (record && !(piece && this.#share(piece))) this.#unlike.push(record);
    const table = record && this.#tables[record.type];
    // A table that is being looked at is complete in every file that this program writes.
    if (!table || table.has(record.id) || this.#shown?.tables[record.type].size) this.#doubtful = true;
    else table.set(record.id, record);
  }

  /**
   * Building and equipment of a file whose runs have begun to arrive, to be looked at while the rest is read. What refers to later
   * tables dangles, and the file may still turn out faulty. Undefined before. Its tables are those of the finished document.
   */
  standing(): Document | undefined {
    if (this.#doubtful || this.#tables.connection.size === 0) return undefined;
    const { space, item, equipment } = this.#tables as Tables;
    this.#shown ??= { ...emptyDocument, tables: { ...emptyTables(), space, item, equipment } };
    return this.#shown;
  }

  /** The whole document; undefined where anything about the file is not as this program writes it. */
  finish(): Document | undefined {
    if (this.#rest !== '') this.#takeLines(this.#rest);
    this.#rest = '';
    if (this.#doubtful) return undefined;
    const document: Document = { ...emptyDocument, tables: this.#tables as Tables };
    return shareIds(document.tables) && isSound(document, this.#unlike) ? document : undefined;
  }
}

/**
 * Whether ids are the only ones of all tables, references hold and values are those that their kind declares. Those of equipment and
 * runs have been followed.
 *
 * @param unlike the records whose values are to be looked at
 */
function isSound(document: Document, unlike: readonly FacilityRecord[]): boolean {
  const { equipment, connection, ...few } = document.tables;
  const others = new Map<RecordId, FacilityRecord>();
  let records = 0;
  for (const table of Object.values(few)) {
    records += table.size;
    for (const record of table.values()) others.set(record.id, record);
  }
  if (others.size !== records) return false;
  let isTwice = false;
  equipment.forEach(({ id }) => {
    isTwice ||= others.has(id);
  });
  connection.forEach(({ id }) => {
    isTwice ||= others.has(id) || equipment.has(id);
  });
  if (isTwice) return false;
  if (integrityProblems(document, [...others.values()].map(added)).length > 0) return false;
  return unlike.every((record) => parameterProblems(document, record).length === 0);
}
