import type { ElectricalContribution } from '../../../network/electrical.ts';
import { compressorLoad } from '../load-electrical.ts';
import type { WaterCooledChillerParameters } from './definition.ts';

export const waterCooledChillerElectrical: ElectricalContribution<WaterCooledChillerParameters> = compressorLoad;
