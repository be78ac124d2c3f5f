/** What the rows of a pasted table ask for, each cell checked on its own; problems name their row and column. */
import type { ParameterSpec } from '../../catalogue/kind.ts';
import { kindNamed } from '../../catalogue/kinds/index.ts';
import { kindOf, parameterFault, parametersOf, parametersWith } from '../../catalogue/resolve.ts';
import { type Document, itemOf } from '../../document/document.ts';
import type { Connection, Equipment, Group, Item, ParameterValue, Space } from '../../document/records.ts';
import { beyondSite, withinSite } from '../../document/site-limits.ts';
import { wholeTurn } from '../../geometry/pose.ts';
import type { Problem } from '../../problem.ts';
import type { UnitSystem } from '../../units/convert.ts';
import { placeFault } from '../place.ts';
import { homeFault } from '../put-into.ts';
import { cellQuantity, cellValue, type Heading, isSilent } from './cells.ts';
import { type BelongKey, belongColumns, byName, derivedTitles, itemsByName, type PlaceKey, placeColumns } from './place-columns.ts';

export interface RowChange {
  readonly line: number;
  readonly tag: string;
  /** Absent for a row that adds a piece. */
  readonly before?: Equipment | Connection;
  item?: Item;
  group?: Group | { readonly name: string };
  space?: Space;
  readonly at: Partial<Record<PlaceKey, number>>;
  readonly overrides: Record<string, ParameterValue>;
}

export interface ReadOptions {
  readonly passedOver: ReadonlySet<string>;
  readonly system: UnitSystem;
  /** Items that new pieces may be of besides the design's own; undefined where nothing may be added. */
  readonly catalogue: readonly Item[] | undefined;
}

type Column = { readonly heading: Heading; readonly place?: PlaceKey; readonly belongs?: BelongKey };

/** A figure that was copied and came back through other units. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

const placeOfPiece = ({ position_m: [x, y, z], yaw_deg }: Equipment): Readonly<Record<PlaceKey, number>> => ({ x, y, z, turn: yaw_deg });

const columnOf = (heading: Heading): Column => {
  const wanted = heading.title.toLowerCase();
  const key = <K extends string>(titles: Readonly<Record<K, { readonly title: string }>>): K | undefined =>
    (Object.keys(titles) as K[]).find((each) => titles[each].title.toLowerCase() === wanted);
  const [place, belongs] = [key(placeColumns), key(belongColumns)];
  return { heading, ...(place && { place }), ...(belongs && { belongs }) };
};

/** Reads rows below a head; what they ask for is in `changes`, what cannot be taken in `problems`. */
export class RowReader {
  readonly problems: Problem[] = [];
  readonly changes: RowChange[] = [];
  readonly #document: Document;
  readonly #columns: readonly Column[];
  readonly #options: ReadOptions;
  /** Place of the tags among the columns, and of the items; −1 where there are none. */
  readonly #tags: number;
  readonly #items: number;
  readonly #byTag = new Map<string, (Equipment | Connection)[]>();
  /** Rows by their tag: two about one piece would undo each other. */
  readonly #lines = new Map<string, number>();
  /** Groups that rows found, by name in small letters. */
  readonly #founded = new Map<string, { readonly name: string }>();
  readonly #groupsNamed: (text: string) => readonly Group[];
  readonly #spacesNamed: (text: string) => readonly Space[];
  readonly #itemsNamed: (text: string) => readonly Item[];

  constructor(document: Document, head: readonly Heading[], tags: number, options: ReadOptions) {
    this.#document = document;
    this.#options = options;
    this.#columns = head.map(columnOf);
    this.#tags = tags;
    this.#items = this.#columns.findIndex(({ belongs }) => belongs === 'item');
    this.#groupsNamed = byName(document.tables.group);
    this.#spacesNamed = byName(document.tables.space);
    this.#itemsNamed = itemsByName(document, options.catalogue ?? []);
    for (const table of [document.tables.equipment, document.tables.connection])
      for (const record of table.values()) this.#byTag.set(record.tag, [...(this.#byTag.get(record.tag) ?? []), record]);
  }

