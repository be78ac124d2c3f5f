import type { BranchRating, ElectricalContribution } from '../../../network/electrical.ts';
import { oncePerItem } from '../../per-item.ts';
import { runLine, runPlate } from '../run-electrical.ts';
import type { WhipParameters } from './definition.ts';

/** The lower of the breakers' continuous current and the conductors' ampacity limits the set. */
const plateOf = oncePerItem((p: WhipParameters) => {
  const ampacity_A = p.ampacity_A * p.derating;
  const limit: BranchRating =
    p.trip_A * p.continuousFactor <= ampacity_A
      ? { current_A: p.trip_A * p.parallel, continuousFactor: p.continuousFactor, what: 'whip' }
      : { current_A: ampacity_A * p.parallel, continuousFactor: 1, what: 'whip' };
  const protection = {
    clearing_s: p.clearing_s,
    pickup_A: p.pickup * p.trip_A,
    ...(p.letThrough_A2s !== undefined && { letThrough_A2s: p.letThrough_A2s }),
  };
  return runPlate(p, p.power_W === undefined ? limit : { ...limit, power_W: p.power_W * p.parallel }, protection);
});

export const whipElectrical: ElectricalContribution<WhipParameters> = (build) => runLine(build, plateOf(build.parameters));
