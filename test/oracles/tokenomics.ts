/** Translates tokenomics cases into the product's own functions and their answers back. Computes nothing. */
import { allocate, claimConsistency, type PowerClass, parkOrSlow, profitableRacks } from '../../shared/analysis/tokenomics/allocation.ts';
import * as up from '../../shared/analysis/tokenomics/availability.ts';
import { levelised, rentedTokens, revenuePerMW } from '../../shared/analysis/tokenomics/cost.ts';
import { bridge, followTarget, rampEnergy, reduceWithBattery } from '../../shared/analysis/tokenomics/flex.ts';
import { leastEnergyPoint, throughputPerMW } from '../../shared/analysis/tokenomics/frontier.ts';
import { oversubscribe, oversubscribeBeside } from '../../shared/analysis/tokenomics/oversubscription.ts';
import { bestPower, fitCurve, phaseMix, relativeThroughput } from '../../shared/analysis/tokenomics/power-curve.ts';
import { slackSaving } from '../../shared/analysis/tokenomics/training-slack.ts';
import { read, WrongField } from './read.ts';
import { servingPoints } from './serving-points.ts';
import { caseFile, type Given, givenOf } from './tokenomics-given.ts';

type Answer = Record<string, number | readonly number[]>;
interface ClassCase {
  n: number;
  P_sat_W: number;
  T_sat_tok_s: number;
  a: number;
  b: number;
  x_min: number;
  value_weight: number;
  site_W_per_gpu_W: number;
}

const curve = (g: Given) => ({ a: g.n('a'), b: g.n('b') });
const classFields = ['n', 'P_sat_W', 'T_sat_tok_s', 'a', 'b', 'x_min', 'value_weight', 'site_W_per_gpu_W'] as const;
const powerClass = (c: ClassCase): PowerClass => ({
  count: c.n,
  saturation_W: c.P_sat_W,
  throughput_per_s: c.T_sat_tok_s,
  curve: { a: c.a, b: c.b },
  least: c.x_min,
  weight: c.value_weight,
  siteFactor: c.site_W_per_gpu_W,
});
const classes = (g: Given): PowerClass[] =>
  g.names
    .filter((name) => /^class\d+$/.test(name))
    .sort((p, q) => Number(p.slice(5)) - Number(q.slice(5)))
    .map((name) => {
      const given = g.list(name) as unknown as ClassCase;
      for (const field of classFields) if (given[field] === undefined) throw new WrongField(`given.${name}: no ${field}`);
      return powerClass(given);
    });
const kW = 1e3;
const MW = 1e6;
const MWh = 3.6e9;

