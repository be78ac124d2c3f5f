import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { allEquipment, defineRule } from './rule.ts';

export const floorLoad = defineRule({
  rule: 'floor-load',
  title: 'Floor load under equipment',
  source: 'limit set for the space; mass from the item',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return allEquipment(input).flatMap((equipment) => {
      const space = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space);
      const limit = space?.limits?.floorLoad_Pa;
      const load = quantityOf(results, equipment.id, 'floorLoad');
      if (!space || limit === undefined || load === undefined) return [];
      return upperLimit({
        rule: 'floor-load',
        subjects: [equipment.id],
        actual: load,
        limit,
        unit: 'Pa',
        source: `floor of ${space.name}`,
        past: `${equipment.tag} loads the floor of ${space.name} beyond its limit`,
      });
    });
  },
});
