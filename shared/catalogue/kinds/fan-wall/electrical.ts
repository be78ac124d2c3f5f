import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { FanWallParameters } from './definition.ts';

export const fanWallElectrical: ElectricalContribution<FanWallParameters> = (build) => {
  const { drive, fan_W, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? fan_W / powerFactor : 0);
};
