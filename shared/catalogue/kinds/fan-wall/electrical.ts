import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { FanWallParameters } from './definition.ts';

export const fanWallElectrical: ElectricalContribution<FanWallParameters> = transferLoad;
