/** Cases of power caps, of power shared out and of more racks than the nameplate allows. Computes nothing. */
import { allocate, claimConsistency, parkOrSlow, profitableRacks } from '../../shared/analysis/tokenomics/allocation.ts';
import { leastEnergyPoint, throughputPerMW } from '../../shared/analysis/tokenomics/frontier.ts';
import { oversubscribe, oversubscribeBeside } from '../../shared/analysis/tokenomics/oversubscription.ts';
import { bestPower, fitCurve, phaseMix, relativeThroughput } from '../../shared/analysis/tokenomics/power-curve.ts';
import { slackSaving } from '../../shared/analysis/tokenomics/training-slack.ts';
import { servingPoints } from './serving-points.ts';
import { type Answer, classes, curve, type Ops, powerClass } from './tokenomics-classes.ts';

const kW = 1e3;

export const powerOps: Ops = {
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
