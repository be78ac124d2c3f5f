/** Added power on its way from one place to the sources, and the limits that it meets. */
import type { ElectricalNetwork, RunPhase } from '../../network/electrical.ts';
import { inputPower } from './converter.ts';
import type { Addition, Limits } from './headroom.ts';
import type { PathModel } from './headroom-paths.ts';
import { type OwnLimit, ownLimit, usedOfOwn } from './limit-number.ts';
import { base_VA } from './merge.ts';
import { PathLimits } from './path-limits.ts';
import type { SupplyPart } from './supply-part.ts';

/** A limit whose use would be full only at more than this many times the least power is not looked at again. */
const farAway = 3;

const none: readonly number[] = [];

function phaseAt(phaseOf: ReadonlyMap<number, RunPhase>, additions: readonly Addition[]): RunPhase | undefined {
  const phases = new Set(additions.map(({ bus }) => phaseOf.get(bus)));
  return phases.size === 1 ? [...phases][0] : undefined;
}

/** A part that the way passes, with the positions on it, far ends first, and the steps from the place to its root. */
interface Walk {
  readonly part: SupplyPart;
  readonly positions: readonly number[];
  readonly hops: number;
}

/** Asked for one place after the other: what it holds is overwritten by the next. */
export class PathQuery implements Limits {
  /** Bound on the power that the last evaluation leaves out, W. */
  doubt_W = 0;
  /** Limits that may bind, in the order of the values of `loadings`. */
  readonly limits: number[] = [];
  readonly hops: number[] = [];
  readonly present: number[] = [];
  first_W = 0;
  readonly firstUses: number[] = [];
  readonly #model: PathModel;
  /** Every limit on the paths but the place's own, and its use per watt added. */
  readonly #all: PathLimits;
  readonly #slopes: number[] = [];
  /** Those of them that may bind. */
  readonly #kept: number[] = [];
  readonly #values: number[] = [];
  #additions: readonly Addition[] = [];
  #own: OwnLimit | undefined;
  /** Touched parts, loads before supplies. */
  #walks: Walk[] = [];
  /** Switches that added power passes, those where it comes and goes again among them; and by switch, the query that met it last and the steps from its place. */
  readonly #touched: number[] = [];
  readonly #metIn: Int32Array;
  readonly #metHops: Float64Array;
  #turn = 0;
  #recording = false;
  #hop = 0;

  constructor(model: PathModel) {
    this.#model = model;
    this.#all = new PathLimits(model);
    const { branchCount } = model.merged.columns;
    this.#metIn = new Int32Array(branchCount);
    this.#metHops = new Float64Array(branchCount);
  }