  read(row: readonly string[], line: number): void {
    const change = this.#begin(row, line);
    if (!change || !this.#readItem(change, row[this.#items]?.trim() ?? '')) return;
    this.#columns.forEach((column, c) => {
      const content = row[c]?.trim() ?? '';
      if (c !== this.#tags && c !== this.#items && !isSilent(content)) this.#readCell(change, column, content);
    });
    if (!change.before) this.#askPlace(change);
    this.changes.push(change);
  }

  #say(row: Pick<RowChange, 'line' | 'before'>, field: string, message: string, code = 'bad-value'): void {
    this.problems.push({ code, line: row.line, field, message, ...(row.before && { record: row.before.id }) });
  }

  /** The piece that the row is about, or a new one. */
  #begin(row: readonly string[], line: number): RowChange | undefined {
    const tag = row[this.#tags]?.trim() ?? '';
    const found = this.#byTag.get(tag) ?? [];
    const [before] = found;
    const change: RowChange = { line, tag, ...(before && { before }), at: {}, overrides: {} };
    const { catalogue } = this.#options;
    const names = !isSilent(row[this.#items]?.trim() ?? '');
    const fault =
      tag === ''
        ? 'the tag is missing'
        : found.length > 1
          ? `${found.length} records have the tag ${tag}`
          : before || (catalogue && names)
            ? undefined
            : `nothing has the tag ${tag}${catalogue ? ': a column “Item” with a catalogue item would add it' : ''}`;
    const earlier = this.#lines.get(tag);
    if (fault ?? earlier) {
      const twice = `row ${earlier} ${before ? 'is about' : 'adds'} ${tag} already`;
      this.#say(change, 'Tag', fault ?? twice, found.length > 1 || !fault ? 'ambiguous-tag' : 'unknown-tag');
      return undefined;
    }
    this.#lines.set(tag, line);
    return change;
  }

  /** First of all cells: which parameters there are follows from the item. @returns whether the row can be read on */
  #readItem(change: RowChange, content: string): boolean {
    const { before, tag } = change;
    const own = before && itemOf(this.#document, before);
    if (isSilent(content) || content === own?.title || content === own?.name) return true;
    const field = this.#columns[this.#items]?.heading.text ?? '';
    const found = this.#itemsNamed(content);
    const [item] = found;
    const fault =
      before?.type === 'connection'
        ? `${tag} is a run: size it with Size pipes and cables`
        : !item
          ? `${tag}: nothing in the catalogue is called “${content}”`
          : found.length > 1
            ? `${tag}: ${found.length} items are called “${content}”; write ${found.map(({ name }) => name).join(' or ')}`
            : placeFault(item);
    if (fault || !item) {
      this.#say(change, field, fault ?? '', 'unknown-item');
      return false;
    }
    if (own?.name !== item.name && !this.#isHeld(change, field)) change.item = item;
    return true;
  }

  #isHeld(change: RowChange, field: string): boolean {
    const held = change.before?.type === 'equipment' && change.before.locked === true;
    if (held) this.#say(change, field, `${change.tag} is locked: unlock it first`, 'locked');
    return held;
  }

  #readCell(change: RowChange, { heading, place, belongs }: Column, content: string): void {
    if (!place && !belongs) {
      if (!this.#options.passedOver.has(heading.title)) this.#readParameter(change, heading, content);
    } else if (change.before?.type === 'connection')
      this.#say(change, heading.text, `${change.tag} is a run: it has no ${heading.title} of its own`);
    else if (place) this.#readPlace(change, heading, place, content);
    else if (belongs === 'group') this.#readGroup(change, heading, content);
    else this.#readSpace(change, heading, content);
  }

  #readPlace(change: RowChange, heading: Heading, place: PlaceKey, content: string): void {
    const { before: piece, tag } = change;
    const value = cellQuantity(content, placeColumns[place].quantity, heading, this.#options.system);
    if (!value.ok) {
      this.#say(change, heading.text, `${tag}: “${content}” ${value.problems[0]?.message ?? 'cannot be read'}`);
      return;
    }
    const wanted = place === 'turn' ? wholeTurn(value.value) : value.value;
    if (place !== 'turn' && !withinSite([[wanted, 0, 0]])) this.#say(change, heading.text, `${tag}: ${beyondSite}`);
    else if (piece?.type === 'equipment' && same(wanted, placeOfPiece(piece)[place])) return;
    else if (!this.#isHeld(change, heading.text)) change.at[place] = wanted;
  }

  #readGroup(change: RowChange, heading: Heading, content: string): void {
    const { before: piece, tag } = change;
    const found = this.#groupsNamed(content);
    const [group] = found;
    if (piece?.type === 'equipment' && found.some(({ id }) => id === piece.group)) return;
    if (found.length === 1 && group) change.group = group;
    else if (found.length === 0 && this.#options.catalogue) {
      const key = content.toLowerCase();
      change.group = this.#founded.get(key) ?? { name: content };
      this.#founded.set(key, change.group);
    } else {
      const how = found.length === 0 ? 'no group is' : `${found.length} groups are`;
      this.#say(change, heading.text, `${tag}: ${how} called “${content}”; name the group above it too, as in “Pod 1 / Row 3”`);
    }
  }

  #readSpace(change: RowChange, heading: Heading, content: string): void {
    const { before: piece, tag } = change;
    const found = this.#spacesNamed(content);
    const [space] = found;
    if (piece?.type === 'equipment' && found.some(({ id }) => id === piece.space)) return;
    const fault =
      found.length === 1 && space
        ? homeFault(space)
        : `${tag}: ${found.length === 0 ? 'no space is' : `${found.length} spaces are`} called “${content}”`;
    if (fault) this.#say(change, heading.text, fault);
    else if (space) change.space = space;
  }

  #readParameter(change: RowChange, heading: Heading, content: string): void {
    const { before, tag } = change;
    const kind = change.item ? kindNamed(change.item.kind) : before && kindOf(this.#document, before);
    const specs = Object.entries((kind?.parameters ?? {}) as Readonly<Record<string, ParameterSpec>>);
    const spec = specs.find(([name, { title }]) => title.toLowerCase() === heading.title.toLowerCase() || name === heading.title);
    if (!spec) {
      if (!derivedTitles.has(heading.title))
        this.#say(change, heading.text, `${tag} has no parameter “${heading.title}”`, 'unknown-column');
      return;
    }
    const value = cellValue(spec[1], content, heading, this.#options.system);
    const fault = value.ok ? parameterFault(spec[1], value.value) : value.problems[0]?.message;
    if (!value.ok || fault) this.#say(change, heading.text, `${tag}: “${content}” ${fault ?? 'cannot be read'}`);
    else if (!this.#isInForce(change, spec[0], value.value)) change.overrides[spec[0]] = value.value;
  }

  /**
   * A table that comes back as it was copied pins no value that the item has anyway. Where it names another item, what it
   * was copied with is the old item's: the values of the new one count.
   */
  #isInForce({ before, item }: RowChange, name: string, value: ParameterValue): boolean {
    return [before && parametersOf(this.#document, before), item && parametersWith(item, before?.overrides ?? {})].some((parameters) => {
      const known = parameters?.ok ? (parameters.value as Readonly<Record<string, ParameterValue | undefined>>)[name] : undefined;
      return typeof known === 'number' && typeof value === 'number' ? same(known, value) : known === value;
    });
  }

  #askPlace(change: RowChange): void {
    for (const key of ['x', 'y'] as const) {
      const column = this.#columns.find(({ place }) => place === key);
      const said = this.problems.some(({ line, field }) => line === change.line && field === column?.heading.text);
      const { title } = placeColumns[key];
      if (change.at[key] === undefined && !said)
        this.#say(change, column?.heading.text ?? title, `${change.tag} is new: it needs its ${title}`, 'no-place');
    }
  }
}
