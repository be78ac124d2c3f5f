/** What is assumed about the site: money, failures, grid and storage. Defaults with band and source. */
import type { Site } from '../../document/records.ts';
import { type Assumed, type AssumptionSpec, type AssumptionSpecs, assumed, sourced } from './assumption.ts';

const epoch = 'https://epoch.ai/data-insights/ai-datacenter-cost-breakdown';
const bernstein = 'https://ng.investing.com/news/stock-market-news/how-much-does-a-gw-of-data-center-capacity-actually-cost-2169144';
const judged = 'engineering judgement';
const ieee493 = 'IEEE 493, as commonly quoted; check against the standard';
const eia = 'https://eia.gov/electricity/monthly/epm_table_grapher.php?t=table_5_06_a';

/** A unit price of one sort of equipment: an estimate with a wide band, to be replaced by quotations. */
const unitPrice = (title: string, unit: string, value: number, band: readonly [number, number]): AssumptionSpec => ({
  title,
  help: 'Delivered equipment without installation; replace by quotations.',
  unit,
  min: 0,
  max: 1e9,
  default: sourced(value, unit, band, 'estimate', judged, 'order of budget prices; no quotation was read'),
});

const money = {
  compute_USD: {
    title: 'Compute per accelerator',
    help: 'Rack-scale system without network, per accelerator.',
    unit: 'USD',
    min: 0,
    max: 1e6,
    default: sourced(47_200, 'USD', [38_000, 60_000], 'third-party', bernstein, '3.4 M USD of compute in a 72-GPU rack'),
  },
  otherRack_USD: unitPrice('Network, storage or CPU rack', 'USD', 600_000, [200_000, 1_500_000]),
  network_USD: {
    title: 'Network per accelerator',
    help: 'Switches, optics and cables beside the racks that are drawn.',
    unit: 'USD',
    min: 0,
    max: 1e6,
    default: sourced(9_000, 'USD', [5_000, 14_000], 'derived', bernstein, '13 % of 35 bn USD per GW at 1.97 kW per GPU'),
  },
  transformer_USD_VA: unitPrice('Transformer', 'USD/VA', 0.05, [0.03, 0.1]),
  ups_USD_W: unitPrice('UPS with battery', 'USD/W', 0.35, [0.2, 0.6]),
  generator_USD_W: unitPrice('Generator', 'USD/W', 0.6, [0.4, 1]),
  switchgear_USD: unitPrice('Switchgear or board', 'USD', 250_000, [80_000, 600_000]),
  distribution_USD: unitPrice('Remote power panel or power shelf', 'USD', 20_000, [8_000, 50_000]),
  busway_USD_m: unitPrice('Busway', 'USD/m', 2_500, [1_200, 5_000]),
  cable_USD_m: unitPrice('Cable', 'USD/m', 250, [60, 800]),
  cdu_USD_W: unitPrice('CDU', 'USD/W', 0.12, [0.06, 0.25]),
  chiller_USD_W: unitPrice('Chiller', 'USD/W', 0.25, [0.15, 0.45]),
  cooler_USD_W: unitPrice('Dry cooler or tower', 'USD/W', 0.1, [0.05, 0.2]),
  airUnit_USD_W: unitPrice('Fan wall, in-row cooler or door', 'USD/W', 0.15, [0.08, 0.3]),
  mechanical_USD: unitPrice('Pump, valve, tank or vessel', 'USD', 15_000, [2_000, 60_000]),
  pipe_USD_m2: unitPrice('Pipe, by length and diameter', 'USD/m²', 6_000, [3_000, 12_000]),
  battery_USD_kWh: unitPrice('Battery storage', 'USD/kWh', 350, [200, 600]),
  building_USD_m2: unitPrice('Hall and rooms', 'USD/m²', 6_000, [3_000, 12_000]),
  installation: {
    title: 'Installation and engineering',
    help: 'Facility cost over delivered equipment and building shell.',
    unit: '1',
    min: 1,
    max: 5,
    default: sourced(2, '1', [1.5, 3], 'estimate', judged, 'labour, controls, commissioning, design, contingency'),
  },
  lifeCompute_yr: {
    title: 'Life of compute',
    help: 'Years over which racks and network are written off.',
    unit: 'yr',
    min: 1,
    max: 30,
    default: sourced(5, 'yr', [3, 7], 'third-party', epoch),
  },
  lifeFacility_yr: {
    title: 'Life of plant',
    help: 'Years over which power and cooling are written off.',
    unit: 'yr',
    min: 1,
    max: 60,
    default: sourced(14, 'yr', [12, 25], 'third-party', epoch),
  },
  lifeBuilding_yr: {
    title: 'Life of building',
    help: 'Years over which the shell is written off.',
    unit: 'yr',
    min: 1,
    max: 100,
    default: sourced(25, 'yr', [20, 40], 'estimate', judged, 'usual for industrial buildings'),
  },
  interest: {
    title: 'Cost of capital',
    help: 'Weighted, per year.',
    unit: '1/yr',
    min: 0,
    max: 0.5,
    default: sourced(0.08, '1/yr', [0.06, 0.12], 'estimate', judged),
  },
  operation_USD_W: {
    title: 'Operation without energy',
    help: 'Staff, maintenance and insurance a year, per watt of IT.',
    unit: 'USD/W/yr',
    min: 0,
    max: 10,
    default: sourced(0.3, 'USD/W/yr', [0.15, 0.6], 'third-party', epoch, '0.9 bn USD per GW and year, 0.6 of it energy'),
  },
  energy_USD_kWh: {
    title: 'Energy price',
    help: 'Mean over the year at the meter.',
    unit: 'USD/kWh',
    min: -1,
    max: 5,
    default: sourced(0.07, 'USD/kWh', [0.04, 0.12], 'third-party', eia, 'US industry, April 2025: 6.0 to 9.0 ct'),
  },
  energySwing: {
    title: 'Daily swing of price',
    help: 'Price at hour h = mean × (1 + swing × sine with its top at 19 h).',
    unit: '1',
    min: 0,
    max: 2,
    default: sourced(0.35, '1', [0, 1], 'estimate', judged, 'evening peak against solar noon; replace by the tariff'),
  },
  demand_USD_kW: {
    title: 'Demand charge',
    help: 'Per kilowatt of the month’s peak, a month.',
    unit: 'USD/kW',
    min: 0,
    max: 200,
    default: sourced(8, 'USD/kW', [0, 20], 'estimate', judged, 'large-load tariffs differ widely'),
  },
  water_USD_m3: {
    title: 'Water price',
    help: 'Supply and discharge.',
    unit: 'USD/m³',
    min: 0,
    max: 100,
    default: sourced(2, 'USD/m³', [0.5, 6], 'estimate', judged),
  },
  carbon_kg_kWh: {
    title: 'Carbon intensity',
    help: 'Of the electricity taken, mean over the year.',
    unit: 'kg/kWh',
    min: 0,
    max: 2,
    default: sourced(0.38, 'kg/kWh', [0.02, 0.8], 'estimate', judged, 'order of the US mean; France is near 0.03'),
  },
  carbonSwing: {
    title: 'Daily swing of carbon',
    help: 'As the swing of the price.',
    unit: '1',
    min: 0,
    max: 1,
    default: sourced(0.25, '1', [0, 0.6], 'estimate', judged),
  },
} as const satisfies AssumptionSpecs;

