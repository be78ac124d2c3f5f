/** The limits that added power meets on its way, and their use with so much of it. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { branchType } from './columns.ts';
import { inputPower } from './converter.ts';
import type { Addition, LimitKey } from './headroom.ts';
import type { PathModel } from './headroom-paths.ts';
import { base_VA } from './merge.ts';
import type { PathPart } from './path-part.ts';

const probe_W = 1000;
const rootThree = Math.sqrt(3);

/** One place's paths, walked once; `loadings` then sweeps them for any added power. */
export class PathQuery {
  readonly complete: boolean;
  /** Bound on the power that the last evaluation leaves out, W. */
  doubt_W = 0;
  readonly #model: PathModel;
  readonly #additions: readonly Addition[];
  /** Touched parts, loads before supplies, with their touched positions, far ends first. */
  readonly #walks: { readonly part: PathPart; readonly positions: readonly number[]; readonly hops: number }[] = [];
  /** The limits on the paths, in the order of the values of `loadings`. Found by a first evaluation. */
  readonly keys: LimitKey[] = [];
  /** How far upstream of the place each limit stands: elements between, in steps along the path. */
  readonly hops: number[] = [];
  /** Their use without added power. */
  readonly present: number[] = [];
  readonly #values: number[] = [];
  /** Switches that added power passes on its way, and those where it comes and goes again. */
  #touched: number[] = [];
  #passed: readonly number[] = [];
  readonly #switchHops = new Map<number, number>();
  #recording = false;
  #hop = 0;

  constructor(model: PathModel, additions: readonly Addition[]) {
    this.#model = model;
    this.#additions = additions;
    const { columns, nodeOf, partOf } = model.merged;
    // Parts still to be walked: their index, the nodes met there, and the steps from the place to the root by the shortest.
    const pending: { index: number; nodes: number[]; hops: number }[] = [];
    const want = (bus: number, hops: number): boolean => {
      const node = nodeOf[bus] as number;
      const index = partOf[node] as number;
      const part = model.part(index);
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
    let complete = true;
    for (const { bus } of additions) complete &&= want(bus, 0);
    while (pending.length > 0 && complete) {
      let next = 0;
      for (let i = 1; i < pending.length; i++) {
        if ((model.rankOf[pending[i]?.index as number] as number) < (model.rankOf[pending[next]?.index as number] as number)) next = i;
      }
      const [entry] = pending.splice(next, 1);
      const part = entry && model.part(entry.index);
      if (!entry || !part) break;
      const positions = part.pathTo(entry.nodes);
      for (const k of positions) if (model.ringed[part.node(k)]) complete = false;
      this.#walks.push({ part, positions, hops: entry.hops });
      for (const held of part.heldPositions) {
        for (const b of model.convertersAt.get(part.node(held)) ?? []) complete &&= want(columns.from[b] as number, entry.hops + 1);
      }
    }
    this.complete = complete;
    if (complete) this.#record();
  }

  /** Finds the limits with a small power. */
  #record(): void {
    this.#recording = true;
    this.loadings(probe_W);
    this.#recording = false;
  }

  #note(kind: 'branch' | 'source' | 'cap', index: number, loading: number, hop: number): void {
    if (this.#recording) {
      this.keys.push(kind === 'branch' ? { branch: index } : kind === 'source' ? { source: index } : { cap: index });
      this.hops.push(hop);
      this.present.push(this.#presentUse(kind, index));
    }
    this.#values.push(loading);
  }

