/** A rule looks at a solved design and says what is past a limit, near it, or missing. */
import { kindOf } from '../../catalogue/resolve.ts';
import type { Document, Tables } from '../../document/document.ts';
import type { RecordId } from '../../document/ids.ts';
import type { Connection, Equipment } from '../../document/records.ts';
import { equipmentOfKind } from '../equipment-index.ts';
import { valueAt } from '../number-column.ts';
import type { LaterPart, QuantityKey } from '../quantities.ts';
import { type PlacedRack, racksOf } from '../racks.ts';
import { type Finding, type IslandReport, type LimitReached, quantityOf, type ResultTable, rowOf } from '../result.ts';
import { sortedRecords } from '../sorted-ids.ts';
import type { OperatingState } from '../state.ts';

/** Records that a change reached, by what they are. */
export interface JudgedRecords {
  readonly ids: ReadonlySet<RecordId>;
  readonly equipment: readonly Equipment[];
  readonly byKind: ReadonlyMap<string, readonly Equipment[]>;
  readonly runs: readonly Connection[];
  readonly racks: readonly PlacedRack[];
}

export interface RuleInput {
  readonly document: Document;
  readonly state: OperatingState;
  readonly results: ResultTable;
  readonly islands: readonly IslandReport[];
  readonly limits: readonly LimitReached[];
  /** The records to look at, for rules that judge each by itself; all of them where it is left out. */
  readonly scope?: JudgedRecords | undefined;
}

export interface Rule {
  readonly rule: string;
  readonly title: string;
  /** Standard, data sheet or design rule the limit comes from. */
  readonly source: string;
  /**
   * What a finding follows from. `record`: from its one subject, that record's results and what is connected to it, so that only
   * records that a change reached are looked at again. `work`: the same, and from what is placed on it. `layout`: from places and tags of all records; `tags`: from their tags alone. Otherwise from anything.
   */
  readonly judges?: 'record' | 'work' | 'layout' | 'tags';
  /** The part of the results that it reads and that is worked out last; it judges only then. */
  readonly awaits?: LaterPart;
  check(input: RuleInput): Finding[];
}

export const defineRule = (rule: Rule): Rule => rule;

/** Equipment of some kinds that is to be judged, kind by kind. */
export const equipmentOf = ({ document, scope }: RuleInput, kinds: Iterable<string>): Equipment[] =>
  [...kinds].flatMap((kind) => (scope ? (scope.byKind.get(kind) ?? []) : equipmentOfKind(document, kind)));

/** All equipment that is to be judged. */
export const allEquipment = ({ document, scope }: RuleInput): readonly Equipment[] | Tables['equipment'] =>
  scope ? scope.equipment : document.tables.equipment;

/** Rows of the sorted records of a table in results whose rows are these; −1 where a record has none. */
const rowsCache = new WeakMap<ReadonlyMap<RecordId, Equipment | Connection>, { of: ResultTable['ids']; rows: Int32Array }>();

function rowsIn(table: ReadonlyMap<RecordId, Equipment | Connection>, results: ResultTable): Int32Array {
  const known = rowsCache.get(table);
  if (known?.of === results.ids) return known.rows;
  const rows = new Int32Array(table.size);
  sortedRecords(table).forEach(({ id }, k) => {
    rows[k] = rowOf(results, id) ?? -1;
  });
  rowsCache.set(table, { of: results.ids, rows });
  return rows;
}

function eachIn<R extends Equipment | Connection>(
  results: ResultTable,
  quantity: QuantityKey,
  table: ReadonlyMap<RecordId, R>,
  few: readonly R[] | undefined,
  visit: (record: R, value: number) => void,
): void {
  const column = results.columns[quantity];
  if (!column) return;
  if (few) {
    for (const record of few) {
      const value = quantityOf(results, record.id, quantity);
      if (value !== undefined) visit(record, value);
    }
    return;
  }
  const rows = rowsIn(table, results);
  sortedRecords(table).forEach((record, k) => {
    const row = rows[k] as number;
    const value = row < 0 ? Number.NaN : valueAt(column, row);
    if (!Number.isNaN(value)) visit(record, value);
  });
}

/** Calls for all equipment that is to be judged and has a value of a quantity. */
export const eachEquipmentWith = (
  { document, results, scope }: RuleInput,
  quantity: QuantityKey,
  visit: (equipment: Equipment, value: number) => void,
): void => eachIn(results, quantity, document.tables.equipment, scope?.equipment, visit);

/** The same of runs. */
export const eachRunWith = (
  { document, results, scope }: RuleInput,
  quantity: QuantityKey,
  visit: (run: Connection, value: number) => void,
): void => eachIn(results, quantity, document.tables.connection, scope?.runs, visit);

/** The same of equipment, then runs. */
export function eachRecordWith(
  input: RuleInput,
  quantity: QuantityKey,
  visit: (record: Equipment | Connection, value: number) => void,
): void {
  eachEquipmentWith(input, quantity, visit);
  eachRunWith(input, quantity, visit);
}

/** Racks that are to be judged. */
export const judgedRacks = ({ document, scope }: RuleInput): readonly PlacedRack[] => (scope ? scope.racks : racksOf(document));

/** The records of a scope, sorted by what they are. */
export function judgedRecords(document: Document, ids: ReadonlySet<RecordId>): JudgedRecords {
  const { equipment, connection } = document.tables;
  const found = { ids, equipment: [] as Equipment[], byKind: new Map<string, Equipment[]>(), runs: [] as Connection[] };
  for (const id of ids) {
    const run = connection.get(id);
    const one = equipment.get(id);
    if (run) found.runs.push(run);
    if (!one) continue;
    found.equipment.push(one);
    const kind = kindOf(document, one)?.kind ?? '';
    const list = found.byKind.get(kind);
    if (list) list.push(one);
    else found.byKind.set(kind, [one]);
  }
  return { ...found, racks: racksOf(document).filter(({ equipment: { id } }) => ids.has(id)) };
}
