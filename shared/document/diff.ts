/**
 * What is different between two documents: records added, removed, moved and changed. Two revisions share ids; two
 * files need not. So records are paired by id where id and name agree, then by name where it is unique, then by id
 * alone; references are compared by the names of what they refer to.
 */
import { type Document, findRecord } from './document.ts';
import type { RecordId } from './ids.ts';
import { type FacilityRecord, type RecordType, recordTypes } from './records.ts';

export interface FieldDifference {
  /** Path in the record, such as `position_m` or `overrides.liquidShare`. */
  readonly field: string;
  /** As JSON values, references as names; undefined where the field is absent. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface RecordDifference {
  readonly type: RecordType;
  readonly sort: 'added' | 'removed' | 'moved' | 'changed';
  /** Tag or name; of the later document where it is in both. */
  readonly name: string;
  /** Id in the earlier and in the later document. */
  readonly before?: RecordId;
  readonly after?: RecordId;
  readonly fields: readonly FieldDifference[];
  /** Straight distance between the places of moved equipment. */
  readonly distance_m?: number;
}

export interface DocumentDiff {
  readonly differences: readonly RecordDifference[];
  /** Later id of each record that is in both, by its earlier id. */
  readonly pairs: ReadonlyMap<RecordId, RecordId>;
}

export const nameOf = (record: FacilityRecord): string => ('tag' in record ? record.tag : record.name);

/** Names of what a record refers to stand for its ids, so that files with other ids compare. */
function readable(document: Document, value: unknown): unknown {
  if (typeof value === 'string') {
    const record = findRecord(document, value);
    return record ? nameOf(record) : value;
  }
  // Lists of records, such as what has failed, are sets.
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return value.map((one) => readable(document, one)).sort();
  if (Array.isArray(value)) return value.map((one) => readable(document, one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, readable(document, part)]));
  return value;
}

/** Fields of a record as paths; ends of runs and overrides one level down. */
function fieldsOf(document: Document, record: FacilityRecord): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [field, value] of Object.entries(record)) {
    if (field === 'id' || field === 'type') continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [inner, part] of Object.entries(value)) fields.set(`${field}.${inner}`, readable(document, part));
    } else fields.set(field, readable(document, value));
  }
  return fields;
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Records by name, where the name is that of one record only. */
function uniqueNames(records: Iterable<FacilityRecord>): Map<string, FacilityRecord> {
  const found = new Map<string, FacilityRecord | null>();
  for (const record of records) found.set(nameOf(record), found.has(nameOf(record)) ? null : record);
  return new Map([...found].flatMap(([name, record]) => (record ? [[name, record] as const] : [])));
}

function pair(before: ReadonlyMap<RecordId, FacilityRecord>, after: ReadonlyMap<RecordId, FacilityRecord>): Map<RecordId, RecordId> {
  const pairs = new Map<RecordId, RecordId>();
  const taken = new Set<RecordId>();
  const join = (a: FacilityRecord, b: FacilityRecord | undefined) => {
    if (!b || pairs.has(a.id) || taken.has(b.id)) return;
    pairs.set(a.id, b.id);
    taken.add(b.id);
  };
  for (const record of before.values()) {
    const other = after.get(record.id);
    if (other && nameOf(other) === nameOf(record)) join(record, other);
  }
  const later = uniqueNames([...after.values()].filter(({ id }) => !taken.has(id)));
  for (const [name, record] of uniqueNames([...before.values()].filter(({ id }) => !pairs.has(id)))) join(record, later.get(name));
  for (const record of before.values()) join(record, after.get(record.id));
  return pairs;
}

const sorts = ['removed', 'added', 'moved', 'changed'] as const;

export function diffDocuments(before: Document, after: Document): DocumentDiff {
  const differences: RecordDifference[] = [];
  const all = new Map<RecordId, RecordId>();
  for (const type of recordTypes) {
    const [old, next] = [before.tables[type], after.tables[type]] as [
      ReadonlyMap<RecordId, FacilityRecord>,
      ReadonlyMap<RecordId, FacilityRecord>,
    ];
    const pairs = pair(old, next);
    const kept = new Set(pairs.values());
    for (const record of old.values()) {
      const id = pairs.get(record.id);
      const other = id === undefined ? undefined : next.get(id);
      if (!other) {
        differences.push({ type, sort: 'removed', name: nameOf(record), before: record.id, fields: [] });
        continue;
      }
      all.set(record.id, other.id);
      if (record === other) continue;
      const [was, is] = [fieldsOf(before, record), fieldsOf(after, other)];
      const fields = [...new Set([...was.keys(), ...is.keys()])]
        .filter((field) => !same(was.get(field), is.get(field)))
        .map((field): FieldDifference => ({ field, before: was.get(field), after: is.get(field) }));
      if (fields.length === 0) continue;
      const moved = fields.every(({ field }) => field === 'position_m' || field === 'yaw_deg' || field === 'waypoints_m');
      const distance_m =
        record.type === 'equipment' && other.type === 'equipment'
          ? Math.hypot(...[0, 1, 2].map((axis) => (other.position_m[axis] ?? 0) - (record.position_m[axis] ?? 0)))
          : 0;
      differences.push({
        type,
        sort: moved ? 'moved' : 'changed',
        name: nameOf(other),
        before: record.id,
        after: other.id,
        fields,
        ...(distance_m > 0 ? { distance_m } : {}),
      });
    }
    for (const record of next.values())
      if (!kept.has(record.id)) differences.push({ type, sort: 'added', name: nameOf(record), after: record.id, fields: [] });
  }
  const rank = (difference: RecordDifference) => recordTypes.indexOf(difference.type) * 10 + sorts.indexOf(difference.sort);
  return { differences: differences.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)), pairs: all };
}
