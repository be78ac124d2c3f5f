import type { Document } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Space } from '../../document/records.ts';
import { forNearPairs, forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { penetration } from '../../geometry/overlap.ts';
import { boundsOfAll, type PlacedBody, solidsOf, standingBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { defineRule } from './rule.ts';

/** Bodies may touch; a millimetre is left for rounding of drawn dimensions. */
const tolerance_m = 0.001;

/** Equipment in a wall, in a column or through a suspended ceiling. */
function buildingOverlaps(document: Document, bodies: readonly PlacedBody[]): Finding[] {
  const parts = solidsOf(document);
  const findings: Finding[] = [];
  const found = (id: RecordId, space: Space, depth: number, message: string) => {
    if (findings.some(({ subjects, message: known }) => subjects[0] === id && known === message)) return;
    const source = 'geometry: building as drawn';
    findings.push({
      rule: 'overlap',
      severity: 'error',
      subjects: [id, space.id],
      actual: depth,
      limit: 0,
      unit: 'm',
      margin: -depth,
      source,
      message,
    });
  };
  if (parts.length > 0)
    forNearPairsBetween(boundsOfAll(bodies), boundsOfAll(parts), tolerance_m, (i, j) => {
      const body = bodies[i];
      const solid = parts[j];
      if (!body || !solid) return;
      const depth = penetration(body.body.outline_m, solid.part.corners);
      const what = solid.part.what === 'column' ? 'a column' : 'a wall';
      if (depth > tolerance_m)
        found(body.equipment.id, solid.space, depth, `${body.equipment.tag} stands in ${what} of ${solid.space.name}`);
    });
  bodies.forEach(({ equipment, bounds }) => {
    const space = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space);
    const above = space?.ceiling_m === undefined ? 0 : bounds.max[2] - space.elevation_m - space.ceiling_m;
    if (space && above > tolerance_m) found(equipment.id, space, above, `${equipment.tag} reaches through the ceiling of ${space.name}`);
  });
  return findings;
}

export function overlapsIn(document: Document): Finding[] {
  const bodies = standingBodies(document);
  const findings: Finding[] = [];
  forNearPairs(boundsOfAll(bodies), tolerance_m, (i, j) => {
    const a = bodies[i];
    const b = bodies[j];
    if (!a || !b) return;
    const depth = penetration(a.body.outline_m, b.body.outline_m);
    if (depth <= tolerance_m) return;
    findings.push({
      rule: 'overlap',
      severity: 'error',
      subjects: [a.equipment.id, b.equipment.id],
      actual: depth,
      limit: 0,
      unit: 'm',
      margin: -depth,
      source: 'geometry: envelopes of the items',
      message: `${a.equipment.tag} and ${b.equipment.tag} stand in the same place`,
    });
  });
  return [...findings, ...buildingOverlaps(document, bodies)];
}

export const overlap = defineRule({
  rule: 'overlap',
  title: 'Equipment in the same place',
  source: 'geometry: envelopes of the items',
  judges: 'layout',
  check: ({ document }) => overlapsIn(document),
});
