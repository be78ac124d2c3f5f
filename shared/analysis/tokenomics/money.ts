/** What a solved design costs and earns in a year, by class of cost and by workload. Currency is USD throughout. */
import { type SiteAssumption, siteAssumed } from '../../catalogue/assumptions/site.ts';
import { type Document, siteOf } from '../../document/document.ts';
import type { WorkloadId } from '../../document/ids.ts';
import { type Analysis, quantityOf } from '../result.ts';
import { type Capital, type CapitalClass, capitalOf } from './capital.ts';
import { capitalRecovery, hoursPerYear, secondsPerYear } from './cost.ts';
import type { TokensReport } from './tokens.ts';

export interface CostPart {
  readonly key: string;
  readonly title: string;
  readonly cost_USD_yr: number;
  readonly formula: string;
  /** Assumptions of the site it rests on. */
  readonly inputs: readonly SiteAssumption[];
}

export interface WorkloadMoney {
  readonly id: WorkloadId;
  readonly title: string;
  readonly tokens_yr: number;
  readonly revenue_USD_yr: number;
  /** Its part of the site's cost, by the IT power it is given. */
  readonly cost_USD_yr: number;
  readonly cost_USD_Mtok: number | undefined;
}

export interface Hour {
  readonly hour: number;
  readonly energy_USD_kWh: number;
  readonly carbon_kg_kWh: number;
  /** Of the whole site in that hour at its solved power. */
  readonly cost_USD: number;
  readonly carbon_kg: number;
}

export interface Money {
  readonly capital: Capital;
  readonly costs: readonly CostPart[];
  readonly cost_USD_yr: number;
  readonly revenue_USD_yr: number;
  readonly margin_USD_yr: number;
  readonly perUtilityMW: { readonly cost_USD_yr: number; readonly revenue_USD_yr: number; readonly margin_USD_yr: number };
  /** Energy, demand and water over all cost, and over cost without depreciation: the two denominators in use. */
  readonly energyShare: { readonly ofAll: number; readonly ofOperation: number };
  readonly workloads: readonly WorkloadMoney[];
  readonly carbon_kg_yr: number;
  readonly water_m3_yr: number;
  readonly hours: readonly Hour[];
}

const lifeOf: Readonly<Record<CapitalClass, SiteAssumption>> = {
  compute: 'lifeCompute_yr',
  network: 'lifeCompute_yr',
  power: 'lifeFacility_yr',
  cooling: 'lifeFacility_yr',
  building: 'lifeBuilding_yr',
};
const classTitles: Readonly<Record<CapitalClass, string>> = {
  compute: 'Depreciation of compute',
  network: 'Depreciation of network',
  power: 'Depreciation of power',
  cooling: 'Depreciation of cooling',
  building: 'Depreciation of building',
};

/** A sine over the day with its top at 19 h and mean 1. */
const swing = (hour: number, part: number): number => 1 + part * Math.cos((2 * Math.PI * (hour - 19)) / 24);

export function hoursOf(document: Document, site_W: number): readonly Hour[] {
  const site = siteOf(document);
  const value = (name: SiteAssumption) => siteAssumed(site, name).value;
  return Array.from({ length: 24 }, (_, hour) => {
    const energy_USD_kWh = value('energy_USD_kWh') * swing(hour, value('energySwing'));
    const carbon_kg_kWh = value('carbon_kg_kWh') * swing(hour, value('carbonSwing'));
    return { hour, energy_USD_kWh, carbon_kg_kWh, cost_USD: energy_USD_kWh * (site_W / 1e3), carbon_kg: carbon_kg_kWh * (site_W / 1e3) };
  });
}

