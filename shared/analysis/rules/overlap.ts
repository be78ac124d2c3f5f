import type { Document } from '../../document/document.ts';
import { forNearPairs } from '../../geometry/near-pairs.ts';
import { penetration } from '../../geometry/overlap.ts';
import { bodiesOf, overheadKinds } from '../bodies.ts';
import type { Finding } from '../result.ts';
import { defineRule } from './rule.ts';

/** Bodies may touch; a millimetre is left for rounding of drawn dimensions. */
const tolerance_m = 0.001;

export function overlapsIn(document: Document): Finding[] {
  const bodies = bodiesOf(document).filter(({ kind }) => !overheadKinds.has(kind));
  const findings: Finding[] = [];
  forNearPairs(
    bodies.map(({ bounds }) => bounds),
    tolerance_m,
    (i, j) => {
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
    },
  );
  return findings;
}

export const overlap = defineRule({
  rule: 'overlap',
  title: 'Equipment in the same place',
  source: 'geometry: envelopes of the items',
  check: ({ document }) => overlapsIn(document),
});
