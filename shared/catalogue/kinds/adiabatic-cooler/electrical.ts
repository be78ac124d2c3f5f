import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { AdiabaticCoolerParameters } from './definition.ts';

export const adiabaticCoolerElectrical: ElectricalContribution<AdiabaticCoolerParameters> = transferLoad;
