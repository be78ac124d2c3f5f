import type { ElectricalContribution } from '../../../network/electrical.ts';
import { buswaySections } from '../busway/electrical.ts';
import type { DcBuswayParameters } from './definition.ts';

export const dcBuswayElectrical: ElectricalContribution<DcBuswayParameters> = (build) => buswaySections(build, 'dc');