  #presentUse(kind: 'branch' | 'source' | 'cap', index: number): number {
    const { solution, network, caps } = this.#model;
    if (kind === 'branch') return solution.loading[index] as number;
    if (kind === 'source') return (solution.sourcePower_W[index] as number) / (network.sources[index]?.rating_W as number);
    return this.#carried(index) / (caps[index]?.limit_W as number);
  }

  /** What the sources under a cap deliver. */
  #carried(cap: number): number {
    const { solution, caps } = this.#model;
    let total = 0;
    for (const s of caps[cap]?.sources ?? []) if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W[s] as number;
    return total;
  }

  /** Use of every limit on the paths with `power_W` more; undefined where it cannot be carried. */
  loadings(power_W: number): number[] | undefined {
    const model = this.#model;
    const { merged } = model;
    const { columns, nodeOf } = merged;
    this.#values.length = 0;
    for (const b of this.#touched) {
      model.switchP[b] = 0;
      model.switchQ[b] = 0;
    }
    const capAdded = new Float64Array(model.caps.length);
    const capTouched = new Uint8Array(model.caps.length);
    for (const { part } of this.#walks) part.clear();
    this.#hop = 0;
    for (const { bus, share, reactivePerActive } of this.#additions) {
      const p = power_W * share;
      this.#add(bus, p, columns.isDc[bus] ? 0 : p * reactivePerActive);
    }
    this.doubt_W = 0;
    for (const { part, positions, hops } of this.#walks) {
      if (!part.sweep(positions)) return undefined;
      for (const k of positions) this.doubt_W += part.doubtAt(k) * base_VA;
      for (const k of positions) {
        this.#hop = hops - part.depth(part.node(k));
        if (k === 0) continue;
        const b = merged.series[part.branch(k)] as number;
        const forward = nodeOf[columns.to[b] as number] === part.node(k);
        const [dp, dq] = part.addedAt(k);
        this.#walkSwitches(forward ? (columns.to[b] as number) : (columns.from[b] as number), -dp * base_VA, -dq * base_VA);
        const [up, uq] = part.addedAbove(k);
        this.#hop++;
        this.#walkSwitches(forward ? (columns.from[b] as number) : (columns.to[b] as number), up * base_VA, uq * base_VA);
        this.#hop--;
        this.#rateSeries(part, k, b);
      }
      this.#hop = hops;
      for (const held of part.heldPositions) this.#supply(part, held, capAdded, capTouched);
    }
    this.#rateSwitches();
    model.caps.forEach(({ limit_W }, cap) => {
      if (capTouched[cap]) this.#note('cap', cap, (this.#carried(cap) + (capAdded[cap] as number)) / limit_W, Number.POSITIVE_INFINITY);
    });
    return this.#values;
  }

  /** What the sources and converters at a held bus add, their use, and what converters draw for it further up. */
  #supply(part: PathPart, held: number, capAdded: Float64Array, capTouched: Uint8Array): void {
    const model = this.#model;
    const { solution, network, ratingAt } = model;
    const { columns } = solution.merged;
    const root = part.node(held);
    const [rootP, rootQ] = part.suppliedAt(held);
    const p = rootP * base_VA;
    const q = rootQ * base_VA;
    for (const s of model.sourcesAt.get(root) ?? []) {
      const source = network.sources[s] as ElectricalNetwork['sources'][number];
      const share = source.rating_W / (ratingAt[root] as number);
      this.#walkSwitches(source.bus, -p * share, -q * share);
      this.#note('source', s, ((solution.sourcePower_W[s] as number) + p * share) / source.rating_W, this.#hop + 0.9);
      for (const cap of model.capsOn[s] ?? []) {
        capTouched[cap] = 1;
        capAdded[cap] = (capAdded[cap] as number) + p * share;
      }
    }
    for (const b of model.convertersAt.get(root) ?? []) {
      const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
      if (element.type !== 'converter') continue;
      const share = element.rating_W / (ratingAt[root] as number);
      const input = columns.from[b] as number;
      this.#walkSwitches(columns.to[b] as number, -p * share, -q * share);
      const output_W = -(solution.powerTo_W[b] as number) + p * share;
      const drawn = inputPower(element, output_W, 0);
      const before = solution.powerFrom_W[b] as number;
      const reactive = columns.isDc[input] ? 0 : drawn.input_var - (solution.reactiveFrom_var[b] as number);
      this.#hop++;
      this.#add(input, drawn.input_W - before, reactive);
      this.#hop--;
      this.#note('branch', b, output_W / element.rating_W, this.#hop + 0.9);
    }
  }

  #add(bus: number, p_W: number, q_var: number): void {
    const { merged } = this.#model;
    const node = merged.nodeOf[bus] as number;
    this.#model.part(merged.partOf[node] as number)?.add(node, p_W / base_VA, q_var / base_VA);
    this.#walkSwitches(bus, p_W, q_var);
  }

  /** Power that leaves a node's switches at `bus` comes down the tree of switches from its root. */
  #walkSwitches(bus: number, p_W: number, q_var: number): void {
    const { switchUp, busUp, switchP, switchQ, solution } = this.#model;
    const { from } = solution.merged.columns;
    for (let at = bus; (switchUp[at] as number) >= 0; at = busUp[at] as number) {
      const b = switchUp[at] as number;
      // Towards `at`: positive when the switch is drawn to it.
      const sign = from[b] === at ? -1 : 1;
      if (this.#recording) {
        this.#touched.push(b);
        if (!this.#switchHops.has(b)) this.#switchHops.set(b, this.#hop + 0.5);
      }
      switchP[b] = (switchP[b] as number) + sign * p_W;
      switchQ[b] = (switchQ[b] as number) + sign * q_var;
    }
  }

  #rateSwitches(): void {
    const { switchP, switchQ, solution } = this.#model;
    const { merged } = solution;
    const { columns } = merged;
    if (this.#recording) this.#passed = this.#switchesOnTheWay();
    for (const b of this.#passed) {
      const node = merged.nodeOf[columns.to[b] as number] as number;
      const v = (this.#model.part(merged.partOf[node] as number)?.voltage(node) ?? Number.NaN) * (merged.nodeBase_V[node] as number);
      const p = (solution.powerFrom_W[b] as number) + (switchP[b] as number);
      const q = (solution.reactiveFrom_var[b] as number) + (switchQ[b] as number);
      this.#note('branch', b, this.#loading(b, p, q, v), this.#switchHops.get(b) ?? 0);
    }
  }

  /** Rated switches through which power is left after what enters and leaves their tree cancels. */
  #switchesOnTheWay(): number[] {
    const { switchP, switchQ, solution } = this.#model;
    const added = (b: number) => Math.abs(switchP[b] as number) + Math.abs(switchQ[b] as number);
    this.#touched = [...this.#switchHops.keys()].sort((a, b) => a - b);
    const most = this.#touched.reduce((largest, b) => Math.max(largest, added(b)), 0);
    return this.#touched.filter((b) => !Number.isNaN(solution.loading[b] as number) && added(b) > 1e-4 * most);
  }

  #loading(b: number, p_W: number, q_var: number, voltage_V: number): number {
    const { columns } = this.#model.solution.merged;
    const dc = columns.isDc[columns.to[b] as number] === 1;
    const current = (dc ? Math.abs(p_W) : Math.sqrt(p_W * p_W + q_var * q_var)) / (dc ? 1 : rootThree) / voltage_V;
    const byCurrent = current / (columns.limit_A[b] as number);
    const byPower = Math.abs(p_W) / (columns.limit_W[b] as number);
    return Number.isNaN(byPower) ? byCurrent : Math.max(Number.isNaN(byCurrent) ? 0 : byCurrent, byPower);
  }

  #rateSeries(part: PathPart, k: number, b: number): void {
    const { solution, network } = this.#model;
    const { columns, nodeBase_V, nodeOf } = solution.merged;
    if (Number.isNaN(solution.loading[b] as number)) return;
    const toBus = columns.to[b] as number;
    const toNode = nodeOf[toBus] as number;
    const v = part.voltage(toNode);
    const volts = v * (nodeBase_V[toNode] as number);
    const down = toNode === part.node(k);
    const [ap, aq] = down ? part.addedAt(k) : part.addedAbove(k);
    const sign = down ? -1 : 1;
    // The charging half at this end follows its voltage.
    const { model } = solution.merged;
    const e = part.branch(k);
    const v0 = (solution.voltage_V[toBus] as number) / (nodeBase_V[toNode] as number);
    const half = (v * v - v0 * v0) / 2;
    const p = (solution.powerTo_W[b] as number) + (sign * ap + (model.g[e] as number) * half) * base_VA;
    const q = (solution.reactiveTo_var[b] as number) + (sign * aq - (model.b[e] as number) * half) * base_VA;
    if (columns.type[b] === branchType.transformer) {
      const { element } = network.branches[b] as ElectricalNetwork['branches'][number];
      const rating_VA = element.type === 'transformer' ? element.rating_VA : Number.NaN;
      this.#note('branch', b, (Math.sqrt(p * p + q * q) / volts / rating_VA) * (columns.nominal_V[toBus] as number), this.#hop + 0.75);
      return;
    }
    const [fp] = down ? part.addedAbove(k) : part.addedAt(k);
    const pFrom = (solution.powerFrom_W[b] as number) - sign * fp * base_VA;
    const byPower = Math.max(Math.abs(p), Math.abs(pFrom)) / (columns.limit_W[b] as number);
    const byCurrent = this.#loading(b, p, q, volts);
    this.#note('branch', b, Number.isNaN(byPower) ? byCurrent : Math.max(byCurrent, byPower), this.#hop + 0.75);
  }
}
