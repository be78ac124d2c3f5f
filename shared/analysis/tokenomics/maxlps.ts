/**
 * MaxLPS on the drawn site: its power shared among racks for most earnings under every limit at once, against a uniform
 * cap under the same limits, with what one more unit of each limit is worth.
 */
import type { Document } from '../../document/document.ts';
import type { EquipmentId, RecordId, WorkloadId } from '../../document/ids.ts';
import { type Problem, type Result, succeed } from '../../problem.ts';
import { type Consumer, worthOf } from '../../solve/allocation.ts';
import type { ScenarioOptions } from '../scenario-state.ts';
import { allocatePower, type PowerAllocation } from './allocate-power.ts';
import { secondsPerYear } from './cost.ts';
import type { LimitResource, PlantLimit } from './limits/plant-limit.ts';
import { type RackWork, siteWork } from './rack-work.ts';
import { steer, steeredTokens, tokenValue_USD, worthOfWork } from './worth-of-work.ts';

export interface PricedLimit {
  readonly id: string;
  readonly owner: RecordId;
  readonly resource: LimitResource;
  readonly unit: 'W' | 'm³/s';
  readonly used: number;
  readonly capacity: number;
  /** What one more unit (W or m³/s) would earn in a year. */
  readonly price_USD_yr: number;
}

export interface WorkOutcome {
  readonly id: WorkloadId;
  readonly title: string;
  readonly optimal_per_s: number;
  readonly uniform_per_s: number;
  readonly uncapped_per_s: number;
  readonly optimal_W: number;
}

export interface RackOutcome {
  readonly power_W: number;
  /** Over the own draw of its work. */
  readonly x: number;
  /** What one more watt here would earn in a year, were it given: all limits above it together. */
  readonly price_USD_yr_W: number;
}

export interface MaxLps {
  readonly site_W: number;
  readonly itPower_W: number;
  /** A year at this allocation, USD. */
  readonly earnings: { readonly optimal_USD_yr: number; readonly uniform_USD_yr: number; readonly uncapped_USD_yr: number };
  readonly work: readonly WorkOutcome[];
  readonly racks: ReadonlyMap<EquipmentId, RackOutcome>;
  /** Limits with a price, dearest first by what a tenth of their capacity would earn. */
  readonly limits: readonly PricedLimit[];
  /** One more megawatt at the meter, USD a year; 0 where the utility does not bind. */
  readonly nextMegawatt_USD_yr: number;
  /** One more rack like the best-paid of those drawn, at the prices of its neighbours' power. */
  readonly nextRack_USD_yr: number;
  readonly proof: {
    readonly gap: number;
    readonly residuals: PowerAllocation['result']['residuals'];
    readonly method: string;
    readonly rounds: number;
  };
  readonly problems: readonly Problem[];
}

/** Largest relative powers with which every limit holds and all racks under one limit are cut alike. */
function uniformShares(allocation: PowerAllocation, saturation_W: (rack: EquipmentId) => number | undefined): Map<EquipmentId, number> {
  const { limits, result } = allocation;
  const shares = new Map<EquipmentId, number>(limits.racks.map((id) => [id, 1]));
  limits.limits.forEach((limit, j) => {
    let wanted = 0;
    let fixed = 0;
    for (let k = 0; k < limit.members.length; k++) {
      const rack = limit.members[k] ?? -1;
      const own = saturation_W(limits.racks[rack] ?? '');
      if (own === undefined) fixed += (limit.coefficients[k] ?? 0) * (result.amounts[rack] ?? 0);
      else wanted += (limit.coefficients[k] ?? 0) * own;
    }
    const share = wanted > 0 ? Math.max(0, (limits.capacities[j] ?? 0) - fixed) / wanted : 1;
    for (let k = 0; k < limit.members.length; k++) {
      const id = limits.racks[limit.members[k] ?? -1] ?? '';
      shares.set(id, Math.min(shares.get(id) ?? 1, share));
    }
  });
  return shares;
}

/** Most that a consumer earns when it pays a price for its power. */
function surplusAt(consumer: Consumer, price: number): number {
  let power_W = consumer.least;
  for (const { width, first, last } of consumer.pieces) {
    if (price >= first) break;
    power_W += price <= last ? width : (width * (first - price)) / (first - last);
  }
  return worthOf(consumer, power_W) - price * power_W;
}

const priced = (limit: PlantLimit, price: number): PricedLimit => ({
  id: limit.id,
  owner: limit.owner,
  resource: limit.resource,
  unit: limit.unit,
  used: limit.present,
  capacity: limit.capacity,
  price_USD_yr: price * secondsPerYear,
});

