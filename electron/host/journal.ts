/**
 * The recovery journal: the last saved text of a design and one line per committed patch since. Lines are
 * handed to the system at once, so a crash of the program loses none; they are flushed to the disk within
 * a second, so a power cut loses at most that second.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail, type Result, succeed } from '../../shared/problem.ts';
import { fileProblem, saveAtomically } from '../files.ts';
import { madeFolder } from './data-folder.ts';

/** Longest time that an appended line stays out of the disk's own memory. */
const flushAfter_ms = 1000;

export interface FoundJournal {
  /** File the design was saved in; null when it never was. */
  readonly path: string | null;
  readonly name: string;
  readonly base: string;
  readonly lines: readonly string[];
}

export interface Journal {
  /** Starts the journal over with `base`, or appends to the open one when `base` is null. */
  append(path: string | null, base: string | null, line: string): Promise<Result<void>>;
  /** The design was saved as `base`: what was journalled before is in the file now. Does nothing without a journal, or when lines came after `mark`. */
  saved(path: string, base: string, mark: number): Promise<void>;
  /** Counts the lines appended so far to this design's journal. */
  mark(path: string): number;
  /** Journals left behind by this process or by one that runs no more. */
  find(): Promise<FoundJournal[]>;
  discard(path: string | null): Promise<Result<void>>;
  /** Flushes and closes; called when the host ends. */
  close(): Promise<void>;
}

interface Header {
  readonly format: 'headroom-journal';
  readonly version: 1;
  readonly process: number;
  readonly path: string | null;
  readonly base: string;
}

interface OpenJournal {
  readonly file: string;
  readonly handle: FileHandle;
  lines: number;
  flush?: NodeJS.Timeout | undefined;
}

