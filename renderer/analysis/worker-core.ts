/** What the analysis worker does with its messages, free of the worker itself so that it can be tested. */
import { type Analysed, type AnalysisInParts, analyse, analyseInParts } from '../../shared/analysis/analyse.ts';
import { trainLossInSteps } from '../../shared/analysis/charts/train-loss.ts';
import { findClashes } from '../../shared/analysis/clashes/find-clashes.ts';
import type { Analysis } from '../../shared/analysis/result.ts';
import { withPrices } from '../../shared/analysis/tokenomics/tokens-ask.ts';
import { buffersOf, packAnalysis } from '../../shared/contract/analysis-delta.ts';
import type { AnalysisRequest, FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import { designs } from '../../shared/designs/index.ts';
import { applyPatch, type Document, documentOf } from '../../shared/document/document.ts';
import { describeProblem } from '../../shared/problem.ts';
import type { fetchReply } from '../fetch-reply.ts';
import { drawChart, sweepPoint } from './chart-work.ts';
import { asksFor, type FilePiece, SolvedAhead } from './read-ahead.ts';

export interface WorkerSurroundings {
  /** `handedOver`: memory of the message that need not be copied. */
  readonly post: (message: FromWorker, handedOver?: ArrayBuffer[]) => void;
  /** Runs the task after messages that already wait have been taken in. */
  readonly later: (task: () => void) => void;
  readonly now_ms: () => number;
  readonly fetchReply: typeof fetchReply;
}

/** Records from which on flows and temperatures are shown before short circuits and headrooms are known. */
const largeDesign = 5000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createWorkerCore({ post, later, now_ms, fetchReply }: WorkerSurroundings): (message: ToWorker) => void {
  let held: { document: Document; revision: number } | undefined;
  let request: AnalysisRequest | undefined;
  let waiting = false;
  /** The last solution: the next one of the same design starts from it. */
  let previous: Analysed['coupled'] | undefined;
  /** The last whole answer, for charts; of the document as it was then. */
  let drawn: { readonly document: Document; readonly answer: Analysed; readonly request: AnalysisRequest } | undefined;
  /** What the window shows: the next analysis is sent by its difference. */
  let shown: Analysis | undefined;
  const ahead = new SolvedAhead();
  let sweep: { readonly serial: number; readonly rest: number[]; from: Analysed['coupled'] | undefined } | undefined;

  /** The last file that it was asked to fetch. */
  let fetching = 0;
  /** Those that are still to be made and solved. */
  let references: string[] = [];

  /** Loading with another train lost, a train at a time between other work. */
  let losses: { readonly serial: number; readonly steps: ReturnType<typeof trainLossInSteps> } | undefined;

  const endLosses = () => {
    if (losses) post({ type: 'chart', serial: losses.serial, answer: null });
    losses = undefined;
  };

  const stepLosses = () => {
    if (!losses) return;
    const { serial, steps } = losses;
    try {
      const { done, value } = steps.next();
      if (!done) return later(stepLosses);
      losses = undefined;
      post({ type: 'chart', serial, answer: { chart: 'train-loss', loading: value } });
    } catch (error) {
      endLosses();
      post({ type: 'failed', revision: held?.revision ?? 0, message: messageOf(error) });
    }
  };

  const endSweep = (whole: boolean) => {
    if (sweep) post({ type: 'sweep-end', serial: sweep.serial, whole });
    sweep = undefined;
  };

  const stepSweep = () => {
    const ambient_K = sweep?.rest.shift();
    if (!sweep || !held || !request || ambient_K === undefined) return endSweep(ambient_K === undefined);
    const running = sweep;
    try {
      const { point, coupled } = sweepPoint(held.document, request, ambient_K, running.from);
      running.from = coupled;
      post({ type: 'sweep', serial: running.serial, point });
    } catch (error) {
      post({ type: 'failed', revision: held.revision, message: messageOf(error) });
      return endSweep(false);
    }
    later(stepSweep);
  };

  /** What is shown is what charts are drawn from. */
  const show = (solved: Analysed, { document, revision }: NonNullable<typeof held>, asked: AnalysisRequest, start_ms: number) => {
    // Solved ahead, it does not know yet which revision it is.
    const analysis: Analysis = { ...solved.analysis, revision };
    const answer: Analysed = { ...solved, analysis };
    previous = answer.coupled;
    drawn = { document, answer, request: asked };
    const priced = asked.prices && !analysis.awaited ? { ...analysis, results: withPrices(document, analysis.results, asked) } : analysis;
    const sent = packAnalysis(shown, priced);
    shown = priced;
    post({ type: 'analysis', revision, request: asked, sent, elapsed_ms: now_ms() - start_ms }, buffersOf(sent));
  };

  const guarded = (revision: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      previous = undefined;
      post({ type: 'failed', revision, message: messageOf(error) });
    }
  };

  /** The rest of an analysis, unless the design or what is asked for has changed meanwhile. */
  const finish = (parts: AnalysisInParts, of: NonNullable<typeof held>, asked: AnalysisRequest, start_ms: number) => {
    if (held === of && request === asked) guarded(of.revision, () => show(parts.finish(), of, asked, start_ms));
  };

  const solve = () => {
    waiting = false;
    endSweep(false);
    endLosses();
    if (!held || !request) return;
    const [now, asked] = [held, request];
    post({ type: 'solving', revision: now.revision });
    guarded(now.revision, () => {
      const start_ms = now_ms();
      const parts = analyseInParts(now.document, { ...asked, revision: now.revision, ...(previous && { previous }) });
      if (!parts.ok) {
        post({ type: 'failed', revision: now.revision, message: parts.problems.map(describeProblem).join('; ') });
        return;
      }
      showInParts(parts.value, now, asked, start_ms);
    });
  };

  const showInParts = (parts: AnalysisInParts, now: NonNullable<typeof held>, asked: AnalysisRequest, start_ms: number) => {
    const { first } = parts;
    if (!first || first.analysis.results.ids.length < largeDesign) return show(parts.finish(), now, asked, start_ms);
    show(first, now, asked, start_ms);
    later(() => finish(parts, now, asked, start_ms));
  };

  // Patches that arrive while one solve runs are taken together: only the newest revision is solved.
  const schedule = () => {
    if (waiting) return;
    waiting = true;
    later(solve);
  };

  const load = ({ content, revision, request: asked }: Extract<ToWorker, { type: 'load' }>) => {
    references = [];
    previous = undefined;
    drawn = undefined;
    const claimed = ahead.claim();
    const read = claimed?.read;
    held = undefined;
    if (content !== 'as read') held = { document: documentOf(content.records), revision };
    else if (!read) post({ type: 'resync', have: 0 });
    else if (read.ok) held = { document: read.value.document, revision };
    else post({ type: 'failed', revision, message: read.problems.map(describeProblem).join('; ') });
    if (!held) return;
    request = asked;
    const solved = content === 'as read' ? claimed?.solved : undefined;
    if (!solved || !asksFor(asked, solved.scenario)) return schedule();
    const now = held;
    guarded(revision, () => showInParts(solved.parts, now, asked, now_ms() - solved.took_ms));
  };

  const stepReferences = () => {
    const name = references.shift();
    if (name === undefined) return;
    reference(name);
    later(stepReferences);
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

  const chart = ({ serial, ask }: Extract<ToWorker, { type: 'chart' }>) => {
    if (!drawn) return post({ type: 'chart', serial, answer: null });
    const { document, answer, request: asked } = drawn;
    if (ask.chart !== 'train-loss')
      return post({ type: 'chart', serial, answer: drawChart(document, answer, asked, ask, () => post({ type: 'step', serial })) });
    endLosses();
    losses = { serial, steps: trainLossInSteps(document, asked, answer.coupled) };
    later(stepLosses);
  };

  const clashes = (serial: number) => {
    try {
      const found = held && { report: findClashes(held.document), revision: held.revision };
      post({ type: 'clashes', serial, found: found ?? null, message: null });
    } catch (error) {
      post({ type: 'clashes', serial, found: null, message: messageOf(error) });
    }
  };

  const apart = ({ serial, records, scenario }: Extract<ToWorker, { type: 'apart' }>) => {
    try {
      const solved = analyse(documentOf(records), scenario === null ? {} : { scenario });
      post({
        type: 'apart',
        serial,
        analysis: solved.ok ? solved.value : null,
        message: solved.ok ? null : solved.problems.map(describeProblem).join('; '),
      });
    } catch (error) {
      post({ type: 'apart', serial, analysis: null, message: messageOf(error) });
    }
  };

  const read = (message: FilePiece) => {
    references = [];
    if (ahead.take(message)) later(() => ahead.solve(now_ms));
  };

  const fetchAhead = async ({ serial, request: asked }: Extract<ToWorker, { type: 'fetch' }>) => {
    fetching = serial;
    references = [];
    let begins = true;
    const reply = await fetchReply(asked, (piece) => {
      post({ type: 'piece', serial, piece });
      if (fetching === serial) read({ piece, begins, ends: false });
      begins = false;
    });
    post({ type: 'fetched', serial, reply });
    // A short text is in the answer, and the window gives it.
    if (reply.ok && fetching === serial && !begins) read({ piece: '', begins, ends: true });
  };

  return (message) => {
    switch (message.type) {
      case 'read':
        if (message.begins) fetching = 0;
        read(message);
        return;
      case 'fetch':
        void fetchAhead(message);
        return;
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
      case 'chart':
        chart(message);
        return;
      case 'clashes':
        clashes(message.serial);
        return;
      case 'apart':
        later(() => apart(message));
        return;
      case 'sweep':
        endSweep(false);
        if (message.ambients_K.length === 0) return;
        sweep = { serial: message.serial, rest: [...message.ambients_K], from: previous };
        later(stepSweep);
        return;
      case 'references':
        if (references.length === 0) later(stepReferences);
        references = [...message.designs];
    }
  };
}
