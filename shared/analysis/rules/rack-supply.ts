import { quantityOf } from '../result.ts';
import { lowerTemperature, upperTemperature } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

/** Coolant supply of each rack against the item's class limit (S class of the TCS). */
export const rackSupply = defineRule({
  rule: 'rack-supply',
  title: 'Rack coolant supply',
  source: 'item: highest and lowest supply',
  judges: 'record',
  check: (input) => {
    const { results } = input;
    return judgedRacks(input).flatMap(({ equipment, parameters }) => {
      const supply = quantityOf(results, equipment.id, 'supplyTemperature');
      if (supply === undefined) return [];
      const high =
        parameters.maxSupply_K === undefined
          ? []
          : upperTemperature({
              rule: 'rack-supply',
              subjects: [equipment.id],
              actual: supply,
              limit: parameters.maxSupply_K,
              source: 'item: highest supply',
              past: `${equipment.tag} gets warmer coolant than its class allows`,
              near: { within_K: 1, message: `${equipment.tag} is within 1 K of its highest supply` },
            });
      const low =
        parameters.minSupply_K === undefined
          ? []
          : lowerTemperature({
              rule: 'rack-supply',
              subjects: [equipment.id],
              actual: supply,
              limit: parameters.minSupply_K,
              source: 'item: lowest supply',
              past: `${equipment.tag} gets colder coolant than its item allows`,
            });
      return [...high, ...low];
    });
  },
});
