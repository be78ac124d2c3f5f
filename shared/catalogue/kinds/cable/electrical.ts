import type { ElectricalContribution } from '../../../network/electrical.ts';
import { oncePerItem } from '../../per-item.ts';
import { runLine, runPlate } from '../run-electrical.ts';
import type { CableParameters } from './definition.ts';

/** Ampacity is as installed and continuous, so its factor is 1 (the 125 % of NEC 210.19 and 215.2 sizes the conductor before derating). */
const plateOf = oncePerItem((p: CableParameters) =>
  runPlate(p, { current_A: p.ampacity_A * p.derating * p.parallel, continuousFactor: 1, what: 'cable' }),
);

export const cableElectrical: ElectricalContribution<CableParameters> = (build) => runLine(build, plateOf(build.parameters));
