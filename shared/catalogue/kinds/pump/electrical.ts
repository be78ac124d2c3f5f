import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { PumpParameters } from './definition.ts';

/** Rated draw of the motor: the rated point of the pump over both efficiencies. */
export const pumpElectrical: ElectricalContribution<PumpParameters> = (build) => {
  const p = build.parameters;
  const rated_W = (p.ratedFlow_m3_s * p.ratedHead_Pa) / (p.hydraulicEfficiency * p.motorEfficiency);
  transferLoad(build, p.drive === 'direct' ? rated_W / p.powerFactor : 0);
};
