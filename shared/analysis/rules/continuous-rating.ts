/** Continuous rating of whips, RPPs, busways, feeders, transformers, UPS, generators and services. */

import { kindNamed } from '../../catalogue/kinds/index.ts';
import { itemOf } from '../../document/document.ts';
import { barBinds } from '../busway-limit.ts';
import { type Finding, quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, eachRecordWith } from './rule.ts';

/** Their loading is that of the tightest of several breakers, or of a limit in watts: the current shown is not what it is held against. */
const severalLimits = new Set([
  'switchgear',
  'switchboard',
  'rpp',
  'busway',
  'ups',
  'power-shelf',
  'rectifier',
  'dc-converter',
  'dc-board',
  'dc-busway',
  'bess',
  'utility',
  'generator',
  'rack',
  'whip',
]);

/** From this part of the rating on a warning. */
const nearFraction = 0.95;

export const continuousRating = defineRule({
  rule: 'continuous-rating',
  title: 'Continuous rating of electrical equipment',
  source: 'item rating; continuous use of a standard breaker at most 80 % of its trip (NEC 210.20, 215.3)',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    const findings: Finding[] = [];
    eachRecordWith(input, 'loading', (record, loading) => {
      const kind = kindNamed(itemOf(document, record).kind);
      if (!kind || kind.discipline === 'liquid' || kind.discipline === 'air') return;
      // Far from any limit, in either unit.
      if (loading < 0.9 * nearFraction) return;
      const current = quantityOf(results, record.id, 'current');
      const inAmpere = current !== undefined && loading > 0 && !severalLimits.has(kind.kind);
      const tapBinds = record.type === 'equipment' && kind.kind.endsWith('busway') && !barBinds(document, results, record, loading);
      const what = tapBinds ? `A tap-off of ${kind.title.toLowerCase()} ${record.tag}` : `${kind.title} ${record.tag}`;
      findings.push(
        ...upperLimit({
          rule: 'continuous-rating',
          subjects: [record.id],
          actual: inAmpere ? current : loading,
          limit: inAmpere ? current / loading : 1,
          unit: inAmpere ? 'A' : '1',
          source: `item: ${itemOf(document, record).title}`,
          past: `${what} is loaded beyond its continuous rating`,
          near: { fraction: nearFraction, message: `${what} is within 5 % of its continuous rating` },
        }),
      );
    });
    return findings;
  },
});
