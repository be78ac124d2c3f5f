import { siteOf } from '../../document/document.ts';
import { equipmentOfKind } from '../equipment-index.ts';
import { quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule } from './rule.ts';

/** Power drawn from all utility services together against what the utility agreed to deliver. */
export const utilityLimit = defineRule({
  rule: 'utility-limit',
  title: 'Utility limit of the site',
  source: 'site: agreed power',
  check: ({ document, results }) => {
    const site = siteOf(document);
    if (site.utilityLimit_W === undefined) return [];
    let drawn = 0;
    for (const { id } of equipmentOfKind(document, 'utility')) drawn += quantityOf(results, id, 'powerFlow') ?? 0;
    return upperLimit({
      rule: 'utility-limit',
      subjects: [site.id],
      actual: drawn,
      limit: site.utilityLimit_W,
      unit: 'W',
      source: 'site: agreed power',
      past: 'the site draws more than the utility agreed to deliver',
      near: { fraction: 0.98, message: 'the site is within 2 % of what the utility agreed to deliver' },
    });
  },
});
