import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { CduParameters } from './definition.ts';

export const cduElectrical: ElectricalContribution<CduParameters> = transferLoad;
