/** From per-unit flows and voltages to the columns of a solution, part by part and node by node. */
import { PagedColumn, PagedDraft, PagedRows } from '../paged-rows.ts';
import { type BranchFlows, busKind, type Voltages } from './bus-branch.ts';
import { branchType, valueStride } from './columns.ts';
import type { InputPower } from './converter.ts';
import type { Demand } from './demand.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { divideRing } from './switch-flows.ts';

/** What a branch's row holds, in this order. */
const current = 0;
const powerFrom = 1;
const reactiveFrom = 2;
const powerTo = 3;
const reactiveTo = 4;
const loss = 5;
const loading = 6;
const branchWidth = 7;

/** What a node's row holds: voltage per unit and complex, and in volts. */
const nodeWidth = 3;
const volts = 2;

/** What a source's row holds: active and reactive power. */
const sourceWidth = 2;

/** The tables behind a solution's columns. */
export interface SolutionRows {
  readonly branches: PagedRows;
  readonly nodes: PagedRows;
  readonly sources: PagedRows;
  /** By load and feed. */
  readonly feeds: PagedRows;
}

/** Tables without a value. */
export const emptyRows = ({ columns, nodeBase_V }: MergedNetwork, sources: number, feeds: number): SolutionRows => ({
  branches: PagedRows.empty(columns.branchCount, branchWidth),
  nodes: PagedRows.empty(nodeBase_V.length + 1, nodeWidth),
  sources: PagedRows.empty(sources, sourceWidth),
  feeds: PagedRows.empty(feeds, 1),
});

/** The tables as columns by index into the network's own tables. */
export function columnsIn(rows: SolutionRows, { layout }: MergedNetwork, sourceSlot: Int32Array, feedSlot: Int32Array) {
  const branch = (entry: number) => new PagedColumn(rows.branches, layout.branchSlot, entry);
  return {
    rows,
    voltage_V: new PagedColumn(rows.nodes, layout.busSlot, volts),
    nodeVoltages: { re: new PagedColumn(rows.nodes, layout.nodeSlot, 0), im: new PagedColumn(rows.nodes, layout.nodeSlot, 1) },
    current_A: branch(current),
    powerFrom_W: branch(powerFrom),
    reactiveFrom_var: branch(reactiveFrom),
    powerTo_W: branch(powerTo),
    reactiveTo_var: branch(reactiveTo),
    loss_W: branch(loss),
    loading: branch(loading),
    sourcePower_W: new PagedColumn(rows.sources, sourceSlot, 0),
    sourceReactive_var: new PagedColumn(rows.sources, sourceSlot, 1),
    feedPower_W: new PagedColumn(rows.feeds, feedSlot, 0),
  };
}

const rootThree = Math.sqrt(3);

/** Writes the tables of one solution; a caller fills voltages before the branches that end there. */
export class ColumnWriter {
  readonly #merged: MergedNetwork;
  /** Running sources by bus. */
  readonly #sourcesAt: ReadonlyMap<number, readonly number[]>;
  readonly #branches: PagedDraft;
  readonly #nodes: PagedDraft;
  readonly #sources: PagedDraft;
  readonly #feeds: PagedDraft;

  constructor(merged: MergedNetwork, sourcesAt: ReadonlyMap<number, readonly number[]>, from: SolutionRows) {
    this.#merged = merged;
    this.#sourcesAt = sourcesAt;
    this.#branches = new PagedDraft(from.branches);
    this.#nodes = new PagedDraft(from.nodes);
    this.#sources = new PagedDraft(from.sources);
    this.#feeds = new PagedDraft(from.feeds);
  }

  finish(): SolutionRows {
    return {
      branches: this.#branches.finish(),
      nodes: this.#nodes.finish(),
      sources: this.#sources.finish(),
      feeds: this.#feeds.finish(),
    };
  }

  powerFrom_W(b: number): number {
    return this.#branches.get(this.#merged.layout.branchSlot[b] as number, powerFrom);
  }

  reactiveFrom_var(b: number): number {
    return this.#branches.get(this.#merged.layout.branchSlot[b] as number, reactiveFrom);
  }

  loss_W(b: number): number {
    return this.#branches.get(this.#merged.layout.branchSlot[b] as number, loss);
  }

  feed(i: number, power_W: number): void {
    this.#feeds.set(i, 0, power_W);
  }

  source(s: number, active_W: number, reactive_var: number): void {
    this.#sources.set(s, 0, active_W);
    this.#sources.set(s, 1, reactive_var);
  }

  /** Power, current and loading of the lines and transformers `list[begin] … list[end]` of the model. */
  series(list: Int32Array, begin: number, end: number, flows: BranchFlows): void {
    const { series } = this.#merged;
    for (let k = begin; k < end; k++) {
      const e = list[k] as number;
      const pFrom = (flows.pFrom[e] as number) * base_VA;
      const pTo = (flows.pTo[e] as number) * base_VA;
      const b = series[e] as number;
      this.#branch(b, pFrom, (flows.qFrom[e] as number) * base_VA, pTo, (flows.qTo[e] as number) * base_VA, pFrom + pTo);
    }
  }

  converter(b: number, power: InputPower): void {
    this.#branch(b, power.input_W, power.input_var, -power.output_W, -power.output_var, power.input_W - power.output_W);
  }

  /** Takes all values of a branch away. */
  clear(b: number): void {
    const slot = this.#merged.layout.branchSlot[b] as number;
    const at = this.#branches.offset(slot);
    this.#branches.page(slot).fill(Number.NaN, at, at + branchWidth);
  }

