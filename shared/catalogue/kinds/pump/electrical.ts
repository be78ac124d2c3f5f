import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { PumpParameters } from './definition.ts';

export const pumpElectrical: ElectricalContribution<PumpParameters> = transferLoad;
