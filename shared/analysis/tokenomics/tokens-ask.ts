/** The questions an editor asks about tokens, and their answers as plain data: what the analysis worker does with them. */

import type { Document } from '../../document/document.ts';
import { describeProblem, type Result } from '../../problem.ts';
import { ColumnWriter } from '../number-column.ts';
import { type Analysis, type ResultTable, rowOf } from '../result.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { type Claim, claims } from './claims.ts';
import { eventNamed, type FlexAnswer, followEvent } from './flex-event.ts';
import { flexSite } from './flex-site.ts';
import { maxLps } from './maxlps.ts';
import { answerMaxLps, type MaxLpsAnswer } from './maxlps-report.ts';
import { type FrontierPoint, powerFrontier } from './power-frontier.ts';
import type { SupplyQuestion } from './supply-temperature.ts';
import { type TokensAnswer, tokensAndMoney } from './tokens-json.ts';
import { type TornadoBar, tornadoOf } from './tornado.ts';
import { type Training, trainingOf } from './training.ts';

export type TokensAsk =
  | { readonly about: 'tokens' }
  | { readonly about: 'tornado' }
  | { readonly about: 'frontier' }
  | { readonly about: 'training' }
  | { readonly about: 'sharing'; readonly growth_W: number }
  | { readonly about: 'coolant'; readonly growth_W: number; readonly supply: SupplyQuestion }
  | { readonly about: 'flex'; readonly event: string };

export type TokensReply =
  | { readonly about: 'tokens'; readonly answer: TokensAnswer; readonly claims: readonly Claim[] }
  | { readonly about: 'tornado'; readonly bars: readonly TornadoBar[]; readonly margin_USD_yr: number }
  | { readonly about: 'frontier'; readonly points: readonly FrontierPoint[]; readonly base_W: number }
  | { readonly about: 'training'; readonly jobs: readonly Training[] }
  | { readonly about: 'sharing'; readonly answer: MaxLpsAnswer }
  | { readonly about: 'coolant'; readonly answer: MaxLpsAnswer }
  | { readonly about: 'flex'; readonly answer: FlexAnswer }
  /** Why there is no answer. */
  | { readonly about: 'nothing'; readonly reason: string };

const orReason = <T>(result: Result<T>, reply: (value: T) => TokensReply): TokensReply =>
  result.ok ? reply(result.value) : { about: 'nothing', reason: result.problems.map(describeProblem).join('; ') };

/** @param analysis — the solved scenario that figures of the present state come from. */
export function answerTokens(document: Document, analysis: Analysis, options: ScenarioOptions, ask: TokensAsk): TokensReply {
  switch (ask.about) {
    case 'tokens':
      return orReason(tokensAndMoney(document, analysis), (answer) => ({ about: 'tokens', answer, claims: claims() }));
    case 'tornado':
      return orReason(tokensAndMoney(document, analysis), ({ money }) => ({
        about: 'tornado',
        bars: tornadoOf(document, analysis, options.onStep),
        margin_USD_yr: money.margin_USD_yr,
      }));
    case 'frontier':
      return orReason(flexSite(document, options), (site) => ({ about: 'frontier', points: powerFrontier(site), base_W: site.base_W }));
    case 'training':
      return orReason(trainingOf(document, options), (jobs) => ({ about: 'training', jobs }));
    case 'sharing':
    case 'coolant':
      return orReason(answerMaxLps(document, ask, options), (answer) => ({ about: ask.about, answer }));
    case 'flex': {
      const event = eventNamed(document, ask.event);
      if (!event.ok) return orReason(event, () => ({ about: 'nothing', reason: '' }));
      const site = flexSite(document, options);
      if (!site.ok) return orReason(site, () => ({ about: 'nothing', reason: '' }));
      return orReason(followEvent(document, site.value, event.value), (answer) => ({ about: 'flex', answer }));
    }
  }
}

/** The results with what one more watt is worth at every rack; as they are where power cannot be shared. */
export function withPrices(document: Document, results: ResultTable, options: ScenarioOptions): ResultTable {
  const answer = maxLps(document, options);
  if (!answer.ok) return results;
  const prices = new ColumnWriter();
  for (const [id, { price_USD_yr_W }] of answer.value.racks) {
    const row = rowOf(results, id);
    if (row !== undefined) prices.set(row, price_USD_yr_W);
  }
  return { ...results, columns: { ...results.columns, powerPrice: prices.column() } };
}
