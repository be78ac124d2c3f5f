/** From per-unit flows and voltages to the columns of a solution, part by part and node by node. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { type BranchFlows, busKind, type Voltages } from './bus-branch.ts';
import { branchType, valueStride } from './columns.ts';
import type { InputPower } from './converter.ts';
import type { Demand } from './demand.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { distribute } from './switch-flows.ts';

/** By branch index; NaN where there is no value. */
export interface BranchColumns {
  readonly current_A: Float64Array;
  readonly powerFrom_W: Float64Array;
  readonly reactiveFrom_var: Float64Array;
  readonly powerTo_W: Float64Array;
  readonly reactiveTo_var: Float64Array;
  readonly loss_W: Float64Array;
  readonly loading: Float64Array;
}

const rootThree = Math.sqrt(3);

/** Columns to write into: those of an earlier solution copied, or empty ones. */
export function branchColumns(branchCount: number, before?: BranchColumns): BranchColumns {
  const column = (earlier: Float64Array | undefined) => earlier?.slice() ?? new Float64Array(branchCount).fill(Number.NaN);
  return {
    current_A: column(before?.current_A),
    powerFrom_W: column(before?.powerFrom_W),
    reactiveFrom_var: column(before?.reactiveFrom_var),
    powerTo_W: column(before?.powerTo_W),
    reactiveTo_var: column(before?.reactiveTo_var),
    loss_W: column(before?.loss_W),
    loading: column(before?.loading),
  };
}

/** Writes the columns of one solution; a caller fills voltages node by node. */
export class ColumnWriter {
  readonly columns: BranchColumns;
  readonly voltage_V: Float64Array;
  readonly #merged: MergedNetwork;
  readonly #sourcesAt = new Map<number, number[]>();

  constructor(network: ElectricalNetwork, merged: MergedNetwork, columns: BranchColumns, voltage_V: Float64Array) {
    this.#merged = merged;
    this.columns = columns;
    this.voltage_V = voltage_V;
    network.sources.forEach((source, s) => {
      if (!merged.running[s]) return;
      const list = this.#sourcesAt.get(source.bus);
      if (list) list.push(s);
      else this.#sourcesAt.set(source.bus, [s]);
    });
  }

  /** Power of a line or transformer; its loading follows when the voltages of its ends are written. */
  series(e: number, flows: BranchFlows): void {
    const b = this.#merged.series[e] as number;
    const pFrom = (flows.pFrom[e] as number) * base_VA;
    const pTo = (flows.pTo[e] as number) * base_VA;
    this.#power(b, pFrom, (flows.qFrom[e] as number) * base_VA, pTo, (flows.qTo[e] as number) * base_VA, pFrom + pTo);
  }

  converter(b: number, power: InputPower): void {
    this.#power(b, power.input_W, power.input_var, -power.output_W, -power.output_var, power.input_W - power.output_W);
  }

  /** Takes all values of a branch away. */
  clear(b: number): void {
    for (const column of Object.values(this.columns) as Float64Array[]) column[b] = Number.NaN;
  }

  #power(b: number, pFrom: number, qFrom: number, pTo: number, qTo: number, loss: number): void {
    const { columns } = this;
    columns.powerFrom_W[b] = pFrom;
    columns.reactiveFrom_var[b] = qFrom;
    columns.powerTo_W[b] = pTo;
    columns.reactiveTo_var[b] = qTo;
    columns.loss_W[b] = loss;
  }

  /** Voltages at the buses of a node. */
  voltages(node: number, v: Voltages): void {
    const { busStart, buses, nodeBase_V } = this.#merged;
    const re = v.re[node] as number;
    const im = v.im[node] as number;
    const volts = Math.sqrt(re * re + im * im) * (nodeBase_V[node] as number);
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) this.voltage_V[buses[k] as number] = volts;
  }

  /** Divides power over the switches of a node, whose other branches, sources and loads stand. */
  switches(node: number, demand: Demand, sourcePower_W: Float64Array, sourceReactive_var: Float64Array): void {
    const { busStart, buses, switches, columns, model, entering } = this.#merged;
    const ring = switches.rings.size > 0 ? switches.rings.get(node) : undefined;
    if (switches.start[node] === switches.end[node] && !ring) return;
    const { from, type, start, incident } = columns;
    const { powerFrom_W, powerTo_W, reactiveFrom_var, reactiveTo_var } = this.columns;
    for (let k = busStart[node] as number; k < (busStart[node + 1] as number); k++) {
      const bus = buses[k] as number;
      let p = -(demand.active_W[bus] as number);
      let q = -(demand.reactive_var[bus] as number);
      for (let i = start[bus] as number; i < (start[bus + 1] as number); i++) {
        const b = incident[i] as number;
        if (type[b] === branchType.switch || Number.isNaN(powerFrom_W[b] as number)) continue;
        p -= (from[b] === bus ? powerFrom_W[b] : powerTo_W[b]) as number;
        q -= (from[b] === bus ? reactiveFrom_var[b] : reactiveTo_var[b]) as number;
      }
      const sources = model.kind[node] === busKind.slack ? this.#sourcesAt.get(bus) : undefined;
      for (const s of sources ?? []) {
        if (Number.isNaN(sourcePower_W[s] as number)) continue;
        p += sourcePower_W[s] as number;
        q += sourceReactive_var[s] as number;
      }
      entering.p[bus] = p;
      entering.q[bus] = q;
    }
    distribute(switches, columns, node, entering.p, powerFrom_W);
    distribute(switches, columns, node, entering.q, reactiveFrom_var);
    for (let k = switches.start[node] as number; k < (switches.end[node] as number); k++) this.#switch(switches.branch[k] as number);
    for (const b of ring?.branches ?? []) this.#switch(b);
  }

  #switch(b: number): void {
    const { powerFrom_W, reactiveFrom_var } = this.columns;
    const p = powerFrom_W[b] as number;
    const q = reactiveFrom_var[b] as number;
    this.#power(b, p, q, -p, -q, 0);
    this.rate(b);
  }

  /** Current and loading of a branch whose power and voltage stand. */
  rate(b: number): void {
    const { type, to, isDc, limit_A, limit_W, values, nominal_V } = this.#merged.columns;
    const { columns } = this;
    const bus = to[b] as number;
    const p = columns.powerTo_W[b] as number;
    const q = columns.reactiveTo_var[b] as number;
    const volts = this.voltage_V[bus] as number;
    const current = isDc[bus] ? Math.abs(p) / volts : Math.sqrt(p * p + q * q) / (rootThree * volts);
    columns.current_A[b] = current;
    if (type[b] === branchType.converter) {
      columns.loading[b] = Math.abs(p) / (values[valueStride * b] as number);
      return;
    }
    const byCurrent =
      type[b] === branchType.transformer
        ? (current * rootThree * (nominal_V[bus] as number)) / (values[valueStride * b] as number)
        : current / (limit_A[b] as number);
    const byPower = Math.max(Math.abs(columns.powerFrom_W[b] as number), Math.abs(p)) / (limit_W[b] as number);
    columns.loading[b] = Number.isNaN(byPower) ? byCurrent : Math.max(Number.isNaN(byCurrent) ? 0 : byCurrent, byPower);
  }
}
