/** Cases of availability and goodput. Computes nothing. */
import * as up from '../../shared/analysis/tokenomics/availability.ts';
import type { Ops } from './tokenomics-classes.ts';

export const availabilityOps: Ops = {
  series: (g) => {
    const parts = g
      .list<{ name: string; failures_per_year: number; MTTR_h: number }>('components')
      .map((c) => up.unitAvailability(c.failures_per_year, c.MTTR_h));
    const A = up.inSeries(parts);
    return { A_utility: parts[0] ?? Number.NaN, A, downtime: up.downtime_min(A) };
  },
  'k-of-n': (g) => {
    const A = up.atLeast(g.n('k'), g.n('n'), g.n('A_unit'));
    return {
      A_independent: A,
      downtime_independent: up.downtime_min(A),
      A_common_cause: up.atLeastWithCommonCause(g.n('k'), g.n('n'), g.n('A_unit'), g.n('beta')),
    };
  },
  goodput: (g) => {
    const hours = g.n('days') * 24;
    const mtbf_h = hours / g.n('interruptions');
    const rate = 1 / (mtbf_h * g.n('gpus'));
    const training = up.trainingGoodput({ checkpoint_s: g.n('checkpoint_cost'), restart_s: g.n('restart'), meanBetween_s: mtbf_h * 3600 });
    return {
      job_MTBF: mtbf_h,
      per_gpu_rate: rate,
      per_gpu_annual: rate * 8760,
      tau: training.interval_s,
      goodput: training.goodput,
      job_MTBF_100k: 1 / (rate * 1e5),
    };
  },
  'repairable-units': (g) => {
    const A = g.n('MTBF') / (g.n('MTBF') + g.n('MTTR'));
    const capacity = g.list('capacity_by_units_down');
    const of = (alive: number) => capacity[g.n('n') - alive] ?? 0;
    const needed = g.n('n') - capacity.filter((c) => c >= 1).length + 1;
    const full = up.atLeast(needed, g.n('n'), A);
    return {
      A_unit: A,
      A_full: full,
      downtime_full: up.downtime_min(full),
      expected_capacity_loss: up.expectedCapacityLoss(g.n('n'), A, of),
    };
  },
  'start-failures': (g) => {
    const ok = up.atLeast(g.n('k'), g.n('n'), 1 - g.n('fail_to_start'));
    const alt = up.atLeast(g.n('k'), g.n('n'), g.n('fleet_success_alt'));
    return { P_ok: ok, losses: g.n('utility_outages') * (1 - ok), P_ok_alt: alt, losses_alt: g.n('utility_outages') * (1 - alt) };
  },
  'active-of-spares': (g) => ({
    P_full: up.atLeast(g.n('active'), g.n('n'), g.n('A_gpu')),
    expected_capacity: up.expectedCapacity(g.n('n'), g.n('A_gpu'), (alive) => Math.min(1, alive / g.n('active'))),
  }),
  'dual-path': (g) => {
    const U = up.parallelUnavailability([g.n('path_A'), g.n('path_A')]);
    const A = up.inSeries([1 - U, g.n('A_source')]);
    return { U_2N: U, A_total: A, downtime_total: up.downtime_min(A) };
  },
};
