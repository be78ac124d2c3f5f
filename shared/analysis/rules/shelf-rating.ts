import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

/** Power shelves of one side of a rack: what is left after the loss of the other side must carry the rack. */
export const shelfRating = defineRule({
  rule: 'shelf-rating',
  title: 'Power shelves of a rack side',
  source: 'item: power shelves and their rating',
  judges: 'record',
  check: (input) => {
    const { results } = input;
    return judgedRacks(input).flatMap(({ equipment, parameters }) => {
      if (parameters.shelves === 0 || parameters.shelfPower_W === 0) return [];
      const sides = parameters.feeds > 1 ? 2 : 1;
      const limit = (parameters.shelves * parameters.shelfPower_W) / sides;
      return (['feedPowerA', 'feedPowerB'] as const).flatMap((key) => {
        const actual = quantityOf(results, equipment.id, key);
        if (actual === undefined || actual <= limit) return [];
        const side = key.at(-1);
        return upperLimit({
          rule: 'shelf-rating',
          subjects: [equipment.id],
          actual,
          limit,
          unit: 'W',
          source: 'item: power shelves and their rating',
          past: `${equipment.tag} draws more through side ${side} than the ${parameters.shelves / sides} power shelves of that side carry`,
        });
      });
    });
  },
});
