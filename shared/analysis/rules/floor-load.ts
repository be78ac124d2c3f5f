import type { Finding } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, eachEquipmentWith } from './rule.ts';

export const floorLoad = defineRule({
  rule: 'floor-load',
  title: 'Floor load under equipment',
  source: 'limit set for the space; mass from the item',
  judges: 'record',
  check: (input) => {
    const { document } = input;
    const findings: Finding[] = [];
    eachEquipmentWith(input, 'floorLoad', (equipment, load) => {
      const space = equipment.space === undefined ? undefined : document.tables.space.get(equipment.space);
      const limit = space?.limits?.floorLoad_Pa;
      if (!space || limit === undefined || load <= limit) return;
      findings.push(
        ...upperLimit({
          rule: 'floor-load',
          subjects: [equipment.id],
          actual: load,
          limit,
          unit: 'Pa',
          source: `floor of ${space.name}`,
          past: `${equipment.tag} loads the floor of ${space.name} beyond its limit`,
        }),
      );
    });
    return findings;
  },
});