export function maxLps(document: Document, options: ScenarioOptions = {}): Result<MaxLps> {
  const answer = maxLpsDetailed(document, options);
  return answer.ok ? succeed(answer.value.maxLps) : answer;
}

export interface MaxLpsDetailed {
  readonly maxLps: MaxLps;
  readonly allocation: PowerAllocation;
}

export function maxLpsDetailed(document: Document, options: ScenarioOptions = {}, previous?: PowerAllocation): Result<MaxLpsDetailed> {
  const worth = worthOfWork(document);
  const answer = allocatePower(document, { ...options, worth, ...(previous ? { previous } : {}) });
  if (!answer.ok) return answer;
  const allocation = answer.value;
  const { racks: placed, problems } = siteWork(document);
  const draw = new Map(placed.map(({ rack, work }) => [rack.equipment.id, work.reduce((sum, one) => sum + one.saturation_W, 0)]));
  const shares = uniformShares(allocation, (id) => (worth.has(id) ? draw.get(id) : undefined));
  const index = new Map(allocation.limits.racks.map((id, i) => [id, i]));

  const outcomes = new Map<
    WorkloadId,
    { title: string; optimal_per_s: number; uniform_per_s: number; uncapped_per_s: number; optimal_W: number }
  >();
  const racks = new Map<EquipmentId, RackOutcome>();
  const earnings = { optimal: 0, uniform: 0, uncapped: 0 };
  let [nextRack, itPower_W] = [0, 0];
  const add = (one: RackWork, key: 'optimal' | 'uniform' | 'uncapped', tokens_per_s: number) => {
    const { id, title } = one.model.workload;
    const sum = outcomes.get(id) ?? { title, optimal_per_s: 0, uniform_per_s: 0, uncapped_per_s: 0, optimal_W: 0 };
    sum[`${key}_per_s`] += tokens_per_s;
    outcomes.set(id, sum);
    earnings[key] += tokens_per_s * tokenValue_USD(one);
    return sum;
  };
  for (const { rack, work } of placed) {
    const { id } = rack.equipment;
    const power_W = allocation.rackPower_W.get(id) ?? 0;
    itPower_W += power_W;
    const own = draw.get(id) ?? 0;
    const i = index.get(id);
    const price = i === undefined ? 0 : (allocation.result.consumerPrices[i] ?? 0);
    if (work.length === 0) continue;
    racks.set(id, { power_W, x: own > 0 ? power_W / own : 0, price_USD_yr_W: price * secondsPerYear });
    const consumer = worth.get(id);
    if (consumer) nextRack = Math.max(nextRack, surplusAt(consumer, price));
    const supplied = i !== undefined;
    const x = steer(work, power_W);
    const best = steeredTokens(work, x);
    const alike = steeredTokens(
      work,
      work.map(() => (supplied ? (shares.get(id) ?? 1) : 0)),
    );
    work.forEach((one, k) => {
      add(one, 'optimal', best[k] ?? 0).optimal_W += (x[k] ?? 0) * one.saturation_W;
      add(one, 'uniform', alike[k] ?? 0);
      add(one, 'uncapped', one.throughput_per_s);
    });
  }
  const { result, limits, rounds } = allocation;
  const utility = limits.limits.findIndex(({ resource }) => resource === 'utility');
  const maxLpsAnswer: MaxLps = {
    site_W: allocation.coupled.electrical.report.sourcePower_W ?? 0,
    itPower_W,
    earnings: {
      optimal_USD_yr: earnings.optimal * secondsPerYear,
      uniform_USD_yr: earnings.uniform * secondsPerYear,
      uncapped_USD_yr: earnings.uncapped * secondsPerYear,
    },
    work: [...outcomes].map(([id, outcome]) => ({ id, ...outcome })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    racks,
    limits: limits.limits
      .flatMap((limit, j) => ((result.prices[j] ?? 0) > 0 ? [priced(limit, result.prices[j] ?? 0)] : []))
      .sort((a, b) => b.price_USD_yr * b.capacity - a.price_USD_yr * a.capacity),
    nextMegawatt_USD_yr: utility < 0 ? 0 : (result.prices[utility] ?? 0) * 1e6 * secondsPerYear,
    nextRack_USD_yr: nextRack * secondsPerYear,
    proof: { gap: result.gap, residuals: result.residuals, method: result.method, rounds },
    problems,
  };
  return succeed({ maxLps: maxLpsAnswer, allocation });
}
