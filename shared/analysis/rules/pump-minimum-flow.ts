import { parametersOf } from '../../catalogue/resolve.ts';
import { quantityOf } from '../result.ts';
import { defineRule, equipmentOf } from './rule.ts';

/** Minimum continuous stable flow follows speed by the affinity laws (ANSI/HI 9.6.3). */
export const pumpMinimumFlow = defineRule({
  rule: 'pump-minimum-flow',
  title: 'Pump minimum flow',
  source: 'item: minimum continuous flow, scaled by speed (ANSI/HI 9.6.3)',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return equipmentOf(input, ['pump']).flatMap((equipment) => {
      const parameters = parametersOf(document, equipment);
      const flow = quantityOf(results, equipment.id, 'flow');
      const speed = quantityOf(results, equipment.id, 'speed');
      const least = parameters.ok ? (parameters.value.minFlow_m3_s as number | undefined) : undefined;
      if (least === undefined || flow === undefined || speed === undefined) return [];
      const limit = least * speed;
      if (flow >= limit) return [];
      return [
        {
          rule: 'pump-minimum-flow',
          severity: 'warning',
          subjects: [equipment.id],
          actual: flow,
          limit,
          unit: 'm³/s',
          margin: flow - limit,
          source: 'item: minimum continuous flow, scaled by speed (ANSI/HI 9.6.3)',
          message: `${equipment.tag} runs below its minimum continuous flow: stage pumps off or add a bypass`,
        },
      ];
    });
  },
});
