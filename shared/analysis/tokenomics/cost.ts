/** Money per token and per megawatt. Currency is whatever the inputs are in. */

export const secondsPerYear = 31_536_000;
export const hoursPerYear = 8760;

/** Cost per million tokens of one accelerator rented by the hour, and tokens per second and site megawatt. */
export function rentedTokens(input: { cost_per_h: number; throughput_per_s: number; site_W: number }) {
  return {
    costPerMillion: (1e6 * input.cost_per_h) / (3600 * input.throughput_per_s),
    throughputPerMW_per_s: (input.throughput_per_s * 1e6) / input.site_W,
  };
}

/** Annuity of a capital cost: CRF = w(1+w)ⁿ/((1+w)ⁿ − 1); 1/n without interest. */
export function capitalRecovery(interest: number, years: number): number {
  if (interest === 0) return 1 / years;
  const growth = (1 + interest) ** years;
  return (interest * growth) / (growth - 1);
}

export interface LevelisedInput {
  readonly assets: readonly { readonly capital: number; readonly life_years: number }[];
  readonly interest: number;
  readonly opex_per_year: number;
  readonly energyPrice_per_kWh: number;
  /** Site power at full use. Energy follows utilisation; idle draw is taken as part of it. */
  readonly site_W: number;
  readonly throughput_per_s: number;
  readonly utilisation: number;
  readonly availability: number;
  readonly demandCharge_per_year?: number;
}

export function levelised(input: LevelisedInput) {
  const capital = input.assets.reduce((sum, { capital: c, life_years }) => sum + c * capitalRecovery(input.interest, life_years), 0);
  const energy = (input.site_W / 1e3) * hoursPerYear * input.utilisation * input.energyPrice_per_kWh;
  const annualCost = capital + input.opex_per_year + energy + (input.demandCharge_per_year ?? 0);
  const tokens = input.throughput_per_s * secondsPerYear * input.utilisation * input.availability;
  return { annualCost, energyShare: energy / annualCost, tokens, costPerMillion: annualCost / (tokens / 1e6) };
}

/** Revenue of a site megawatt in a year. */
export const revenuePerMW = (input: {
  throughputPerMW_per_s: number;
  price_per_million: number;
  utilisation: number;
  availability: number;
}): number => (input.throughputPerMW_per_s * secondsPerYear * input.utilisation * input.availability * input.price_per_million) / 1e6;
