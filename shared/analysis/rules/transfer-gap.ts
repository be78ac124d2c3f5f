import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, judgedRacks } from './rule.ts';

/** A rack all of whose live feeds pass a transfer switch must ride through its dead time. */
export const transferGap = defineRule({
  rule: 'transfer-gap',
  title: 'Dead time of transfer switches',
  source: 'item: dead time and hold-up time',
  judges: 'record',
  check: (input) => {
    const { results } = input;
    return judgedRacks(input).flatMap(({ equipment, parameters }) => {
      const actual = quantityOf(results, equipment.id, 'deadTime');
      if (actual === undefined) return [];
      return upperLimit({
        rule: 'transfer-gap',
        subjects: [equipment.id],
        actual,
        limit: parameters.holdUp_s,
        unit: 's',
        source: 'item: hold-up time; ITI curve',
        past: `${equipment.tag} goes off while its transfer switch changes over`,
      });
    });
  },
});
