/** Result columns of what feeds single-phase runs, and of those runs and their loads: currents as they flow in the conductors. */
import type { RecordId } from '../document/ids.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import {
  type PhaseCurrents,
  phaseCurrents,
  phasedLoading,
  phaseRatio,
  phasesOf,
  singlePhaseRuns,
  unbalance,
  worstPhase,
} from '../solve/electrical/phase-currents.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { eachReportedOwner, mainBranch } from './branch-owners.ts';
import type { ResultBuilder } from './result-builder.ts';

function reportPhases(owner: RecordId, found: PhaseCurrents, builder: ResultBuilder): void {
  builder.set(owner, 'current', worstPhase(found));
  builder.set(owner, 'currentL1', found.phases_A[0]);
  builder.set(owner, 'currentL2', found.phases_A[1]);
  builder.set(owner, 'currentL3', found.phases_A[2]);
  builder.set(owner, 'currentN', found.neutral_A);
  builder.set(owner, 'phaseUnbalance', unbalance(found));
}

/** Comes after the balanced columns: writes over current and loading where phases differ. Does nothing where no run is single-phase. */
export function reportPhaseCurrents(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): void {
  const currents = phaseCurrents(network, solution);
  if (!currents) return;
  eachReportedOwner(network, builder, (owner, begin, end) => {
    const found = currents.get(mainBranch(network, begin, end));
    if (!found) return;
    reportPhases(owner, found, builder);
    let largest = Number.NaN;
    for (let b = begin; b < end; b++) {
      const loading = phasedLoading(solution, currents, b);
      if (!(loading <= largest) && !Number.isNaN(loading)) largest = loading;
    }
    if (!Number.isNaN(largest)) builder.set(owner, 'loading', largest);
  });
  for (const run of singlePhaseRuns(network)) {
    const { owner, phase } = network.branches[run] ?? {};
    const balanced_A = solution.current_A.at(run);
    if (owner === undefined || phase === undefined || Number.isNaN(balanced_A) || !builder.concerns(owner)) continue;
    builder.set(owner, 'current', phaseRatio(phase) * balanced_A);
  }
  const phaseOf = phasesOf(network, solution);
  network.loads.forEach(({ owner, feeds, powerFactor }, l) => {
    if (!builder.concerns(owner) || !feeds.some((feed) => phaseOf.has(feed))) return;
    const offset = solution.feedOffset[l] as number;
    const current_A = feeds.map((feed, f) => {
      const phase = phaseOf.get(feed);
      const apparent_VA = (solution.feedPower_W.at(offset + f) as number) / powerFactor;
      return ((phase ? phaseRatio(phase) : 1) * apparent_VA) / Math.sqrt(3) / solution.voltage_V.at(feed);
    });
    const largest_A = Math.max(...current_A.filter((current) => !Number.isNaN(current)));
    if (Number.isFinite(largest_A)) builder.set(owner, 'current', largest_A);
  });
}
