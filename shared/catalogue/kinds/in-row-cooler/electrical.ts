import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { InRowCoolerParameters } from './definition.ts';

export const inRowCoolerElectrical: ElectricalContribution<InRowCoolerParameters> = transferLoad;
