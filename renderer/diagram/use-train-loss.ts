/** Loading with another train lost, solved in a worker of its own while the one-line is shown. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { racksOf } from '../../shared/analysis/racks.ts';
import type { ChartAsk } from '../../shared/contract/analysis-port.ts';
import { siteOf } from '../../shared/document/document.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { questionKey } from '../analysis/questions.ts';
import { questions, useAnalysis } from '../analysis/store.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';

const ask: ChartAsk = { chart: 'train-loss' };
const key = questionKey(ask);
/** Larger designs are not solved twice more after every edit. */
const mostRacks = 1000;

/** Undefined until it is known, and where it is not asked for. */
export function useTrainLoss(wanted: boolean): ReadonlyMap<RecordId, number> | undefined {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const question = useStore(questions, ({ asked }) => asked[key]);
  useEffect(() => {
    if (!wanted || stale || !analysis || question) return;
    const { document } = session.getState();
    if (racksOf(document).length > mostRacks) return;
    const { scenario, failed, ambient_K } = viewState.getState().request;
    const named = scenario ?? document.tables.scenario.get(siteOf(document).defaultScenario)?.name;
    if (named === undefined) return;
    const timer = setTimeout(() => {
      questions.getState().ask(document, { scenario: named, failed, ...(ambient_K === null ? {} : { ambient_K }) }, ask);
    }, rest_ms);
    return () => clearTimeout(timer);
  }, [wanted, stale, analysis, question]);
  return useMemo(() => (question?.answer?.chart === 'train-loss' ? new Map(question.answer.loading) : undefined), [question]);
}

/** A pause in the work, so that a string of edits is not answered one by one. */
const rest_ms = 400;