  /** Elements that the added power passes, how far upstream each stands, and its use per watt: the next query overwrites them. */
  get path(): { readonly elements: readonly number[]; readonly hops: readonly number[]; readonly slopes: readonly number[] } {
    return { elements: this.#all.limits, hops: this.#all.hops, slopes: this.#slopes };
  }

  /** Whether something on the way carries single-phase loads: its uses then move with more than its loading. */
  get phased(): boolean {
    const { phaseCurrents } = this.#model;
    return phaseCurrents !== undefined && this.#all.limits.some((limit) => phaseCurrents.has(limit));
  }

  /**
   * @param probe_W — power of the first evaluation, best near the answer.
   * @returns false where a part on the way is not solved, or switches of a node stand in a ring.
   */
  ask(additions: readonly Addition[], own: OwnLimit | undefined, probe_W: number): boolean {
    this.#additions = additions;
    this.#own = own;
    const { phaseOf } = this.#model;
    this.#all.phase = phaseOf && phaseAt(phaseOf, additions);
    this.limits.length = 0;
    this.hops.length = 0;
    this.present.length = 0;
    this.firstUses.length = 0;
    if (!this.#walk()) return false;
    this.#record(probe_W);
    return true;
  }

  /** Parts from the places to the sources. */
  #walk(): boolean {
    const model = this.#model;
    const { columns, nodeOf, partOf } = model.merged;
    const pending: { index: number; nodes: number[]; hops: number }[] = [];
    const want = (bus: number, hops: number): boolean => {
      const node = nodeOf[bus] as number;
      const index = partOf[node] as number;
      const part = model.open(index) ? model.part(index) : undefined;
      if (!part) return false;
      const toRoot = hops + part.depth(node);
      const known = pending.find((entry) => entry.index === index);
      if (!known) pending.push({ index, nodes: [node], hops: toRoot });
      else {
        if (!known.nodes.includes(node)) known.nodes.push(node);
        known.hops = Math.min(known.hops, toRoot);
      }
      return true;
    };
    this.#walks = [];
    for (const { bus } of this.#additions) if (!want(bus, 0)) return false;
    while (pending.length > 0) {
      let next = 0;
      for (let i = 1; i < pending.length; i++) {
        if ((model.rankOf[pending[i]?.index as number] as number) < (model.rankOf[pending[next]?.index as number] as number)) next = i;
      }
      const [entry] = pending.splice(next, 1);
      const part = entry && model.part(entry.index);
      if (!entry || !part) return false;
      const positions = part.pathTo(entry.nodes);
      for (const k of positions) if (model.ringed[part.node(k)]) return false;
      this.#walks.push({ part, positions, hops: entry.hops });
      for (const held of part.heldPositions) {
        for (const b of model.convertersAt.get(part.node(held)) ?? []) if (!want(columns.from[b] as number, entry.hops + 1)) return false;
      }
    }
    return true;
  }

  /** Finds the limits, and keeps those that may bind. */
  #record(probe_W: number): void {
    const all = this.#all;
    const slopes = this.#slopes;
    slopes.length = 0;
    this.#kept.length = 0;
    for (let power_W = probe_W; Math.abs(power_W) > 1e-3; power_W /= 4) {
      all.clear();
      this.#touched.length = 0;
      this.#turn++;
      this.#recording = true;
      const carried = this.#add(power_W);
      this.#recording = false;
      if (!carried) continue;
      this.#findSeries();
      this.#findSwitches();
      let least_W = Number.POSITIVE_INFINITY;
      for (let i = 0; i < all.length; i++) {
        const use = all.use(i);
        const slope = (use - all.present(i)) / power_W;
        this.firstUses.push(use);
        slopes.push(slope);
        if (slope > 0) least_W = Math.min(least_W, power_W + (1 - use) / slope);
      }
      const far_W = least_W + (farAway - 1) * Math.abs(least_W);
      let kept = 0;
      for (let i = 0; i < all.length; i++) {
        const slope = slopes[i] as number;
        const use = this.firstUses[i] as number;
        if (!(slope > 0 && power_W + (1 - use) / slope <= far_W)) continue;
        this.firstUses[kept++] = use;
        this.#kept.push(i);
        this.limits.push(all.limits[i] as number);
        this.hops.push(all.hops[i] as number);
        this.present.push(all.present(i));
      }
      this.firstUses.length = kept;
      this.first_W = power_W;
      if (!this.#own) return;
      this.limits.push(ownLimit);
      this.hops.push(-1);
      this.present.push(usedOfOwn(this.#own, 0));
      this.firstUses.push(usedOfOwn(this.#own, power_W));
      return;
    }
  }

  /** Use of every limit that may bind with `power_W` more; undefined where it cannot be carried. The list is used again. */
  loadings(power_W: number): readonly number[] | undefined {
    if (!this.#add(power_W)) return undefined;
    const values = this.#values;
    values.length = 0;
    for (const i of this.#kept) values.push(this.#all.use(i));
    if (this.#own) values.push(usedOfOwn(this.#own, power_W));
    return values;
  }

  /** Sweeps the paths with `power_W` more. @returns false where it cannot be carried. */
  #add(power_W: number): boolean {
    const { merged, added } = this.#model;
    for (const b of this.#touched) {
      added.switchP[b] = 0;
      added.switchQ[b] = 0;
    }
    added.cap_W.fill(0);
    for (const { part } of this.#walks) part.clear();
    this.#hop = 0;
    for (const { bus, share, reactivePerActive } of this.#additions) {
      const p = power_W * share;
      this.#draw(bus, p, merged.columns.isDc[bus] ? 0 : p * reactivePerActive);
    }
    this.doubt_W = 0;
    for (const { part, positions, hops } of this.#walks) {
      if (!part.sweep(positions)) return false;
      for (let at = 0; at < positions.length; at++) {
        const k = positions[at] as number;
        this.doubt_W += part.doubtAt(k) * base_VA;
        if (k > 0) this.#passSwitches(part, k, hops);
      }
      this.#hop = hops;
      for (const held of part.heldPositions) this.#supply(part, held);
    }
    return true;
  }

  /** Power of the branch into position k, as the switches of the nodes at its ends see it. */
  #passSwitches(part: SupplyPart, k: number, hops: number): void {
    const { merged } = this.#model;
    const { columns, nodeOf } = merged;
    const b = merged.series[part.branch(k)] as number;
    const from = columns.from[b] as number;
    const to = columns.to[b] as number;
    const forward = nodeOf[to] === part.node(k);
    this.#hop = hops - part.depth(part.node(k));
    this.#walkSwitches(forward ? to : from, -(part.addedP[k] as number) * base_VA, -(part.addedQ[k] as number) * base_VA);
    this.#hop++;
    this.#walkSwitches(forward ? from : to, (part.abovePowerP[k] as number) * base_VA, (part.abovePowerQ[k] as number) * base_VA);
  }

  /** What the sources and converters at a held bus add, and what converters draw for it further up. */
  #supply(part: SupplyPart, held: number): void {
    const model = this.#model;
    const { solution, network, ratingAt, added } = model;
    const { columns } = model.merged;
    const root = part.node(held);
    const [rootP, rootQ] = part.suppliedAt(held);
    const p = rootP * base_VA;
    const q = rootQ * base_VA;
    const rating_W = ratingAt[root] as number;
    for (const s of model.sourcesAt.get(root) ?? none) {
      const source = network.sources[s] as ElectricalNetwork['sources'][number];
      const share = source.rating_W / rating_W;
      this.#walkSwitches(source.bus, -p * share, -q * share);
      added.source_W[s] = p * share;
      for (const cap of model.capsOn[s] ?? none) added.cap_W[cap] = (added.cap_W[cap] as number) + p * share;
      if (this.#recording) this.#all.source(s, this.#hop + 0.9);
    }
    for (const b of model.convertersAt.get(root) ?? none) {
      const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
      if (element.type !== 'converter') continue;
      const share = element.rating_W / rating_W;
      const input = columns.from[b] as number;
      this.#walkSwitches(columns.to[b] as number, -p * share, -q * share);
      const output_W = -solution.powerTo_W.at(b) + p * share;
      const drawn = inputPower(element, output_W, 0);
      const reactive = columns.isDc[input] ? 0 : drawn.input_var - solution.reactiveFrom_var.at(b);
      added.outputOf_W[b] = output_W;
      if (this.#recording) this.#all.converter(b, this.#hop + 0.9);
      this.#hop++;
      this.#draw(input, drawn.input_W - solution.powerFrom_W.at(b), reactive);
      this.#hop--;
    }
  }

  #draw(bus: number, p_W: number, q_var: number): void {
    const { merged } = this.#model;
    const node = merged.nodeOf[bus] as number;
    this.#model.part(merged.partOf[node] as number)?.add(node, p_W / base_VA, q_var / base_VA);
    this.#walkSwitches(bus, p_W, q_var);
  }

  /** Power that leaves a node's switches at `bus` comes down the tree of switches from its root. */
  #walkSwitches(bus: number, p_W: number, q_var: number): void {
    const { switchUp, busUp, added, merged } = this.#model;
    const { switchP, switchQ } = added;
    const { from } = merged.columns;
    for (let at = bus; (switchUp[at] as number) >= 0; at = busUp[at] as number) {
      const b = switchUp[at] as number;
      if (this.#metIn[b] !== this.#turn) {
        this.#metIn[b] = this.#turn;
        this.#metHops[b] = this.#hop + 0.5;
        this.#touched.push(b);
        switchP[b] = 0;
        switchQ[b] = 0;
      }
      // Towards `at`: positive when the switch is drawn to it.
      const sign = from[b] === at ? -1 : 1;
      switchP[b] = (switchP[b] as number) + sign * p_W;
      switchQ[b] = (switchQ[b] as number) + sign * q_var;
    }
  }

  /** Rated lines and transformers on the paths. */
  #findSeries(): void {
    const { solution, merged } = this.#model;
    for (const { part, positions, hops } of this.#walks) {
      for (const k of positions) {
        const b = part.limits(k) ? (merged.series[part.branch(k)] as number) : -1;
        if (b < 0 || Number.isNaN(solution.loading.at(b))) continue;
        this.#all.series(b, part, k, hops - part.depth(part.node(k)) + 0.75);
      }
    }
  }

  /** Rated switches through which power is left after what enters and leaves their tree cancels. */
  #findSwitches(): void {
    const { added, solution, merged } = this.#model;
    const passes = (b: number) => Math.abs(added.switchP[b] as number) + Math.abs(added.switchQ[b] as number);
    let most = 0;
    for (const b of this.#touched) most = Math.max(most, passes(b));
    for (const b of this.#touched) {
      if (passes(b) <= 1e-4 * most || Number.isNaN(solution.loading.at(b))) continue;
      const node = merged.nodeOf[merged.columns.to[b] as number] as number;
      this.#all.switch(b, this.#model.part(merged.partOf[node] as number), this.#metHops[b] as number);
    }
  }
}
