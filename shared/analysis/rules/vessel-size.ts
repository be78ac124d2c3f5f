import { parametersOf } from '../../catalogue/resolve.ts';
import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, equipmentOf } from './rule.ts';

export const vesselSize = defineRule({
  rule: 'vessel-size',
  title: 'Expansion vessel size',
  source: 'EN 12828:2012, annex D',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return equipmentOf(input, ['expansion-vessel']).flatMap((equipment) => {
      const needed = quantityOf(results, equipment.id, 'vesselNeeded');
      const parameters = parametersOf(document, equipment);
      if (needed === undefined || !parameters.ok) return [];
      return upperLimit({
        rule: 'vessel-size',
        subjects: [equipment.id],
        actual: needed,
        limit: parameters.value.vessel_m3 as number,
        unit: 'm³',
        source: 'EN 12828:2012, annex D; nominal volume of the item',
        past: `${equipment.tag} is too small for what its loop expands by`,
      });
    });
  },
});
