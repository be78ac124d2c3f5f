/** The limits on the paths of one place, and how far each is used with the power that a query added last. */
import type { RunPhase } from '../../network/electrical.ts';
import { branchType, valueStride } from './columns.ts';
import type { PathModel } from './headroom-paths.ts';
import { capLimit, sourceLimit } from './limit-number.ts';
import { base_VA } from './merge.ts';
import { grownCurrent, phasedLoading } from './phase-currents.ts';
import type { SupplyPart } from './supply-part.ts';

const rootThree = Math.sqrt(3);

/** How the use of a limit is read. */
const kind = { converter: 0, source: 1, cap: 2, series: 3, switch: 4 } as const;

/** A list that is filled again for every place. */
export class PathLimits {
  /** By entry: number of the limit, and how far upstream of the place it stands. */
  readonly limits: number[] = [];
  readonly hops: number[] = [];
  /** Phase that the power is added on, where that is one and the same. */
  phase: RunPhase | undefined;
  readonly #model: PathModel;
  readonly #kind: number[] = [];
  /** Branch, source or cap; and for a branch between two nodes, its part and the position at its lower end. */
  readonly #index: number[] = [];
  readonly #part: (SupplyPart | undefined)[] = [];
  readonly #position: number[] = [];

  constructor(model: PathModel) {
    this.#model = model;
  }

  get length(): number {
    return this.limits.length;
  }

  clear(): void {
    this.limits.length = 0;
    this.hops.length = 0;
    this.#kind.length = 0;
    this.#index.length = 0;
    this.#part.length = 0;
    this.#position.length = 0;
  }

  #push(limit: number, of: number, index: number, hops: number, part?: SupplyPart, position = 0): void {
    this.limits.push(limit);
    this.hops.push(hops);
    this.#kind.push(of);
    this.#index.push(index);
    this.#part.push(part);
    this.#position.push(position);
  }

  converter(b: number, hops: number): void {
    this.#push(b, kind.converter, b, hops);
  }

  /** A source and the caps that it comes under. */
  source(s: number, hops: number): void {
    const { network, capsOn } = this.#model;
    this.#push(sourceLimit(network, s), kind.source, s, hops);
    for (const cap of capsOn[s] ?? []) {
      const limit = capLimit(network, cap);
      if (!this.limits.includes(limit)) this.#push(limit, kind.cap, cap, Number.POSITIVE_INFINITY);
    }
  }

  /** The line or transformer into position k of a part. */
  series(b: number, part: SupplyPart, k: number, hops: number): void {
    this.#push(b, kind.series, b, hops, part, k);
  }

  switch(b: number, part: SupplyPart | undefined, hops: number): void {
    this.#push(b, kind.switch, b, hops, part);
  }

  /** Use of a limit without added power. */
  present(entry: number): number {
    const { solution, network, caps } = this.#model;
    const index = this.#index[entry] as number;
    switch (this.#kind[entry]) {
      case kind.source:
        return solution.sourcePower_W.at(index) / (network.sources[index]?.rating_W as number);
      case kind.cap:
        return this.#carried(index) / (caps[index]?.limit_W as number);
      default:
        return phasedLoading(solution, this.#model.phaseCurrents, index);
    }
  }

  /** Use of a limit with the added power. */
  use(entry: number): number {
    const { solution, network, caps, added, merged } = this.#model;
    const index = this.#index[entry] as number;
    switch (this.#kind[entry]) {
      case kind.converter:
        return (added.outputOf_W[index] as number) / (merged.columns.values[valueStride * index] as number);
      case kind.source:
        return (solution.sourcePower_W.at(index) + (added.source_W[index] as number)) / (network.sources[index]?.rating_W as number);
      case kind.cap:
        return (this.#carried(index) + (added.cap_W[index] as number)) / (caps[index]?.limit_W as number);
      case kind.series:
        return this.#seriesUse(this.#part[entry] as SupplyPart, this.#position[entry] as number, index);
      default:
        return this.#switchUse(this.#part[entry], index);
    }
  }

  /** What the sources under a cap deliver. */
  #carried(cap: number): number {
    const { solution, caps } = this.#model;
    let total = 0;
    for (const s of caps[cap]?.sources ?? []) if (solution.sourceState[s] === 'carrying') total += solution.sourcePower_W.at(s);
    return total;
  }

  #switchUse(part: SupplyPart | undefined, b: number): number {
    const { solution, merged, added } = this.#model;
    const node = merged.nodeOf[merged.columns.to[b] as number] as number;
    const voltage_V = (part?.voltage(node) ?? Number.NaN) * (merged.nodeBase_V[node] as number);
    const p_W = solution.powerFrom_W.at(b) + (added.switchP[b] as number);
    return this.#lineUse(b, p_W, solution.reactiveFrom_var.at(b) + (added.switchQ[b] as number), voltage_V);
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
    return grownCurrent(found, this.phase, balanced_A, solution.voltage_V.at(merged.columns.to[b] as number) / voltage_V);
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
    const v0 = solution.voltage_V.at(toBus) / (nodeBase_V[toNode] as number);
    const half = part.chargingApart ? 0 : (v * v - v0 * v0) / 2;
    const p = solution.powerTo_W.at(b) + (sign * (near[k] as number) + (model.g[e] as number) * half) * base_VA;
    const q = solution.reactiveTo_var.at(b) + (sign * (nearQ[k] as number) - (model.b[e] as number) * half) * base_VA;
    if (columns.type[b] === branchType.transformer)
      return (Math.sqrt(p * p + q * q) / volts / (columns.values[valueStride * b] as number)) * (columns.nominal_V[toBus] as number);
    const pFrom = solution.powerFrom_W.at(b) - sign * (far[k] as number) * base_VA;
    const byPower = Math.abs(pFrom) / (columns.limit_W[b] as number);
    const use = this.#lineUse(b, p, q, volts);
    return Number.isNaN(byPower) ? use : Math.max(use, byPower);
  }
}
