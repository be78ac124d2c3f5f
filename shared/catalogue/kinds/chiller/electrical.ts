import type { ElectricalContribution } from '../../../network/electrical.ts';
import { compressorLoad } from '../load-electrical.ts';
import type { ChillerParameters } from './definition.ts';

export const chillerElectrical: ElectricalContribution<ChillerParameters> = compressorLoad;
