import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { ChillerParameters } from './definition.ts';

/** Rated draw of the compressors: capacity over COP at the reference point. */
export const chillerElectrical: ElectricalContribution<ChillerParameters> = (build) => {
  const { drive, capacity_W, cop, powerFactor } = build.parameters;
  transferLoad(build, drive === 'direct' ? capacity_W / cop / powerFactor : 0);
};
