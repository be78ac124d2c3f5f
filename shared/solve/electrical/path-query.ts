/** The limits that added power meets on its way, and their use with so much of it. */
import type { ElectricalNetwork, RunPhase } from '../../network/electrical.ts';
import { branchType, valueStride } from './columns.ts';
import { inputPower } from './converter.ts';
import type { Addition, LimitKey, Limits } from './headroom.ts';
import type { PathModel } from './headroom-paths.ts';
import { base_VA } from './merge.ts';
import { grownCurrent, phasedLoading } from './phase-currents.ts';
import type { SupplyPart } from './supply-part.ts';

const rootThree = Math.sqrt(3);

/** A limit whose use would be full only at more than this many times the least power is not looked at again. */
const farAway = 3;

/** Where the use of a limit is read after a sweep. */
interface Found {
  readonly key: LimitKey;
  readonly hops: number;
  readonly use: () => number;
}

function phaseAt(phaseOf: ReadonlyMap<number, RunPhase>, additions: readonly Addition[]): RunPhase | undefined {
  const phases = new Set(additions.map(({ bus }) => phaseOf.get(bus)));
  return phases.size === 1 ? [...phases][0] : undefined;
}

/** One place's paths, walked once; `loadings` then sweeps them for any added power. */
export class PathQuery implements Limits {
  readonly complete: boolean;
  /** Bound on the power that the last evaluation leaves out, W. */
  doubt_W = 0;
  /** Limits that may bind, in the order of the values of `loadings`. */
  readonly keys: LimitKey[] = [];
  readonly hops: number[] = [];
  /** Their use without added power. */
  readonly present: number[] = [];
  /** Power at the first evaluation, and the uses it found. */
  readonly first: { readonly power_W: number; readonly uses: readonly number[] } | undefined;
  /** Every limit on the paths. */
  readonly all: LimitKey[] = [];
  readonly allHops: number[] = [];
  /** Use of each per watt added. */
  readonly allSlopes: number[] = [];
  readonly #model: PathModel;
  readonly #additions: readonly Addition[];
  /** Touched parts, loads before supplies, with their touched positions, far ends first. */
  readonly #walks: { readonly part: SupplyPart; readonly positions: readonly number[]; readonly hops: number }[] = [];
  #found: Found[] = [];
  readonly #values: number[] = [];
  /** Switches that added power passes on its way, and those where it comes and goes again, with their steps from the place. */
  readonly #switchHops = new Map<number, number>();
  #touched: number[] = [];
  /** Phase that the power is added on, where that is one and the same. */
  readonly #phase: RunPhase | undefined;
  #recording = false;
  #hop = 0;

  /** @param probe_W — power of the first evaluation, best near the answer. */
  constructor(model: PathModel, additions: readonly Addition[], probe_W: number) {
    this.#model = model;
    this.#additions = additions;
    this.#phase = model.phaseOf && phaseAt(model.phaseOf, additions);
    this.complete = this.#walk();
    this.first = this.complete ? this.#record(probe_W) : undefined;
  }

  /** Parts from the places to the sources. @returns false where one is not solved, or switches of a node stand in a ring. */
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

  /** Whether something on the way carries single-phase loads: its uses then move with more than its loading. */
  get phased(): boolean {
    const { phaseCurrents } = this.#model;
    return phaseCurrents !== undefined && this.all.some((key) => 'branch' in key && phaseCurrents.has(key.branch));
  }

