import { type Finding, quantityOf } from '../result.ts';
import { lowerLimit } from './margin.ts';
import { defineRule, eachRecordWith } from './rule.ts';

/** Tolerance of an instantaneous release: it is sure to trip from 1.2 times its setting on (IEC 60947-2, 8.3.3.1.2). */
const tolerance = 1.2;

/** The least fault at the far end of a run must trip its breaker at once; otherwise the fault burns until the thermal release acts. */
export const magneticTrip = defineRule({
  rule: 'magnetic-trip',
  title: 'Least fault against the magnetic trip',
  source: 'IEC 60364-4-43, 434.5; three-phase fault after IEC 60909-0:2016 (earth faults not computed)',
  judges: 'record',
  awaits: 'faults',
  check: (input) => {
    const { results } = input;
    const findings: Finding[] = [];
    eachRecordWith(input, 'tripPickup', (record, pickup) => {
      const actual = quantityOf(results, record.id, 'faultMinimum');
      if (actual === undefined) return;
      findings.push(
        ...lowerLimit({
          rule: 'magnetic-trip',
          subjects: [record.id],
          actual,
          limit: tolerance * pickup,
          unit: 'A',
          source: 'item: magnetic pick-up with its 20 % tolerance',
          past: `the least fault at the far end of ${record.tag} does not trip its breaker at once`,
        }),
      );
    });
    return findings;
  },
});
