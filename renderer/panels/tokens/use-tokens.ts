/** Answers about tokens from the analysis worker: asked for while they are shown, again whenever the analysis is new. */
import type { TokensAsk, TokensReply } from '../../../shared/analysis/tokenomics/tokens-ask.ts';
import { useChart } from '../../analysis/use-chart.ts';

type Reply<A extends TokensAsk['about']> = Extract<TokensReply, { about: A }>;

export interface Answered<T> {
  readonly answer: T | null;
  /** Why there is none. */
  readonly reason: string | null;
}

/** @param ask null asks for nothing. */
export function useTokens<A extends TokensAsk['about']>(ask: Extract<TokensAsk, { about: A }> | null): Answered<Reply<A>> {
  const reply = useChart<'tokens'>(ask === null ? null : { chart: 'tokens', ask })?.reply ?? null;
  if (reply === null || ask === null) return { answer: null, reason: null };
  if (reply.about === 'nothing') return { answer: null, reason: reply.reason };
  return { answer: reply.about === ask.about ? (reply as Reply<A>) : null, reason: null };
}
