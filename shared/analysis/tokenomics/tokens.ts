/**
 * Tokens of a drawn design in one solved scenario: where the site's watts go, what each workload makes of its part,
 * and the figures per megawatt, each with its whole frame. A pure function of the document and its analysis.
 */
import type { Document } from '../../document/document.ts';
import type { RecordId, WorkloadId } from '../../document/ids.ts';
import type { Workload } from '../../document/records.ts';
import { fail, type Problem, type Result, succeed } from '../../problem.ts';
import { type Analysis, quantityOf, type Summary } from '../result.ts';
import { type GroupInventory, inventoryOf } from './inventory.ts';
import { type RackWork, siteWork, spentBy, type WorkModel } from './rack-work.ts';
import type { Throughput } from './serving.ts';
import { type TokensPerMegawatt, tokensPerMegawatt } from './tokens-per-megawatt.ts';
import { goodputOf, type Uptime, uptimeOf } from './uptime.ts';

/** Parts of the site's power; they add up to facility power. */
export interface PowerSplit {
  /** Cooling and electrical losses, and lighting or offices where drawn. */
  readonly overhead_W: number;
  /** Network, storage, management and CPU racks without other work, and work of that purpose. */
  readonly ingestion_W: number;
  readonly training_W: number;
  readonly inference_W: number;
  /** Given to work that cannot draw it: caps above the job's own draw. */
  readonly unused_W: number;
  /** Given to accelerators without known work. */
  readonly idle_W: number;
}

export interface WaterfallStep {
  readonly key: string;
  readonly title: string;
  readonly power_W: number;
  /** Totals stand on the axis; parts are taken off the total before them. */
  readonly kind: 'total' | 'part';
}

export interface WorkloadTokens {
  readonly id: WorkloadId;
  readonly name: string;
  readonly title: string;
  readonly purpose: Workload['purpose'];
  readonly tenant?: string;
  readonly racks: number;
  /** Those of them that are CPU racks, which run tools of agents and make no tokens, and what they draw of `drawn_W`. */
  readonly cpuRacks: number;
  readonly cpu_W: number;
  readonly accelerators: number;
  /** Its share of the racks' solved power, what it draws of that, and what it would draw uncapped. */
  readonly given_W: number;
  readonly drawn_W: number;
  readonly saturation_W: number;
  /** Tokens per second possible in this power state, and uncapped. */
  readonly possible_per_s: number;
  readonly uncapped_per_s: number;
  readonly utilisation: number;
  /** Expected part of capacity that is up; for training with goodput. */
  readonly uptime: number;
  readonly served_per_s: number;
  readonly price_USD_Mtok: number;
  /** Possible tokens per megawatt of its racks, and of the meter with overhead shared by IT power. */
  readonly perIT?: TokensPerMegawatt;
  readonly perUtility?: TokensPerMegawatt;
  readonly perArea_per_s_m2?: number;
  readonly perJoule?: number;
  /** Time between tokens of one user at the measured point. */
  readonly interToken_s?: number;
  /** How the throughput of one accelerator was found, by accelerator. */
  readonly throughput: readonly { readonly accelerator: string; readonly throughput: Throughput }[];
}

export interface TokensReport {
  readonly scenario: string;
  readonly facilityPower_W: number;
  readonly itPower_W: number;
  readonly floorArea_m2: number;
  readonly split: PowerSplit;
  readonly waterfall: readonly WaterfallStep[];
  readonly workloads: readonly WorkloadTokens[];
  readonly uptime: Uptime;
  /** Hardware, software and work of each group of racks. */
  readonly inventory: readonly GroupInventory[];
  /** Tokens per second and rack, for pictures: by rack and workload mixed, so never compared with anything. */
  readonly byRack: ReadonlyMap<RecordId, number>;
  /** Workloads without a figure, and why. */
  readonly problems: readonly Problem[];
}

interface Sum {
  model: WorkModel;
  racks: number;
  cpuRacks: number;
  cpu_W: number;
  accelerators: number;
  given_W: number;
  drawn_W: number;
  saturation_W: number;
  possible_per_s: number;
  uncapped_per_s: number;
  readonly throughput: Map<string, Throughput>;
}

function addTo(sums: Map<WorkloadId, Sum>, work: RackWork, use: ReturnType<typeof spentBy>): void {
  const { model } = work;
  const sum: Sum = sums.get(model.workload.id) ?? {
    model,
    racks: 0,
    cpuRacks: 0,
    cpu_W: 0,
    accelerators: 0,
    given_W: 0,
    drawn_W: 0,
    saturation_W: 0,
    possible_per_s: 0,
    uncapped_per_s: 0,
    throughput: new Map(),
  };
  sum.racks += 1;
  if (work.rack.parameters.role === 'cpu') {
    sum.cpuRacks += 1;
    sum.cpu_W += use.drawn_W;
  }
  sum.accelerators += work.accelerators;
  sum.given_W += use.given_W;
  sum.drawn_W += use.drawn_W;
  sum.saturation_W += work.saturation_W;
  sum.possible_per_s += use.tokens_per_s;
  sum.uncapped_per_s += work.throughput_per_s;
  if (model.throughput) {
    sum.throughput.set(work.rack.parameters.accelerator, model.throughput);
    if (!sum.model.throughput) sum.model = model;
  }
  sums.set(model.workload.id, sum);
}

