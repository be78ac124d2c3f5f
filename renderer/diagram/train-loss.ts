/** Loading with another train lost, for the one-line on screen and in a file: asked for while it is shown, solved between other work. */
import { useEffect, useState } from 'react';
import { racksOf } from '../../shared/analysis/racks.ts';
import type { Analysis } from '../../shared/analysis/result.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { analysisClient, analysisStore, useAnalysis } from '../analysis/store.ts';
import { session } from '../session.ts';

type Loss = ReadonlyMap<RecordId, number>;

/** The answer belongs to one analysis: with the next it is gone. */
let known: { readonly analysis: Analysis; readonly loss: Promise<Loss | undefined> } | undefined;

/** Of the analysis that is shown; undefined where the design changed before it was found, and while figures are being solved again. */
export async function trainLossNow(): Promise<Loss | undefined> {
  const { analysis, stale } = analysisStore.getState();
  if (!analysis || stale || analysis.awaited) return undefined;
  if (known?.analysis !== analysis)
    known = {
      analysis,
      loss: analysisClient
        .chart({ chart: 'train-loss' })
        .then((answer) => (answer?.chart === 'train-loss' ? new Map<RecordId, number>(answer.loading) : undefined)),
    };
  return known.loss;
}

/** A pause in the work, so that a string of edits is not answered one by one; longer where an answer takes seconds. */
const rest_ms = 400;
const largeRest_ms = 1500;
const manyRacks = 1000;

/** Undefined until it is known, and where it is not asked for. */
export function useTrainLoss(wanted: boolean): Loss | undefined {
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const [found, setFound] = useState<{ readonly of: Analysis; readonly loss: Loss | undefined }>();
  useEffect(() => {
    if (!wanted || stale || !analysis || analysis.awaited) return;
    let here = true;
    const rest = racksOf(session.getState().document).length > manyRacks ? largeRest_ms : rest_ms;
    const timer = setTimeout(() => void trainLossNow().then((loss) => here && setFound({ of: analysis, loss })), rest);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [wanted, stale, analysis]);
  return found && found.of === analysis ? found.loss : undefined;
}
