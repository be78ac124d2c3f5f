import { itemOf } from '../../document/document.ts';
import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

export const rackPower = defineRule({
  rule: 'rack-power',
  title: 'Power per rack',
  source: 'limit set for the hall',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return judgedRacks(input).flatMap(({ equipment }) => {
      const space = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space);
      const limit = space?.limits?.rackPower_W;
      const power = quantityOf(results, equipment.id, 'power');
      if (!space || limit === undefined || power === undefined) return [];
      return upperLimit({
        rule: 'rack-power',
        subjects: [equipment.id],
        actual: power,
        limit,
        unit: 'W',
        source: `limit of ${space.name}`,
        past: `${equipment.tag} (${itemOf(document, equipment).title}) draws more than ${space.name} allows per rack`,
      });
    });
  },
});
