import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { RearDoorParameters } from './definition.ts';

/** A passive door draws nothing and needs no supply. */
export const rearDoorElectrical: ElectricalContribution<RearDoorParameters> = (build) => {
  if (build.parameters.feeds > 0) fanLoad(build);
};
