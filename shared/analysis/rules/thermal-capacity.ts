/** CDUs by kW and by flow at head; chillers, dry coolers and fan walls by kW. */
import { parametersOf } from '../../catalogue/resolve.ts';
import type { Equipment } from '../../document/records.ts';
import { zeroCelsius_K } from '../../units/quantity.ts';
import type { QuantityKey } from '../quantities.ts';
import { type Finding, quantityOf } from '../result.ts';
import { upperLimit } from './margin.ts';
import { defineRule, equipmentOf, type Rule, type RuleInput } from './rule.ts';

function byKinds(input: RuleInput, kinds: readonly string[], use: QuantityKey, amount: QuantityKey) {
  const found: { equipment: Equipment; actual: number; limit: number; use: number }[] = [];
  const { results } = input;
  for (const equipment of equipmentOf(input, kinds)) {
    const loading = quantityOf(results, equipment.id, use);
    const actual = quantityOf(results, equipment.id, amount);
    if (loading === undefined || actual === undefined || loading <= 0) continue;
    found.push({ equipment, actual, limit: actual / loading, use: loading });
  }
  return found;
}

const capacityRule = (rule: string, title: string, kinds: readonly string[], noun: string): Rule =>
  defineRule({
    rule,
    title,
    source: 'item: capacity at the operating state',
    judges: 'record',
    check: (input) =>
      byKinds(input, kinds, 'capacityUse', 'heat').flatMap(({ equipment, actual, limit }) =>
        upperLimit({
          rule,
          subjects: [equipment.id],
          actual,
          limit,
          unit: 'W',
          source: 'item: capacity at the operating state',
          past: `${equipment.tag} carries more heat than ${noun}`,
          near: { fraction: 0.95, message: `${equipment.tag} is within 5 % of ${noun}` },
        }),
      ),
  });

export const cduCapacity = capacityRule('cdu-capacity', 'CDU by kW', ['cdu'], 'its rated capacity');

/**
 * A chiller or cooler at its capacity carries what it can and leaves warmer: the shortfall shows in its
 * leaving temperature, not in a loading above one.
 */
export const rejectionCapacity = defineRule({
  rule: 'chiller-capacity',
  title: 'Heat rejection by kW',
  source: 'item: capacity at the operating state',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return byKinds(
      input,
      ['chiller', 'water-cooled-chiller', 'dry-cooler', 'adiabatic-cooler', 'cooling-tower'],
      'capacityUse',
      'heat',
    ).flatMap(({ equipment, actual, limit, use }): Finding[] => {
      const leaving = quantityOf(results, equipment.id, 'supplyTemperature');
      const parameters = parametersOf(document, equipment);
      if (leaving === undefined || !parameters.ok) return [];
      const short = leaving - (parameters.value.leaving_K as number);
      const about = { rule: 'chiller-capacity', subjects: [equipment.id], source: 'item: capacity at the operating state' };
      if (use > 1 - 1e-6 && short > 0.01) {
        const message = `${equipment.tag} cannot carry its heat at this ambient: water leaves ${short.toFixed(1)} K above the set point`;
        const [reached, wanted] = [leaving, parameters.value.leaving_K as number].map((kelvin) => kelvin - zeroCelsius_K);
        return [{ ...about, severity: 'error', actual: reached ?? 0, limit: wanted ?? 0, unit: '°C', margin: -short, message }];
      }
      if (use <= 0.95) return [];
      return [
        {
          ...about,
          severity: 'warning',
          actual,
          limit,
          unit: 'W',
          margin: limit - actual,
          message: `${equipment.tag} is within 5 % of what it can reject at this ambient`,
        },
      ];
    });
  },
});

export const fanWallCapacity = capacityRule(
  'fan-wall-capacity',
  'Fan wall by kW',
  ['fan-wall', 'in-row-cooler', 'rear-door'],
  'its rated capacity',
);

export const cduFlow = defineRule({
  rule: 'cdu-flow',
  title: 'CDU by flow at head',
  source: 'item: pump curve',
  judges: 'record',
  check: (input) =>
    byKinds(input, ['cdu'], 'flowUse', 'flow').flatMap(({ equipment, actual, limit }) =>
      upperLimit({
        rule: 'cdu-flow',
        subjects: [equipment.id],
        actual: actual * 60000,
        limit: limit * 60000,
        unit: 'L/min',
        source: 'item: pump curve',
        past: `the pump curve of ${equipment.tag} ends before the flow its racks ask for: flow, not kW, is the limit`,
        near: { fraction: 0.98, message: `${equipment.tag} is within 2 % of the flow its pumps can give at this head` },
      }),
    ),
});
