/**
 * How much more can be drawn at a place before the first limit upstream is met: along the paths from
 * there to the sources, with the voltages and losses that the added power itself changes. Everything
 * beside the paths keeps its power; its losses follow the voltage at the path by 1/v².
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';
import { PathModel } from './headroom-paths.ts';
import { resolvedLimits } from './headroom-resolve.ts';
import { type LimitKey, limitKey, type OwnLimit } from './limit-number.ts';
import type { DrawnPath } from './path-users.ts';

/** Where power is added: at these buses, by these shares of the whole, with this reactive part. */
export interface Addition {
  readonly bus: number;
  readonly share: number;
  readonly reactivePerActive: number;
}

/** Limits that no element carries: what several sources may deliver together. */
export interface SourceCap {
  readonly sources: readonly number[];
  readonly limit_W: number;
}

/** The limits on the way of added power, and how far each is used (1 is full use) with so much of it; undefined beyond what can be carried. */
export interface Limits {
  /** By number. */
  readonly limits: readonly number[];
  /** How far upstream of the place each stands, in elements along the way. */
  readonly hops: readonly number[];
  /** Use of each without added power. */
  readonly present: readonly number[];
  /** Their use at a first power. */
  readonly first_W: number;
  readonly firstUses: readonly number[] | undefined;
  loadings(power_W: number): readonly number[] | undefined;
}

export interface Headroom {
  /** Negative where a limit is exceeded already: what would have to go. */
  readonly power_W: number;
  readonly binding: LimitKey;
}

/** A headroom that depends on nothing but elements on its paths. */
export interface PathHeadroom extends Headroom {
  readonly limit: number;
  /** Until the next place is looked at. */
  readonly path: DrawnPath | undefined;
}

/** Where the path model may be further off than this, it is only a first guess for whole solutions. */
const trusted = 5e-5;
const resolvedSize = 3000;

/**
 * What places behind meshed parts may cost for one solution, in nodes times steps of Newton: some
 * twenty seconds of computing. Boards, sources and converters are looked at before loads.
 */
const meshAllowance = 1e8;

/** Kept below the exact value by more than the path model's own error. */
const safeSide = 1e-4;

/** Limits whose powers differ by less than this part bind together: the one nearest upstream is named. */
const sameLimit = 1e-6;

export class HeadroomSolver {
  #solution: ElectricalSolution;
  readonly #caps: readonly SourceCap[];
  #paths: PathModel;
  #carried_W: number;
  readonly #allowance: number;
  /** Additions that were not looked at, for they would have cost more than the allowance. */
  readonly leftOut = new Set<readonly Addition[]>();

  /** @param allowance — effort for meshed parts, nodes times steps of Newton. */
  constructor(solution: ElectricalSolution, caps: readonly SourceCap[] = [], allowance = meshAllowance) {
    this.#solution = solution;
    this.#caps = caps;
    this.#allowance = allowance;
    this.#paths = new PathModel(solution, caps, allowance);
    this.#carried_W = carriedBy(solution);
  }

  /** Goes on to another solution. @returns whether its topology is the same, so that every place keeps its limits. */
  follow(solution: ElectricalSolution): boolean {
    const same = solution.merged === this.#paths.merged && solution.state === this.#solution.state;
    this.#solution = solution;
    this.#carried_W = carriedBy(solution);
    if (same) this.#paths.follow(solution);
    else this.#paths = new PathModel(solution, this.#caps, this.#allowance);
    return same;
  }

