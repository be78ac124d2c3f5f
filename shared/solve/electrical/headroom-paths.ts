/**
 * Added power on its way to the sources. In radial parts only the buses between the place and the
 * sources are swept again, and everything that hangs beside them stays as it was solved; meshed parts
 * are solved whole, with derivatives that are factored once per solution.
 */
import type { ElectricalNetwork, RunPhase } from '../../network/electrical.ts';
import type { ElectricalIsland, ElectricalSolution } from '../electrical.ts';
import { type MeshScratch, meshScratch } from './added-flow.ts';
import { type FeedPlan, planFeeds, reactiveRatio } from './demand.ts';
import type { Addition, SourceCap } from './headroom.ts';
import type { OwnLimit } from './limit-number.ts';
import type { PartSolver } from './load-flow.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { MeshPart } from './mesh-part.ts';
import { PathPart } from './path-part.ts';
import { PathQuery } from './path-query.ts';
import { type PhaseCurrents, phaseCurrents, phasesOf } from './phase-currents.ts';
import type { SupplyPart } from './supply-part.ts';

/** Power added to switches, sources and caps; and what converters deliver with it. By index. */
interface AddedPower {
  readonly switchP: Float64Array;
  readonly switchQ: Float64Array;
  readonly source_W: Float64Array;
  readonly cap_W: Float64Array;
  readonly outputOf_W: Float64Array;
}

/** The paths of one topology. Follows its solutions: a part is read again only where it was solved again. */
export class PathModel {
  readonly merged: MergedNetwork;
  readonly caps: readonly SourceCap[];
  /** Per bus: the switch towards the root of its node's switch tree, and the bus there; −1 at the root. */
  readonly switchUp: Int32Array;
  readonly busUp: Int32Array;
  readonly ringed: Uint8Array;
  readonly rankOf: Int32Array;
  /** Rated power at each slack node, for sharing. */
  readonly ratingAt: Float64Array;
  readonly sourcesAt: ReadonlyMap<number, readonly number[]>;
  readonly convertersAt: ReadonlyMap<number, readonly number[]>;
  /** Caps on each source. */
  readonly capsOn: readonly (readonly number[])[];
  /** What the query at work adds. */
  readonly added: AddedPower;
  /** Where single-phase runs are drawn: currents of what feeds them, and the phase of the buses behind them. */
  phaseCurrents: ReadonlyMap<number, PhaseCurrents> | undefined;
  phaseOf: ReadonlyMap<number, RunPhase> | undefined;
  readonly #query: PathQuery;
  #solution: ElectricalSolution;
  readonly #feeds: FeedPlan;
  readonly #nodeP: Float64Array;
  readonly #nodeQ: Float64Array;
  readonly #parts: (SupplyPart | undefined)[] = [];
  #meshes: MeshScratch | undefined;
  /** Effort for meshed parts that one solution of a large network may cost; see `MeshScratch.work`. */
  readonly #allowance: number;
  /** The state of each part that its paths were read from. */
  readonly #readFrom: (ElectricalIsland | undefined)[] = [];

