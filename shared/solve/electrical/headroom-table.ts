/**
 * Headroom of many places, kept while loads change: a place is looked at again only when the elements
 * on its paths have moved so far that its answer could, by a third of the margin that headroom keeps.
 * What was left alone adds up per place, so that many small moves count as one large.
 */
import type { ElectricalSolution } from '../electrical.ts';
import { type Addition, type Headroom, HeadroomSolver, type PathHeadroom, type SourceCap } from './headroom.ts';
import type { OwnLimit } from './limit-number.ts';
import { type DrawnPath, PathUsers } from './path-users.ts';

export interface HeadroomPlace {
  readonly additions: readonly Addition[];
  readonly own?: OwnLimit;
}

/** Moves that could change an answer by less than this part are left to add up. */
const tolerance = 3e-5;
const copyOf = ({ elements, hops, slopes }: DrawnPath): DrawnPath => ({
  elements: elements.slice(),
  hops: hops.slice(),
  slopes: slopes.slice(),
});

export class HeadroomTable {
  readonly results: (Headroom | undefined)[] = [];
  /** Places that the last update looked at again. */
  readonly evaluated: number[] = [];
  readonly #caps: readonly SourceCap[];
  readonly #solver: HeadroomSolver;
  #solution: ElectricalSolution;
  #users: PathUsers | undefined;
  /** By element: branches in the order of their slots, then sources, then caps. Use and voltage that the answers were found with. */
  #use = new Float64Array(0);
  #voltage = new Float64Array(0);
  /** By branch slot: slot of the node at its `to` end. */
  #endSlot = new Int32Array(0);
  /** By element, the least of what a place's headroom takes of it: moves far below concern nobody. */
  #least = new Float64Array(0);
  /** By place: what elements moved since it was looked at, W. */
  #drift_W = new Float64Array(0);
  /** By place: how much of that its answer bears. */
  #allowed_W = new Float64Array(0);
  /** Places whose answer depends on more than elements on paths. */
  readonly #restless = new Set<number>();

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
    const before = this.#solution;
    this.#solution = solution;
    this.evaluated.length = 0;
    if (!same) {
      this.#start(places);
      return;
    }
    const due = new Set([...this.#restless, ...moved]);
    this.#drift(before, due);
    for (const i of [...due].sort((a, b) => a - b)) this.#evaluate(i, places[i] as HeadroomPlace);
  }

  /** Whether a place of the last update was left out, for it would have cost too much. */
  leftOut({ additions }: HeadroomPlace): boolean {
    return this.#solver.leftOut.has(additions);
  }

  #evaluate(i: number, place: HeadroomPlace): PathHeadroom | undefined {
    const found = this.#solver.at(place.additions, place.own, this.results[i]?.power_W);
    this.evaluated.push(i);
    this.results[i] = found && { power_W: found.power_W, binding: found.binding };
    this.#drift_W[i] = 0;
    this.#allowed_W[i] = tolerance * Math.abs(found?.power_W ?? 0);
    if (this.#users) this.#bind(i, found, this.#users);
    return found;
  }

  /** Notes what a headroom takes of the elements on its path. */
  #bind(i: number, found: PathHeadroom | undefined, users: PathUsers): void {
    const path = found?.path;
    if (!path || !users.knows(i)) {
      this.#restless.add(i);
      return;
    }
    this.#restless.delete(i);
    const at = path.elements.indexOf(found.limit);
    users.bind(i, found.power_W, at < 0 ? -1 : (path.hops[at] as number));
    for (let k = 0; k < path.elements.length; k++) {
      const e = this.#elementOf(path.elements[k] as number);
      this.#least[e] = Math.min(this.#least[e] as number, Math.abs(found.power_W * (path.slopes[k] as number)));
    }
  }

  #elementOf(limit: number): number {
    return limit < this.#endSlot.length ? (this.#solution.merged.layout.branchSlot[limit] as number) : limit;
  }

  /** Every place from nothing. */
  #start(places: readonly HeadroomPlace[]): void {
    const { merged, network } = this.#solution;
    const { branchCount, to } = merged.columns;
    const { branchAt, busSlot } = merged.layout;
    this.#endSlot = branchAt.map((b) => busSlot[to[b] as number] as number);
    const count = branchCount + network.sources.length + this.#caps.length;
    this.#drift_W = new Float64Array(places.length);
    this.#allowed_W = new Float64Array(places.length);
    this.#least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.results.length = 0;
    this.#restless.clear();
    this.#users = undefined;
    const found = places.map((place, i) => {
      this.results.push(undefined);
      const headroom = this.#evaluate(i, place);
      const path = headroom?.path;
      return headroom && { ...headroom, path: path && copyOf(path) };
    });
    const users = new PathUsers(
      count,
      found.map((headroom) => headroom?.path),
      (limit) => this.#elementOf(limit),
    );
    this.#users = users;
    found.forEach((headroom, i) => void this.#bind(i, headroom, users));
    this.#use = Float64Array.from({ length: count }, (_, e) => this.#loadingOf(e));
    this.#voltage = Float64Array.from({ length: count }, (_, e) => this.#voltageOf(e));
  }

  #loadingOf(e: number): number {
    const { merged, network, loading, sourcePower_W, sourceState } = this.#solution;
    const { branchCount } = merged.columns;
    if (e < branchCount) return loading.inSlot(e);
    const s = e - branchCount;
    if (s < network.sources.length) return sourcePower_W.at(s) / (network.sources[s]?.rating_W as number);
    const cap = this.#caps[s - network.sources.length];
    let total = 0;
    for (const source of cap?.sources ?? []) if (sourceState[source] === 'carrying') total += sourcePower_W.at(source);
    return total / (cap?.limit_W as number);
  }

  #voltageOf(e: number): number {
    return e < this.#endSlot.length ? this.#solution.voltage_V.inSlot(this.#endSlot[e] as number) : 1;
  }

  /** Adds what every element moved since an earlier solution to the places that it may concern; those that it moved too far are due. */
  #drift(before: ElectricalSolution, due: Set<number>): void {
    const { merged, rows, network } = this.#solution;
    const { branchCount } = merged.columns;
    rows.branches.eachApart(before.rows.branches, (begin, end) => {
      for (let slot = begin; slot < Math.min(end, branchCount); slot++) this.#driftOf(slot, due);
    });
    const { length } = network.sources;
    rows.sources.eachApart(before.rows.sources, (begin, end) => {
      for (let s = begin; s < Math.min(end, length); s++) this.#driftOf(branchCount + s, due);
    });
    for (let cap = 0; cap < this.#caps.length; cap++) this.#driftOf(branchCount + length + cap, due);
  }

  #driftOf(e: number, due: Set<number>): void {
    if (!this.#users?.isUsed(e)) return;
    const use = this.#loadingOf(e);
    const before = this.#use[e] as number;
    const volts = this.#voltageOf(e);
    if (use === before && volts === this.#voltage[e]) return;
    const change = Math.abs(use - before);
    const bend = Math.abs(volts / (this.#voltage[e] as number) - 1);
    // Written so that NaN counts as a move.
    if (change + bend <= 0.1 * tolerance * (this.#least[e] as number)) return;
    this.#use[e] = use;
    this.#voltage[e] = volts;
    this.#users.drift(e, Math.max(use, before), change, bend, this.#drift_W, this.#allowed_W, due);
  }
}
