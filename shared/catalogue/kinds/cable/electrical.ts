import type { ElectricalContribution } from '../../../network/electrical.ts';
import { runLine } from '../run-electrical.ts';
import type { CableParameters } from './definition.ts';

/** Ampacity is as installed and continuous, so its factor is 1 (the 125 % of NEC 210.19 and 215.2 sizes the conductor before derating). */
export const cableElectrical: ElectricalContribution<CableParameters> = (build) => {
  const p = build.parameters;
  runLine(build, { current_A: p.ampacity_A * p.derating * p.parallel, continuousFactor: 1, what: 'cable' });
};
