/** Cases of cost and revenue of tokens. Computes nothing. */
import { levelised, rentedTokens, revenuePerMW } from '../../shared/analysis/tokenomics/cost.ts';
import type { Ops } from './tokenomics-classes.ts';

const kW = 1e3;
const MW = 1e6;

export const moneyOps: Ops = {
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
};
