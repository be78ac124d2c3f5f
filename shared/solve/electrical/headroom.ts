/**
 * How much more can be drawn at a place before the first limit upstream is met: along the paths from
 * there to the sources, with the voltages and losses that the added power itself changes. Everything
 * beside the paths keeps its power; its losses follow the voltage at the path by 1/v².
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';
import { PathModel } from './headroom-paths.ts';
import { resolvedLimits } from './headroom-resolve.ts';

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

export type LimitKey = { readonly branch: number } | { readonly source: number } | { readonly cap: number } | { readonly own: true };

/** The limits on the way of added power, and how far each is used (1 is full use) with so much of it; undefined beyond what can be carried. */
export interface Limits {
  readonly keys: readonly LimitKey[];
  loadings(power_W: number): readonly number[] | undefined;
}

export interface Headroom {
  /** Negative where a limit is exceeded already: what would have to go. */
  readonly power_W: number;
  readonly binding: LimitKey;
}

/** Where the path model may be further off than this, it is only a first guess for whole solutions. */
const trusted = 5e-5;
const resolvedSize = 3000;

/** Kept below the exact value by more than the path model's own error. */
const safeSide = 1e-4;

export class HeadroomSolver {
  readonly #network: ElectricalNetwork;
  readonly #solution: ElectricalSolution;
  readonly #caps: readonly SourceCap[];
  readonly #paths: PathModel;

  constructor(network: ElectricalNetwork, solution: ElectricalSolution, caps: readonly SourceCap[] = []) {
    this.#network = network;
    this.#solution = solution;
    this.#caps = caps;
    this.#paths = new PathModel(network, solution, caps);
  }

  /**
   * @param own — limit of the place itself: uses `present_W` of `limit_W` (a rack's power shelves).
   * @returns undefined where a bus is not solved, nothing upstream has a limit, or a large network is meshed upstream.
   */
  at(additions: readonly Addition[], own?: { readonly present_W: number; readonly limit_W: number }): Headroom | undefined {
    if (additions.length === 0) return undefined;
    for (const { bus } of additions) if (Number.isNaN(this.#solution.voltage_V[bus] as number)) return undefined;
    const withOwn = (limits: Limits): Limits => {
      if (!own) return limits;
      return {
        keys: [...limits.keys, { own: true }],
        loadings: (power_W) => {
          const values = limits.loadings(power_W);
          return values && [...values, (own.present_W + power_W) / own.limit_W];
        },
      };
    };
    const query = this.#paths.query(additions);
    const estimate = query && findHeadroom(withOwn(query), this.#scale(additions));
    if (query && !estimate) return undefined;
    if (query && estimate) {
      const magnitude = Math.abs(estimate.power_W);
      // The doubt is an estimate of the model's error too: next to a large load it has been seen to exceed the safe side alone.
      if (query.doubt_W <= trusted * magnitude) return { ...estimate, power_W: estimate.power_W - query.doubt_W };
      // Whole solutions of a large network for every place would take minutes; the doubt is taken off instead.
      if (this.#network.buses.length > resolvedSize)
        return { ...estimate, power_W: estimate.power_W - Math.min(query.doubt_W, 4e-4 * magnitude) };
    }
    if (this.#network.buses.length > resolvedSize) return undefined;
    const resolved = resolvedLimits(this.#network, this.#solution, this.#caps, additions);
    return findHeadroom(withOwn(resolved), estimate?.power_W ?? this.#scale(additions));
  }

  /** A first step: a thousandth of what the sources carry. */
  #scale(additions: readonly Addition[]): number {
    let carried = 0;
    for (const power of this.#solution.sourcePower_W) if (!Number.isNaN(power)) carried += power;
    return Math.max(1, 1e-3 * carried) / Math.max(1, additions.length);
  }
}

/** Smallest power at which a limit is fully used. Each loading is close to linear in it, so secants from the origin settle in a few steps. */
function findHeadroom(limits: Limits, firstStep_W: number): Headroom | undefined {
  const { keys } = limits;
  let before = limits.loadings(0);
  if (!before || keys.length === 0) return undefined;
  let base = 0;
  let power = firstStep_W;
  let shrink = 0;
  for (let step = 0; step < 60; step++) {
    const uses = limits.loadings(power);
    if (!uses) {
      // Beyond what can be carried at all.
      power = base + (power - base) / 4;
      if (++shrink > 40) return undefined;
      continue;
    }
    let next = Number.POSITIVE_INFINITY;
    let binding: LimitKey | undefined;
    for (let i = 0; i < keys.length; i++) {
      const loading = uses[i] as number;
      const slope = (loading - (before[i] as number)) / (power - base);
      if (!(slope > 0)) continue;
      const root = power + (1 - loading) / slope;
      if (root < next) {
        next = root;
        binding = keys[i];
      }
    }
    if (binding === undefined) return undefined;
    if (Math.abs(next - power) <= 1e-7 * Math.max(Math.abs(next), 1e-3)) return { power_W: next - safeSide * Math.abs(next), binding };
    base = power;
    before = uses;
    power = next;
  }
  return undefined;
}
