import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { CoolingTowerParameters } from './definition.ts';

export const coolingTowerElectrical: ElectricalContribution<CoolingTowerParameters> = fanLoad;
