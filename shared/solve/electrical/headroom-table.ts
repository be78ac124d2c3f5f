/**
 * Headroom of many places, kept while loads change: a place is looked at again only when the elements
 * on its paths have moved so far that its answer could, by a third of the margin that headroom keeps.
 * What was left alone adds up per place, so that many small moves count as one large.
 */
import type { ElectricalSolution } from '../electrical.ts';
import { type Addition, type Headroom, HeadroomSolver, type LimitKey, type OwnLimit, type SourceCap } from './headroom.ts';
import type { PathQuery } from './path-query.ts';

export interface HeadroomPlace {
  readonly additions: readonly Addition[];
  readonly own?: OwnLimit;
}

/** Moves that could change an answer by less than this part are left to add up. */
const tolerance = 3e-5;
/** How far the use of an element may be off from a straight line in the added power. */
const bow = 0.05;
/** How much of a change of loading, against the rating, can come back as a change of marginal losses: twice a generous per-unit resistance. */
const lossShare = 0.04;

/** Places by the elements on their paths: entries `start[e] … start[e + 1]`. */
interface Users {
  readonly start: Int32Array;
  readonly place: Int32Array;
  readonly hops: Float32Array;
  /** Use of the element per watt added at the place. */
  readonly slope: Float64Array;
}

export class HeadroomTable {
  readonly results: (Headroom | undefined)[] = [];
  /** Places that the last update looked at again. */
  readonly evaluated: number[] = [];
  readonly #caps: readonly SourceCap[];
  readonly #solver: HeadroomSolver;
  #solution: ElectricalSolution;
  #users: Users | undefined;
  /** By element: branches, then sources, then caps. Use and voltage that the answers were found with. */
  #use = new Float64Array(0);
  #voltage = new Float64Array(0);
  /** By element, the least of what a place's headroom takes of it: moves far below concern nobody. */
  #least = new Float64Array(0);
  /** Steps from each place to what binds there. */
  #bindingHops = new Float64Array(0);
  /** By place: the headroom found last; zero where there is none. */
  #power_W = new Float64Array(0);
  /** By place: what elements moved since it was looked at, W. */
  #drift_W = new Float64Array(0);
  /** By place: how much of that its answer bears; less than nothing where it depends on more than its paths. */
  #allowed_W = new Float64Array(0);

  constructor(solution: ElectricalSolution, caps: readonly SourceCap[]) {
    this.#solution = solution;
    this.#caps = caps;
    this.#solver = new HeadroomSolver(solution, caps);
  }

  /**
   * @param places — in one order for as long as switch states stay.
   * @param moved — places that are other ones than in the last update.
   */
  update(solution: ElectricalSolution, places: readonly HeadroomPlace[], moved: readonly number[]): void {
    const same = this.#solver.follow(solution) && this.#users !== undefined && places.length === this.results.length;
    this.#solution = solution;
    this.evaluated.length = 0;
    if (!same) {
      this.#start(places);
      return;
    }
    this.#drift();
    for (const i of moved) this.#drift_W[i] = Number.POSITIVE_INFINITY;
    for (let i = 0; i < places.length; i++) {
      // Written so that NaN counts as too far.
      if ((this.#drift_W[i] as number) <= (this.#allowed_W[i] as number)) continue;
      this.#evaluate(i, places[i] as HeadroomPlace);
    }
  }

  /** Whether a place of the last update was left out, for it would have cost too much. */
  leftOut({ additions }: HeadroomPlace): boolean {
    return this.#solver.leftOut.has(additions);
  }

  #evaluate(i: number, place: HeadroomPlace): PathQuery | undefined {
    const found = this.#solver.at(place.additions, place.own, this.results[i]?.power_W);
    this.evaluated.push(i);
    this.results[i] = found && { power_W: found.power_W, binding: found.binding };
    this.#drift_W[i] = 0;
    this.#power_W[i] = found?.power_W ?? 0;
    this.#allowed_W[i] = found?.paths ? tolerance * Math.abs(found.power_W) : -1;
    if (!found?.paths) return undefined;
    const { paths, binding } = found;
    const key = this.#element(binding);
    const at = paths.all.findIndex((candidate) => this.#element(candidate) === key);
    this.#bindingHops[i] = at < 0 ? -1 : (paths.allHops[at] as number);
    paths.all.forEach((candidate, k) => {
      const e = this.#element(candidate);
      this.#least[e] = Math.min(this.#least[e] as number, Math.abs(found.power_W * (paths.allSlopes[k] as number)));
    });
    return paths;
  }

  #element(key: LimitKey): number {
    const { columns } = this.#solution.merged;
    if ('branch' in key) return key.branch;
    if ('source' in key) return columns.branchCount + key.source;
    return 'cap' in key ? columns.branchCount + this.#solution.network.sources.length + key.cap : -1;
  }

  /** Every place from nothing. */
  #start(places: readonly HeadroomPlace[]): void {
    const { merged, network } = this.#solution;
    const { branchCount } = merged.columns;
    const count = branchCount + network.sources.length + this.#caps.length;
    this.#drift_W = new Float64Array(places.length);
    this.#allowed_W = new Float64Array(places.length);
    this.#least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.results.length = 0;
    this.#bindingHops = new Float64Array(places.length).fill(-1);
    this.#power_W = new Float64Array(places.length);
    const elements: number[] = [];
    const owners: number[] = [];
    const steps: number[] = [];
    const slopes: number[] = [];
    const start = new Int32Array(count + 1);
    places.forEach((entry, i) => {
      this.results.push(undefined);
      const paths = this.#evaluate(i, entry);
      paths?.all.forEach((key, k) => {
        const e = this.#element(key);
        start[e + 1] = (start[e + 1] as number) + 1;
        elements.push(e);
        owners.push(i);
        steps.push(paths.allHops[k] as number);
        slopes.push(paths.allSlopes[k] as number);
      });
    });
    for (let e = 0; e < count; e++) start[e + 1] = (start[e + 1] as number) + (start[e] as number);
    const next = start.slice();
    const place = new Int32Array(elements.length);
    const hops = new Float32Array(elements.length);
    const slope = new Float64Array(elements.length);
    elements.forEach((e, k) => {
      const at = next[e] as number;
      place[at] = owners[k] as number;
      hops[at] = steps[k] as number;
      slope[at] = slopes[k] as number;
      next[e] = at + 1;
    });
    this.#users = { start, place, hops, slope };
    this.#use = Float64Array.from({ length: count }, (_, e) => this.#loadingOf(e));
    this.#voltage = Float64Array.from({ length: count }, (_, e) => this.#voltageOf(e));
  }

