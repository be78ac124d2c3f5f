/**
 * Added power on its way to the sources, in radial parts: only the buses between the place and the
 * sources are swept again, everything that hangs beside them stays as it was solved.
 */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';
import { branchType } from './columns.ts';
import { inputPower } from './converter.ts';
import type { Addition, LimitKey, SourceCap } from './headroom.ts';
import { base_VA } from './merge.ts';
import { PathPart } from './path-part.ts';

const probe_W = 1000;
const rootThree = Math.sqrt(3);

export class PathModel {
  readonly network: ElectricalNetwork;
  readonly solution: ElectricalSolution;
  readonly caps: readonly SourceCap[];
  /** Part models by part; undefined where not radial or not solved. */
  readonly parts: readonly (PathPart | undefined)[];
  /** Per bus: the switch towards the root of its node's switch tree, and the bus there; −1 at the root. */
  readonly switchUp: Int32Array;
  readonly busUp: Int32Array;
  readonly ringed: Uint8Array;
  readonly rankOf: Int32Array;
  /** Rated power at each slack node, for sharing. */
  readonly ratingAt: Float64Array;
  readonly sourcesAt: ReadonlyMap<number, readonly number[]>;
  readonly convertersAt: ReadonlyMap<number, readonly number[]>;
  /** Scratch: power added to each switch in the query at work. */
  readonly switchP: Float64Array;
  readonly switchQ: Float64Array;

  constructor(network: ElectricalNetwork, solution: ElectricalSolution, caps: readonly SourceCap[]) {
    this.network = network;
    this.solution = solution;
    this.caps = caps;
    const { merged } = solution;
    const { columns, switches } = merged;
    const nodeP = new Float64Array(merged.nodeBase_V.length);
    const nodeQ = new Float64Array(merged.nodeBase_V.length);
    const draw = (bus: number, p: number, q: number) => {
      const node = merged.nodeOf[bus] as number;
      if (node < 0 || Number.isNaN(p)) return;
      nodeP[node] = (nodeP[node] as number) + p / base_VA;
      if (!columns.isDc[bus]) nodeQ[node] = (nodeQ[node] as number) + q / base_VA;
    };
    network.loads.forEach((load, l) => {
      const ratio = Math.sqrt(1 / (load.powerFactor * load.powerFactor) - 1);
      load.feeds.forEach((feed, f) => {
        const p = solution.feedPower_W[(solution.feedOffset[l] as number) + f] as number;
        draw(feed, p, p * ratio);
      });
    });
    const sourcesAt = new Map<number, number[]>();
    const convertersAt = new Map<number, number[]>();
    this.ratingAt = new Float64Array(merged.nodeBase_V.length);
    const put = (map: Map<number, number[]>, node: number, entry: number, rating: number) => {
      map.set(node, [...(map.get(node) ?? []), entry]);
      this.ratingAt[node] = (this.ratingAt[node] as number) + rating;
    };
    network.sources.forEach((source, s) => {
      if (merged.running[s]) put(sourcesAt, merged.nodeOf[source.bus] as number, s, source.rating_W);
    });
    for (const branches of merged.feeding) {
      for (const b of branches) {
        const element = network.branches[b]?.element;
        draw(columns.from[b] as number, solution.powerFrom_W[b] as number, solution.reactiveFrom_var[b] as number);
        if (element?.type === 'converter') put(convertersAt, merged.nodeOf[columns.to[b] as number] as number, b, element.rating_W);
      }
    }
    // Held buses beside a part's root are supplied by what was solved, and by what compensation adds.
    const roots = new Set(merged.parts.map(({ plan }) => plan.buses[0] as number));
    network.sources.forEach(({ bus }, s) => {
      if (!merged.running[s] || roots.has(merged.nodeOf[bus] as number)) return;
      draw(bus, -(solution.sourcePower_W[s] as number), -(solution.sourceReactive_var[s] as number));
    });
    for (const [node, branches] of convertersAt) {
      if (roots.has(node)) continue;
      for (const b of branches) draw(columns.to[b] as number, solution.powerTo_W[b] as number, solution.reactiveTo_var[b] as number);
    }
    this.sourcesAt = sourcesAt;
    this.convertersAt = convertersAt;
    this.parts = merged.parts.map((part, p) => {
      const solved = solution.islands[p]?.status === 'solved';
      return part.sweep && solved ? new PathPart(part.sweep, solution, nodeP, nodeQ) : undefined;
    });
    this.rankOf = new Int32Array(merged.parts.length);
    merged.order.forEach((part, rank) => {
      this.rankOf[part] = rank;
    });
    this.switchUp = new Int32Array(columns.busCount).fill(-1);
    this.busUp = new Int32Array(columns.busCount).fill(-1);
    for (let k = 0; k < switches.bus.length; k++) {
      const bus = switches.bus[k] as number;
      this.switchUp[bus] = switches.branch[k] as number;
      this.busUp[bus] = switches.parent[k] as number;
    }
    this.ringed = new Uint8Array(merged.nodeBase_V.length);
    for (const node of switches.rings.keys()) this.ringed[node] = 1;
    this.switchP = new Float64Array(columns.branchCount);
    this.switchQ = new Float64Array(columns.branchCount);
  }

