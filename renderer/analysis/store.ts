/** The analysis of this window's session, bound to React, and the start screen's solved reference designs. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { QuantityKey, TextKey } from '../../shared/analysis/quantities.ts';
import { isAwaited, quantityOf, type Summary, textOf } from '../../shared/analysis/result.ts';
import type { FromWorker, ToWorker } from '../../shared/contract/analysis-port.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type AnalysisState, createAnalysisClient, nothingSolved, type Port } from './client.ts';
import { createQuestions } from './questions.ts';

/** The overlay that needs prices: they are solved for only while it is shown. */
export const wattPriceKey = 'watt-price';

export const analysisStore = createStore<AnalysisState>(() => nothingSolved);
export const useAnalysis = <T>(select: (state: AnalysisState) => T): T => useStore(analysisStore, select);

const startWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'analysis' });

export const analysisClient = createAnalysisClient(
  session,
  () => startWorker() as unknown as Port,
  (change) => {
    // What follows in the same revision is marked apart.
    if (change.analysis && change.stale === false && analysisStore.getState().stale) performance.mark('headroom:analysed');
    if (change.status === 'solved') performance.mark('headroom:analysed-whole');
    analysisStore.setState(change);
  },
);

/** Long questions about large designs; an edit or another scenario ends them. */
export const questions = createQuestions(() => startWorker() as unknown as Port);
let questioned = session.getState().document;
session.subscribe(({ document, phase }) => {
  if (phase !== 'committed' || document === questioned) return;
  questioned = document;
  questions.getState().forget();
});

viewState.subscribe((state, before) => {
  if (state.request !== before.request) questions.getState().forget();
  const prices = state.overlay === wattPriceKey;
  if (state.request !== before.request || prices !== (before.overlay === wattPriceKey))
    analysisClient.ask({ ...state.request, ...(prices ? { prices: true } : {}) });
});

/** One solved figure of one record; undefined when there is none. */
export const useFigure = (id: RecordId, quantity: QuantityKey): number | undefined =>
  useAnalysis(({ analysis }) => (analysis ? quantityOf(analysis.results, id, quantity) : undefined));

/** Whether a quantity is still being worked out. */
export const useAwaited = (quantity: QuantityKey): boolean =>
  useAnalysis(({ analysis }) => analysis !== null && isAwaited(analysis, quantity));

export const useText = (id: RecordId, key: TextKey): string | undefined =>
  useAnalysis(({ analysis }) => (analysis ? textOf(analysis.results, id, key) : undefined));

export interface ReferenceFigures {
  readonly summary: Summary | null;
  readonly message: string | null;
}

export const referenceFigures = createStore<Readonly<Record<string, ReferenceFigures>>>(() => ({}));

let references: Worker | undefined;

/** Ends what the start screen still solves; a design that is open comes first. What is missing is solved at the next visit. */
export function stopReferences(): void {
  references?.terminate();
  references = undefined;
}

/** Makes and solves reference designs in a worker of their own, which ends when all have answered. */
export function solveReferences(designs: readonly string[]): void {
  const missing = designs.filter((design) => !(design in referenceFigures.getState()));
  if (missing.length === 0 || references) return;
  const worker = startWorker();
  references = worker;
  const waiting = new Set(missing);
  const end = () => {
    worker.terminate();
    references = undefined;
  };
  const answer = (design: string, figures: ReferenceFigures) => {
    referenceFigures.setState({ [design]: figures });
    waiting.delete(design);
    if (waiting.size === 0) end();
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'reference') answer(data.design, { summary: data.summary, message: data.message });
  };
  worker.onerror = ({ message }) => {
    for (const design of [...waiting]) answer(design, { summary: null, message });
    end();
  };
  for (const design of missing) worker.postMessage({ type: 'reference', design } satisfies ToWorker);
}
