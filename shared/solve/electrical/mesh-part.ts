/**
 * One meshed part as added power sees it: the ways that it takes to the held nodes, and whole solutions
 * (`added-flow.ts`) of what changes on them. Nothing is left out.
 */
import type { ElectricalSolution } from '../electrical.ts';
import type { Column } from '../paged-rows.ts';
import { AddedFlow, type MeshScratch } from './added-flow.ts';
import { flowFromVoltages } from './bus-branch.ts';
import type { IslandPlan } from './island-plan.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { ResponseMemo } from './response-memo.ts';
import type { SupplyPart } from './supply-part.ts';

/** A branch belongs to the way of added power where at least this part of it passes. */
const least = 1e-3;
/** Power that the way is found with, pu. */
const probe = 1e-3;
/** How far three solved answers of a place may be from four, as part of the added power, and in voltage: the fourth is far nearer. */
const smooth = 1e-7;

/** What added power at one node does to its way, by the added power; reactive power follows it by this ratio. */
interface Response {
  readonly ratio: number;
  readonly memo: ResponseMemo;
}

interface Way {
  readonly branches: readonly number[];
  /** Branches at nodes whose closed switches added power passes: what they take changes with the voltage. */
  readonly besides: readonly number[];
  readonly nodes: readonly number[];
}

export class MeshPart implements SupplyPart {
  readonly heldPositions: readonly number[];
  readonly chargingApart = true;
  readonly addedP: Float64Array;
  readonly addedQ: Float64Array;
  readonly abovePowerP: Float64Array;
  readonly abovePowerQ: Float64Array;
  readonly #merged: MergedNetwork;
  readonly #plan: IslandPlan;
  readonly #scratch: MeshScratch;
  readonly #flow: AddedFlow;
  /** Branches between each local node and the nearest held one. */
  readonly #depth: Int32Array;
  readonly #localOf = new Map<number, number>();
  #solution: ElectricalSolution | undefined;
  /** Ways found at the present solution, by node. */
  readonly #ways = new Map<number, Way>();
  /** Responses at the present solution, by node: places behind one converter differ in nothing else. */
  readonly #responses = new Map<number, Response[]>();
  /** Node of the paths at work, where there is one only. */
  #single: number | undefined;
  /** Voltages and supplies of the last sweep, where it was interpolated. */
  #between: { readonly voltage: Map<number, number>; readonly supplied: Map<number, readonly [p: number, q: number]> } | undefined;