const ops: Record<string, (g: Given) => Answer> = {
  'cap-point': (g) => {
    const r = relativeThroughput(curve(g), g.n('P') / g.n('P_sat'));
    return { r, throughput: g.n('T_sat') * r, energy_per_token: g.n('P') / (g.n('T_sat') * r) };
  },
  'best-point': (g) => {
    const x = bestPower(curve(g), g.n('P_fixed') / g.n('P_sat'), g.n('x_min'));
    return {
      x_star: x,
      P_star: x * g.n('P_sat'),
      tok_per_J: (g.n('T_sat') * relativeThroughput(curve(g), x)) / (g.n('P_fixed') + x * g.n('P_sat')),
    };
  },
  'rack-point': (g) => {
    const full = g.n('n_gpu') * g.n('P_sat');
    const rack_power = g.n('P_fixed_rack') + full * g.n('x');
    const rack_throughput = g.n('n_gpu') * g.n('T_sat') * relativeThroughput(curve(g), g.n('x'));
    return {
      rack_power,
      rack_throughput,
      tok_per_J: rack_throughput / rack_power,
      x_star: bestPower(curve(g), g.n('P_fixed_rack') / full, g.n('x_min')),
    };
  },
  'fit-curve': (g) => ({
    ...fitCurve(g.list<[number, number]>('points_rel_power_rel_throughput'), g.n('use_points_with_rel_power_at_least')),
  }),
  'phase-mix': (g) => {
    const phases = [
      {
        curve: { a: g.n('a_prefill'), b: g.n('b_prefill') },
        saturation_W: g.n('P_sat_prefill'),
        timeShare: g.n('time_share_prefill_uncapped'),
      },
      {
        curve: { a: g.n('a_decode'), b: g.n('b_decode') },
        saturation_W: g.n('P_sat_decode'),
        timeShare: 1 - g.n('time_share_prefill_uncapped'),
      },
    ];
    const answer: Answer = {};
    for (const name of g.names.filter((candidate) => candidate.startsWith('cap_'))) {
      const mix = phaseMix(phases, g.n(name));
      answer[`rel_throughput_cap${name.slice(4)}`] = mix.throughput;
      answer[`mean_power_cap${name.slice(4)}`] = mix.meanPower_W;
    }
    return answer;
  },
  allocate: (g) => {
    const { price, x, throughput_per_s, uniformThroughput_per_s } = allocate(classes(g), g.n('budget'));
    return {
      lambda_: price,
      ...Object.fromEntries(x.map((value, i) => [`x${i + 1}`, value])),
      site_tok_s: throughput_per_s,
      uniform_cap_tok_s: uniformThroughput_per_s,
      gain_vs_uniform: throughput_per_s / uniformThroughput_per_s - 1,
    };
  },
  'rack-count': (g) => {
    const best = profitableRacks(curve(g), {
      budget_W: g.n('site_IT_budget'),
      rack_W: g.n('P_sat_rack'),
      cost: g.n('rack_cost'),
      revenue: g.n('rack_revenue_full'),
    });
    return { x_opt: best.x, N_opt: best.racks, racks_gain: best.racksGain, revenue_ratio: best.revenueRatio };
  },
  'claim-consistency': (g) => {
    const claim = claimConsistency({
      gpusWith: g.n('gpus_with'),
      gpusWithout: g.n('gpus_without'),
      revenueWith: g.n('revenue_with'),
      revenueWithout: g.n('revenue_without'),
      site_W: g.n('site'),
      a: g.n('a'),
    });
    return {
      gpu_ratio: claim.gpuRatio,
      x: claim.x,
      r: claim.r,
      revenue_ratio: claim.revenueRatio,
      b_implied: claim.b,
      site_kW_per_gpu_with: claim.sitePowerWith_W / kW,
      site_kW_per_gpu_without: claim.sitePowerWithout_W / kW,
    };
  },
  'park-or-slow': (g) => {
    const unit = powerClass({
      n: g.n('n'),
      P_sat_W: g.n('P_sat'),
      T_sat_tok_s: g.n('T_sat'),
      a: g.n('a'),
      b: g.n('b'),
      x_min: g.n('x_min'),
      value_weight: 1,
      site_W_per_gpu_W: 1,
    });
    const answer = parkOrSlow(unit, g.n('budget'), g.n('parked_power'));
    return { uniform_tok_s: answer.uniformThroughput_per_s, n_on: answer.running, parked_tok_s: answer.throughput_per_s };
  },
  oversubscribe: (g) => {
    const group = { mean_W: g.n('mu') * kW, deviation_W: g.n('sigma') * kW, correlation: g.n('rho') };
    const answer = oversubscribe({ limit_W: g.n('B') * kW, peak_W: g.n('P_peak_rack') * kW, group, violation: g.n('eps') });
    return {
      N0: answer.byNameplate,
      z: answer.z,
      N_max: answer.racks,
      gain: answer.gain,
      diversity_factor: answer.diversityFactor,
      p_overload: answer.overloadProbability,
      expected_shed: answer.expectedShed_W / kW,
      stranded_with_N0: answer.stranded_W / kW,
    };
  },
  'oversubscribe-two-groups': (g) => {
    const answer = oversubscribeBeside({
      limit_W: g.n('B') * kW,
      peak_W: g.n('P_peak_rack') * kW,
      fixed: { mean_W: g.n('train_mu') * kW, deviation_W: g.n('train_sigma') * kW, correlation: g.n('train_rho') },
      fixedRacks: g.n('train_n'),
      group: { mean_W: g.n('inf_mu') * kW, deviation_W: g.n('inf_sigma') * kW, correlation: g.n('inf_rho') },
      cross: g.n('cross_correlation'),
      violation: g.n('eps'),
    });
    return {
      inf_n: answer.racks,
      site_sd: answer.deviation_W / kW,
      p_overload: answer.overloadProbability,
      racks_total_vs_nameplate: answer.totalOverNameplate,
    };
  },
  'cost-per-token': (g) => {
    const answer = rentedTokens({ cost_per_h: g.n('cost'), throughput_per_s: g.n('tok_s_gpu'), site_W: g.n('site_kW') * kW });
    return { usd_Mtok: answer.costPerMillion, tok_s_MW: answer.throughputPerMW_per_s };
  },
  'frame-ratio': (g) => {
    const frames = g.names.filter((name) => name.endsWith('_cost')).map((name) => name.slice(0, -5));
    const of = (frame: string) =>
      rentedTokens({ cost_per_h: g.n(`${frame}_cost`), throughput_per_s: g.n(`${frame}_tok_s`), site_W: g.n(`${frame}_kW`) * kW });
    const [oldFrame = '', newFrame = ''] = frames;
    const [before, after] = [of(oldFrame), of(newFrame)];
    return {
      [`${oldFrame}_usd_Mtok`]: before.costPerMillion,
      [`${newFrame}_usd_Mtok`]: after.costPerMillion,
      cost_ratio: before.costPerMillion / after.costPerMillion,
      per_GPU_ratio: g.n(`${newFrame}_tok_s`) / g.n(`${oldFrame}_tok_s`),
      per_MW_ratio: after.throughputPerMW_per_s / before.throughputPerMW_per_s,
    };
  },
  levelised: (g) => {
    const answer = levelised({
      assets: [
        { capital: g.n('capex_IT'), life_years: g.n('life_IT') },
        { capital: g.n('capex_facility'), life_years: g.n('life_facility') },
      ],
      interest: g.n('wacc'),
      opex_per_year: g.n('opex'),
      energyPrice_per_kWh: g.n('energy_price'),
      site_W: g.n('PUE') * g.n('IT') * MW,
      throughput_per_s: g.n('tok_s_full'),
      utilisation: g.n('utilisation'),
      availability: g.n('availability'),
    });
    return { annual_cost: answer.annualCost, energy_share: answer.energyShare, tokens: answer.tokens, usd_per_Mtok: answer.costPerMillion };
  },
  revenue: (g) => ({
    revenue: revenuePerMW({
      throughputPerMW_per_s: g.n('tok_s_MW'),
      price_per_million: g.n('price'),
      utilisation: g.n('utilisation'),
      availability: g.n('availability'),
    }),
  }),
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
  'reduction-with-bess': (g) => {
    const answer = reduceWithBattery({
      reduction_W: g.n('reduction') * MW,
      duration_s: g.n('duration') * 3600,
      siteFactor: g.n('PUE'),
      slowed_W: g.n('train_IT') * MW,
      x: g.n('train_x'),
      curve: curve(g),
      throughput_per_s: g.n('train_rate'),
      dischargeEfficiency: g.n('eta_d'),
      depthOfDischarge: g.n('DoD'),
    });
    return {
      site_cut: answer.siteCut_W / MW,
      bess_power: answer.battery_W / MW,
      bess_energy_used: answer.drawn_J / MWh,
      bess_rating: answer.rating_J / MWh,
      r: answer.r,
      tokens_lost: answer.tokensLost,
    };
  },
  ramp: (g) => {
    const answer = rampEnergy({ step_W: g.n('step') * MW, ramp_W_s: (g.n('ramp') * MW) / 60, chargeEfficiency: g.n('eta_c') });
    return { energy_absorbed: answer.absorbed_J / MWh, stored: answer.stored_J / MWh, duration: answer.duration_s / 60 };
  },
  'soc-trace': (g) => {
    const battery = {
      energy_J: g.n('E') * MWh,
      power_W: g.n('P') * MW,
      leastCharge: g.n('SoC_min'),
      mostCharge: g.n('SoC_max'),
      chargeEfficiency: g.n('eta_c'),
      dischargeEfficiency: g.n('eta_d'),
    };
    const watts = (name: string) => g.list(name).map((value) => value * MW);
    const trace = followTarget(battery, g.n('SoC0'), g.n('dt') * 3600, watts('load'), watts('target'));
    return { SoC: trace.charge, grid: trace.grid_W.map((value) => value / MW), unserved_reduction: trace.unserved_J / MWh };
  },
  bridge: (g) => {
    const answer = bridge({
      critical_W: g.n('critical') * MW,
      start_s: g.n('t_start'),
      margin: g.n('margin'),
      dischargeEfficiency: g.n('eta_d'),
      depthOfDischarge: g.n('DoD'),
    });
    return { energy: answer.energy_J / MWh, c_rate: answer.rate_per_h };
  },
  shed: (g) => {
    const work = classes(g);
    const before = allocate(work, g.n('pre_event_site'));
    const during = allocate(work, g.n('pre_event_site') - g.n('event_cut'));
    return {
      x_train: during.x[0] ?? Number.NaN,
      x_inf: during.x[1] ?? Number.NaN,
      lambda_: during.price,
      tokens_lost: (before.throughput_per_s - during.throughput_per_s) * g.n('duration') * 3600,
    };
  },
  frontier: (g) => {
    const point = leastEnergyPoint(servingPoints(), {
      task: g.text('task'),
      model: g.text('model'),
      gpu: g.text('gpu'),
      interToken_s: g.n('itl_p50_max') / 1e3,
    });
    if (!point) return {};
    return {
      max_num_seqs: point.batch,
      num_gpus: point.gpus,
      j_per_output_token: point.energyPerToken_J,
      output_tok_s_per_gpu: point.throughput_per_s,
      tok_s_per_gpu_MW: throughputPerMW(point),
    };
  },
  slack: (g) => {
    const answer = slackSaving(g.list('stage_time'), g.n('P'), curve(g), g.n('waiting_power_fraction'));
    return { x: answer.x, energy_before: answer.before_J, energy_after: answer.after_J, saving: answer.saving };
  },
};

/** @returns the worst relative error and, per quantity out of tolerance, a line. */
export function checkTokenomics(file: unknown): { worst: number; failures: string[] } {
  const failures: string[] = [];
  let worst = 0;
  for (const one of read(caseFile, file).cases) {
    const { id, op, expect } = one;
    const run = ops[op];
    if (!run) {
      failures.push(`${id}: no function answers ${op}`);
      continue;
    }
    const answer = run(givenOf(one));
    for (const [name, { value, rel_tol }] of Object.entries(expect)) {
      const got = answer[name];
      const pairs = (Array.isArray(value) ? value : [value]).map((wanted, i) => [wanted, Array.isArray(got) ? got[i] : got] as const);
      for (const [wanted, actual] of pairs) {
        const error = typeof actual === 'number' ? Math.abs(actual - wanted) : Number.NaN;
        if (!(error <= Math.max(rel_tol * Math.abs(wanted), 1e-12))) failures.push(`${id} ${name}: ${actual} instead of ${wanted}`);
        if (wanted !== 0) worst = Math.max(worst, error / Math.abs(wanted));
      }
    }
  }
  return { worst, failures };
}
