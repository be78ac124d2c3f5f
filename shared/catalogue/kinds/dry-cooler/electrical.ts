import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { DryCoolerParameters } from './definition.ts';

export const dryCoolerElectrical: ElectricalContribution<DryCoolerParameters> = fanLoad;
