/**
 * Takes a table out of a spreadsheet into the design: a first row of headings, one row per tag. Rows of unknown tags add
 * pieces where they name an item and a place. All of it is one step, or nothing: every cell that cannot be taken is named.
 */
import { applyPatch, type Document } from '../document/document.ts';
import type { IdSource, RecordId } from '../document/ids.ts';
import { added, type Change, changed, type Patch, squash } from '../document/patch.ts';
import type { Equipment, Group, Item, Place } from '../document/records.ts';
import { fail, isRefusal, type Problem, type Result, succeed } from '../problem.ts';
import type { UnitSystem } from '../units/convert.ts';
import type { CommandAnswer } from './command.ts';
import { moveEach } from './move-each.ts';
import { pinItem } from './pin-item.ts';
import { place } from './place.ts';
import { outsideFault } from './put-into.ts';
import { replaceItem } from './replace-item.ts';
import { setDirection } from './rotate.ts';
import { floorAt_m, standing } from './spaces.ts';
import { cellsOf, headingOf } from './table/cells.ts';
import { belongColumns } from './table/place-columns.ts';
import { type RowChange, RowReader } from './table/read-rows.ts';

export interface PastedTable {
  readonly label: string;
  readonly patch: Patch;
  readonly selection: readonly RecordId[];
  /** What each row does, for who reads before taking it. */
  readonly rows: readonly { readonly line: number; readonly tag: string; readonly text: string }[];
}

export interface PasteOptions {
  /** Headings that are passed over: solved figures come along when a table is copied, edited and pasted back. */
  readonly passedOver?: ReadonlySet<string>;
  /** For numbers without a unit under a heading without one. */
  readonly system?: UnitSystem;
  /** Lets rows of unknown tags add pieces of these items or the design's own, and groups that are not there yet. */
  readonly adding?: { readonly catalogue: readonly Item[]; readonly newId: IdSource };
}

/** A table larger than this is not a person's. */
const mostCells = 200_000;

const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** The document as the rows change it one sort after the other, and all of it as one patch. */
class Draft {
  document: Document;
  patch: Patch = [];
  constructor(document: Document) {
    this.document = document;
  }
  apply(patch: Patch): void {
    if (patch.length === 0) return;
    this.document = applyPatch(this.document, patch);
    this.patch = squash(this.patch, patch);
  }
  /** @returns why not */
  take(answer: CommandAnswer): string | undefined {
    if (isRefusal(answer)) return answer.refused;
    this.apply(answer.patch);
    return undefined;
  }
}

