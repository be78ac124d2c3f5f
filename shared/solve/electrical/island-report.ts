/** What a solution says of one of its parts. */
import type { ElectricalNetwork } from '../../network/electrical.ts';
import type { ElectricalIsland } from '../electrical.ts';
import type { PartOutcome } from './load-flow.ts';
import type { MergedNetwork } from './merge.ts';
import { overloaded } from './overload.ts';

export interface PartPowers {
  /** By bus. */
  readonly active_W: Float64Array;
  loss_W(branch: number): number;
  slackPower_W(node: number): number;
}

/** @param upset — converter through which the part feeds one that has no solution. */
export function reportPart(
  network: ElectricalNetwork,
  merged: MergedNetwork,
  part: number,
  outcome: PartOutcome | undefined,
  upset: number | undefined,
  powers: PartPowers,
): ElectricalIsland {
  const buses = merged.busesOf[part] ?? [];
  const none = {
    buses,
    residual: outcome?.mismatch ?? 0,
    iterations: outcome?.iterations ?? 0,
    sourcePower_W: 0,
    loadPower_W: 0,
    loss_W: 0,
  } as const;
  const fault = merged.faults.get(part);
  if (fault) return { ...none, status: 'invalid', method: 'none', cause: fault.cause, worst: fault.branches };
  if (upset !== undefined)
    return { ...none, status: 'invalid', method: 'none', cause: 'feeds a part that could not be solved', worst: [upset] };
  if (!outcome || outcome.status === 'dead') return { ...none, status: 'dead', method: 'none' };
  if (outcome.status === 'solved') return { ...none, ...solvedPart(merged, part, outcome, powers) };
  const worst = overloaded(network, merged, part, outcome.loadability);
  const cause =
    outcome.loadability === undefined
      ? 'the load flow does not converge'
      : `asks for ${(1 / outcome.loadability).toPrecision(3)} times the power that can be carried`;
  return {
    ...none,
    status: outcome.status,
    method: 'newton',
    cause: worst ? `${cause}; this element would run at ${(100 * worst.loading).toFixed(0)} % of its rating` : cause,
    ...(worst && { worst: [worst.branch] }),
    ...(outcome.loadability !== undefined && { loadability: outcome.loadability }),
  };
}

function solvedPart(merged: MergedNetwork, part: number, outcome: PartOutcome, powers: PartPowers) {
  const { model, series } = merged;
  const solver = merged.parts[part];
  if (!solver) throw new Error(`part ${part} was solved by nobody`);
  const { buses: nodes, branches } = solver.plan;
  let scale = 0;
  for (let k = 0; k < nodes.length; k++) scale += Math.abs(model.p[nodes[k] as number] as number);
  let source_W = 0;
  for (const node of solver.held) source_W += powers.slackPower_W(node);
  const buses = merged.busesOf[part] ?? [];
  let load_W = 0;
  for (let k = 0; k < buses.length; k++) load_W += powers.active_W[buses[k] as number] as number;
  let loss_W = 0;
  for (let k = 0; k < branches.length; k++) loss_W += powers.loss_W(series[branches[k] as number] as number);
  return {
    status: 'solved',
    residual: outcome.mismatch / Math.max(scale, 1e-6),
    method: outcome.method === 'newton' ? 'newton' : 'sweep',
    sourcePower_W: source_W,
    loadPower_W: load_W,
    loss_W,
  } as const;
}
