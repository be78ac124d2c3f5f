/** Voltage angles against the services: what the load flow finds, and the hours of vector groups on the way. */
import type { RecordId } from '../document/ids.ts';
import { wholeTurn } from '../geometry/pose.ts';
import type { ElectricalNetwork } from '../network/electrical.ts';
import { shiftAt } from '../solve/electrical/phase-shift.ts';
import type { ElectricalSolution } from '../solve/electrical.ts';
import { eachReportedOwner, mainBranch } from './branch-owners.ts';
import type { ResultBuilder } from './result-builder.ts';

/** Degrees in (−180, 180]. */
function within(angle_deg: number): number {
  const turned = wholeTurn(angle_deg);
  return turned > 180 ? turned - 360 : turned;
}

/** Writes `voltageAngle` of everything on alternating current that follows a service; converters set a phase of their own. */
export function reportAngles(network: ElectricalNetwork, solution: ElectricalSolution, builder: ResultBuilder): void {
  const { state } = solution;
  const { re, im } = solution.nodeVoltages;
  const { nodeOf } = solution.merged;
  const write = (owner: RecordId, bus: number) => {
    const lag_deg = shiftAt(state, bus);
    const node = nodeOf[bus] as number;
    if (lag_deg === undefined || node < 0 || network.buses[bus]?.current === 'dc') return;
    const angle_deg = (Math.atan2(im.at(node) as number, re.at(node) as number) * 180) / Math.PI - lag_deg;
    if (!Number.isNaN(angle_deg)) builder.set(owner, 'voltageAngle', within(angle_deg));
  };
  eachReportedOwner(network, builder, (owner, begin, end) => {
    const main = mainBranch(network, begin, end);
    const branch = network.branches[main];
    if (branch && branch.element.type !== 'converter' && !Number.isNaN(solution.powerFrom_W.at(main))) write(owner, branch.to);
  });
  network.sources.forEach(({ owner, bus }, s) => {
    if (solution.sourceState[s] === 'carrying' && builder.concerns(owner)) write(owner, bus);
  });
  network.loads.forEach(({ owner, feeds }, l) => {
    const live = feeds.find((feed) => solution.live[feed]);
    if (solution.supplied[l] && live !== undefined && builder.concerns(owner)) write(owner, live);
  });
}
