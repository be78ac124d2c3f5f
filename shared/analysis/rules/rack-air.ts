import { quantityOf } from '../result.ts';
import { upperTemperature } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

export const rackAir = defineRule({
  rule: 'rack-air',
  title: 'Rack inlet air',
  source: 'item: highest inlet air',
  judges: 'record',
  check: (input) => {
    const { results } = input;
    return judgedRacks(input).flatMap(({ equipment, parameters }) => {
      const inlet = quantityOf(results, equipment.id, 'airInletTemperature');
      if (inlet === undefined) return [];
      return upperTemperature({
        rule: 'rack-air',
        subjects: [equipment.id],
        actual: inlet,
        limit: parameters.maxInletAir_K,
        source: 'item: highest inlet air',
        past: `${equipment.tag} breathes warmer air than its item allows`,
        near: { within_K: 1, message: `${equipment.tag} is within 1 K of its highest inlet air` },
      });
    });
  },
});
