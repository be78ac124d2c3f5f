/**
 * A site that follows a target over time: work comes down by priority as fast as it can, storage covers what it cannot
 * follow, generators start when called, and everything comes back within the grid's ramp. Quasi-steady: no thermal inertia.
 */
import { curtail, tokensAt } from './curtail.ts';
import { followTarget } from './flex.ts';
import type { FlexSite } from './flex-site.ts';

export interface FlexStep {
  /** From the start of the timeline. */
  readonly time_s: number;
  readonly duration_s: number;
  /** What the grid asks for; undefined while it asks for nothing. */
  readonly target_W: number | undefined;
  /** Site load, what generators and storage carry of it (charging is negative), and what the meter sees. */
  readonly load_W: number;
  readonly generators_W: number;
  readonly battery_W: number;
  readonly grid_W: number;
  /** State of charge at the end of the step, 0…1. */
  readonly charge: number;
  /** Tokens per second of each class. */
  readonly tokens_per_s: readonly number[];
}

export interface FlexTimeline {
  readonly steps: readonly FlexStep[];
  /** Time above an active target, and energy taken above it. */
  readonly breach_s: number;
  readonly breach_J: number;
  /** Energy not taken from the grid while a target was active. */
  readonly delivered_J: number;
  /** Tokens lost of each class against running uncapped. */
  readonly tokensLost: readonly number[];
  /** Fastest fall and rise of the meter. */
  readonly steepest_W_s: { readonly down: number; readonly up: number };
}

/** Relative powers of the classes when the site draws `load_W`. */
export const powersAt = (site: FlexSite, load_W: number): readonly number[] =>
  curtail(site.classes, Math.max(0, site.work_W - Math.max(0, site.base_W - load_W) / site.siteFactor));

/** Least load the site can come down to: all work parked. */
export const leastLoad_W = (site: FlexSite): number => site.base_W - site.siteFactor * site.work_W;

/** A meter over its target by less than this part is within it. */
const tolerance = 1e-6;

export interface GridCall {
  /** What the grid holds the meter to at the start of a step; undefined for nothing. */
  targetAt(time_s: number): number | undefined;
  /** What the site steers to, where it starts to come down before the target holds; the target unless given. */
  aimAt?(time_s: number): number | undefined;
  /** When generators are called. */
  readonly called_s?: number;
}

/** @param times_s — rising ends of the steps; the first step starts at 0. */
export function followGrid(site: FlexSite, times_s: readonly number[], call: GridCall): FlexTimeline {
  const steps: FlexStep[] = [];
  const full = site.classes.map((one) => tokensAt(one, 1));
  const lost = site.classes.map(() => 0);
  const least = leastLoad_W(site);
  let load = site.base_W;
  let charge = site.battery.mostCharge;
  let [breach_s, breach_J, delivered_J, down, up] = [0, 0, 0, 0, 0];
  let before: number | undefined;
  let time_s = 0;
  for (const end of times_s) {
    const duration_s = end - time_s;
    const target_W = call.targetAt(time_s);
    const steered_W = call.aimAt ? call.aimAt(time_s) : target_W;
    const running = call.called_s !== undefined && steered_W !== undefined && time_s >= call.called_s + site.generatorStart_s;
    const available = running ? site.generators_W : 0;
    const aim = Math.max(least, Math.min(site.base_W, (steered_W ?? Number.POSITIVE_INFINITY) + available));
    load = aim < load ? Math.max(aim, load - site.down_W_s * duration_s) : Math.min(aim, load + site.up_W_s * duration_s);
    const generators_W = Math.min(available, Math.max(0, load - (steered_W ?? load)));
    const net = load - generators_W;
    const held =
      site.battery.energy_J > 0
        ? followTarget(site.battery, charge, duration_s, [net], [Math.min(steered_W ?? site.ceiling_W, site.ceiling_W)])
        : undefined;
    const grid_W = held?.grid_W[0] ?? net;
    charge = held?.charge[0] ?? charge;
    const x = powersAt(site, load);
    const tokens_per_s = site.classes.map((one, i) => tokensAt(one, x[i] ?? 1));
    tokens_per_s.forEach((rate, i) => {
      lost[i] = (lost[i] ?? 0) + ((full[i] ?? 0) - rate) * duration_s;
    });
    if (target_W !== undefined) {
      delivered_J += Math.max(0, site.base_W - grid_W) * duration_s;
      const over = grid_W - target_W;
      if (over > tolerance * target_W) {
        breach_s += duration_s;
        breach_J += over * duration_s;
      }
    }
    const slope = before === undefined ? 0 : (grid_W - before) / duration_s;
    down = Math.max(down, -slope);
    up = Math.max(up, slope);
    before = grid_W;
    steps.push({ time_s, duration_s, target_W, load_W: load, generators_W, battery_W: net - grid_W, grid_W, charge, tokens_per_s });
    time_s = end;
  }
  return { steps, breach_s, breach_J, delivered_J, tokensLost: lost, steepest_W_s: { down, up } };
}

/** Ends of steps that are fine after each change and coarse between. */
export function timesAround(changes_s: readonly number[], end_s: number): number[] {
  const times = new Set<number>();
  const marks = [...new Set([0, ...changes_s.filter((time) => time > 0 && time < end_s), end_s])].sort((a, b) => a - b);
  marks.forEach((mark, i) => {
    const next = marks[i + 1];
    if (next === undefined) return;
    let step = 2;
    for (let time = mark; time < next; time += step) {
      if (time > mark) times.add(time);
      step = time - mark < 120 ? 2 : time - mark < 1200 ? 20 : 120;
    }
    times.add(next);
  });
  return [...times].sort((a, b) => a - b);
}
