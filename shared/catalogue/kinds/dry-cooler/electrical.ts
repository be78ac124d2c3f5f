import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { DryCoolerParameters } from './definition.ts';

export const dryCoolerElectrical: ElectricalContribution<DryCoolerParameters> = (build) => {
  const { drive, fan_W, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? fan_W / powerFactor : 0);
};
