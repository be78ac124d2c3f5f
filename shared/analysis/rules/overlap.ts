import { bodiesMeet, ceilingMet, type Obstruction, solidMet, tolerance_m } from '../../catalogue/obstruction.ts';
import type { PlacedBody } from '../../catalogue/placed-body.ts';
import type { Document } from '../../document/document.ts';
import { forNearPairs, forNearPairsBetween } from '../../geometry/near-pairs.ts';
import { boundsOfAll, solidsOf, standingBodies } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { defineRule } from './rule.ts';

const findingOf = ({ subjects, actual_m, message }: Obstruction, source: string): Finding => ({
  rule: 'overlap',
  severity: 'error',
  subjects,
  actual: actual_m,
  limit: 0,
  unit: 'm',
  margin: -actual_m,
  source,
  message,
});

/** Equipment in a wall, in a column or through a suspended ceiling. */
function buildingOverlaps(document: Document, bodies: readonly PlacedBody[]): Finding[] {
  const parts = solidsOf(document);
  const findings: Finding[] = [];
  const found = (obstruction: Obstruction | undefined) => {
    if (!obstruction) return;
    const [id] = obstruction.subjects;
    // A wall is of several pieces, and one of them says it.
    if (findings.some(({ subjects, message }) => subjects[0] === id && message === obstruction.message)) return;
    findings.push(findingOf(obstruction, 'geometry: building as drawn'));
  };
  if (parts.length > 0)
    forNearPairsBetween(boundsOfAll(bodies), boundsOfAll(parts), tolerance_m, (i, j) => {
      const [body, solid] = [bodies[i], parts[j]];
      if (body && solid) found(solidMet(body, solid));
    });
  bodies.forEach((body) => {
    found(ceilingMet(document, body));
  });
  return findings;
}

export function overlapsIn(document: Document): Finding[] {
  const bodies = standingBodies(document);
  const findings: Finding[] = [];
  forNearPairs(boundsOfAll(bodies), tolerance_m, (i, j) => {
    const [a, b] = [bodies[i], bodies[j]];
    const met = a && b && bodiesMeet(a, b);
    if (met) findings.push(findingOf(met, 'geometry: envelopes of the items'));
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