/** Whether a process of this number runs; one that may not be signalled does. */
function isRunning(process_id: number): boolean {
  try {
    process.kill(process_id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header = value as Partial<Header>;
  return (
    header.format === 'headroom-journal' &&
    header.version === 1 &&
    typeof header.process === 'number' &&
    typeof header.base === 'string' &&
    (header.path === null || typeof header.path === 'string')
  );
}

/** Whether the patches of the lines together change no record; a line that is none of ours may change anything. */
function comesToNothing(lines: readonly string[]): boolean {
  const ends = new Map<string, { readonly before: string; after: string }>();
  try {
    for (const line of lines) {
      const { patch } = JSON.parse(line) as { patch: readonly { id: string; before: unknown; after: unknown }[] };
      for (const { id, before, after } of patch) {
        const known = ends.get(id);
        if (known) known.after = JSON.stringify(after);
        else ends.set(id, { before: JSON.stringify(before), after: JSON.stringify(after) });
      }
    }
  } catch {
    return false;
  }
  return [...ends.values()].every(({ before, after }) => before === after);
}

/** Reads a journal; a last line without its line feed was cut off by the crash and is left out. */
async function readJournal(file: string): Promise<(FoundJournal & { process: number }) | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const complete = text.split('\n').slice(0, -1);
  const [first, ...lines] = complete;
  if (first === undefined) return undefined;
  try {
    const header: unknown = JSON.parse(first);
    if (!isHeader(header)) return undefined;
    const { path, base, process: process_id } = header;
    return { path, name: path === null ? 'Unsaved design' : basename(path), base, lines, process: process_id };
  } catch {
    return undefined;
  }
}

export function createJournal(dataFolder: string): Journal {
  const folder = join(dataFolder, 'journals');
  const opened = new Map<string, OpenJournal>();
  // One operation at a time: a discard must not overtake the append before it.
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const next = queue.then(work, work);
    queue = next.catch(() => undefined);
    return next;
  };

  const fileFor = (path: string | null): string => {
    const key = path === null ? `unsaved-${process.pid}` : createHash('sha256').update(path).digest('hex').slice(0, 24);
    return join(folder, `${key}.journal`);
  };

  const closeOne = async (file: string): Promise<void> => {
    const journal = opened.get(file);
    opened.delete(file);
    if (!journal) return;
    clearTimeout(journal.flush);
    await journal.handle.close();
  };

  const begin = async (path: string | null, base: string): Promise<Result<OpenJournal>> => {
    const file = fileFor(path);
    await closeOne(file);
    await madeFolder(folder);
    const header: Header = { format: 'headroom-journal', version: 1, process: process.pid, path, base };
    const saved = await saveAtomically(file, `${JSON.stringify(header)}\n`, { shownAs: 'the recovery journal' });
    if (!saved.ok) return saved;
    const journal: OpenJournal = { file, handle: await open(file, 'a'), lines: 0 };
    opened.set(file, journal);
    return succeed(journal);
  };

  const flushSoon = (journal: OpenJournal): void => {
    if (journal.flush) return;
    journal.flush = setTimeout(() => {
      journal.flush = undefined;
      // A failing flush shows up at the next append; there is nobody to tell here.
      journal.handle.datasync().catch(() => undefined);
    }, flushAfter_ms);
    journal.flush.unref();
  };

  const append = async (path: string | null, base: string | null, line: string): Promise<Result<void>> => {
    if (line.includes('\n') || line.includes('\r'))
      return fail({ code: 'bad-journal-line', field: 'line', message: 'a journal line must be one line' });
    try {
      const started = base === null ? opened.get(fileFor(path)) : await begin(path, base);
      if (!started) return fail({ code: 'journal-missing', message: 'there is no journal of this design; send its base text first' });
      if ('ok' in started && !started.ok) return started;
      const journal = 'ok' in started ? started.value : started;
      if (line !== '') {
        await journal.handle.appendFile(`${line}\n`);
        journal.lines++;
      }
      flushSoon(journal);
      return succeed(undefined);
    } catch (error) {
      return fail(fileProblem(error, 'the recovery journal', 'write the recovery journal'));
    }
  };

  const find = async (): Promise<FoundJournal[]> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.journal')).sort();
    const found: FoundJournal[] = [];
    for (const name of names) {
      const journal = await readJournal(join(folder, name));
      if (!journal || journal.lines.length === 0) continue;
      // What was undone before it was left is in its file as it was.
      if (journal.path !== null && comesToNothing(journal.lines)) continue;
      if (journal.process !== process.pid && isRunning(journal.process)) continue;
      const { path, base, lines } = journal;
      found.push({ path, name: journal.name, base, lines });
    }
    return found;
  };

  const discard = async (path: string | null): Promise<Result<void>> => {
    try {
      const file = fileFor(path);
      await closeOne(file);
      await rm(file, { force: true });
      // A design that was never saved may have been left by an earlier run, under that run's number.
      if (path === null) {
        for (const name of await readdir(folder).catch(() => [])) {
          const other = /^unsaved-(\d+)\.journal$/.exec(name);
          if (other && !isRunning(Number(other[1]))) await rm(join(folder, name), { force: true });
        }
      }
      return succeed(undefined);
    } catch (error) {
      return fail(fileProblem(error, 'the recovery journal', 'remove the recovery journal'));
    }
  };

  return {
    append: (path, base, line) => inOrder(() => append(path, base, line)),
    mark: (path) => opened.get(fileFor(path))?.lines ?? 0,
    saved: (path, base, mark) =>
      inOrder(async () => {
        const journal = opened.get(fileFor(path));
        // A line that came while the file was being written is not in the file; the journal stays whole then.
        if (journal && journal.lines === mark) await append(path, base, '');
      }),
    find: () => inOrder(find),
    discard: (path) => inOrder(() => discard(path)),
    close: () =>
      inOrder(async () => {
        for (const { file, handle } of [...opened.values()]) {
          await handle.datasync().catch(() => undefined);
          await closeOne(file);
        }
      }),
  };
}
