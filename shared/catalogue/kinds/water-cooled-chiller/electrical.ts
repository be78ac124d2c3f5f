import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { WaterCooledChillerParameters } from './definition.ts';

/** Rated draw of the compressors: capacity over COP at the reference point. */
export const waterCooledChillerElectrical: ElectricalContribution<WaterCooledChillerParameters> = (build) => {
  const { drive, capacity_W, cop, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? capacity_W / cop / powerFactor : 0);
};