  /** @param positionOf — place of each node in its part's plan, through `merged`. */
  constructor(merged: MergedNetwork, plan: IslandPlan, held: Int32Array, scratch: MeshScratch) {
    this.#merged = merged;
    this.#plan = plan;
    this.#scratch = scratch;
    this.#flow = new AddedFlow(plan, scratch, merged.positionOf);
    this.heldPositions = Array.from(held, (node) => this.#positionOf(node));
    const column = () => new Float64Array(2 * plan.branches.length + 1);
    this.addedP = column();
    this.addedQ = column();
    this.abovePowerP = column();
    this.abovePowerQ = column();
    this.#depth = this.#depthsFrom(held);
    plan.branches.forEach((e, i) => {
      this.#localOf.set(e, i);
    });
  }

  /** Node positions are zero and less. */
  #positionOf(node: number): number {
    return -(this.#merged.positionOf[node] as number);
  }

  #depthsFrom(held: Int32Array): Int32Array {
    const { incidence, model, positionOf } = this.#merged;
    const depth = new Int32Array(this.#plan.buses.length).fill(-1);
    const queue = [...held];
    for (const node of queue) depth[positionOf[node] as number] = 0;
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head] as number;
      for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++) {
        const e = incidence.incident[k] as number;
        const other = model.from[e] === node ? (model.to[e] as number) : (model.from[e] as number);
        if ((depth[positionOf[other] as number] as number) >= 0) continue;
        depth[positionOf[other] as number] = (depth[positionOf[node] as number] as number) + 1;
        queue.push(other);
      }
    }
    return depth;
  }

  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void {
    this.#flow.refresh(solution, nodeP, nodeQ);
    this.#solution = solution;
    this.#ways.clear();
    this.#responses.clear();
    this.#between = undefined;
  }

  node(position: number): number {
    return (position > 0 ? this.#merged.model.to[this.branch(position)] : this.#plan.buses[-position]) as number;
  }

  branch(position: number): number {
    return this.#plan.branches[(position - 1) % this.#plan.branches.length] as number;
  }

  /** The second half of the positions are branches beside the way. */
  limits(position: number): boolean {
    return position > 0 && position <= this.#plan.branches.length;
  }

  depth(node: number): number {
    return this.#depth[this.#merged.positionOf[node] as number] as number;
  }

  voltage(node: number): number {
    return this.#between?.voltage.get(node) ?? this.#flow.voltage(node);
  }

  doubtAt(): number {
    return 0;
  }

  clear(): void {
    this.#flow.clear();
  }

  add(node: number, p: number, q: number): void {
    this.#flow.add(node, p, q);
  }

  pathTo(nodes: readonly number[]): number[] {
    this.#flow.restart();
    this.#between = undefined;
    this.#single = nodes.length === 1 ? nodes[0] : undefined;
    const branches = new Set<number>();
    const besides = new Set<number>();
    const ends = new Set<number>();
    for (const node of nodes) {
      const way = this.#wayTo(node);
      for (const i of way.branches) branches.add(i + 1);
      for (const i of way.besides) besides.add(i);
      for (const end of way.nodes) ends.add(this.#positionOf(end));
    }
    for (const held of this.heldPositions) ends.add(held);
    const beside = [...besides].filter((i) => !branches.has(i + 1)).map((i) => i + 1 + this.#plan.branches.length);
    return [...branches, ...beside, ...ends];
  }

  /** Branches that carry a part of what is added at a node, and the nodes at their ends. */
  #wayTo(node: number): Way {
    const known = this.#ways.get(node);
    if (known) return known;
    const { from, to } = this.#merged.model;
    const branches: number[] = [];
    const nodes = new Set([node]);
    // So little is added that one step is the answer.
    this.#flow.add(node, probe, 0);
    const carried = this.#flow.step();
    this.#flow.clear();
    if (carried)
      this.#plan.branches.forEach((e, i) => {
        if (Math.abs(this.#flowChange(e).from[0]) <= least * probe) return;
        branches.push(i);
        nodes.add(from[e] as number).add(to[e] as number);
      });
    this.#flow.restore();
    const way = { branches, nodes: [...nodes], besides: this.#besides(nodes) };
    this.#ways.set(node, way);
    return way;
  }

  #besides(nodes: ReadonlySet<number>): number[] {
    const { switches, incidence } = this.#merged;
    const besides: number[] = [];
    for (const node of nodes) {
      if (switches.start[node] === switches.end[node]) continue;
      for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++)
        besides.push(this.#localOf.get(incidence.incident[k] as number) as number);
    }
    return besides;
  }

  /** The response that the present addition belongs to; undefined where more than one node of the part is concerned. */
  #response(): ResponseMemo | undefined {
    if (this.#single === undefined || this.#flow.places !== 1) return undefined;
    const [p, q] = this.#flow.addedAt(this.#single);
    if (p === 0) return undefined;
    const ratio = q / p;
    const list = this.#responses.get(this.#single) ?? [];
    this.#responses.set(this.#single, list);
    let found = list.find((response) => Math.abs(response.ratio - ratio) <= 1e-9 * (1 + Math.abs(ratio)));
    if (!found) {
      found = { ratio, memo: new ResponseMemo() };
      list.push(found);
    }
    return found.memo;
  }

  /** Everything that is read after a sweep, in one row: branches, voltages, supplies. */
  #rowOf(positions: readonly number[]): Float64Array {
    const row: number[] = [];
    for (const k of positions)
      if (k > 0) row.push(this.addedP[k] as number, this.addedQ[k] as number, this.abovePowerP[k] as number, this.abovePowerQ[k] as number);
    for (const k of positions) if (k <= 0) row.push(this.#flow.voltage(this.node(k)));
    for (const k of this.heldPositions) row.push(...this.#solvedSupply(k));
    return Float64Array.from(row);
  }

  /** Takes a row as the answer. */
  #take(row: Float64Array, positions: readonly number[]): void {
    let at = 0;
    const next = () => row[at++] as number;
    for (const k of positions) {
      if (k <= 0) continue;
      this.addedP[k] = next();
      this.addedQ[k] = next();
      this.abovePowerP[k] = next();
      this.abovePowerQ[k] = next();
    }
    const voltage = new Map<number, number>();
    for (const k of positions) if (k <= 0) voltage.set(this.node(k), next());
    const supplied = new Map<number, readonly [number, number]>();
    for (const k of this.heldPositions) supplied.set(k, [next(), next()]);
    this.#between = { voltage, supplied };
  }

  sweep(positions: readonly number[]): boolean {
    const added = this.#flow.addedPower;
    const memo = this.#response();
    const branches = positions.reduce((count, k) => (k > 0 ? count + 1 : count), 0);
    const known = memo?.at(added, (i) => (i < 4 * branches ? smooth * Math.abs(added) : smooth));
    if (known) {
      this.#take(known, positions);
      return true;
    }
    this.#between = undefined;
    if (!this.#flow.solve()) return false;
    for (const k of positions) {
      if (k <= 0) continue;
      const { from, to } = this.#flowChange(this.branch(k));
      this.addedP[k] = -to[0];
      this.addedQ[k] = -to[1];
      this.abovePowerP[k] = from[0];
      this.abovePowerQ[k] = from[1];
    }
    memo?.put(added, this.#rowOf(positions));
    return true;
  }

  /** Power into a branch at each end, more than in the solution. */
  #flowChange(e: number): { readonly from: readonly [number, number]; readonly to: readonly [number, number] } {
    const { model, v, flows } = this.#scratch;
    flowFromVoltages(model, e, v, flows);
    const b = this.#merged.series[e] as number;
    const present = (column: Column | undefined) => (column?.at(b) ?? Number.NaN) / base_VA;
    const solution = this.#solution;
    return {
      from: [(flows.pFrom[e] as number) - present(solution?.powerFrom_W), (flows.qFrom[e] as number) - present(solution?.reactiveFrom_var)],
      to: [(flows.pTo[e] as number) - present(solution?.powerTo_W), (flows.qTo[e] as number) - present(solution?.reactiveTo_var)],
    };
  }

  suppliedAt(position: number): readonly [p: number, q: number] {
    return this.#between?.supplied.get(position) ?? this.#solvedSupply(position);
  }

  #solvedSupply(position: number): readonly [p: number, q: number] {
    const node = this.node(position);
    const { incidence, model } = this.#merged;
    let [p, q] = this.#flow.addedAt(node);
    for (let k = incidence.start[node] as number; k < (incidence.start[node + 1] as number); k++) {
      const e = incidence.incident[k] as number;
      const { from, to } = this.#flowChange(e);
      const end = model.from[e] === node ? from : to;
      p += end[0];
      q += end[1];
    }
    return [p, q];
  }
}
