import { type WorkingSpace, workingSpacesOf } from '../../catalogue/placement.ts';
import type { Document } from '../../document/document.ts';
import { forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { penetration } from '../../geometry/overlap.ts';
import { boundsOfAll, type PlacedBody, solidsOf, standingBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { defineRule } from './rule.ts';

const tolerance_m = 0.001;

/** Working space in front of and behind equipment; two working spaces may share the same floor. */
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
  forNearPairsBetween(boundsOfAll(bodies), spaceBounds, tolerance_m, (i, j) => {
    const intruder = bodies[i];
    const working = spaces[j];
    const owner = owners[j];
    if (!intruder || !working || !owner || intruder === owner) return;
    const depth = penetration(intruder.body.outline_m, working.space.outline_m);
    if (depth <= tolerance_m) return;
    const free = Math.max(0, working.depth_m - depth);
    findings.push({
      rule: 'clearance',
      severity: 'error',
      subjects: [owner.equipment.id, intruder.equipment.id],
      actual: free,
      limit: working.depth_m,
      unit: 'm',
      margin: free - working.depth_m,
      source: 'item: front and rear clearance',
      message: `${intruder.equipment.tag} stands in the ${working.side} working space of ${owner.equipment.tag}`,
    });
  });
  const solids = solidsOf(document);
  if (solids.length > 0)
    forNearPairsBetween(boundsOfAll(solids), spaceBounds, tolerance_m, (i, j) => {
      const solid = solids[i];
      const working = spaces[j];
      const owner = owners[j];
      if (!solid || !working || !owner) return;
      if (penetration(solid.part.corners, working.space.outline_m) <= tolerance_m) return;
      // A slim column stands in the middle of a working space: what counts is the gap it leaves.
      const free = Math.max(0, -penetration(solid.part.corners, owner.body.outline_m));
      const what = solid.part.what === 'column' ? 'A column' : 'The wall';
      findings.push({
        rule: 'clearance',
        severity: 'error',
        subjects: [owner.equipment.id, solid.space.id],
        actual: free,
        limit: working.depth_m,
        unit: 'm',
        margin: free - working.depth_m,
        source: 'item: front and rear clearance',
        message: `${what} of ${solid.space.name} stands in the ${working.side} working space of ${owner.equipment.tag}`,
      });
    });
  return findings;
}

export const clearance = defineRule({
  rule: 'clearance',
  title: 'Working space',
  source: 'item: front and rear clearance (NEC 110.26 for electrical equipment)',
  judges: 'layout',
  check: ({ document }) => clearancesIn(document),
});
