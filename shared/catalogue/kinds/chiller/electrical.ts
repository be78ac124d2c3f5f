import type { ElectricalContribution } from '../../../network/electrical.ts';
import { transferLoad } from '../load-electrical.ts';
import type { ChillerParameters } from './definition.ts';

export const chillerElectrical: ElectricalContribution<ChillerParameters> = transferLoad;