function workloadTokens(document: Document, sum: Sum, summary: Summary, uptime: Uptime): WorkloadTokens {
  const { model, given_W, possible_per_s } = sum;
  const { workload, throughput, utilisation } = model;
  const up = uptime.capacity * (workload.purpose === 'training' ? goodputOf(document, sum.accelerators).capacity : 1);
  const site_W = summary.itPower_W > 0 ? (given_W * summary.facilityPower_W) / summary.itPower_W : 0;
  const per = (power_W: number, megawatt: 'IT' | 'utility') =>
    throughput ? tokensPerMegawatt(possible_per_s, power_W, megawatt, throughput.frame) : undefined;
  const perIT = per(given_W, 'IT');
  const perUtility = per(site_W, 'utility');
  const area_m2 = summary.itPower_W > 0 ? (summary.floorArea_m2 * given_W) / summary.itPower_W : 0;
  return {
    id: workload.id,
    name: workload.name,
    title: workload.title,
    purpose: workload.purpose,
    ...(workload.tenant === undefined ? {} : { tenant: workload.tenant }),
    racks: sum.racks,
    cpuRacks: sum.cpuRacks,
    cpu_W: sum.cpu_W,
    accelerators: sum.accelerators,
    given_W,
    drawn_W: sum.drawn_W,
    saturation_W: sum.saturation_W,
    possible_per_s,
    uncapped_per_s: sum.uncapped_per_s,
    utilisation,
    uptime: up,
    served_per_s: possible_per_s * utilisation * up,
    price_USD_Mtok: model.price_USD_Mtok,
    ...(perIT?.ok ? { perIT: perIT.value } : {}),
    ...(perUtility?.ok ? { perUtility: perUtility.value } : {}),
    ...(area_m2 > 0 && throughput ? { perArea_per_s_m2: possible_per_s / area_m2 } : {}),
    ...(sum.drawn_W > 0 && throughput ? { perJoule: possible_per_s / sum.drawn_W } : {}),
    ...(throughput?.measuredPerUser_per_s === undefined ? {} : { interToken_s: 1 / throughput.measuredPerUser_per_s }),
    throughput: [...sum.throughput].map(([accelerator, one]) => ({ accelerator, throughput: one })),
  };
}

function waterfallOf(summary: Summary, split: PowerSplit): WaterfallStep[] {
  const part = (key: string, title: string, power_W: number): WaterfallStep => ({ key, title, power_W, kind: 'part' });
  const total = (key: string, title: string, power_W: number): WaterfallStep => ({ key, title, power_W, kind: 'total' });
  return [
    total('site', 'Site', summary.facilityPower_W),
    ...summary.losses.filter(({ power_W }) => power_W !== 0).map(({ key, title, power_W }) => part(key, title, power_W)),
    total('it', 'Racks', summary.itPower_W),
    part('ingestion', 'Network, storage, CPU', split.ingestion_W),
    part('idle', 'Racks without known work', split.idle_W),
    part('unused', 'Reserved, not drawn', split.unused_W),
    part('training', 'Training', split.training_W),
    total('inference', 'Inference', split.inference_W),
  ].filter(({ kind, power_W }) => kind === 'total' || power_W !== 0);
}

/** @returns a problem where the scenario could not be solved: then no watt is known. */
export function tokensOf(document: Document, analysis: Analysis): Result<TokensReport> {
  const { summary } = analysis;
  if (!summary)
    return fail({ code: 'not-solved', message: `scenario ${analysis.scenario.name} has no solution, so its tokens are not known` });
  const site = siteWork(document);
  const sums = new Map<WorkloadId, Sum>();
  const byRack = new Map<RecordId, number>();
  const split = {
    overhead_W: summary.facilityPower_W - summary.itPower_W,
    ingestion_W: 0,
    training_W: 0,
    inference_W: 0,
    unused_W: 0,
    idle_W: 0,
  };
  for (const { rack, work } of site.racks) {
    const rack_W = quantityOf(analysis.results, rack.equipment.id, 'power') ?? 0;
    let known = 0;
    let tokens_per_s = 0;
    for (const one of work) {
      const use = spentBy(one, rack_W);
      addTo(sums, one, use);
      split[`${one.model.workload.purpose}_W`] += use.drawn_W;
      split.unused_W += use.given_W - use.drawn_W;
      known += use.given_W;
      tokens_per_s += use.tokens_per_s;
    }
    split[rack.parameters.role === 'compute' ? 'idle_W' : 'ingestion_W'] += rack_W - known;
    if (tokens_per_s > 0) byRack.set(rack.equipment.id, tokens_per_s);
  }
  const uptime = uptimeOf(document, analysis);
  return succeed({
    scenario: analysis.scenario.name,
    facilityPower_W: summary.facilityPower_W,
    itPower_W: summary.itPower_W,
    floorArea_m2: summary.floorArea_m2,
    split,
    waterfall: waterfallOf(summary, split),
    workloads: [...sums.values()].map((sum) => workloadTokens(document, sum, summary, uptime)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    uptime,
    inventory: inventoryOf(document),
    byRack,
    problems: site.problems,
  });
}
