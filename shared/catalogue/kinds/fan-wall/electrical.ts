import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { FanWallParameters } from './definition.ts';

export const fanWallElectrical: ElectricalContribution<FanWallParameters> = fanLoad;
