/** The document: an immutable value of a few tables of records. Everything a user saves, and nothing else. */
import type { RecordId } from './ids.ts';
import { deriveFrom } from './lineage.ts';
import { OverlaidMap } from './overlaid-map.ts';
import type { Patch } from './patch.ts';
import {
  type Connection,
  type Equipment,
  type FacilityRecord,
  type Item,
  type RecordOf,
  type RecordType,
  recordTypes,
  type Scenario,
  type Site,
} from './records.ts';
import { carryRunsAt, runsAt } from './runs-at.ts';

/** A line of a file that could not be understood; kept and written back untouched. */
export interface UnreadableLine {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export type Tables = {
  readonly [T in RecordType]: ReadonlyMap<RecordId, RecordOf<T>>;
};

export interface Document {
  readonly tables: Tables;
  readonly unreadable: readonly UnreadableLine[];
}

export const emptyTables = (): Tables => ({
  site: new Map(),
  space: new Map(),
  item: new Map(),
  equipment: new Map(),
  connection: new Map(),
  system: new Map(),
  group: new Map(),
  scenario: new Map(),
  workload: new Map(),
  view: new Map(),
  drawing: new Map(),
  underlay: new Map(),
  measurement: new Map(),
});

export const emptyDocument: Document = { tables: emptyTables(), unreadable: [] };

/** Builds a document in one step. A later record with the same id replaces an earlier one. */
export function documentOf(records: Iterable<FacilityRecord>, unreadable: readonly UnreadableLine[] = []): Document {
  const tables = emptyTables() as { [T in RecordType]: Map<RecordId, FacilityRecord> };
  for (const record of records) tables[record.type].set(record.id, record);
  return { tables: tables as Tables, unreadable };
}

/** The document after a patch. Copies only the tables the patch touches. */
export function applyPatch(document: Document, patch: Patch): Document {
  const touched = new Map<RecordType, Map<RecordId, FacilityRecord>>();
  const writable = (type: RecordType) => {
    let table = touched.get(type);
    if (!table) {
      table = new Map(document.tables[type] as ReadonlyMap<RecordId, FacilityRecord>);
      touched.set(type, table);
    }
    return table;
  };
  for (const { id, before, after } of patch) {
    if (before && before.type !== after?.type) writable(before.type).delete(id);
    if (after) writable(after.type).set(id, after);
  }
  if (touched.size === 0) return document;
  const ids = patch.map(({ id }) => id);
  for (const [type, table] of touched) deriveFrom(document.tables[type], table, ids);
  const runs = touched.get('connection') as Tables['connection'] | undefined;
  if (runs) carryRunsAt(document.tables.connection, runs, patch);
  return {
    ...document,
    tables: { ...document.tables, ...Object.fromEntries(touched) } as Tables,
  };
}

/**
 * The document after a patch, for the eye only: tables in which records were merely replaced lie over those of the
 * start instead of being copied. A drag asks for one per pointer move, always of the same start.
 */
export function previewPatch(document: Document, patch: Patch): Document {
  const replaced = new Map<RecordType, Map<RecordId, FacilityRecord>>();
  for (const { id, before, after } of patch) {
    if (!before || !after || before.type !== after.type) return applyPatch(document, patch);
    const table = replaced.get(after.type) ?? new Map<RecordId, FacilityRecord>();
    replaced.set(after.type, table.set(id, after));
  }
  if (replaced.size === 0) return document;
  const tables: Record<string, ReadonlyMap<RecordId, FacilityRecord>> = { ...document.tables };
  for (const [type, table] of replaced) {
    const below = document.tables[type] as ReadonlyMap<RecordId, FacilityRecord>;
    const overlaid = new OverlaidMap(below, table);
    deriveFrom(below, overlaid, [...table.keys()]);
    tables[type] = overlaid;
  }
  const shown = { ...document, tables: tables as unknown as Tables };
  if (replaced.has('connection')) carryRunsAt(document.tables.connection, shown.tables.connection, patch);
  return shown;
}

export function findRecord(document: Document, id: RecordId): FacilityRecord | undefined {
  for (const type of recordTypes) {
    const record = document.tables[type].get(id);
    if (record) return record;
  }
  return undefined;
}

export function* allRecords(document: Document): Generator<FacilityRecord> {
  for (const type of recordTypes) yield* document.tables[type].values();
}

/** The one site record. @throws if the document has none, which integrity forbids. */
export function siteOf(document: Document): Site {
  for (const site of document.tables.site.values()) return site;
  throw new Error('the document has no site record');
}

/** The item a piece of equipment or a connection is made of. @throws if it dangles, which integrity forbids. */
export function itemOf(document: Document, record: Equipment | Connection): Item {
  const item = document.tables.item.get(record.item);
  if (!item) throw new Error(`record ${record.id} refers to the missing item ${record.item}`);
  return item;
}

export function scenarioNamed(document: Document, name: string): Scenario | undefined {
  for (const scenario of document.tables.scenario.values()) if (scenario.name === name || scenario.id === name) return scenario;
  return undefined;
}

/** The scenario of that name, else the one that the design opens in: a wish may name one that an undo took away. */
export const scenarioInForce = (document: Document, wanted: string | null): Scenario | undefined => {
  const named = wanted === null ? undefined : scenarioNamed(document, wanted);
  return named ?? (document.tables.site.size === 0 ? undefined : document.tables.scenario.get(siteOf(document).defaultScenario));
};

/** All connections that end at a piece of equipment. Indexed once per connection table. */
export const connectionsAt = (document: Document, equipment: RecordId): readonly Connection[] =>
  runsAt(document.tables.connection, equipment);