  constructor(solution: ElectricalSolution, caps: readonly SourceCap[], allowance: number) {
    const { network, merged } = solution;
    this.#solution = solution;
    this.#allowance = allowance;
    this.merged = merged;
    this.caps = caps;
    this.#feeds = planFeeds(network, merged.live);
    const { columns, switches } = merged;
    const nodeCount = merged.nodeBase_V.length;
    this.#nodeP = new Float64Array(nodeCount);
    this.#nodeQ = new Float64Array(nodeCount);
    const sourcesAt = new Map<number, number[]>();
    const convertersAt = new Map<number, number[]>();
    this.ratingAt = new Float64Array(nodeCount);
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
        if (element?.type === 'converter') put(convertersAt, merged.nodeOf[columns.to[b] as number] as number, b, element.rating_W);
      }
    }
    this.sourcesAt = sourcesAt;
    this.convertersAt = convertersAt;
    this.capsOn = network.sources.map((_, s) => caps.flatMap(({ sources }, cap) => (sources.includes(s) ? [cap] : [])));
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
    this.ringed = new Uint8Array(nodeCount);
    for (const node of switches.rings.keys()) this.ringed[node] = 1;
    this.added = {
      switchP: new Float64Array(columns.branchCount),
      switchQ: new Float64Array(columns.branchCount),
      source_W: new Float64Array(network.sources.length),
      cap_W: new Float64Array(caps.length),
      outputOf_W: new Float64Array(columns.branchCount),
    };
    this.#query = new PathQuery(this);
    this.#readPhases();
  }

  get solution(): ElectricalSolution {
    return this.#solution;
  }

  get network(): ElectricalNetwork {
    return this.#solution.network;
  }

  /** Goes on to another solution of the same topology. */
  follow(solution: ElectricalSolution): void {
    this.#solution = solution;
    this.#readPhases();
    if (this.#meshes) this.#meshes.work = 0;
  }

  #readPhases(): void {
    this.phaseCurrents = phaseCurrents(this.network, this.#solution);
    this.phaseOf = this.phaseCurrents && phasesOf(this.network, this.#solution);
  }

  /** Whether meshed parts have cost what they may. */
  get spent(): boolean {
    return (this.#meshes?.work ?? 0) > this.#allowance;
  }

  /** Whether new ways may still go through a part: a meshed one costs more than a tree. */
  open(index: number): boolean {
    return !this.spent || this.merged.parts[index]?.sweep !== undefined;
  }

  /** The ways through a part; undefined where it is not solved. */
  part(index: number): SupplyPart | undefined {
    const island = this.#solution.islands[index];
    if (this.#readFrom[index] === island) return this.#parts[index];
    this.#readFrom[index] = island;
    const solver = this.merged.parts[index];
    if (!solver || island?.status !== 'solved') {
      this.#parts[index] = undefined;
      return undefined;
    }
    const { sweep, plan } = solver;
    const part = this.#parts[index] ?? (sweep ? new PathPart(sweep, this.merged.positionOf) : this.#mesh(solver));
    this.#parts[index] = part;
    // Where the solvers still stand at this solution, their model holds what each node takes.
    const standing = this.merged.last.solution === this.#solution;
    const { p, q } = this.merged.model;
    for (const node of plan.buses) {
      if (standing) {
        this.#nodeP[node] = -(p[node] as number);
        this.#nodeQ[node] = -(q[node] as number);
      } else this.#read(node);
    }
    if (sweep) for (const k of part.heldPositions) if (k > 0) this.#lessSupplied(part.node(k));
    part.refresh(this.#solution, this.#nodeP, this.#nodeQ);
    return part;
  }

  #mesh({ plan, held }: PartSolver): MeshPart {
    this.#meshes ??= meshScratch(this.merged);
    return new MeshPart(this.merged, plan, held, this.#meshes);
  }

  /** What loads and converters take at a node. */
  #read(node: number): void {
    const { columns, busStart, buses, drawnAt } = this.merged;
    const solution = this.#solution;
    const feeds = this.#feeds;
    let p = 0;
    let q = 0;
    const draw = (bus: number, active: number, reactive: number) => {
      if (Number.isNaN(active)) return;
      p += active;
      if (!columns.isDc[bus]) q += reactive;
    };
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
      const bus = buses[k] as number;
      for (let i = feeds.start[bus] as number; i < (feeds.start[bus + 1] as number); i++) {
        const feed = feeds.at[i] as number;
        const power = solution.feedPower_W.at(feed);
        draw(bus, power, power * reactiveRatio(this.network.loads[feeds.loadOf[feed] as number] as ElectricalNetwork['loads'][number]));
      }
    }
    for (const b of drawnAt.get(node) ?? []) draw(columns.from[b] as number, solution.powerFrom_W.at(b), solution.reactiveFrom_var.at(b));
    this.#nodeP[node] = p / base_VA;
    this.#nodeQ[node] = q / base_VA;
  }

  /** Voltage of a held node over that behind its droop: by as much its current times its own voltage exceeds what it delivers. */
  #riseAt(node: number): number {
    const { incidence, model } = this.merged;
    for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++) {
      const e = incidence.incident[k] as number;
      if (!model.lossless[e]) continue;
      const { re, im } = this.#solution.nodeVoltages;
      const [from, to] = [model.from[e] as number, model.to[e] as number];
      return Math.hypot(re.at(from), im.at(from)) / Math.hypot(re.at(to), im.at(to));
    }
    return 1;
  }

  /** Takes off what is supplied at a held node beside the part's root. */
  #lessSupplied(node: number): void {
    const solution = this.#solution;
    let p = 0;
    let q = 0;
    for (const s of this.sourcesAt.get(node) ?? []) {
      p += solution.sourcePower_W.at(s);
      q += solution.sourceReactive_var.at(s);
    }
    for (const b of this.convertersAt.get(node) ?? []) {
      p -= solution.powerTo_W.at(b);
      q -= solution.reactiveTo_var.at(b);
    }
    const rise = this.#riseAt(node);
    this.#nodeP[node] = (this.#nodeP[node] as number) - (rise * p) / base_VA;
    this.#nodeQ[node] = (this.#nodeQ[node] as number) - (rise * q) / base_VA;
  }

  /** The paths from these places, until the next query; undefined where they pass switches that stand in a ring. */
  query(additions: readonly Addition[], own: OwnLimit | undefined, probe_W: number): PathQuery | undefined {
    return this.#query.ask(additions, own, probe_W) ? this.#query : undefined;
  }
}
