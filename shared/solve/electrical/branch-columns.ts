/** From per-unit flows to the branch columns of a solution. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalSolution } from '../electrical.ts';
import type { BranchFlows } from './bus-branch.ts';
import { branchType, valueStride } from './columns.ts';
import type { InputPower } from './converter.ts';
import { base_VA, type MergedNetwork } from './merge.ts';
import { distribute } from './switch-flows.ts';

type BranchColumns = Pick<
  ElectricalSolution,
  'current_A' | 'powerFrom_W' | 'reactiveFrom_var' | 'powerTo_W' | 'reactiveTo_var' | 'loss_W' | 'loading'
>;

const rootThree = Math.sqrt(3);

export function writeBranches(
  network: ElectricalNetwork,
  merged: MergedNetwork,
  flows: BranchFlows,
  voltage_V: Float64Array,
  converterInput: ReadonlyMap<number, InputPower>,
  demand: { readonly active_W: Float64Array; readonly reactive_var: Float64Array },
  sourcePower_W: Float64Array,
  sourceReactive_var: Float64Array,
): BranchColumns {
  const { columns } = merged;
  const { branchCount, busCount, from, to, type, isDc, limit_A, limit_W } = columns;
  const column = () => new Float64Array(branchCount).fill(Number.NaN);
  const result: BranchColumns = {
    current_A: column(),
    powerFrom_W: column(),
    reactiveFrom_var: column(),
    powerTo_W: column(),
    reactiveTo_var: column(),
    loss_W: column(),
    loading: column(),
  };
  // Power that enters each bus other than through switches.
  const enteringP = new Float64Array(busCount);
  const enteringQ = new Float64Array(busCount);
  for (let bus = 0; bus < busCount; bus++) {
    enteringP[bus] = -(demand.active_W[bus] as number);
    enteringQ[bus] = -(demand.reactive_var[bus] as number);
  }
  const leave = (bus: number, p: number, q: number) => {
    enteringP[bus] = (enteringP[bus] as number) - p;
    enteringQ[bus] = (enteringQ[bus] as number) - q;
  };
  const write = (b: number, pFrom: number, qFrom: number, pTo: number, qTo: number) => {
    result.powerFrom_W[b] = pFrom;
    result.reactiveFrom_var[b] = qFrom;
    result.powerTo_W[b] = pTo;
    result.reactiveTo_var[b] = qTo;
  };
  network.sources.forEach((source, s) => {
    const power = sourcePower_W[s] as number;
    if (merged.running[s] && !Number.isNaN(power)) leave(source.bus, -power, -(sourceReactive_var[s] as number));
  });
  for (let e = 0; e < merged.series.length; e++) {
    const b = merged.series[e] as number;
    const pFrom = (flows.pFrom[e] as number) * base_VA;
    const qFrom = (flows.qFrom[e] as number) * base_VA;
    const pTo = (flows.pTo[e] as number) * base_VA;
    const qTo = (flows.qTo[e] as number) * base_VA;
    write(b, pFrom, qFrom, pTo, qTo);
    result.loss_W[b] = pFrom + pTo;
    leave(from[b] as number, pFrom, qFrom);
    leave(to[b] as number, pTo, qTo);
  }
  for (const [b, power] of converterInput) {
    write(b, power.input_W, power.input_var, -power.output_W, -power.output_var);
    result.loss_W[b] = power.input_W - power.output_W;
    leave(from[b] as number, power.input_W, power.input_var);
    leave(to[b] as number, -power.output_W, -power.output_var);
  }
  const throughP = new Float64Array(branchCount).fill(Number.NaN);
  const throughQ = new Float64Array(branchCount).fill(Number.NaN);
  distribute(merged.switches, columns, enteringP, throughP);
  distribute(merged.switches, columns, enteringQ, throughQ);

  for (let b = 0; b < branchCount; b++) {
    const bus = to[b] as number;
    if (type[b] === branchType.switch && !Number.isNaN(throughP[b] as number) && !Number.isNaN(voltage_V[bus] as number)) {
      write(b, throughP[b] as number, throughQ[b] as number, -(throughP[b] as number), -(throughQ[b] as number));
      result.loss_W[b] = 0;
    }
    const p = result.powerTo_W[b] as number;
    if (Number.isNaN(p)) continue;
    const q = result.reactiveTo_var[b] as number;
    const volts = voltage_V[bus] as number;
    const current = isDc[bus] ? Math.abs(p) / volts : Math.sqrt(p * p + q * q) / (rootThree * volts);
    result.current_A[b] = current;
    if (type[b] === branchType.converter) {
      result.loading[b] = Math.abs(p) / (columns.values[valueStride * b] as number);
      continue;
    }
    const byCurrent =
      type[b] === branchType.transformer
        ? (current * rootThree * (columns.nominal_V[bus] as number)) / (columns.values[valueStride * b] as number)
        : current / (limit_A[b] as number);
    const byPower = Math.max(Math.abs(result.powerFrom_W[b] as number), Math.abs(p)) / (limit_W[b] as number);
    result.loading[b] = Number.isNaN(byPower) ? byCurrent : Math.max(Number.isNaN(byCurrent) ? 0 : byCurrent, byPower);
  }
  return result;
}
