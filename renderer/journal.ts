/** Feeds the host's recovery journal, and replays what a crash left behind. */
import { applyPatch, type Document } from '../shared/document/document.ts';
import { integrityProblems } from '../shared/document/integrity.ts';
import { invert, type Patch } from '../shared/document/patch.ts';
import { readFacility } from '../shared/file/read.ts';
import { writeFacility } from '../shared/file/write.ts';
import { fail, type Result, succeed } from '../shared/problem.ts';
import { designFile } from './design-file.ts';
import { ask } from './host.ts';
import { session } from './session.ts';
import { viewState } from './view-state.ts';

interface WaitingLine {
  readonly token: string | null;
  /** Design and file the line belongs to; another one needs a base of its own. */
  readonly key: string;
  readonly line: string;
  /** The document the line builds on, should the host need it as text. */
  readonly before: Document;
}

/** A large design takes seconds to write: never inside the change that a person just made, but within the second after it. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 800 });
    else setTimeout(resolve, 0);
  });

/**
 * Each committed patch becomes one line. The first line after opening carries the document it starts from; on
 * saving the host starts its journal over by itself.
 */
export function keepJournal(): () => void {
  const waiting: WaitingLine[] = [];
  let begun: string | undefined;
  let designs = 0;
  let busy = false;

  const send = async ({ token, key, line, before }: WaitingLine): Promise<void> => {
    const append = (base: string | null) => ask('journal.append', { token, base, line });
    const withBase = async () => {
      await idle();
      return append(writeFacility(before));
    };
    let reply = begun === key ? await append(null) : await withBase();
    if (!reply.ok && reply.problems[0]?.code === 'journal-missing') reply = await withBase();
    if (reply.ok) begun = key;
    else designFile.setState({ problems: reply.problems });
  };
  const pump = async () => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await send(next);
    busy = false;
  };

  const watch = session.subscribe((state, previous) => {
    if (state.document !== previous.document && state.savedStanding !== previous.savedStanding) designs++;
  });
  const stop = session.onCommit(({ label, patch, revision, document }) => {
    if (viewState.getState().readOnly) return;
    const token = designFile.getState().file?.token ?? null;
    waiting.push({
      token,
      key: `${designs} ${token}`,
      line: JSON.stringify({ revision, label, patch }),
      before: applyPatch(document, invert(patch)),
    });
    void pump();
  });
  return () => {
    watch();
    stop();
  };
}

/** Nobody wants back what was thrown away on purpose, or what stands in another file by now. */
export async function discardJournal(token: string | null): Promise<void> {
  await ask('journal.discard', { token });
}

/** The document a journal leads to. A line that cannot be applied ends the replay; what came before it counts. */
export function replay(base: string, lines: readonly string[]): Result<{ document: Document; steps: number }> {
  const read = readFacility(base, { allowUnreadable: true });
  if (!read.ok) return read;
  let document = read.value.document;
  let steps = 0;
  for (const line of lines) {
    try {
      const { patch } = JSON.parse(line) as { patch: Patch };
      const next = applyPatch(document, patch);
      if (integrityProblems(next, patch).length > 0) break;
      document = next;
      steps++;
    } catch {
      break;
    }
  }
  return steps > 0 || lines.length === 0
    ? succeed({ document, steps })
    : fail({ code: 'journal', message: 'the journal cannot be replayed' });
}
