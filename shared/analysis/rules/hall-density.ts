import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule } from './rule.ts';

export const hallDensity = defineRule({
  rule: 'hall-density',
  title: 'Power density of a space',
  source: 'limit set for the hall',
  check: ({ document, results }) =>
    [...document.tables.space.values()].flatMap((space) => {
      const limit = space.limits?.density_W_m2;
      const density = quantityOf(results, space.id, 'density');
      if (limit === undefined || density === undefined) return [];
      return upperLimit({
        rule: 'hall-density',
        subjects: [space.id],
        actual: density,
        limit,
        unit: 'W/m²',
        source: `limit of ${space.name}`,
        past: `${space.name} holds more power per area than its limit`,
        near: { fraction: 0.95, message: `${space.name} is within 5 % of its power density limit` },
      });
    }),
});
