/** The worker's side of charts and sweeps: made from the networks and solutions that never leave it. */
import { groupControls } from '../../shared/analysis/ambient-sweep.ts';
import { type Analysed, analyseDetailed } from '../../shared/analysis/analyse.ts';
import { heatFlow } from '../../shared/analysis/charts/heat-flow.ts';
import { pumpDuty } from '../../shared/analysis/charts/pump-duty.ts';
import { temperaturePath } from '../../shared/analysis/charts/temperature-path.ts';
import { rackRoom } from '../../shared/analysis/stranded/rack-room.ts';
import { strandedPower } from '../../shared/analysis/stranded/stranded-power.ts';
import { powerLimits } from '../../shared/analysis/tokenomics/limits/power-limits.ts';

import { answerTokens } from '../../shared/analysis/tokenomics/tokens-ask.ts';

import type { AnalysisRequest, ChartAnswer, ChartAsk, SweepAnswer } from '../../shared/contract/analysis-port.ts';
import type { Document } from '../../shared/document/document.ts';

export function drawChart(
  document: Document,
  { analysis, coupled }: Analysed,
  request: AnalysisRequest,
  ask: Exclude<ChartAsk, { chart: 'train-loss' }>,
  onStep: () => void,
): ChartAnswer {
  switch (ask.chart) {
    case 'heat':
      return { chart: 'heat', flow: heatFlow(document, coupled) ?? null };
    case 'path':
      return { chart: 'path', stages: temperaturePath(document, coupled, analysis.results, ask.rack) };
    case 'pump':
      return { chart: 'pump', duties: pumpDuty(coupled, ask.record) };
    case 'stranded': {
      if (!analysis.summary) return { chart: 'stranded', stranded: null, room: [] };
      const limits = powerLimits(document, coupled);
      return { chart: 'stranded', stranded: strandedPower(document, coupled, limits), room: rackRoom(document, coupled, limits) };
    }
    case 'tokens':
      return { chart: 'tokens', reply: answerTokens(document, analysis, { ...request, onStep }, ask.ask) };
  }
}

/** Solves one point of a sweep, started from the one before. */
export function sweepPoint(
  document: Document,
  request: AnalysisRequest,
  ambient_K: number,
  previous: Analysed['coupled'] | undefined,
): { point: SweepAnswer; coupled: Analysed['coupled'] | undefined } {
  const answer = analyseDetailed(document, { ...request, ambient_K, ...(previous && { previous }) });
  if (!answer.ok) return { point: { ambient_K, controls: [] }, coupled: undefined };
  const { analysis, coupled } = answer.value;
  const { summary } = analysis;
  return {
    point: {
      ambient_K,
      ...(summary?.pue === undefined ? {} : { pue: summary.pue }),
      ...(summary === undefined ? {} : { facilityPower_W: summary.facilityPower_W }),
      ...(summary?.minSupplyMargin_K === undefined ? {} : { minSupplyMargin_K: summary.minSupplyMargin_K }),
      controls: groupControls(document, analysis.controls),
    },
    coupled,
  };
}
