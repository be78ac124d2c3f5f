import { parametersOf } from '../../catalogue/resolve.ts';
import { quantityOf } from '../result.ts';
import { allRuns, defineRule } from './rule.ts';

/** A guide, not a limit: past it the finding is a warning. */
export const pipeVelocity = defineRule({
  rule: 'pipe-velocity',
  title: 'Pipe velocity',
  source: 'item: velocity guide',
  judges: 'record',
  check: (input) => {
    const { document, results } = input;
    return allRuns(input).flatMap((connection) => {
      const velocity = quantityOf(results, connection.id, 'velocity');
      const parameters = parametersOf(document, connection);
      if (velocity === undefined || !parameters.ok) return [];
      const guide = parameters.value.maxVelocity_m_s as number | undefined;
      if (guide === undefined || velocity <= guide) return [];
      return [
        {
          rule: 'pipe-velocity',
          severity: 'warning',
          subjects: [connection.id],
          actual: velocity,
          limit: guide,
          unit: 'm/s',
          margin: guide - velocity,
          source: 'item: velocity guide',
          message: `${connection.tag} flows faster than its sizing guide`,
        },
      ];
    });
  },
});
