/** Answers about tokens from the analysis worker: asked for while they are shown, again whenever the analysis is new. */
import { useStore } from 'zustand';
import { racksOf } from '../../../shared/analysis/racks.ts';
import type { TokensAsk, TokensReply } from '../../../shared/analysis/tokenomics/tokens-ask.ts';
import { scenarioInForce } from '../../../shared/document/document.ts';
import { questionKey } from '../../analysis/questions.ts';
import { questions } from '../../analysis/store.ts';
import { useChart } from '../../analysis/use-chart.ts';
import { session, useDocument } from '../../session.ts';
import { viewState } from '../../view-state.ts';

type Reply<A extends TokensAsk['about']> = Extract<TokensReply, { about: A }>;

export interface Answered<T> {
  readonly answer: T | null;
  /** Why there is none. */
  readonly reason: string | null;
}

const found = <A extends TokensAsk['about']>(about: A | undefined, reply: TokensReply | null): Answered<Reply<A>> => {
  if (reply === null || about === undefined) return { answer: null, reason: null };
  if (reply.about === 'nothing') return { answer: null, reason: reply.reason };
  return { answer: reply.about === about ? (reply as Reply<A>) : null, reason: null };
};

/** @param ask null asks for nothing. */
export function useTokens<A extends TokensAsk['about']>(ask: Extract<TokensAsk, { about: A }> | null): Answered<Reply<A>> {
  const answer = useChart<'tokens'>(ask === null ? null : { chart: 'tokens', ask });
  return found<A>(ask?.about, answer?.reply ?? null);
}

/** Designs with more racks are not solved several times over without being asked. */
const manyRacks = 400;
/** Steps that an answer usually takes, and seconds for each thousand racks: measured on the 1 GW campus, 5,500 racks. */
const usual = {
  frontier: { steps: 3, s_krack: 5 },
  sharing: { steps: 8, s_krack: 9 },
  coolant: { steps: 20, s_krack: 22 },
  training: { steps: 3, s_krack: 5 },
  flex: { steps: 4, s_krack: 6 },
  tornado: { steps: 84, s_krack: 13 },
} as const;

/** A long answer that waits to be asked for, or is worked on. */
export interface Pending {
  readonly running: boolean;
  readonly steps: number;
  /** Rough: it is told before anything was solved. */
  readonly expectedSteps: number;
  readonly expected_s: number;
  readonly start: () => void;
  readonly cancel: () => void;
}

/** As `useTokens`, but on a large design only when somebody asks, in a worker of its own. */
export function useLongTokens<A extends keyof typeof usual>(
  ask: Extract<TokensAsk, { about: A }> | null,
): Answered<Reply<A>> & { readonly pending: Pending | null } {
  const document = useDocument();
  const racks = racksOf(document).length;
  const large = racks > manyRacks;
  const chart = ask === null ? null : ({ chart: 'tokens', ask } as const);
  const key = chart === null ? '' : questionKey(chart);
  const question = useStore(questions, ({ asked }) => asked[key]);
  const atOnce = useTokens<A>(large ? null : ask);
  const about = (ask as { readonly about: A } | null)?.about;
  if (!large || chart === null || about === undefined) return { ...atOnce, pending: null };
  if (question?.reason !== undefined) return { answer: null, reason: question.reason, pending: null };
  const { answer } = question ?? {};
  if (answer?.chart === 'tokens') return { ...found<A>(about, answer.reply), pending: null };
  const { steps, s_krack } = usual[about];
  return {
    answer: null,
    reason: null,
    pending: {
      running: question !== undefined,
      steps: question?.steps ?? 0,
      expectedSteps: steps,
      expected_s: (s_krack * racks) / 1000,
      start: () => {
        const now = session.getState().document;
        const { scenario, ambient_K, failed } = viewState.getState().request;
        const named = scenarioInForce(now, scenario)?.name ?? '';
        questions.getState().ask(now, { scenario: named, failed, ...(ambient_K === null ? {} : { ambient_K }) }, chart);
      },
      cancel: () => questions.getState().cancel(key),
    },
  };
}
