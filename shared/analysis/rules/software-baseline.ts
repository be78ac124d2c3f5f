import type { Document } from '../../document/document.ts';
import type { GroupId, RecordId } from '../../document/ids.ts';
import type { Group } from '../../document/records.ts';
import { racksOf } from '../racks.ts';
import { baselineOf, baselineText } from '../tokenomics/placement.ts';
import { defineRule } from './rule.ts';

const source = 'DSX OS practice: one driver, runtime and power profile per scalable unit, so that jobs and power steering behave alike';

/** The scalable unit a group stands in; a pod that is part of none is one itself. */
function unitOf(document: Document, group: GroupId | undefined): Group | undefined {
  let pod: Group | undefined;
  for (let id = group; id !== undefined; ) {
    const here = document.tables.group.get(id);
    if (here?.kind === 'scalable-unit') return here;
    if (here?.kind === 'pod') pod ??= here;
    id = here?.parent;
  }
  return pod;
}

/** Racks of one scalable unit that run different software. Where nothing is stated at all there is nothing to mix. */
export const softwareBaseline = defineRule({
  rule: 'software-baseline',
  title: 'Mixed software in one scalable unit',
  source,
  check: ({ document }) => {
    if (![...document.tables.group.values()].some(({ baseline }) => baseline)) return [];
    const units = new Map<Group, Map<string, RecordId[]>>();
    for (const rack of racksOf(document)) {
      if (rack.parameters.role !== 'compute') continue;
      const unit = unitOf(document, rack.equipment.group);
      if (!unit) continue;
      const texts = units.get(unit) ?? new Map<string, RecordId[]>();
      units.set(unit, texts);
      const text = baselineText(baselineOf(document, rack));
      texts.set(text, [...(texts.get(text) ?? []), rack.equipment.id]);
    }
    return [...units].flatMap(([unit, texts]) => {
      if (texts.size < 2) return [];
      const [, ...rest] = [...texts].sort(([, a], [, b]) => b.length - a.length);
      return [
        {
          rule: 'software-baseline',
          severity: 'warning' as const,
          subjects: rest.flatMap(([, ids]) => ids),
          actual: texts.size,
          limit: 1,
          unit: 'baselines',
          margin: 1 - texts.size,
          source,
          message: `${unit.name} mixes ${texts.size} software baselines: ${[...texts.keys()].sort().join(' | ')}`,
        },
      ];
    });
  },
});
