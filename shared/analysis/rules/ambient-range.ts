import { parametersOf } from '../../catalogue/resolve.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import { defineRule, equipmentOf } from './rule.ts';

export const ambientRange = defineRule({
  rule: 'ambient-range',
  title: 'Ambient outside the published range',
  source: 'item: outdoor range',
  judges: 'record',
  check: (input) => {
    const { document, state } = input;
    return equipmentOf(input, ['chiller']).flatMap((equipment) => {
      const parameters = parametersOf(document, equipment);
      if (!parameters.ok) return [];
      const ambient = state.ambient.dryBulb_K;
      const { minAmbient_K, maxAmbient_K } = parameters.value as { minAmbient_K?: number; maxAmbient_K?: number };
      const tooHot = maxAmbient_K !== undefined && ambient > maxAmbient_K;
      const tooCold = minAmbient_K !== undefined && ambient < minAmbient_K;
      if (!tooHot && !tooCold) return [];
      const limit = (tooHot ? maxAmbient_K : minAmbient_K) ?? ambient;
      return [
        {
          rule: 'ambient-range',
          severity: 'warning',
          subjects: [equipment.id],
          actual: ambient - zeroCelsius_K,
          limit: limit - zeroCelsius_K,
          unit: '°C',
          margin: tooHot ? limit - ambient : ambient - limit,
          source: 'item: outdoor range',
          message: `${equipment.tag} is outside the ambient range its maker publishes: its figures are extrapolated`,
        },
      ];
    });
  },
});
