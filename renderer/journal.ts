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

/** Token under which the host holds the running journal; undefined until a first line was sent. */
let open: { token: string | null; savedRevision: number } | undefined;

/** Each committed patch becomes one line. The first line after opening or saving carries the document it starts from. */
export function keepJournal(): () => void {
  return session.onCommit(({ label, patch, revision, document }) => {
    if (viewState.getState().readOnly) return;
    const token = designFile.getState().file?.token ?? null;
    const { savedRevision } = session.getState();
    const fresh = open?.token !== token || open.savedRevision !== savedRevision;
    open = { token, savedRevision };
    const base = fresh ? writeFacility(applyPatch(document, invert(patch))) : null;
    void ask('journal.append', { token, base, line: JSON.stringify({ revision, label, patch }) }).then((reply) => {
      if (!reply.ok) designFile.setState({ problems: reply.problems });
    });
  });
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
