import type { RecordId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import { allDiffer } from '../all-differ.ts';
import { defineRule } from './rule.ts';

export const duplicateTag = defineRule({
  rule: 'duplicate-tag',
  title: 'Tag used twice',
  source: 'tags name one thing each in schedules and drawings',
  judges: 'tags',
  check: ({ document }) => {
    const { equipment, connection } = document.tables;
    const tags: string[] = [];
    const add = ({ tag }: Equipment | Connection) => tags.push(tag);
    equipment.forEach(add);
    connection.forEach(add);
    if (allDiffer(tags)) return [];
    const first = new Map<string, RecordId>();
    const shared = new Map<string, RecordId[]>();
    for (const table of [equipment, connection])
      for (const { id, tag } of table.values()) {
        const earlier = first.get(tag);
        if (earlier === undefined) {
          first.set(tag, id);
          continue;
        }
        const ids = shared.get(tag);
        if (ids) ids.push(id);
        else shared.set(tag, [earlier, id]);
      }
    return [...shared].map(([tag, ids]) => ({
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
