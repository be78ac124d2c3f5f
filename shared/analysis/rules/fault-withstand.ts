import { kindOf } from '../../catalogue/resolve.ts';
import { type Finding, quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, eachRecordWith } from './rule.ts';

/** Cables, whips and busways against what the breaker upstream lets through of a fault at their beginning. */
export const faultWithstand = defineRule({
  rule: 'fault-withstand',
  title: 'Short-time withstand of cables and busways',
  source: 'IEC 60364-4-43, 434.5.2: I²t ≤ k²S², with the clearing time of the breaker',
  judges: 'record',
  awaits: 'faults',
  check: (input) => {
    const { document, results } = input;
    const findings: Finding[] = [];
    eachRecordWith(input, 'faultEnergy', (record, actual) => {
      const limit = quantityOf(results, record.id, 'withstandEnergy');
      if (limit === undefined || actual <= limit) return;
      const kind = kindOf(document, record)?.title ?? '';
      findings.push(
        ...upperLimit({
          rule: 'fault-withstand',
          subjects: [record.id],
          actual,
          limit,
          unit: 'A²s',
          source: 'IEC 60364-4-43, 434.5.2; item: section or short-time withstand',
          past: `a fault at the beginning of ${kind.toLowerCase()} ${record.tag} heats it beyond what it withstands before its breaker opens`,
        }),
      );
    });
    return findings;
  },
});
