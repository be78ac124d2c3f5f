import type { RecordId } from '../../document/ids.ts';
import { defineRule } from './rule.ts';

export const duplicateTag = defineRule({
  rule: 'duplicate-tag',
  title: 'Tag used twice',
  source: 'tags name one thing each in schedules and drawings',
  judges: 'layout',
  check: ({ document }) => {
    const byTag = new Map<string, RecordId[]>();
    for (const record of [...document.tables.equipment.values(), ...document.tables.connection.values()]) {
      const ids = byTag.get(record.tag);
      if (ids) ids.push(record.id);
      else byTag.set(record.tag, [record.id]);
    }
    return [...byTag]
      .filter(([, ids]) => ids.length > 1)
      .map(([tag, ids]) => ({
        rule: 'duplicate-tag',
        severity: 'error',
        subjects: ids,
        actual: ids.length,
        limit: 1,
        unit: 'records',
        margin: 1 - ids.length,
        source: 'tags name one thing each in schedules and drawings',
        message: `${ids.length} records carry the tag ${tag}`,
      }));
  },
});