  #loadingOf(e: number): number {
    const { merged, network, loading, sourcePower_W, sourceState } = this.#solution;
    const { branchCount } = merged.columns;
    if (e < branchCount) return loading[e] as number;
    const s = e - branchCount;
    if (s < network.sources.length) return (sourcePower_W[s] as number) / (network.sources[s]?.rating_W as number);
    const cap = this.#caps[s - network.sources.length];
    let total = 0;
    for (const source of cap?.sources ?? []) if (sourceState[source] === 'carrying') total += sourcePower_W[source] as number;
    return total / (cap?.limit_W as number);
  }

  #voltageOf(e: number): number {
    const { merged, voltage_V } = this.#solution;
    return e < merged.columns.branchCount ? (voltage_V[merged.columns.to[e] as number] as number) : 1;
  }

  /** Adds what every element moved to the places that it may concern. */
  #drift(): void {
    const users = this.#users;
    if (!users) return;
    const { start, place, hops, slope } = users;
    const { merged, loading, voltage_V } = this.#solution;
    const { branchCount, to } = merged.columns;
    const power = this.#power_W;
    const drifts = this.#drift_W;
    const bindingHops = this.#bindingHops;
    const uses = this.#use;
    const voltages = this.#voltage;
    for (let e = 0; e < uses.length; e++) {
      const begin = start[e] as number;
      const end = start[e + 1] as number;
      if (begin === end) continue;
      const use = e < branchCount ? (loading[e] as number) : this.#loadingOf(e);
      const before = uses[e] as number;
      const volts = e < branchCount ? (voltage_V[to[e] as number] as number) : 1;
      if (use === before && volts === voltages[e]) continue;
      const change = Math.abs(use - before);
      const bend = Math.abs(volts / (voltages[e] as number) - 1);
      // Written so that NaN counts as a move.
      if (change + bend <= 0.1 * tolerance * (this.#least[e] as number)) continue;
      this.#use[e] = use;
      this.#voltage[e] = volts;
      for (let k = begin; k < end; k++) {
        const i = place[k] as number;
        const power_W = power[i] as number;
        const takes = (slope[k] as number) * power_W;
        const concerns = !(Math.max(use, before) + takes + bow * Math.abs(takes) < 1);
        if (concerns) drifts[i] = (drifts[i] as number) + (change + bend) / Math.abs(slope[k] as number);
        else if ((hops[k] as number) < (bindingHops[i] as number))
          drifts[i] = (drifts[i] as number) + lossShare * change * Math.abs(power_W);
      }
    }
  }
}
