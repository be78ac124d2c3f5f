import type { ElectricalContribution } from '../../../network/electrical.ts';
import { sharedLoad } from '../load-electrical.ts';
import type { RackParameters } from './definition.ts';

/** Power shelves draw evenly from every live feed; each feed is limited by the shelves that stand on it. */
export const rackElectrical: ElectricalContribution<RackParameters> = (build) => {
  const p = build.parameters;
  const shelves_W = p.shelves * p.shelfPower_W;
  sharedLoad(build, shelves_W > 0 ? shelves_W / p.feeds : undefined);
};
