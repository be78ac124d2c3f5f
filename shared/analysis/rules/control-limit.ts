import { defineRule } from './rule.ts';

export const controlLimit = defineRule({
  rule: 'control-limit',
  title: 'Control at its limit',
  source: 'solved control state',
  check: ({ document, limits }) =>
    limits.map(({ owner, message }) => ({
      rule: 'control-limit',
      severity: 'warning',
      subjects: [owner],
      actual: 1,
      limit: 1,
      unit: '1',
      margin: 0,
      source: 'solved control state',
      message: `${(document.tables.equipment.get(owner) ?? document.tables.connection.get(owner))?.tag ?? owner}: ${message}`,
    })),
});