  /** The paths from these places; undefined where they pass a part that is not radial. */
  query(additions: readonly Addition[]): PathQuery | undefined {
    const query = new PathQuery(this, additions);
    return query.complete ? query : undefined;
  }
}

/** One place's paths, walked once; `loadings` then sweeps them for any added power. */
class PathQuery {
  readonly complete: boolean;
  /** Bound on the power that the last evaluation leaves out, W. */
  doubt_W = 0;
  readonly #model: PathModel;
  readonly #additions: readonly Addition[];
  /** Touched parts, loads before supplies, with their touched positions, far ends first. */
  readonly #walks: { readonly part: PathPart; readonly positions: number[] }[] = [];
  /** The limits on the paths, in the order of the values of `loadings`. Found by a first evaluation. */
  readonly keys: LimitKey[] = [];
  readonly #values: number[] = [];
  /** Switches that added power passes on its way, and those where it comes and goes again. */
  readonly #touched: number[] = [];
  #passed: readonly number[] = [];
  #recording = false;

  constructor(model: PathModel, additions: readonly Addition[]) {
    this.#model = model;
    this.#additions = additions;
    const { merged } = model.solution;
    const { columns, nodeOf, partOf } = merged;
    const pending = new Map<number, Set<number>>();
    const want = (bus: number) => {
      const node = nodeOf[bus] as number;
      const part = partOf[node] as number;
      const nodes = pending.get(part) ?? new Set();
      nodes.add(node);
      pending.set(part, nodes);
    };
    for (const { bus } of additions) want(bus);
    let complete = true;
    while (pending.size > 0 && complete) {
      const index = [...pending.keys()].reduce((a, b) => ((model.rankOf[a] as number) <= (model.rankOf[b] as number) ? a : b));
      const part = model.parts[index];
      if (!part) {
        complete = false;
        break;
      }
      const positions = part.pathTo(pending.get(index) ?? []);
      pending.delete(index);
      if (positions.some((k) => model.ringed[part.node(k)])) complete = false;
      this.#walks.push({ part, positions });
      for (const held of part.heldPositions) {
        for (const b of model.convertersAt.get(part.node(held)) ?? []) want(columns.from[b] as number);
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

  #note(key: LimitKey, loading: number): void {
    if (this.#recording) this.keys.push(key);
    this.#values.push(loading);
  }

  /** Use of every limit on the paths with `power_W` more; undefined where it cannot be carried. */
  loadings(power_W: number): number[] | undefined {
    const model = this.#model;
    const { solution } = model;
    const { merged } = solution;
    const { columns, nodeOf } = merged;
    this.#values.length = 0;
    for (const b of this.#touched) {
      model.switchP[b] = 0;
      model.switchQ[b] = 0;
    }
    const capAdded = new Float64Array(model.caps.length);
    const capTouched = new Uint8Array(model.caps.length);
    for (const { part } of this.#walks) part.clear();
    for (const { bus, share, reactivePerActive } of this.#additions) {
      const p = power_W * share;
      this.#add(bus, p, columns.isDc[bus] ? 0 : p * reactivePerActive);
    }
    this.doubt_W = 0;
    for (const { part, positions } of this.#walks) {
      if (!part.sweep(positions)) return undefined;
      for (const k of positions) this.doubt_W += part.doubtAt(k) * base_VA;
      for (const k of positions) {
        if (k === 0) continue;
        const b = merged.series[part.branch(k)] as number;
        const forward = nodeOf[columns.to[b] as number] === part.node(k);
        const [dp, dq] = part.addedAt(k);
        this.#walkSwitches(forward ? (columns.to[b] as number) : (columns.from[b] as number), -dp * base_VA, -dq * base_VA);
        const [up, uq] = part.addedAbove(k);
        this.#walkSwitches(forward ? (columns.from[b] as number) : (columns.to[b] as number), up * base_VA, uq * base_VA);
        this.#rateSeries(part, k, b);
      }
      for (const held of part.heldPositions) this.#supply(part, held, capAdded, capTouched);
    }
    this.#rateSwitches();
    model.caps.forEach(({ sources, limit_W }, cap) => {
      if (!capTouched[cap]) return;
      let total = capAdded[cap] as number;
      for (const s of sources) if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W[s] as number;
      this.#note({ cap }, total / limit_W);
    });
    return this.#values.slice();
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
      this.#note({ source: s }, ((solution.sourcePower_W[s] as number) + p * share) / source.rating_W);
      model.caps.forEach(({ sources }, c) => {
        if (!sources.includes(s)) return;
        capTouched[c] = 1;
        capAdded[c] = (capAdded[c] as number) + p * share;
      });
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
      this.#add(input, drawn.input_W - before, reactive);
      this.#note({ branch: b }, output_W / element.rating_W);
    }
  }

  #add(bus: number, p_W: number, q_var: number): void {
    const { merged } = this.#model.solution;
    const node = merged.nodeOf[bus] as number;
    this.#model.parts[merged.partOf[node] as number]?.add(node, p_W / base_VA, q_var / base_VA);
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
      if (this.#recording) this.#touched.push(b);
      switchP[b] = (switchP[b] as number) + sign * p_W;
      switchQ[b] = (switchQ[b] as number) + sign * q_var;
    }
  }

  #rateSwitches(): void {
    const { switchP, switchQ, solution, parts } = this.#model;
    const { merged } = solution;
    const { columns } = merged;
    if (this.#recording) this.#passed = this.#switchesOnTheWay();
    for (const b of this.#passed) {
      const node = merged.nodeOf[columns.to[b] as number] as number;
      const v = (parts[merged.partOf[node] as number]?.voltage(node) ?? Number.NaN) * (merged.nodeBase_V[node] as number);
      const p = (solution.powerFrom_W[b] as number) + (switchP[b] as number);
      const q = (solution.reactiveFrom_var[b] as number) + (switchQ[b] as number);
      this.#note({ branch: b }, this.#loading(b, p, q, v));
    }
  }

  /** Rated switches through which power is left after what enters and leaves their tree cancels. */
  #switchesOnTheWay(): number[] {
    const { switchP, switchQ, solution } = this.#model;
    const added = (b: number) => Math.abs(switchP[b] as number) + Math.abs(switchQ[b] as number);
    const touched = [...new Set(this.#touched)].sort((a, b) => a - b);
    this.#touched.splice(0, this.#touched.length, ...touched);
    const most = touched.reduce((largest, b) => Math.max(largest, added(b)), 0);
    return touched.filter((b) => !Number.isNaN(solution.loading[b] as number) && added(b) > 1e-4 * most);
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
      this.#note({ branch: b }, (Math.sqrt(p * p + q * q) / volts / rating_VA) * (columns.nominal_V[toBus] as number));
      return;
    }
    const [fp] = down ? part.addedAbove(k) : part.addedAt(k);
    const pFrom = (solution.powerFrom_W[b] as number) - sign * fp * base_VA;
    const byPower = Math.max(Math.abs(p), Math.abs(pFrom)) / (columns.limit_W[b] as number);
    const byCurrent = this.#loading(b, p, q, volts);
    this.#note({ branch: b }, Number.isNaN(byPower) ? byCurrent : Math.max(byCurrent, byPower));
  }
}
