/** What the analysis worker does with its messages, free of the worker itself so that it can be tested. */
import { type Analysed, analyse, analyseDetailed } from '../../shared/analysis/analyse.ts';
import type { AnalysisRequest, FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document, documentOf } from '../../shared/document/document.ts';
import { readFacility } from '../../shared/file/read.ts';
import { describeProblem } from '../../shared/problem.ts';

export interface WorkerSurroundings {
  readonly post: (message: FromWorker) => void;
  /** Runs the task after messages that already wait have been taken in. */
  readonly later: (task: () => void) => void;
  readonly now_ms: () => number;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createWorkerCore({ post, later, now_ms }: WorkerSurroundings): (message: ToWorker) => void {
  let held: { document: Document; revision: number } | undefined;
  let request: AnalysisRequest | undefined;
  let waiting = false;
  /** The last solution: the next one of the same design starts from it. */
  let previous: Analysed['coupled'] | undefined;

  const solve = () => {
    waiting = false;
    if (!held || !request) return;
    const { document, revision } = held;
    const asked = request;
    post({ type: 'solving', revision });
    try {
      const start = now_ms();
      const answer = analyseDetailed(document, { ...asked, revision, ...(previous && { previous }) });
      if (!answer.ok) {
        post({ type: 'failed', revision, message: answer.problems.map(describeProblem).join('; ') });
        return;
      }
      previous = answer.value.coupled;
      post({ type: 'analysis', revision, request: asked, analysis: answer.value.analysis, elapsed_ms: now_ms() - start });
    } catch (error) {
      previous = undefined;
      post({ type: 'failed', revision, message: messageOf(error) });
    }
  };

  // Patches that arrive while one solve runs are taken together: only the newest revision is solved.
  const schedule = () => {
    if (waiting) return;
    waiting = true;
    later(solve);
  };

  const load = ({ content, revision, request: asked }: Extract<ToWorker, { type: 'load' }>) => {
    previous = undefined;
    if ('records' in content) held = { document: documentOf(content.records), revision };
    else {
      const read = readFacility(content.text, { allowUnreadable: true });
      if (!read.ok) {
        held = undefined;
        post({ type: 'failed', revision, message: read.problems.map(describeProblem).join('; ') });
        return;
      }
      held = { document: read.value.document, revision };
    }
    request = asked;
    schedule();
  };

  const reference = (name: string) => {
    try {
      const design = designs.find((candidate) => candidate.name === name);
      const built = design?.build({});
      const solved = built?.ok ? analyse(built.value) : built;
      if (!solved?.ok) {
        post({
          type: 'reference',
          design: name,
          summary: null,
          message: solved ? solved.problems.map(describeProblem).join('; ') : `no design is named ${name}`,
        });
        return;
      }
      const { summary, islands } = solved.value;
      post({
        type: 'reference',
        design: name,
        summary: summary ?? null,
        message: summary ? null : (islands.find(({ cause }) => cause)?.cause ?? 'not solved'),
      });
    } catch (error) {
      post({ type: 'reference', design: name, summary: null, message: messageOf(error) });
    }
  };

  return (message) => {
    switch (message.type) {
      case 'load':
        load(message);
        return;
      case 'patch':
        if (!held || held.revision !== message.base) {
          post({ type: 'resync', have: held?.revision ?? 0 });
          return;
        }
        held = { document: applyPatch(held.document, message.patch), revision: message.revision };
        request = message.request;
        schedule();
        return;
      case 'request':
        request = message.request;
        if (held?.revision !== message.revision) post({ type: 'resync', have: held?.revision ?? 0 });
        else schedule();
        return;
      case 'reference':
        later(() => reference(message.design));
    }
  };
}