  /** Finds the limits, and keeps those that may bind. */
  #record(probe_W: number): PathQuery['first'] {
    for (let power_W = probe_W; Math.abs(power_W) > 1e-3; power_W /= 4) {
      this.#recording = true;
      this.#found.length = 0;
      this.#switchHops.clear();
      this.#touched = [];
      const carried = this.#add(power_W);
      this.#recording = false;
      if (!carried) continue;
      this.#findSeries();
      this.#findSwitches();
      const present = this.#found.map(({ key }) => this.#presentUse(key));
      const uses = this.#found.map(({ use }) => use());
      const roots = uses.map((use, i) => {
        const slope = (use - (present[i] as number)) / power_W;
        this.allSlopes.push(slope);
        return slope > 0 ? power_W + (1 - use) / slope : Number.POSITIVE_INFINITY;
      });
      const least = roots.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      const kept = [...roots.keys()].filter((i) => (roots[i] as number) <= least + (farAway - 1) * Math.abs(least));
      for (const { key, hops } of this.#found) {
        this.all.push(key);
        this.allHops.push(hops);
      }
      const found = this.#found;
      this.#found = kept.map((i) => found[i] as Found);
      for (const { key, hops } of this.#found) {
        this.keys.push(key);
        this.hops.push(hops);
      }
      this.present.push(...kept.map((i) => present[i] as number));
      return { power_W, uses: kept.map((i) => uses[i] as number) };
    }
    return undefined;
  }

  #presentUse(key: LimitKey): number {
    const { solution, network, caps } = this.#model;
    if ('branch' in key) return phasedLoading(solution, this.#model.phaseCurrents, key.branch);
    if ('source' in key) return (solution.sourcePower_W[key.source] as number) / (network.sources[key.source]?.rating_W as number);
    return 'cap' in key ? this.#carried(key.cap) / (caps[key.cap]?.limit_W as number) : Number.NaN;
  }

  /** What the sources under a cap deliver. */
  #carried(cap: number): number {
    const { solution, caps } = this.#model;
    let total = 0;
    for (const s of caps[cap]?.sources ?? []) if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W[s] as number;
    return total;
  }

  /** Use of every limit that may bind with `power_W` more; undefined where it cannot be carried. The list is used again. */
  loadings(power_W: number): readonly number[] | undefined {
    if (!this.#add(power_W)) return undefined;
    this.#values.length = 0;
    for (const { use } of this.#found) this.#values.push(use());
    return this.#values;
  }

  /** Sweeps the paths with `power_W` more. @returns false where it cannot be carried. */
  #add(power_W: number): boolean {
    const model = this.#model;
    const { columns } = model.merged;
    for (const b of this.#touched) {
      model.switchP[b] = 0;
      model.switchQ[b] = 0;
    }
    model.capAdded_W.fill(0);
    for (const { part } of this.#walks) part.clear();
    this.#hop = 0;
    for (const { bus, share, reactivePerActive } of this.#additions) {
      const p = power_W * share;
      this.#draw(bus, p, columns.isDc[bus] ? 0 : p * reactivePerActive);
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
    const { solution, network, ratingAt } = model;
    const { columns } = model.merged;
    const root = part.node(held);
    const [rootP, rootQ] = part.suppliedAt(held);
    const p = rootP * base_VA;
    const q = rootQ * base_VA;
    const rating_W = ratingAt[root] as number;
    for (const s of model.sourcesAt.get(root) ?? []) {
      const source = network.sources[s] as ElectricalNetwork['sources'][number];
      const share = source.rating_W / rating_W;
      this.#walkSwitches(source.bus, -p * share, -q * share);
      model.sourceAdded_W[s] = p * share;
      for (const cap of model.capsOn[s] ?? []) model.capAdded_W[cap] = (model.capAdded_W[cap] as number) + p * share;
      if (this.#recording) this.#findSource(s);
    }
    for (const b of model.convertersAt.get(root) ?? []) {
      const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
      if (element.type !== 'converter') continue;
      const share = element.rating_W / rating_W;
      const input = columns.from[b] as number;
      this.#walkSwitches(columns.to[b] as number, -p * share, -q * share);
      const output_W = -(solution.powerTo_W[b] as number) + p * share;
      const drawn = inputPower(element, output_W, 0);
      const reactive = columns.isDc[input] ? 0 : drawn.input_var - (solution.reactiveFrom_var[b] as number);
      model.outputOf_W[b] = output_W;
      if (this.#recording) this.#find({ branch: b }, this.#hop + 0.9, () => (model.outputOf_W[b] as number) / element.rating_W);
      this.#hop++;
      this.#draw(input, drawn.input_W - (solution.powerFrom_W[b] as number), reactive);
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
    const { switchUp, busUp, switchP, switchQ, merged } = this.#model;
    const { from } = merged.columns;
    for (let at = bus; (switchUp[at] as number) >= 0; at = busUp[at] as number) {
      const b = switchUp[at] as number;
      if (this.#recording && !this.#switchHops.has(b)) {
        this.#switchHops.set(b, this.#hop + 0.5);
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

  #find(key: LimitKey, hops: number, use: () => number): void {
    this.#found.push({ key, hops, use });
  }

  #findSource(s: number): void {
    const model = this.#model;
    const { rating_W } = model.network.sources[s] as ElectricalNetwork['sources'][number];
    const before = model.solution.sourcePower_W[s] as number;
    this.#find({ source: s }, this.#hop + 0.9, () => (before + (model.sourceAdded_W[s] as number)) / rating_W);
    for (const cap of model.capsOn[s] ?? []) {
      if (this.#found.some(({ key }) => 'cap' in key && key.cap === cap)) continue;
      const carried = this.#carried(cap);
      const limit_W = model.caps[cap]?.limit_W as number;
      this.#find({ cap }, Number.POSITIVE_INFINITY, () => (carried + (model.capAdded_W[cap] as number)) / limit_W);
    }
  }

  #findSeries(): void {
    const { solution, merged } = this.#model;
    for (const { part, positions, hops } of this.#walks) {
      for (const k of positions) {
        const b = part.limits(k) ? (merged.series[part.branch(k)] as number) : -1;
        if (b < 0 || Number.isNaN(solution.loading[b] as number)) continue;
        this.#find({ branch: b }, hops - part.depth(part.node(k)) + 0.75, () => this.#seriesUse(part, k, b));
      }
    }
  }

  /** Rated switches through which power is left after what enters and leaves their tree cancels. */
  #findSwitches(): void {
    const { switchP, switchQ, solution, merged, network } = this.#model;
    const added = (b: number) => Math.abs(switchP[b] as number) + Math.abs(switchQ[b] as number);
    const most = this.#touched.reduce((largest, b) => Math.max(largest, added(b)), 0);
    for (const b of this.#touched) {
      if (Number.isNaN(solution.loading[b] as number) || added(b) <= 1e-4 * most || !network.branches[b]) continue;
      const node = merged.nodeOf[merged.columns.to[b] as number] as number;
      const part = this.#model.part(merged.partOf[node] as number);
      const base_V = merged.nodeBase_V[node] as number;
      const p0 = solution.powerFrom_W[b] as number;
      const q0 = solution.reactiveFrom_var[b] as number;
      this.#find({ branch: b }, this.#switchHops.get(b) ?? 0, () =>
        this.#lineUse(b, p0 + (switchP[b] as number), q0 + (switchQ[b] as number), (part?.voltage(node) ?? Number.NaN) * base_V),
      );
    }
  }

  #lineUse(b: number, p_W: number, q_var: number, voltage_V: number): number {
    const { columns } = this.#model.merged;
    const dc = columns.isDc[columns.to[b] as number] === 1;
    const current = (dc ? Math.abs(p_W) : Math.sqrt(p_W * p_W + q_var * q_var)) / (dc ? 1 : rootThree) / voltage_V;
    const byCurrent = this.#worstPhase(b, current, voltage_V) / (columns.limit_A[b] as number);
    const byPower = Math.abs(p_W) / (columns.limit_W[b] as number);
    return Number.isNaN(byPower) ? byCurrent : Math.max(Number.isNaN(byCurrent) ? 0 : byCurrent, byPower);
  }

  /** Current of the phase that is loaded most, where single-phase runs are fed. */
  #worstPhase(b: number, balanced_A: number, voltage_V: number): number {
    const { phaseCurrents, solution, merged } = this.#model;
    const found = phaseCurrents?.get(b);
    if (!found) return balanced_A;
    return grownCurrent(found, this.#phase, balanced_A, (solution.voltage_V.at(merged.columns.to[b] as number) as number) / voltage_V);
  }

  #seriesUse(part: SupplyPart, k: number, b: number): number {
    const { solution, merged } = this.#model;
    const { columns, nodeBase_V, nodeOf, model } = merged;
    const toBus = columns.to[b] as number;
    const toNode = nodeOf[toBus] as number;
    const v = part.voltage(toNode);
    const volts = v * (nodeBase_V[toNode] as number);
    const down = toNode === part.node(k);
    const sign = down ? -1 : 1;
    const near = down ? part.addedP : part.abovePowerP;
    const nearQ = down ? part.addedQ : part.abovePowerQ;
    const far = down ? part.abovePowerP : part.addedP;
    // The charging half at this end follows its voltage.
    const e = part.branch(k);
    const v0 = (solution.voltage_V[toBus] as number) / (nodeBase_V[toNode] as number);
    const half = part.chargingApart ? 0 : (v * v - v0 * v0) / 2;
    const p = (solution.powerTo_W[b] as number) + (sign * (near[k] as number) + (model.g[e] as number) * half) * base_VA;
    const q = (solution.reactiveTo_var[b] as number) + (sign * (nearQ[k] as number) - (model.b[e] as number) * half) * base_VA;
    if (columns.type[b] === branchType.transformer)
      return (Math.sqrt(p * p + q * q) / volts / (columns.values[valueStride * b] as number)) * (columns.nominal_V[toBus] as number);
    const pFrom = (solution.powerFrom_W[b] as number) - sign * (far[k] as number) * base_VA;
    const byPower = Math.abs(pFrom) / (columns.limit_W[b] as number);
    const use = this.#lineUse(b, p, q, volts);
    return Number.isNaN(byPower) ? use : Math.max(use, byPower);
  }
}
