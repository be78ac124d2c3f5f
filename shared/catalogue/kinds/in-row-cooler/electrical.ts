import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { InRowCoolerParameters } from './definition.ts';

export const inRowCoolerElectrical: ElectricalContribution<InRowCoolerParameters> = fanLoad;
