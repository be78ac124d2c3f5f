import type { ElectricalContribution } from '../../../network/electrical.ts';
import { fanLoad } from '../load-electrical.ts';
import type { AdiabaticCoolerParameters } from './definition.ts';

export const adiabaticCoolerElectrical: ElectricalContribution<AdiabaticCoolerParameters> = fanLoad;
