import { defineRule } from './rule.ts';

export const unsolved = defineRule({
  rule: 'unsolved-island',
  title: 'Network part that could not be solved',
  source: 'solver status',
  check: ({ islands }) =>
    islands
      .filter(({ status }) => status !== 'solved' && status !== 'dead')
      .map((island) => ({
        rule: 'unsolved-island',
        severity: 'error',
        subjects: island.worst ?? [],
        actual: island.residual,
        limit: 0,
        unit: '1',
        margin: -island.residual,
        source: 'solver status',
        message: `${island.name}: ${island.cause ?? island.status}`,
      })),
});
