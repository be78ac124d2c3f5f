/** What always holds: one site, references exist, groups and spaces have no parent cycles. */
import type { Problem } from '../problem.ts';
import { connectionsAt, type Document, findRecord, type Tables } from './document.ts';
import type { RecordId } from './ids.ts';
import type { Patch } from './patch.ts';
import type { Connection, Equipment, FacilityRecord, RecordType } from './records.ts';

interface Reference {
  readonly field: string;
  readonly table: RecordType;
  readonly id: RecordId;
}

/** Every id a record points to, with the field it stands in. */
export function referencesOf(record: FacilityRecord): Reference[] {
  const references: Reference[] = [];
  const add = (field: string, table: RecordType, id: RecordId | undefined) => {
    if (id !== undefined) references.push({ field, table, id });
  };
  switch (record.type) {
    case 'site':
      add('defaultScenario', 'scenario', record.defaultScenario);
      break;
    case 'space':
      add('parent', 'space', record.parent);
      break;
    case 'equipment':
      add('item', 'item', record.item);
      add('space', 'space', record.space);
      add('group', 'group', record.group);
      break;
    case 'connection':
      add('from.equipment', 'equipment', record.from.equipment);
      add('to.equipment', 'equipment', record.to.equipment);
      add('system', 'system', record.system);
      add('item', 'item', record.item);
      break;
    case 'group':
      add('parent', 'group', record.parent);
      // Its members may be gone: that is how a place emptied by hand is remembered.
      add('array.item', 'item', record.array?.item);
      break;
    case 'underlay':
      add('drawing', 'drawing', record.drawing);
      break;
    case 'measurement':
      record.anchors.forEach(({ on }, i) => {
        add(`anchors[${i}].on`, 'equipment', on);
      });
      break;
    default:
      break;
  }
  return references;
}

/** Ids a record names in lists that a removal can shorten: what is out of service, where work is placed. */
export function mentionsOf(record: FacilityRecord): RecordId[] {
  if (record.type === 'scenario') return [...record.failed];
  return record.type === 'workload' ? record.placements.map(({ on }) => on) : [];
}

/** What a workload can be placed on. */
const placeable = ['equipment', 'group', 'space'] as const;

/** Whether all that a piece of equipment or a run refers to exists, told without a list of its references. */
function refersToAll({ equipment, system, item, space, group }: Tables, record: Connection | Equipment): boolean {
  if (!item.has(record.item)) return false;
  if (record.type === 'connection')
    return equipment.has(record.from.equipment) && equipment.has(record.to.equipment) && system.has(record.system);
  return (record.space === undefined || space.has(record.space)) && (record.group === undefined || group.has(record.group));
}

/** `settled` collects records whose ancestors were walked already: a long chain is walked once and a cycle told once. */
function recordProblems(document: Document, record: FacilityRecord, settled: Set<RecordId>): Problem[] {
  const problems: Problem[] = [];
  for (const { field, table, id } of referencesOf(record)) {
    if (!document.tables[table].has(id)) {
      problems.push({
        code: 'dangling-reference',
        record: record.id,
        field,
        message: `${field} refers to ${table} ${id}, which does not exist`,
      });
    }
  }
  if (record.type === 'scenario') {
    record.failed.forEach((id, position) => {
      if (!findRecord(document, id)) {
        problems.push({
          code: 'dangling-reference',
          record: record.id,
          field: `failed[${position}]`,
          message: `failed names ${id}, which does not exist`,
        });
      }
    });
  }
  if (record.type === 'workload') {
    record.placements.forEach(({ on }, position) => {
      if (!placeable.some((table) => document.tables[table].has(on)))
        problems.push({
          code: 'dangling-reference',
          record: record.id,
          field: `placements[${position}].on`,
          message: `placements names ${on}, which is no equipment, group or space`,
        });
    });
  }
  if (record.type === 'group' || record.type === 'space') {
    const seen = new Set<RecordId>();
    for (
      let at: RecordId | undefined = record.id;
      at !== undefined && !settled.has(at);
      at = document.tables[record.type].get(at)?.parent
    ) {
      if (seen.has(at)) {
        problems.push({
          code: 'parent-cycle',
          record: record.id,
          field: 'parent',
          message: `${record.type} ${record.id} has a cycle among its ancestors`,
        });
        break;
      }
      seen.add(at);
    }
    for (const id of seen) settled.add(id);
  }
  return problems;
}

/**
 * Checks the whole document, or with a patch only what the patch can have broken: the records it
 * wrote and those that may point to the records it removed.
 */
export function integrityProblems(document: Document, patch?: Patch): Problem[] {
  const problems: Problem[] = [];
  const settled = new Set<RecordId>();
  if (document.tables.site.size !== 1) {
    problems.push({
      code: 'site-count',
      message: `a facility has exactly one site record, this one has ${document.tables.site.size}`,
    });
  }
  const removedIds = new Set(patch?.filter((change) => change.after === null).map((change) => change.id));
  if (!patch) {
    for (const table of Object.values(document.tables)) {
      for (const record of table.values()) {
        if ((record.type === 'connection' || record.type === 'equipment') && refersToAll(document.tables, record)) continue;
        problems.push(...recordProblems(document, record, settled));
      }
    }
    return problems;
  }
  const suspects = new Map<RecordId, FacilityRecord>();
  for (const { after } of patch) if (after) suspects.set(after.id, after);
  if (removedIds.size > 0) {
    for (const id of removedIds) for (const connection of connectionsAt(document, id)) suspects.set(connection.id, connection);
    const onlyEquipmentGone = patch.every(
      ({ before, after }) => after !== null || before?.type === 'equipment' || before?.type === 'connection',
    );
    for (const table of [document.tables.scenario, document.tables.workload, document.tables.measurement])
      for (const record of table.values()) suspects.set(record.id, record);
    if (!onlyEquipmentGone)
      for (const table of Object.values(document.tables)) for (const record of table.values()) suspects.set(record.id, record);
  }
  for (const record of suspects.values()) problems.push(...recordProblems(document, record, settled));
  return problems;
}