export function moneyOf(document: Document, analysis: Analysis, tokens: TokensReport, capital: Capital = capitalOf(document)): Money {
  const site = siteOf(document);
  const value = (name: SiteAssumption) => siteAssumed(site, name).value;
  const given_W = tokens.workloads.reduce((sum, workload) => sum + workload.given_W, 0);
  // Energy follows the work: racks without known work are taken at full use.
  const used = tokens.workloads.reduce((sum, { given_W: power, utilisation }) => sum + power * utilisation, 0);
  const utilisation = tokens.itPower_W > 0 ? (used + tokens.itPower_W - given_W) / tokens.itPower_W : 1;
  const energy_kWh = (tokens.facilityPower_W / 1e3) * hoursPerYear * utilisation;
  const water_m3_yr = analysis.results.ids.reduce(
    (sum, id) => sum + (quantityOf(analysis.results, id, 'waterUse') ?? 0) * secondsPerYear * utilisation,
    0,
  );
  const interest = value('interest');
  const classes = Object.keys(lifeOf) as CapitalClass[];
  const costs: CostPart[] = [
    ...classes.map((kind) => ({
      key: kind,
      title: classTitles[kind],
      cost_USD_yr: capital.classes[kind] * capitalRecovery(interest, value(lifeOf[kind])),
      formula: 'cost · w(1+w)ⁿ/((1+w)ⁿ − 1)',
      inputs: ['interest', lifeOf[kind]] as const,
    })),
    {
      key: 'operation',
      title: 'Operation without energy',
      cost_USD_yr: value('operation_USD_W') * tokens.itPower_W,
      formula: 'rate · IT power',
      inputs: ['operation_USD_W'],
    },
    {
      key: 'energy',
      title: 'Energy',
      cost_USD_yr: energy_kWh * value('energy_USD_kWh'),
      formula: 'site power · 8760 h · utilisation · price',
      inputs: ['energy_USD_kWh'],
    },
    {
      key: 'demand',
      title: 'Demand charge',
      cost_USD_yr: (tokens.facilityPower_W / 1e3) * 12 * value('demand_USD_kW'),
      formula: 'site power · 12 months · charge',
      inputs: ['demand_USD_kW'],
    },
    {
      key: 'water',
      title: 'Water',
      cost_USD_yr: water_m3_yr * value('water_USD_m3'),
      formula: 'make-up · utilisation · price',
      inputs: ['water_USD_m3'],
    },
  ];
  const cost_USD_yr = costs.reduce((sum, part) => sum + part.cost_USD_yr, 0);
  const workloads = tokens.workloads.map((workload): WorkloadMoney => {
    const tokens_yr = workload.served_per_s * secondsPerYear;
    const share = given_W > 0 ? (cost_USD_yr * workload.given_W) / given_W : 0;
    return {
      id: workload.id,
      title: workload.title,
      tokens_yr,
      revenue_USD_yr: (tokens_yr / 1e6) * workload.price_USD_Mtok,
      cost_USD_yr: share,
      cost_USD_Mtok: tokens_yr > 0 ? share / (tokens_yr / 1e6) : undefined,
    };
  });
  const revenue_USD_yr = workloads.reduce((sum, workload) => sum + workload.revenue_USD_yr, 0);
  const bought = costs.filter(({ key }) => key === 'energy' || key === 'demand' || key === 'water');
  const energy = bought.reduce((sum, part) => sum + part.cost_USD_yr, 0);
  const depreciation = classes.reduce((sum, kind) => sum + (costs.find(({ key }) => key === kind)?.cost_USD_yr ?? 0), 0);
  const perMW = (amount: number) => (amount * 1e6) / tokens.facilityPower_W;
  return {
    capital,
    costs,
    cost_USD_yr,
    revenue_USD_yr,
    margin_USD_yr: revenue_USD_yr - cost_USD_yr,
    perUtilityMW: {
      cost_USD_yr: perMW(cost_USD_yr),
      revenue_USD_yr: perMW(revenue_USD_yr),
      margin_USD_yr: perMW(revenue_USD_yr - cost_USD_yr),
    },
    energyShare: { ofAll: energy / cost_USD_yr, ofOperation: energy / (cost_USD_yr - depreciation) },
    workloads,
    carbon_kg_yr: energy_kWh * value('carbon_kg_kWh'),
    water_m3_yr,
    hours: hoursOf(document, tokens.facilityPower_W),
  };
}
