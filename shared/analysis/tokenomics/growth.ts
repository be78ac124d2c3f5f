/**
 * How many racks a power holds: by what is reserved for each, by what its work draws, by chance, and by capping. The
 * published claims about it are outside checks: they are set beside the figures of the drawn design and never enter them.
 */
import { siteAssumed } from '../../catalogue/assumptions/site.ts';
import { workloadAssumed } from '../../catalogue/assumptions/workload.ts';
import type { Document } from '../../document/document.ts';
import { siteOf } from '../../document/document.ts';
import { fail, type Result, succeed } from '../../problem.ts';
import { type Meter, type PlantOptions, solvePlant } from '../solve-plant.ts';
import { upperTail } from './normal.ts';
import { oversubscribe } from './oversubscription.ts';
import { powerForThroughput, relativeThroughput } from './power-curve.ts';
import { ownDraw, type RackWork, siteWork } from './rack-work.ts';

export interface GrowthStep {
  readonly key: 'reserved' | 'drawn' | 'chance' | 'capped';
  readonly title: string;
  /** Racks in the given power, as a ratio to the racks by reserved power, and tokens likewise. */
  readonly racks: number;
  readonly rackRatio: number;
  readonly tokenRatio: number;
  /** Site watts per rack. */
  readonly site_W: number;
  readonly why: string;
}

export interface Growth {
  readonly power_W: number;
  readonly accelerators: number;
  readonly steps: readonly GrowthStep[];
  readonly claim: {
    readonly rackRatio: number;
    readonly tokenRatio: number;
    /** Relative power that brings this design to the claimed number, and the tokens it then makes. */
    readonly x: number;
    readonly reproducedTokens: number;
    /** Own draw over reserved power at which both claimed ratios hold with this curve. */
    readonly impliedDraw: number;
    readonly ownDraw: number;
    readonly remark: string;
  };
}

const claimedRacks = 399_096 / 274_968;
const claimedTokens = 267 / 201;

/** The work that the mean rack stands for: its curve weighted by draw. */
function meanWork(work: readonly RackWork[]) {
  const all = work.reduce((sum, { saturation_W }) => sum + saturation_W, 0);
  const mean = (of: (one: RackWork) => number) => work.reduce((sum, one) => sum + of(one) * one.saturation_W, 0) / all;
  return {
    curve: { a: mean(({ model }) => model.curve.a), b: mean(({ model }) => model.curve.b) },
    least: mean(({ model }) => model.least),
    deviation: mean((one) => {
      const value = workloadAssumed(one.model.workload, 'deviation');
      return value.ok ? value.value.value : 0;
    }),
    correlation: mean((one) => {
      const value = workloadAssumed(one.model.workload, 'correlation');
      return value.ok ? value.value.value : 1;
    }),
  };
}

const ratio = (value: number): string => `${value >= 1 ? '+' : '−'}${Math.round(Math.abs(100 * (value - 1)))} %`;

