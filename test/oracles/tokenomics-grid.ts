/** Cases of what the grid asks for, and of batteries that answer. Computes nothing. */
import { allocate } from '../../shared/analysis/tokenomics/allocation.ts';
import { bridge, followTarget, rampEnergy, reduceWithBattery } from '../../shared/analysis/tokenomics/flex.ts';
import { classes, curve, type Ops } from './tokenomics-classes.ts';

const MW = 1e6;
const MWh = 3.6e9;

export const gridOps: Ops = {
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
};
