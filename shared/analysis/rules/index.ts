/** The rules. Later work adds lines here, not a second mechanism. */
import { aisleWidth } from './aisle-width.ts';
import { ambientRange } from './ambient-range.ts';
import { breakingCapacity } from './breaking-capacity.ts';
import { cavitation } from './cavitation.ts';
import { clearance } from './clearance.ts';
import { continuousRating } from './continuous-rating.ts';
import { controlLimit } from './control-limit.ts';
import { dewPoint } from './dew-point.ts';
import { duplicateTag } from './duplicate-tag.ts';
import { faultWithstand } from './fault-withstand.ts';
import { floorLoad } from './floor-load.ts';
import { hallDensity } from './hall-density.ts';
import { magneticTrip } from './magnetic-trip.ts';
import { openPort } from './open-port.ts';
import { overlap } from './overlap.ts';
import { pipeVelocity } from './pipe-velocity.ts';
import { pumpMinimumFlow } from './pump-minimum-flow.ts';
import { rackAir } from './rack-air.ts';
import { rackPower } from './rack-power.ts';
import { rackSupply } from './rack-supply.ts';
import type { Rule } from './rule.ts';
import { shelfRating } from './shelf-rating.ts';
import { softwareBaseline } from './software-baseline.ts';
import { supplyLost } from './supply-lost.ts';
import { cduCapacity, cduFlow, fanWallCapacity, rejectionCapacity } from './thermal-capacity.ts';
import { transferGap } from './transfer-gap.ts';
import { unsolved } from './unsolved.ts';
import { utilityLimit } from './utility-limit.ts';
import { vesselSize } from './vessel-size.ts';
import { workloadShare } from './workload-share.ts';

export const rules: readonly Rule[] = [
  unsolved,
  supplyLost,
  rackSupply,
  rackAir,
  dewPoint,
  cduCapacity,
  cduFlow,
  rejectionCapacity,
  fanWallCapacity,
  continuousRating,
  shelfRating,
  breakingCapacity,
  faultWithstand,
  magneticTrip,
  transferGap,
  utilityLimit,
  rackPower,
  hallDensity,
  floorLoad,
  overlap,
  clearance,
  aisleWidth,
  openPort,
  duplicateTag,
  controlLimit,
  pipeVelocity,
  pumpMinimumFlow,
  cavitation,
  vesselSize,
  ambientRange,
  workloadShare,
  softwareBaseline,
];