/** @param power_W — of the site that is asked about; per-rack watts are those of the drawn design, solved. */
export function growthOf(document: Document, power_W: number, options: PlantOptions = {}): Result<Growth> {
  const { racks } = siteWork(document);
  const worked = racks.filter(({ work }) => work.length > 0);
  const work = worked.flatMap((rack) => rack.work);
  const reserved = solvePlant(document, options);
  if (!reserved.ok) return reserved;
  const drawn = solvePlant(document, { ...options, rackPower_W: ownDraw(document), previous: reserved.value.coupled });
  if (!drawn.ok) return drawn;
  if (work.length === 0 || !reserved.value.meter || !drawn.value.meter)
    return fail({ code: 'not-solved', message: 'without placed work and a solved plant it is not known what a rack takes' });
  const count = worked.length;
  const perRack = ({ facilityPower_W }: Meter) => facilityPower_W / count;
  const [full_W, own_W] = [perRack(reserved.value.meter), perRack(drawn.value.meter)];
  const mean = meanWork(work);
  const accelerators = work.reduce((sum, one) => sum + one.accelerators, 0) / count;
  const tdp_W = worked.reduce((sum, { rack }) => sum + rack.parameters.tdp_W, 0) / count;
  const siteFactor = own_W / (drawn.value.meter.itPower_W / count);
  const violation = siteAssumed(siteOf(document), 'violation').value;
  const base = power_W / full_W;
  const chance = oversubscribe({
    limit_W: power_W,
    peak_W: full_W,
    group: { mean_W: own_W, deviation_W: mean.deviation * tdp_W * siteFactor, correlation: mean.correlation },
    violation,
  });
  const step = (
    key: GrowthStep['key'],
    title: string,
    each_W: number,
    tokensEach: number,
    why: string,
    n = power_W / each_W,
  ): GrowthStep => ({
    key,
    title,
    racks: Math.floor(n),
    rackRatio: n / base,
    tokenRatio: (n / base) * tokensEach,
    site_W: each_W,
    why,
  });
  const x = mean.least;
  const capped_W = own_W * x;
  const toClaim = Math.min(1, power_W / (claimedRacks * base) / own_W);
  const impliedX = powerForThroughput(mean.curve, claimedTokens / claimedRacks);
  const impliedDraw = 1 / claimedRacks / impliedX;
  const own = own_W / full_W;
  return succeed({
    power_W,
    accelerators,
    steps: [
      step('reserved', 'By reserved power', full_W, 1, 'every rack has its design power and the plant for it'),
      step('drawn', 'By what the work draws', own_W, 1, 'caps above the jobs’ own draw are given back; nothing slows down'),
      step(
        'chance',
        'By chance, with a capping backstop',
        own_W,
        1,
        `at most one moment in ${Math.round(1 / violation)} above the limit, racks correlated by ${mean.correlation.toFixed(2)}`,
        chance.racks,
      ),
      step(
        'capped',
        'Capped as far as was measured',
        capped_W,
        relativeThroughput(mean.curve, x),
        `every rack at ${Math.round(100 * x)} % of its own draw`,
      ),
    ],
    claim: {
      rackRatio: claimedRacks,
      tokenRatio: claimedTokens,
      x: toClaim,
      reproducedTokens: claimedRacks * relativeThroughput(mean.curve, toClaim),
      impliedDraw,
      ownDraw: own,
      remark: `This design reaches ${ratio(claimedRacks)} racks at ${Math.round(100 * toClaim)} % of their own draw and then makes ${ratio(
        claimedRacks * relativeThroughput(mean.curve, toClaim),
      )} tokens, where ${ratio(claimedTokens)} revenue is claimed. Its work draws ${Math.round(100 * own)} % of what is reserved; the claimed pair needs ${Math.round(
        100 * impliedDraw,
      )} %: there the caps cut into work, here most of the gain is power that was reserved and never drawn. Prices, models and cooling behind the claim are not published.`,
    },
  });
}

export interface Pilot {
  readonly managed: number;
  readonly envelopeRacks: number;
  /** At the racks' inputs: the envelope at design power, and the managed racks at what their work draws. */
  readonly envelope_W: number;
  readonly managed_W: number;
  readonly fits: boolean;
  /** Relative power of the managed racks that just fills the envelope, at most 1. */
  readonly x: number;
  readonly tokenRatio: number;
  /** Chance that their sum passes the envelope for a moment. */
  readonly overload: number;
  readonly remark: string;
}

/** The pilot procedure of the maker: four managed racks in the envelope of three, here on racks of the drawn design. */
export function pilotOf(document: Document): Result<Pilot> {
  const worked = siteWork(document).racks.filter(
    ({ work }) => work.length > 0 && work.some(({ throughput_per_s }) => throughput_per_s > 0),
  );
  const four = worked.slice(-4);
  if (four.length < 4) return fail({ code: 'too-few-racks', message: 'the pilot needs four racks with work' });
  const work = four.flatMap((one) => one.work);
  const mean = meanWork(work);
  const envelope_W = four.slice(0, 3).reduce((sum, { rack }) => sum + rack.parameters.design_W, 0);
  const managed_W = work.reduce((sum, { saturation_W }) => sum + saturation_W, 0);
  const x = Math.min(1, envelope_W / managed_W);
  const rackTokens = relativeThroughput(mean.curve, x);
  const tdp_W = four.reduce((sum, { rack }) => sum + rack.parameters.tdp_W, 0) / 4;
  const deviation_W = mean.deviation * tdp_W * Math.sqrt(4 * (1 + 3 * mean.correlation));
  return succeed({
    managed: 4,
    envelopeRacks: 3,
    envelope_W,
    managed_W,
    fits: managed_W <= envelope_W,
    x,
    tokenRatio: (4 / 3) * rackTokens,
    overload: deviation_W > 0 ? upperTail((envelope_W - x * managed_W) / deviation_W) : 0,
    remark:
      managed_W <= envelope_W
        ? `Four racks draw ${Math.round((100 * managed_W) / envelope_W)} % of the envelope of three: what was reserved and not drawn carries the fourth, nothing slows down on average; peaks are cut by the cap.`
        : `Four racks would draw ${Math.round((100 * managed_W) / envelope_W)} % of the envelope of three: capped to ${Math.round(100 * x)} %, each keeps ${Math.round(100 * rackTokens)} % of its tokens.`,
  });
}
