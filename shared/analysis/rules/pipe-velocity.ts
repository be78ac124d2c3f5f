import { parametersOf } from '../../catalogue/resolve.ts';
import type { Finding } from '../result.ts';
import { defineRule, eachRunWith } from './rule.ts';

/** A guide, not a limit: past it the finding is a warning. */
export const pipeVelocity = defineRule({
  rule: 'pipe-velocity',
  title: 'Pipe velocity',
  source: 'item: velocity guide',
  judges: 'record',
  check: (input) => {
    const { document } = input;
    const findings: Finding[] = [];
    eachRunWith(input, 'velocity', (connection, velocity) => {
      const parameters = parametersOf(document, connection);
      const guide = parameters.ok ? (parameters.value.maxVelocity_m_s as number | undefined) : undefined;
      if (guide === undefined || velocity <= guide) return;
      findings.push({
        rule: 'pipe-velocity',
        severity: 'warning',
        subjects: [connection.id],
        actual: velocity,
        limit: guide,
        unit: 'm/s',
        margin: guide - velocity,
        source: 'item: velocity guide',
        message: `${connection.tag} flows faster than its sizing guide`,
      });
    });
    return findings;
  },
});
