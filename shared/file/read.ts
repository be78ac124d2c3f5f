/**
 * The text of a `.facility` file to a document. Reads line by line and refuses cheaply; every problem
 * names file, line, record and field. With `allowUnreadable`, lines that are not understood are set
 * aside in the document and written back untouched; without it one of them refuses the file.
 */

import * as v from 'valibot';
import { type Document, documentOf, type UnreadableLine } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { integrityProblems, mentionsOf, referencesOf } from '../document/integrity.ts';
import type { FacilityRecord } from '../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../problem.ts';
import { checkRecord, parameterProblems } from './check-record.ts';
import { parseLine } from './line.ts';
import { migrations } from './migrations/index.ts';
import { liftRecord, type Migration, type RawRecord } from './migrations/migration.ts';
import { type FacilityHeader, headerSchema } from './schema.ts';
import { SoundReader } from './sound-reader.ts';
import { formatName, formatVersion } from './write.ts';

export interface ReadOptions {
  /** Name used in problems. */
  readonly file?: string;
  /** Set lines aside that are not understood instead of refusing the file. */
  readonly allowUnreadable?: boolean;
  /** For tests of the migrations; the released list otherwise. */
  readonly steps?: readonly Migration[];
  readonly newestVersion?: number;
}

export interface ReadFacility {
  readonly document: Document;
  readonly header: FacilityHeader;
  /** What was set aside or passed over; empty for a file as this program writes it. */
  readonly notes: readonly Problem[];
}

/** A person can act on the first few; a damaged file can have one per line. */
const mostProblems = 50;

interface Line {
  readonly number: number;
  readonly text: string;
  /** No line feed follows. */
  readonly last: boolean;
}

function* linesOf(text: string): Generator<Line> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; start < text.length; number++) {
    const end = text.indexOf('\n', start);
    yield { number, text: text.slice(start, end === -1 ? text.length : end), last: end === -1 };
    if (end === -1) return;
    start = end + 1;
  }
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

function readHeader(line: Line, file: { file?: string }, newest: number): Result<FacilityHeader> {
  const place = { ...file, line: line.number };
  const parsed = parseLine(withoutReturn(line.text), place, line.last);
  if (!parsed.ok) {
    const cause = parsed.problems[0];
    const detail = cause === undefined || cause.code === 'not-json' ? '' : ` (${cause.message})`;
    return fail({
      ...place,
      code: cause?.code ?? 'not-json',
      message: `this is not a facility file: its first line is not a header${detail}`,
    });
  }
  const header = v.safeParse(headerSchema, parsed.value);
  if (!header.success) {
    const issue = header.issues[0];
    const field = issue.path?.map(({ key }) => String(key)).join('.');
    return fail({
      ...place,
      code: 'bad-header',
      ...(field ? { field } : {}),
      message: `this is not a facility file: ${field ? `${field} in its header ${issue.received === 'undefined' ? 'is missing' : issue.message}` : `its first line is not a header with format "${formatName}"`}`,
    });
  }
  if (header.output.version > newest) {
    return fail({
      ...place,
      code: 'newer-version',
      field: 'version',
      message: `the file has format version ${header.output.version}; this version of Headroom reads up to version ${newest}`,
    });
  }
  return succeed(header.output);
}

/** Gathers problems and, when that is allowed, the lines they are about. */
class Intake {
  readonly problems: Problem[] = [];
  readonly unreadable: UnreadableLine[] = [];
  readonly records = new Map<RecordId, { record: FacilityRecord; line: number; text: string }>();
  readonly #file: { file?: string };

  constructor(file: { file?: string }) {
    this.#file = file;
  }