const rate = (
  title: string,
  value: number,
  band: readonly [number, number],
  source: string,
  tag: 'measured' | 'third-party' | 'estimate' = 'third-party',
) => ({
  title,
  help: 'Failures of one unit a year.',
  unit: '1/yr',
  min: 0,
  max: 1e3,
  default: sourced(value, '1/yr', band, tag, source),
});
const repair = (title: string, value: number, band: readonly [number, number], source: string) => ({
  title,
  help: 'Hours until one unit is back.',
  unit: 'h',
  min: 0,
  max: 1e4,
  default: sourced(value, 'h', band, source === judged ? 'estimate' : 'third-party', source),
});

const reliability = {
  utilityFailures: rate('Utility failures', 1.956, [0.3, 3], ieee493),
  utilityRepair_h: repair('Utility outage', 1.32, [0.5, 8], ieee493),
  transformerFailures: rate('Transformer failures', 0.00111, [0.001, 0.015], ieee493),
  transformerRepair_h: repair('Transformer repair', 5, [5, 350], ieee493),
  upsFailures: rate('UPS failures', 0.035, [0.01, 0.1], judged, 'estimate'),
  upsRepair_h: repair('UPS repair', 8, [4, 24], judged),
  cduFailures: rate('CDU failures', 0.2, [0.05, 0.5], judged, 'estimate'),
  cduRepair_h: repair('CDU repair', 8, [2, 48], judged),
  coolerFailures: rate('Chiller or cooler failures', 0.3, [0.1, 1], judged, 'estimate'),
  coolerRepair_h: repair('Chiller or cooler repair', 24, [8, 168], judged),
  generatorStart: {
    title: 'Generators take the load',
    help: 'Chance that one set starts and runs when called.',
    unit: '1',
    min: 0,
    max: 1,
    default: sourced(
      0.98,
      '1',
      [0.95, 0.995],
      'measured',
      'https://paperexplained.cn/articles/paper/detail/d0bdb4994e23069a8f3d86e2e39cff810dda8c31',
    ),
  },
  commonCause: {
    title: 'Common cause',
    help: 'Part of a unit’s unavailability that all units of its group share (beta factor).',
    unit: '1',
    min: 0,
    max: 1,
    default: sourced(0.05, '1', [0.01, 0.1], 'estimate', judged),
  },
  interruptions_per_h: {
    title: 'Interruptions per accelerator',
    help: 'Unexpected ends of a job, per accelerator and hour, all causes.',
    unit: '1/h',
    min: 0,
    max: 1,
    default: sourced(
      1.97e-5,
      '1/h',
      [1e-5, 4e-5],
      'measured',
      'https://direct.datacenterdynamics.com/en/news/meta-report-details-hundreds-of-gpu-and-hbm3-related-interruptions-to-llama-3-training-run',
      '419 in 54 days on 16 384 GPUs',
    ),
  },
  checkpoint_s: {
    title: 'Writing a checkpoint',
    help: 'Seconds that training stands for it.',
    unit: 's',
    min: 0,
    max: 3600,
    default: sourced(20, 's', [5, 120], 'estimate', judged),
  },
  restart_s: {
    title: 'Restart after an interruption',
    help: 'Seconds until training goes on.',
    unit: 's',
    min: 0,
    max: 36_000,
    default: sourced(180, 's', [60, 1200], 'estimate', judged),
  },
} as const satisfies AssumptionSpecs;

