/** Tokens and money of a design as one JSON value for other programs. Every figure per megawatt carries its frame. */
import type { Document } from '../../document/document.ts';
import { type Result, succeed } from '../../problem.ts';
import type { Analysis } from '../result.ts';
import { claims } from './claims.ts';
import { type Money, moneyOf } from './money.ts';
import { type TokensReport, tokensOf, type WorkloadTokens } from './tokens.ts';
import type { TokensPerMegawatt } from './tokens-per-megawatt.ts';

const figure = (value: TokensPerMegawatt | undefined) =>
  value ? { value_per_s_MW: value.value_per_s, megawatt: value.megawatt, ...value.frame } : null;

const workloadJson = (workload: WorkloadTokens, money: Money) => {
  const { perIT, perUtility, throughput, ...rest } = workload;
  const own = money.workloads.find(({ id }) => id === workload.id);
  return {
    ...rest,
    tokensPerITMegawatt: figure(perIT),
    tokensPerUtilityMegawatt: figure(perUtility),
    throughput: throughput.map(({ accelerator, throughput: one }) => ({ accelerator, ...one })),
    revenue_USD_yr: own?.revenue_USD_yr ?? 0,
    cost_USD_yr: own?.cost_USD_yr ?? 0,
    cost_USD_Mtok: own?.cost_USD_Mtok ?? null,
  };
};

export interface TokensAnswer {
  readonly tokens: TokensReport;
  readonly money: Money;
}

/** Tokens and the year's money of one solved scenario. */
export function tokensAndMoney(document: Document, analysis: Analysis): Result<TokensAnswer> {
  const tokens = tokensOf(document, analysis);
  return tokens.ok ? succeed({ tokens: tokens.value, money: moneyOf(document, analysis, tokens.value) }) : tokens;
}

export function tokensJson({ tokens, money }: TokensAnswer) {
  const { byRack, workloads, uptime, ...report } = tokens;
  const { capital, hours, workloads: _byWorkload, ...year } = money;
  return {
    format: 'headroom-tokens/1',
    ...report,
    uptime: { capacity: uptime.capacity, parts: uptime.parts },
    workloads: workloads.map((workload) => workloadJson(workload, money)),
    racks: Object.fromEntries([...byRack].map(([id, tokens_per_s]) => [id, { tokens_per_s }])),
    money: { ...year, capital, hours },
    claims: claims(),
  } as const;
}
