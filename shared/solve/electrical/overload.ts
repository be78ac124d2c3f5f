/** Names the element to blame where a part has no solution. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import { emptyFlows, flowFromVoltages } from './bus-branch.ts';
import { branchType, valueStride } from './columns.ts';
import { base_VA, type MergedNetwork } from './merge.ts';

/**
 * Branch with the highest loading if the whole load were carried: flows at the largest load that can
 * be carried, scaled up. Transformers against their rating, lines against rating or, without one,
 * left out. Call after the part's failed solution, whose last voltages it uses.
 */
export function overloaded(
  network: ElectricalNetwork,
  merged: MergedNetwork,
  part: number,
  loadability: number | undefined,
): { readonly branch: number; readonly loading: number } | undefined {
  const solver = merged.parts[part];
  if (!solver) return undefined;
  const { columns, model, nodeBase_V } = merged;
  const voltages = { re: new Float64Array(nodeBase_V.length), im: new Float64Array(nodeBase_V.length) };
  solver.plan.buses.forEach((node, k) => {
    voltages.re[node] = solver.newton.vRe[k] as number;
    voltages.im[node] = solver.newton.vIm[k] as number;
  });
  const flows = emptyFlows(merged.series.length);
  let worst: { branch: number; loading: number } | undefined;
  for (const e of solver.plan.branches) {
    flowFromVoltages(model, e, voltages, flows);
    const b = merged.series[e] as number;
    const apparent = Math.hypot(flows.pTo[e] as number, flows.qTo[e] as number) * base_VA;
    const rating_VA =
      columns.type[b] === branchType.transformer
        ? (columns.values[valueStride * b] as number)
        : (columns.limit_A[b] as number) *
          (nodeBase_V[model.to[e] as number] as number) *
          (columns.isDc[columns.to[b] as number] ? 1 : Math.sqrt(3));
    const loading = apparent / rating_VA / (loadability ?? 1);
    if (!Number.isFinite(loading)) continue;
    const id = network.branches[b]?.id ?? '';
    if (!worst || loading > worst.loading || (loading === worst.loading && id < (network.branches[worst.branch]?.id ?? '')))
      worst = { branch: b, loading };
  }
  return worst;
}