const grid = {
  ramp_W_s: {
    title: 'Ramp the grid allows',
    help: 'Set by the interconnection agreement; no common number is published.',
    unit: 'W/s',
    min: 1,
    max: 1e10,
    default: sourced(10e6 / 60, 'W/s', [2e6 / 60, 60e6 / 60], 'estimate', judged, '10 MW/min as a placeholder'),
  },
  battery_J: {
    title: 'Battery energy',
    help: 'Rated, of storage that may be used in grid events and is not drawn; 0 for none.',
    unit: 'J',
    min: 0,
    max: 1e14,
    default: sourced(0, 'J', [0, 0], 'estimate', judged, 'none unless stated'),
  },
  battery_W: {
    title: 'Battery power',
    help: 'Of the same storage.',
    unit: 'W',
    min: 0,
    max: 1e11,
    default: sourced(0, 'W', [0, 0], 'estimate', judged, 'none unless stated'),
  },
  roundTrip: {
    title: 'Battery round trip',
    help: 'Energy out over energy in.',
    unit: '1',
    min: 0.3,
    max: 1,
    default: sourced(0.88, '1', [0.82, 0.92], 'estimate', judged),
  },
  depth: {
    title: 'Usable part of the battery',
    help: 'Depth of discharge.',
    unit: '1',
    min: 0.1,
    max: 1,
    default: sourced(0.9, '1', [0.8, 1], 'estimate', judged),
  },
  generatorUse: {
    title: 'Generators in grid events',
    help: 'Part of the drawn generators’ power that may run for the grid; 0 where permits forbid it.',
    unit: '1',
    min: 0,
    max: 1,
    default: sourced(0, '1', [0, 1], 'estimate', judged, 'emission permits usually forbid it'),
  },
  generatorStart_s: {
    title: 'Generator start',
    help: 'From the call until a set carries load.',
    unit: 's',
    min: 0,
    max: 3600,
    default: sourced(60, 's', [10, 300], 'estimate', judged),
  },
  rampDown_W_s: {
    title: 'Ramp of one accelerator',
    help: 'How fast power steering lowers one accelerator’s draw.',
    unit: 'W/s',
    min: 0.1,
    max: 1e5,
    default: sourced(50, 'W/s', [5, 500], 'estimate', judged, 'the load-target contract has no ramp field'),
  },
  violation: {
    title: 'Accepted chance of overload',
    help: 'Of the racks’ sum over its limit, with a capping backstop faster than the breaker.',
    unit: '1',
    min: 1e-9,
    max: 0.5,
    default: sourced(0.001, '1', [1e-5, 1e-2], 'estimate', judged),
  },
} as const satisfies AssumptionSpecs;

const profiles = {
  maxQPower: {
    title: 'Power under Max-Q',
    help: 'Cap of the Max-Q profile over what the work draws under Max-P; how many tokens are kept follows from the work’s power curve.',
    unit: '1',
    min: 0.3,
    max: 1,
    default: sourced(
      0.8245,
      '1',
      [0.8, 0.95],
      'derived',
      'https://developer.nvidia.com/blog/optimize-data-center-efficiency-for-ai-and-hpc-workloads-with-power-profiles',
      'up to 15 % less energy at 97 % of the performance is 0.85 × 0.97 of the power; a Rubin rack is quoted at 190 of 230 kW, 0.826',
    ),
  },
} as const satisfies AssumptionSpecs;

export const siteAssumptions = { ...money, ...reliability, ...grid, ...profiles };
export type SiteAssumption = keyof typeof siteAssumptions;

/** Groups as they are shown and edited. */
export const siteAssumptionGroups: readonly { readonly title: string; readonly names: readonly SiteAssumption[] }[] = [
  { title: 'Money', names: Object.keys(money) as SiteAssumption[] },
  { title: 'Failures', names: Object.keys(reliability) as SiteAssumption[] },
  { title: 'Grid and storage', names: Object.keys(grid) as SiteAssumption[] },
  { title: 'Power profiles', names: Object.keys(profiles) as SiteAssumption[] },
];

/** One assumption of the site. @throws where a stated value is unfit, which commands and the reader forbid. */
export function siteAssumed(site: Site, name: SiteAssumption): Assumed {
  const result = assumed(siteAssumptions, name, site.assumptions, site.id);
  if (!result.ok) throw new Error(`${name}: ${result.problems[0]?.message}`);
  return result.value;
}
