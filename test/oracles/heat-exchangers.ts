/** Heat-exchanger case files: effectiveness tables, two-stream duties, sizing by LMTD. */
import * as v from 'valibot';
import { type Arrangement, effectiveness, exchange, type Stream, sizeCounterflow } from '../../shared/solve/exchanger.ts';
import { zeroCelsius_K } from '../../shared/units/quantity.ts';
import { type Adapter, Comparison } from './compare.ts';
import { number, positive, read } from './read.ts';

const arrangement = v.picklist(
  [
    'counterflow',
    'parallel',
    'crossflow_both_unmixed_approx',
    'crossflow_both_unmixed_exact',
    'crossflow_cmax_mixed',
    'crossflow_cmin_mixed',
    'shell_tube_1_2',
  ] satisfies Arrangement[],
  'expected an arrangement of streams',
);
const caseStream = v.object({ m_kg_s: positive, cp_j_kgk: positive, t_in_c: number });
type CaseStream = v.InferOutput<typeof caseStream>;
const tableCase = v.object({
  cases: v.array(v.tuple([arrangement, number, number, number])),
  tolerance: v.object({ effectiveness_abs: positive, effectiveness_abs_exact_crossflow: v.optional(positive) }),
});
const outlets = { t_hot_out_c: number, t_cold_out_c: number };
const sizingCase = v.object({
  cases: v.array(
    v.object({
      q_w: number,
      hot: caseStream,
      cold: caseStream,
      expected: v.object({ ...outlets, lmtd_k: number, ua_counterflow_w_k: number, approach_k: number }),
    }),
  ),
  tolerance: v.object({ rel: positive }),
});
const dutyCase = v.object({
  cases: v.array(
    v.object({
      note: v.optional(v.string(), ''),
      arrangement,
      ua_w_k: number,
      hot: caseStream,
      cold: caseStream,
      expected: v.object({ ...outlets, ntu: number, c_ratio: number, effectiveness: number, q_w: number, lmtd_k: v.nullish(number) }),
    }),
  ),
  tolerance: v.object({ q_rel: positive, t_abs_k: positive, lmtd_rel: positive }),
});

const stream = ({ m_kg_s, cp_j_kgk, t_in_c }: CaseStream): Stream => ({ capacity_W_K: m_kg_s * cp_j_kgk, inlet_K: t_in_c + zeroCelsius_K });
const celsius = (kelvin: number | undefined) => (kelvin === undefined ? undefined : kelvin - zeroCelsius_K);

function table({ cases, tolerance }: v.InferOutput<typeof tableCase>, result: Comparison): void {
  for (const [kind, ntu, ratio, expected] of cases) {
    const exact = kind === 'crossflow_both_unmixed_exact' ? tolerance.effectiveness_abs_exact_crossflow : undefined;
    result.number(`${kind} NTU ${ntu} C ${ratio}`, effectiveness(kind, ntu, ratio), expected, {
      abs: exact ?? tolerance.effectiveness_abs,
    });
  }
}

function sizing(one: v.InferOutput<typeof sizingCase>['cases'][number], rel: number, result: Comparison): void {
  const size = sizeCounterflow(one.q_w, stream(one.hot), stream(one.cold));
  const { expected } = one;
  result.number('hot outlet', celsius(size?.hotOutlet_K), expected.t_hot_out_c, { rel });
  result.number('cold outlet', celsius(size?.coldOutlet_K), expected.t_cold_out_c, { rel });
  result.number('LMTD', size?.lmtd_K, expected.lmtd_k, { rel });
  result.number('UA', size?.conductance_W_K, expected.ua_counterflow_w_k, { rel });
  result.number('approach', size?.approach_K, expected.approach_k, { rel });
}

type DutyCase = v.InferOutput<typeof dutyCase>;

function duty(one: DutyCase['cases'][number], tolerance: DutyCase['tolerance'], result: Comparison): void {
  const [hot, cold] = [stream(one.hot), stream(one.cold)];
  const answer = exchange(one.arrangement, one.ua_w_k, hot, cold);
  const { expected } = one;
  const what = `${one.arrangement} ${one.note}`;
  result.number(`${what} NTU`, answer.ntu, expected.ntu, { rel: tolerance.q_rel });
  result.number(`${what} C`, answer.ratio, expected.c_ratio, { rel: tolerance.q_rel });
  result.number(`${what} effectiveness`, answer.effectiveness, expected.effectiveness, { rel: tolerance.q_rel });
  result.number(`${what} heat`, answer.heat_W, expected.q_w, { rel: tolerance.q_rel });
  result.number(`${what} hot outlet`, celsius(answer.hotOutlet_K), expected.t_hot_out_c, { abs: tolerance.t_abs_k });
  result.number(`${what} cold outlet`, celsius(answer.coldOutlet_K), expected.t_cold_out_c, { abs: tolerance.t_abs_k });
  if (typeof expected.lmtd_k === 'number') result.number(`${what} LMTD`, answer.lmtd_K, expected.lmtd_k, { rel: tolerance.lmtd_rel });
}

export const heatExchangers: Adapter = ({ content }) => {
  const result = new Comparison();
  const { columns, cases } = read(v.object({ columns: v.optional(v.unknown()), cases: v.array(v.unknown()) }), content);
  if (columns !== undefined) {
    table(read(tableCase, content), result);
    return result;
  }
  const [first] = cases;
  if (typeof first === 'object' && first !== null && 'q_w' in first) {
    const file = read(sizingCase, content);
    for (const one of file.cases) sizing(one, file.tolerance.rel, result);
  } else {
    const file = read(dutyCase, content);
    for (const one of file.cases) duty(one, file.tolerance, result);
  }
  return result;
};