/** Rows that ask for the same, together. */
function alike<K>(rows: readonly RowChange[], keyOf: (row: RowChange) => K | undefined): Map<K, RowChange[]> {
  const found = new Map<K, RowChange[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

const idsOf = (rows: readonly RowChange[]): RecordId[] => rows.flatMap(({ before }) => before?.id ?? []);

function replaceItems(draft: Draft, rows: readonly RowChange[]): Problem[] {
  const problems: Problem[] = [];
  for (const alikeRows of alike(rows, ({ item }) => item?.name).values()) {
    const [{ item } = {}] = alikeRows;
    if (!item || draft.take(replaceItem(draft.document, { records: idsOf(alikeRows), item })) === undefined) continue;
    // One by one: which of the rows it is.
    for (const row of alikeRows) {
      const refused = draft.take(replaceItem(draft.document, { records: idsOf([row]), item }));
      if (refused) problems.push({ code: 'bad-item', line: row.line, field: belongColumns.item.title, message: refused });
    }
  }
  return problems;
}

function setOverrides(draft: Draft, rows: readonly RowChange[]): void {
  const { equipment, connection } = draft.document.tables;
  draft.apply(
    rows.flatMap(({ before, overrides }): Change[] => {
      const now = before && (equipment.get(before.id) ?? connection.get(before.id));
      if (!now || Object.keys(overrides).length === 0) return [];
      return [{ id: now.id, before: now, after: { ...now, overrides: { ...now.overrides, ...overrides } } }];
    }),
  );
}

function moveRows(draft: Draft, rows: readonly RowChange[]): string | undefined {
  const offsets = new Map<Equipment, Place>();
  for (const { before, at } of rows) {
    const piece = before && draft.document.tables.equipment.get(before.id);
    if (!piece || (at.x ?? at.y ?? at.z) === undefined) continue;
    const [x, y, z] = piece.position_m;
    const [to_x, to_y] = [at.x ?? x, at.y ?? y];
    // A height in a table counts from the zero of the site: what the piece rises with the floor it comes to is in it.
    const risen_m = standing(draft.document, piece, [to_x, to_y, z], piece.yaw_deg).position_m[2];
    offsets.set(piece, [to_x - x, to_y - y, at.z === undefined ? 0 : at.z - risen_m]);
  }
  const ids = [...offsets.keys()].map(({ id }) => id);
  const refused = ids.length === 0 ? undefined : draft.take(moveEach(draft.document, offsets, 'Move', ids));
  if (refused) return refused;
  for (const [yaw_deg, turning] of alike(rows, ({ at }) => at.turn))
    draft.take(setDirection(draft.document, { records: idsOf(turning), yaw_deg }));
  return undefined;
}

/** @returns ids of the new pieces by row */
function addPieces(draft: Draft, rows: readonly RowChange[], newId: IdSource): Map<RowChange, RecordId> {
  const ids = new Map<RowChange, RecordId>();
  for (const { item } of rows) if (item) draft.apply(pinItem(draft.document, item).patch);
  const patch: Change[] = [];
  for (const row of rows) {
    const { x = 0, y = 0, z = floorAt_m(draft.document, x, y), turn = 0 } = row.at;
    const answer = row.item && place(draft.document, { item: row.item, tag: row.tag, position_m: [x, y, z], yaw_deg: turn, newId });
    if (!answer || isRefusal(answer)) continue;
    for (const { after } of answer.patch) {
      if (after?.type !== 'equipment') continue;
      patch.push(added({ ...after, overrides: row.overrides }));
      ids.set(row, after.id);
    }
  }
  draft.apply(patch);
  return ids;
}

/** Rows that name a space in which their piece does not stand, now that all of them stand where they should. */
function spaceProblems(draft: Draft, rows: readonly RowChange[], idOf: (row: RowChange) => RecordId | undefined): Problem[] {
  return rows.flatMap((row) => {
    const piece = draft.document.tables.equipment.get(idOf(row) ?? '');
    const message = row.space && piece && outsideFault(row.space, piece);
    return message ? [{ code: 'bad-space', line: row.line, field: belongColumns.space.title, message }] : [];
  });
}

function belong(draft: Draft, ids: readonly RecordId[], home: Partial<Pick<Equipment, 'group' | 'space'>>): void {
  const { equipment } = draft.document.tables;
  draft.apply(ids.flatMap((id) => equipment.get(id) ?? []).map((before) => changed<Equipment>(before, { ...before, ...home })));
}

function assign(
  draft: Draft,
  rows: readonly RowChange[],
  idOf: (row: RowChange) => RecordId | undefined,
  newId: IdSource | undefined,
): void {
  const recordsOf = (some: readonly RowChange[]) => some.flatMap((row) => idOf(row) ?? []);
  for (const members of alike(rows, ({ group }) => group && ('id' in group ? group.id : group.name)).values()) {
    const [{ group } = {}] = members;
    let id = group && 'id' in group ? group.id : undefined;
    if (group && id === undefined && newId) {
      const made: Group = { id: newId('group'), type: 'group', kind: 'other', name: group.name };
      draft.apply([added(made)]);
      id = made.id;
    }
    if (id !== undefined) belong(draft, recordsOf(members), { group: id });
  }
  for (const members of alike(rows, ({ space }) => space?.id).values()) {
    const [{ space } = {}] = members;
    if (space) belong(draft, recordsOf(members), { space: space.id });
  }
}

/** `New, GB300 NVL72` or `X, Y, Liquid share`. */
function describeRow({ before, item, at, group, space, overrides }: RowChange): string {
  const values = Object.keys(overrides).length;
  return [
    ...(before ? (item ? [`becomes ${item.title}`] : []) : [`new, ${item?.title ?? ''}`]),
    ...(before && (at.x ?? at.y ?? at.z) !== undefined ? ['moves'] : []),
    ...(before && at.turn !== undefined ? ['turns'] : []),
    ...(group ? [`into ${'id' in group ? '' : 'the new group '}${group.name}`] : []),
    ...(space ? [`in ${space.name}`] : []),
    ...(values > 0 ? [counted(values, 'value')] : []),
  ].join(', ');
}

const isIdle = ({ before, item, at, group, space, overrides }: RowChange): boolean =>
  before !== undefined && !item && !group && !space && Object.keys(at).length + Object.keys(overrides).length === 0;

export function pasteTable(
  document: Document,
  text: string,
  { passedOver = new Set(), system = 'SI', adding }: PasteOptions = {},
): Result<PastedTable> {
  const [head, ...rows] = cellsOf(text);
  if (!head || rows.length === 0) return fail({ code: 'empty', message: 'paste a row of headings and at least one row below it' });
  if (rows.length * head.length > mostCells)
    return fail({
      code: 'too-large',
      message: `the table has ${rows.length} rows; paste at most ${Math.floor(mostCells / head.length)} at once`,
    });
  const headings = head.map(headingOf);
  const tags = headings.findIndex(({ title }) => title.toLowerCase() === 'tag');
  if (tags < 0) return fail({ code: 'no-tags', line: 1, message: 'the first row needs a column headed “Tag”' });
  const reader = new RowReader(document, headings, tags, { passedOver, system, catalogue: adding?.catalogue });
  // Rows are counted as the spreadsheet does, with the headings as the first.
  for (const [i, row] of rows.entries()) reader.read(row, i + 2);
  const { changes, problems } = reader;
  if (problems.length > 0) return fail(...problems);

  const wanted = changes.filter((row) => !isIdle(row));
  const old = wanted.filter(({ before }) => before);
  const fresh = wanted.filter(({ before }) => !before);
  const draft = new Draft(document);
  const bad = replaceItems(draft, old);
  if (bad.length > 0) return fail(...bad);
  setOverrides(draft, old);
  const still = moveRows(draft, old);
  if (still) return fail({ code: 'bad-place', message: still });
  const ids = adding ? addPieces(draft, fresh, adding.newId) : new Map<RowChange, RecordId>();
  const idOf = (row: RowChange) => row.before?.id ?? ids.get(row);
  const outside = spaceProblems(draft, wanted, idOf);
  if (outside.length > 0) return fail(...outside);
  assign(draft, wanted, idOf, adding?.newId);

  const values = old.reduce(
    (sum, row) =>
      sum + Object.keys(row.at).length + Object.keys(row.overrides).length + (row.item ? 1 : 0) + (row.group ? 1 : 0) + (row.space ? 1 : 0),
    0,
  );
  const parts = [
    ...(fresh.length > 0 ? [counted(fresh.length, 'new piece')] : []),
    ...(old.length > 0 || fresh.length === 0 ? [`${counted(values, 'value')} into ${counted(old.length, 'record')}`] : []),
  ];
  return succeed({
    label: `Paste ${parts.join(' and ')}`,
    patch: draft.patch,
    selection: wanted.flatMap((row) => idOf(row) ?? []),
    rows: wanted.map((row) => ({ line: row.line, tag: row.tag, text: describeRow(row) })),
  });
}