  /**
   * @param guess_W — an answer that may be near, as the one before a small change.
   * @returns undefined where a bus is not solved, nothing upstream has a limit, or it was left out.
   */
  at(additions: readonly Addition[], own?: OwnLimit, guess_W?: number): PathHeadroom | undefined {
    this.leftOut.delete(additions);
    if (additions.length === 0) return undefined;
    const solution = this.#solution;
    for (const { bus } of additions) if (Number.isNaN(solution.voltage_V.at(bus))) return undefined;
    const probe_W = guess_W !== undefined && guess_W !== 0 ? guess_W / (1 - safeSide) : this.#scale(additions);
    const query = this.#paths.query(additions, own, probe_W);
    const estimate = query && findHeadroom(query, solution.network);
    if (query && !estimate) return undefined;
    if (query && estimate) {
      const magnitude = Math.abs(estimate.power_W);
      const { binding, limit } = estimate;
      const path = query.phased ? undefined : query.path;
      // The doubt is an estimate of the model's error too: next to a large load it has been seen to exceed the safe side alone.
      if (query.doubt_W <= trusted * magnitude) return { power_W: estimate.power_W - query.doubt_W, binding, limit, path };
      // Whole solutions of a large network for every place would take minutes; the doubt is taken off instead.
      if (solution.network.buses.length > resolvedSize)
        return { power_W: estimate.power_W - Math.min(query.doubt_W, 4e-4 * magnitude), binding, limit, path };
    }
    if (solution.network.buses.length > resolvedSize) {
      this.leftOut.add(additions);
      return undefined;
    }
    const first_W = estimate?.power_W ?? this.#scale(additions);
    const resolved = findHeadroom(resolvedLimits(solution, this.#caps, additions, own, first_W), solution.network);
    return resolved && { ...resolved, path: undefined };
  }

  /** A first step: a thousandth of what the sources carry. */
  #scale(additions: readonly Addition[]): number {
    return Math.max(1, 1e-3 * this.#carried_W) / Math.max(1, additions.length);
  }
}

function carriedBy(solution: ElectricalSolution): number {
  let carried = 0;
  for (const power of solution.sourcePower_W) if (!Number.isNaN(power)) carried += power;
  return carried;
}

/** Smallest power at which a limit is fully used. Each loading is close to linear in it, so secants settle in a few steps. */
function findHeadroom(limits: Limits, network: ElectricalNetwork): Omit<PathHeadroom, 'path'> | undefined {
  const { length } = limits.limits;
  if (length === 0) return undefined;
  // Copies: an evaluation may use its list again.
  const before = limits.present.slice();
  const roots = before.slice();
  let base = 0;
  let power = limits.first_W;
  let shrink = 0;
  for (let step = 0; step < 60; step++) {
    const uses = (step === 0 && limits.firstUses) || limits.loadings(power);
    if (!uses) {
      // Beyond what can be carried at all.
      power = base + (power - base) / 4;
      if (++shrink > 40) return undefined;
      continue;
    }
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      const loading = uses[i] as number;
      const slope = (loading - (before[i] as number)) / (power - base);
      const root = slope > 0 ? power + (1 - loading) / slope : Number.POSITIVE_INFINITY;
      roots[i] = root;
      before[i] = loading;
      if (root < next) next = root;
    }
    if (next === Number.POSITIVE_INFINITY) return undefined;
    if (Math.abs(next - power) <= 1e-6 * Math.max(Math.abs(next), 1e-3)) {
      const limit = nearestOf(limits, roots, next + sameLimit * Math.abs(next), network);
      return { power_W: next - safeSide * Math.abs(next), binding: limitKey(network, limit), limit };
    }
    base = power;
    power = next;
  }
  return undefined;
}

/** Of the limits that are met up to a power, the one with the fewest elements between it and the place; then by name, so that the order of records decides nothing. */
function nearestOf({ limits, hops }: Limits, roots: readonly number[], upTo_W: number, network: ElectricalNetwork): number {
  const name = (limit: number): string => {
    const key = limitKey(network, limit);
    if ('branch' in key) return `b ${network.branches[key.branch]?.id ?? ''}`;
    return 'source' in key ? `s ${network.sources[key.source]?.owner ?? ''}` : '';
  };
  let best = -1;
  for (let i = 0; i < roots.length; i++) {
    if (!((roots[i] as number) <= upTo_W)) continue;
    const least = best < 0 ? Number.POSITIVE_INFINITY : (hops[best] as number);
    const tie = hops[i] === least && best >= 0 && name(limits[i] as number) < name(limits[best] as number);
    if (best < 0 || (hops[i] as number) < least || tie) best = i;
  }
  return limits[best] as number;
}