  clearNode(node: number): void {
    const slot = this.#merged.layout.nodeSlot[node] as number;
    const at = this.#nodes.offset(slot);
    this.#nodes.page(slot).fill(Number.NaN, at, at + nodeWidth);
  }

  /** Voltages of the nodes `list[begin] … list[end]` and their buses. */
  voltages(list: Int32Array, begin: number, end: number, v: Voltages): void {
    const { layout, nodeBase_V } = this.#merged;
    const { nodeSlot } = layout;
    const rows = this.#nodes;
    for (let k = begin; k < end; k++) {
      const node = list[k] as number;
      const slot = nodeSlot[node] as number;
      const page = rows.page(slot);
      const at = rows.offset(slot);
      const re = v.re[node] as number;
      const im = v.im[node] as number;
      page[at] = re;
      page[at + 1] = im;
      page[at + volts] = Math.sqrt(re * re + im * im) * (nodeBase_V[node] as number);
    }
  }

  /** Divides power over the switches of the nodes `list[begin] … list[end]`, whose other branches, sources and loads stand. */
  switches(list: Int32Array, begin: number, end: number, demand: Demand): void {
    const { start, end: last, rings } = this.#merged.switches;
    for (let k = begin; k < end; k++) {
      const node = list[k] as number;
      if (start[node] !== last[node] || (rings.size > 0 && rings.has(node))) this.#switchesOf(node, demand);
    }
  }

  #switchesOf(node: number, demand: Demand): void {
    const { busStart, buses, switches, columns, model, entering, through } = this.#merged;
    const { endStart, ends } = this.#merged.layout;
    const rows = this.#branches;
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
      const bus = buses[k] as number;
      let p = -(demand.active_W[bus] as number);
      let q = -(demand.reactive_var[bus] as number);
      for (let i = endStart[bus] as number; i < (endStart[bus + 1] as number); i++) {
        const end = ends[i] as number;
        const slot = end >> 1;
        const out = (end & 1) === 1;
        const active = rows.get(slot, out ? powerFrom : powerTo);
        if (Number.isNaN(active)) continue;
        p -= active;
        q -= rows.get(slot, out ? reactiveFrom : reactiveTo);
      }
      const sources = model.kind[node] === busKind.slack ? this.#sourcesAt.get(bus) : undefined;
      for (const s of sources ?? []) {
        const active = this.#sources.get(s, 0);
        if (Number.isNaN(active)) continue;
        p += active;
        q += this.#sources.get(s, 1);
      }
      entering.p[bus] = p;
      entering.q[bus] = q;
    }
    // Kirchhoff along the tree of switches, leaves first: what enters at a bus leaves through its switch.
    for (let k = switches.start[node] as number; k < (switches.end[node] as number); k++) {
      const bus = switches.bus[k] as number;
      const parent = switches.parent[k] as number;
      const b = switches.branch[k] as number;
      const sign = columns.from[b] === bus ? 1 : -1;
      const p = entering.p[bus] as number;
      const q = entering.q[bus] as number;
      entering.p[parent] = (entering.p[parent] as number) + p;
      entering.q[parent] = (entering.q[parent] as number) + q;
      this.#branch(b, sign * p, sign * q, -sign * p, -sign * q, 0);
    }
    const ring = switches.rings.size > 0 ? switches.rings.get(node) : undefined;
    if (!ring) return;
    divideRing(ring.buses, ring.branches, columns, entering.p, through.p);
    divideRing(ring.buses, ring.branches, columns, entering.q, through.q);
    for (const b of ring.branches) {
      const p = through.p[b] as number;
      const q = through.q[b] as number;
      this.#branch(b, p, q, -p, -q, 0);
    }
  }

  /** Writes a branch's row: current and loading follow from its power and the voltage at its `to` end. */
  #branch(b: number, pFrom: number, qFrom: number, pTo: number, qTo: number, loss_W: number): void {
    const { layout, columns } = this.#merged;
    const bus = columns.to[b] as number;
    const voltage_V = this.#nodes.get(layout.busSlot[bus] as number, volts);
    const current_A = columns.isDc[bus] ? Math.abs(pTo) / voltage_V : Math.sqrt(pTo * pTo + qTo * qTo) / (rootThree * voltage_V);
    const slot = layout.branchSlot[b] as number;
    const page = this.#branches.page(slot);
    const at = this.#branches.offset(slot);
    page[at + current] = current_A;
    page[at + powerFrom] = pFrom;
    page[at + reactiveFrom] = qFrom;
    page[at + powerTo] = pTo;
    page[at + reactiveTo] = qTo;
    page[at + loss] = loss_W;
    page[at + loading] = this.#loading(b, current_A, pFrom, pTo);
  }

  #loading(b: number, current_A: number, pFrom: number, pTo: number): number {
    const { type, to, limit_A, limit_W, values, nominal_V } = this.#merged.columns;
    const of = type[b];
    if (of === branchType.converter) return Math.abs(pTo) / (values[valueStride * b] as number);
    const byCurrent =
      of === branchType.transformer
        ? (current_A * rootThree * (nominal_V[to[b] as number] as number)) / (values[valueStride * b] as number)
        : current_A / (limit_A[b] as number);
    const byPower = Math.max(Math.abs(pFrom), Math.abs(pTo)) / (limit_W[b] as number);
    return Number.isNaN(byPower) ? byCurrent : Math.max(Number.isNaN(byCurrent) ? 0 : byCurrent, byPower);
  }
}
