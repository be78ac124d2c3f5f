import { quantityOf } from '../result.ts';
import { lowerTemperature } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

/** Coolant at least this far above the room's dew point; 2–3 K is the usual guard (limits, F1). */
const guard_K = 2;

export const dewPoint = defineRule({
  rule: 'dew-point',
  title: 'Coolant above the dew point',
  source: 'TCS supply at least 2 K above room dew point (CDU commissioning practice)',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return judgedRacks(input).flatMap(({ equipment }) => {
      const air = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space)?.air;
      const supply = quantityOf(results, equipment.id, 'supplyTemperature');
      if (!air || supply === undefined) return [];
      return lowerTemperature({
        rule: 'dew-point',
        subjects: [equipment.id],
        actual: supply,
        limit: air.dewPoint_K + guard_K,
        source: 'room dew point + 2 K',
        past: `coolant at ${equipment.tag} is too close to the dew point of the room: condensation`,
      });
    });
  },
});
