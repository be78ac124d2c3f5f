import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { CoolingTowerParameters } from './definition.ts';

export const coolingTowerElectrical: ElectricalContribution<CoolingTowerParameters> = transferLoad;
