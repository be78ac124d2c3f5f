/** Heat-exchanger case files: effectiveness tables, two-stream duties, sizing by LMTD. */
import { type Arrangement, effectiveness, exchange, type Stream, sizeCounterflow } from '../../shared/solve/exchanger.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';

interface CaseStream {
  readonly m_kg_s: number;
  readonly cp_j_kgk: number;
  readonly t_in_c: number;
}

interface StreamCase {
  readonly note?: string;
  readonly arrangement?: Arrangement;
  readonly ua_w_k?: number;
  readonly q_w?: number;
  readonly hot: CaseStream;
  readonly cold: CaseStream;
  readonly expected: Readonly<Record<string, number>>;
}

const stream = ({ m_kg_s, cp_j_kgk, t_in_c }: CaseStream): Stream => ({ capacity_W_K: m_kg_s * cp_j_kgk, inlet_K: t_in_c + zeroCelsius_K });
const celsius = (kelvin: number | undefined) => (kelvin === undefined ? undefined : kelvin - zeroCelsius_K);

function table(content: object, result: Comparison): void {
  const { cases, tolerance } = content as {
    cases: readonly (readonly [Arrangement, number, number, number])[];
    tolerance: { effectiveness_abs: number; effectiveness_abs_exact_crossflow?: number };
  };
  for (const [arrangement, ntu, ratio, expected] of cases) {
    const exact = arrangement === 'crossflow_both_unmixed_exact' ? tolerance.effectiveness_abs_exact_crossflow : undefined;
    result.number(`${arrangement} NTU ${ntu} C ${ratio}`, effectiveness(arrangement, ntu, ratio), expected, {
      abs: exact ?? tolerance.effectiveness_abs,
    });
  }
}

function sizing(one: StreamCase, rel: number, result: Comparison): void {
  const size = sizeCounterflow(one.q_w ?? 0, stream(one.hot), stream(one.cold));
  const { expected } = one;
  result.number('hot outlet', celsius(size?.hotOutlet_K), expected.t_hot_out_c as number, { rel });
  result.number('cold outlet', celsius(size?.coldOutlet_K), expected.t_cold_out_c as number, { rel });
  result.number('LMTD', size?.lmtd_K, expected.lmtd_k as number, { rel });
  result.number('UA', size?.conductance_W_K, expected.ua_counterflow_w_k as number, { rel });
  result.number('approach', size?.approach_K, expected.approach_k as number, { rel });
}

function duty(one: StreamCase, tolerance: { q_rel: number; t_abs_k: number; lmtd_rel: number }, result: Comparison): void {
  const [hot, cold] = [stream(one.hot), stream(one.cold)];
  const answer = exchange(one.arrangement as Arrangement, one.ua_w_k as number, hot, cold);
  const { expected } = one;
  const what = `${one.arrangement} ${one.note ?? ''}`;
  result.number(`${what} NTU`, answer.ntu, expected.ntu as number, { rel: tolerance.q_rel });
  result.number(`${what} C`, answer.ratio, expected.c_ratio as number, { rel: tolerance.q_rel });
  result.number(`${what} effectiveness`, answer.effectiveness, expected.effectiveness as number, { rel: tolerance.q_rel });
  result.number(`${what} heat`, answer.heat_W, expected.q_w as number, { rel: tolerance.q_rel });
  result.number(`${what} hot outlet`, celsius(answer.hotOutlet_K), expected.t_hot_out_c as number, { abs: tolerance.t_abs_k });
  result.number(`${what} cold outlet`, celsius(answer.coldOutlet_K), expected.t_cold_out_c as number, { abs: tolerance.t_abs_k });
  if (expected.lmtd_k !== undefined) result.number(`${what} LMTD`, answer.lmtd_K, expected.lmtd_k, { rel: tolerance.lmtd_rel });
}

export const heatExchangers: Adapter = ({ content }) => {
  const result = new Comparison();
  const file = content as {
    columns?: unknown;
    cases: readonly StreamCase[];
    tolerance: { rel?: number; q_rel?: number; t_abs_k?: number; lmtd_rel?: number };
  };
  if (file.columns) {
    table(file, result);
    return result;
  }
  for (const one of file.cases) {
    if (one.q_w !== undefined) sizing(one, file.tolerance.rel ?? 0, result);
    else duty(one, file.tolerance as { q_rel: number; t_abs_k: number; lmtd_rel: number }, result);
  }
  return result;
};
