/** Charts of the present solution: asked for while they are shown, and again whenever the analysis is new. */
import { useEffect, useState } from 'react';
import type { ChartAnswer, ChartAsk } from '../../shared/contract/analysis-port.ts';
import { analysisClient, useAnalysis } from './store.ts';

/** @param ask null asks for nothing. @returns the last answer, null before the first */
export function useChart<C extends ChartAsk['chart']>(
  ask: Extract<ChartAsk, { chart: C }> | null,
): Extract<ChartAnswer, { chart: C }> | null {
  const analysis = useAnalysis((state) => state.analysis);
  const [answer, setAnswer] = useState<ChartAnswer | null>(null);
  const key = ask === null ? null : JSON.stringify(ask);
  useEffect(() => {
    if (key === null || !analysis) return;
    let wanted = true;
    void analysisClient.chart(JSON.parse(key) as ChartAsk).then((next) => {
      if (wanted && next) setAnswer(next);
    });
    return () => {
      wanted = false;
    };
  }, [key, analysis]);
  return answer && ask && answer.chart === ask.chart ? (answer as Extract<ChartAnswer, { chart: C }>) : null;
}