  report(line: number | undefined, problem: Problem): void {
    this.problems.push({ ...this.#file, ...(line === undefined ? {} : { line }), ...problem });
  }

  setAside(line: number, text: string, problems: readonly Problem[]): void {
    for (const problem of problems) this.report(line, problem);
    this.unreadable.push({ line, text, reason: problems.map(({ message }) => message).join('; ') });
  }

  /** Drops records that were taken in but cannot stay, and then those that refer to them. */
  removeWithDependents(culprits: ReadonlyMap<RecordId, readonly Problem[]>): void {
    if (culprits.size === 0) return;
    const dependents = new Map<RecordId, RecordId[]>();
    for (const { record } of this.records.values()) {
      const ids = [...referencesOf(record).map(({ id }) => id), ...mentionsOf(record)];
      for (const id of ids) {
        const list = dependents.get(id);
        if (list) list.push(record.id);
        else dependents.set(id, [record.id]);
      }
    }
    const queue = [...culprits.keys()];
    const because = new Map(culprits);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const entry = this.records.get(next);
      if (!entry) continue;
      this.records.delete(next);
      this.setAside(entry.line, entry.text, because.get(next) ?? []);
      for (const dependent of dependents.get(next) ?? []) {
        if (!because.has(dependent))
          because.set(dependent, [
            { code: 'dangling-reference', record: dependent, message: `refers to ${next}, which could not be read` },
          ]);
        queue.push(dependent);
      }
    }
  }

  document(): Document {
    const unreadable = [...this.unreadable].sort((a, b) => a.line - b.line);
    return documentOf(
      [...this.records.values()].map(({ record }) => record),
      unreadable,
    );
  }
}

/** Takes in one line: parse, lift to the newest version, check, refuse a second record of the same id. */
function takeIn(line: Line, header: FacilityHeader, intake: Intake, file: { file?: string }, steps: readonly Migration[]): void {
  const text = withoutReturn(line.text);
  const parsed = parseLine(text, { ...file, line: line.number }, line.last);
  if (!parsed.ok) {
    intake.setAside(line.number, line.text, parsed.problems);
    return;
  }
  const isObject = typeof parsed.value === 'object' && parsed.value !== null && !Array.isArray(parsed.value);
  const lifted = isObject ? liftRecord(parsed.value as RawRecord, header.version, steps) : [parsed.value];
  const checked = lifted.map((raw) => checkRecord(raw, text));
  const faults = checked.flatMap((one) => (one.ok ? [] : one.problems));
  for (const one of checked) {
    const earlier = one.ok ? intake.records.get(one.value.id) : undefined;
    if (one.ok && earlier)
      faults.push({
        code: 'duplicate-id',
        record: one.value.id,
        field: 'id',
        message: `id ${one.value.id} stands on line ${earlier.line} already`,
      });
  }
  if (faults.length > 0) intake.setAside(line.number, line.text, faults);
  else for (const one of checked) if (one.ok) intake.records.set(one.value.id, { record: one.value, line: line.number, text: line.text });
}

/** What is wrong between records: dangling references, cycles, values outside what the kind declares. */
function crossCheck(document: Document, intake: Intake): void {
  const culprits = new Map<RecordId, Problem[]>();
  const blame = (problem: Problem) => {
    const list = problem.record === undefined ? undefined : culprits.get(problem.record);
    if (problem.record === undefined) intake.report(undefined, problem);
    else if (list) list.push(problem);
    else culprits.set(problem.record, [problem]);
  };
  for (const { record } of intake.records.values()) for (const problem of parameterProblems(document, record)) blame(problem);
  for (const problem of integrityProblems(document)) if (problem.code !== 'site-count') blame(problem);
  intake.removeWithDependents(culprits);
}

/** Reads a file whose text arrives in pieces. Never throws, whatever the text. */
export class FacilityReader {
  readonly #options: ReadOptions;
  readonly #pieces: string[] = [];
  readonly #sound = new SoundReader();

  constructor(options: ReadOptions = {}) {
    this.#options = options;
  }

  /** Takes in what comes next, cut anywhere. */
  take(piece: string): void {
    this.#pieces.push(piece);
    this.#sound.take(piece);
  }

  /** See `SoundReader.standing`. */
  standing(): Document | undefined {
    return this.#sound.standing();
  }

  /** @param file name used in problems, where it was not known before */
  finish(file = this.#options.file): Result<ReadFacility> {
    const options = { ...this.#options, ...(file !== undefined && { file }) };
    const line = this.#sound.header;
    const header = line === undefined ? undefined : readHeader({ number: 1, text: line, last: false }, {}, newestOf(options));
    const document = header?.ok && stepsOf(options).length === 0 ? this.#sound.finish() : undefined;
    if (header?.ok && document) return succeed({ document, header: header.value, notes: [] });
    const [only = '', ...more] = this.#pieces;
    return readCarefully(more.length === 0 ? only : this.#pieces.join(''), options);
  }
}

/** Reads the text of a facility file. Never throws, whatever the text. */
export function readFacility(text: string, options: ReadOptions = {}): Result<ReadFacility> {
  const reader = new FacilityReader(options);
  reader.take(text);
  return reader.finish();
}

const stepsOf = ({ steps = migrations }: ReadOptions) => steps;
const newestOf = ({ newestVersion = formatVersion }: ReadOptions) => newestVersion;

function readCarefully(text: string, options: ReadOptions): Result<ReadFacility> {
  const file = options.file === undefined ? {} : { file: options.file };
  const lines = linesOf(text);
  const first = lines.next();
  if (first.done || text.trim() === '') return fail({ ...file, line: 1, code: 'empty', message: 'the file is empty' });
  const header = readHeader(first.value, file, newestOf(options));
  if (!header.ok) return header;

  const steps = stepsOf(options);
  const intake = new Intake(file);
  const notes: Problem[] = [];
  let returns = first.value.text.endsWith('\r');
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    returns ||= line.text.endsWith('\r');
    takeIn(line, header.value, intake, file, steps);
    if (!options.allowUnreadable && intake.problems.length >= mostProblems) {
      return fail(...intake.problems, { ...file, code: 'too-many-problems', message: `and more: reading stopped at line ${line.number}` });
    }
  }
  const document = intake.document();
  crossCheck(document, intake);
  const sites = [...intake.records.values()].filter(({ record }) => record.type === 'site');
  if (sites.length !== 1) {
    const reason = sites.length === 0 && intake.unreadable.length === 0 ? 'the file is cut short: ' : '';
    const second = sites[1];
    const siteProblem = {
      ...file,
      code: 'site-count',
      ...(second ? { line: second.line, record: second.record.id } : {}),
      message: `${reason}a facility has exactly one site record, this one has ${sites.length}`,
    };
    return fail(...intake.problems.slice(0, mostProblems), siteProblem);
  }
  if (returns) notes.push({ ...file, code: 'line-ends', message: 'the lines end in CR LF; saving writes LF' });
  if (intake.problems.length === 0) return succeed({ document, header: header.value, notes });
  if (!options.allowUnreadable) return fail(...intake.problems.slice(0, mostProblems));
  return succeed({ document: intake.document(), header: header.value, notes: [...notes, ...intake.problems] });
}
