/** The analysis of this window's session, bound to React, and the start screen's solved reference designs. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { QuantityKey, TextKey } from '../../shared/analysis/quantities.ts';
import { isAwaited, quantityOf, textOf } from '../../shared/analysis/result.ts';
import { designs } from '../../shared/designs/index.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type AnalysisState, createAnalysisClient, nothingSolved, type Port, type ReferenceFigures } from './client.ts';
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

export const referenceFigures = createStore<Readonly<Record<string, ReferenceFigures>>>(() => ({}));

/**
 * Makes and solves reference designs, for their cards on the start screen. A design that is opened comes first; what is missing then
 * is solved at the next visit.
 */
export function solveReferences(): void {
  const missing = designs.map(({ name }) => name).filter((design) => !(design in referenceFigures.getState()));
  if (missing.length > 0) analysisClient.references(missing, (design, figures) => referenceFigures.setState({ [design]: figures }));
}
