import {
  doorwayBlocked,
  missing_m,
  type Obstruction,
  tolerance_m,
  workingSpaceTaken,
  workingSpaceWalled,
} from '../../catalogue/obstruction.ts';
import type { PlacedBody } from '../../catalogue/placed-body.ts';
import { type WorkingSpace, workingSpacesOf } from '../../catalogue/placement.ts';
import type { Document } from '../../document/document.ts';
import { forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { boundsOfAll, doorwaysIn, solidsOf, standingBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { defineRule } from './rule.ts';

/** Working space in front of and behind equipment, and ways through doors; two working spaces may share the same floor. */
export function clearancesIn(document: Document): Finding[] {
  const bodies = standingBodies(document);
  const spaces: WorkingSpace[] = [];
  const owners: PlacedBody[] = [];
  bodies.forEach((owner) => {
    for (const space of workingSpacesOf(owner.equipment, owner.envelope)) {
      spaces.push(space);
      owners.push(owner);
    }
  });
  const spaceBounds = boundsOfAll(spaces);
  const findings: Finding[] = [];
  const found = (obstruction: Obstruction | undefined, source = 'item: front and rear clearance') => {
    if (!obstruction) return;
    const { subjects, actual_m, limit_m, message } = obstruction;
    findings.push({
      rule: 'clearance',
      severity: 'error',
      subjects,
      actual: actual_m,
      limit: limit_m,
      unit: 'm',
      margin: -missing_m(obstruction),
      source,
      message,
    });
  };
  forNearPairsBetween(boundsOfAll(bodies), spaceBounds, tolerance_m, (i, j) => {
    const [intruder, working, owner] = [bodies[i], spaces[j], owners[j]];
    if (intruder && working && owner && intruder !== owner) found(workingSpaceTaken(owner, working, intruder));
  });
  const solids = solidsOf(document);
  if (solids.length > 0)
    forNearPairsBetween(boundsOfAll(solids), spaceBounds, tolerance_m, (i, j) => {
      const [solid, working, owner] = [solids[i], spaces[j], owners[j]];
      if (solid && working && owner) found(workingSpaceWalled(owner, working, solid));
    });
  const doorways = doorwaysIn(document);
  if (doorways.length > 0)
    forNearPairsBetween(boundsOfAll(bodies), boundsOfAll(doorways), tolerance_m, (i, j) => {
      const [body, way] = [bodies[i], doorways[j]];
      if (body && way) found(doorwayBlocked(body, way.space, way.doorway), 'IBC 2021, 1010.1.5: landing at doors');
    });
  return findings;
}

export const clearance = defineRule({
  rule: 'clearance',
  title: 'Working space and ways through doors',
  source: 'item: front and rear clearance (NEC 110.26 for electrical equipment); landings at doors (IBC 2021, 1010.1.5)',
  judges: 'layout',
  check: ({ document }) => clearancesIn(document),
});
