/**
 * Records as text for the clipboard: equipment, the runs between it, spaces with all that is in them, and the items,
 * systems and groups they need, one record per line under a header, as in a file. Pasted into the same or another design they get new ids.
 */

import type { CommandAnswer } from '../commands/command.ts';
import { copySpaces } from '../commands/copy-spaces.ts';
import { pinItem } from '../commands/pin-item.ts';
import { floorAt_m, floorLevel_m, spaceAt } from '../commands/spaces.ts';
import { describeRecords } from '../commands/subjects.ts';
import { tagSource } from '../commands/tags.ts';
import { copyGroups, wholeGroups } from '../commands/whole-groups.ts';
import { takenWhole } from '../commands/whole-spaces.ts';
import { applyPatch, connectionsAt, type Document } from '../document/document.ts';
import type { IdSource, RecordId } from '../document/ids.ts';
import { added, type Change } from '../document/patch.ts';
import type { Connection, Equipment, FacilityRecord, Group, Item, Place, Space, System } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { isRefusal, refuse } from '../problem.ts';
import { recordLine } from './canonical.ts';
import { checkRecord } from './check-record.ts';
import { lifted } from './clipboard-floors.ts';

const header = '{"format":"headroom-records","version":1}';
/** More than a person copies; a text beyond is somebody else’s. */
const longestText = 64 * 1024 * 1024;

/** Undefined where nothing that can be copied is selected. */
export function copyRecords(document: Document, records: readonly RecordId[]): string | undefined {
  const { equipment, spaces } = takenWhole(document, records);
  if (equipment.length + spaces.size === 0) return undefined;
  const ids = new Set(equipment.map(({ id }) => id));
  const runs = new Set<Connection>();
  for (const { id } of equipment)
    for (const run of connectionsAt(document, id)) if (ids.has(run.from.equipment) && ids.has(run.to.equipment)) runs.add(run);
  const needed = new Map<RecordId, FacilityRecord>();
  const need = (record: FacilityRecord | undefined) => record && needed.set(record.id, record);
  for (const each of [...equipment, ...runs]) need(document.tables.item.get(each.item));
  for (const run of runs) need(document.tables.system.get(run.system));
  const groups = new Map(wholeGroups(document, ids).map((group) => [group.id, group]));
  for (const { group } of equipment) {
    const own = group === undefined ? undefined : document.tables.group.get(group);
    if (own) groups.set(own.id, own);
  }
  const floor_m = ({ space }: Equipment) => (space !== undefined && spaces.has(space) ? 0 : floorLevel_m(document, space));
  const grounded = lifted({ equipment, connection: [...runs], group: [...groups.values()] }, (piece) => -floor_m(piece));
  const { equipment: pieces, connection, group } = grounded;
  return [header, ...[...needed.values(), ...group, ...spaces.values(), ...pieces, ...connection].map(recordLine), ''].join('\n');
}

export const isCopied = (text: string): boolean => text.startsWith('{"format":"headroom-records"');

interface Copied {
  readonly item: Map<RecordId, Item>;
  readonly system: Map<RecordId, System>;
  readonly group: Map<RecordId, Group>;
  readonly space: Map<RecordId, Space>;
  readonly equipment: Equipment[];
  readonly connection: Connection[];
}

/** The records of a text, every line checked as a file's; the reason where it is none of ours. */
function readCopied(text: string): Copied | string {
  if (text.length > longestText) return 'The clipboard holds more than can be pasted';
  const [first = '', ...lines] = text.split('\n');
  if (!isCopied(first)) return 'The clipboard holds no equipment';
  const copied: Copied = { item: new Map(), system: new Map(), group: new Map(), space: new Map(), equipment: [], connection: [] };
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch {
      return `Line ${i + 2} of the clipboard is damaged`;
    }
    const checked = checkRecord(raw, line);
    if (!checked.ok) return `Line ${i + 2} of the clipboard: ${checked.problems[0]?.message}`;
    const record = checked.value;
    if (record.type === 'item') copied.item.set(record.id, record);
    else if (record.type === 'system') copied.system.set(record.id, record);
    else if (record.type === 'group') copied.group.set(record.id, record);
    else if (record.type === 'space') copied.space.set(record.id, record);
    else if (record.type === 'equipment') copied.equipment.push(record);
    else if (record.type === 'connection') copied.connection.push(record);
    else return `Line ${i + 2} of the clipboard is a ${record.type}, which cannot be pasted`;
  }
  for (const table of [copied.group, copied.space])
    for (const { id, type, name, parent } of table.values()) {
      const above = new Set([id]);
      for (let at = parent; at !== undefined; at = table.get(at)?.parent) {
        if (above.has(at)) return `The clipboard is damaged: ${type} ${name} is inside itself`;
        above.add(at);
      }
    }
  return copied.equipment.length + copied.space.size > 0 ? copied : 'The clipboard holds no equipment';
}

const sameSystem = (a: System, b: System) =>
  a.kind === b.kind && a.name === b.name && a.train === b.train && a.fluid === b.fluid && a.voltage_V === b.voltage_V;

/** Spaces that lie in no other of them. */
function headsOf(spaces: readonly Space[]): RecordId[] {
  const ids = new Set(spaces.map(({ id }) => id));
  return spaces.flatMap(({ id, parent }) => (parent !== undefined && ids.has(parent) ? [] : [id]));
}

/** Where a record lies that is pasted by itself; spaces are looked at where they are copied. */
function placesOf(record: FacilityRecord | null): readonly Place[] {
  if (record?.type === 'equipment') return [record.position_m];
  if (record?.type === 'connection') return record.waypoints_m;
  return record?.type === 'group' && record.array ? [record.array.origin_m] : [];
}

export interface PasteArguments {
  readonly text: string;
  readonly offset_m: Place;
  readonly newId: IdSource;
}

export function pasteRecords(document: Document, { text, offset_m, newId }: PasteArguments): CommandAnswer {
  const read = readCopied(text);
  if (typeof read === 'string') return refuse(read);
  const moved = ([x, y, z]: Place): Place => [x + offset_m[0], y + offset_m[1], z + offset_m[2]];
  const floor_m = ({ space, position_m }: Equipment): number => {
    const [x, y] = moved(position_m);
    return space !== undefined && read.space.has(space) ? 0 : floorAt_m(document, x, y);
  };
  const copied = { ...read, ...lifted({ ...read, group: [...read.group.values()] }, floor_m) };
  const patch: Change[] = [];
  const items = new Map<RecordId, RecordId>();
  let withItems = document;
  for (const item of copied.item.values()) {
    const held = document.tables.item.get(item.id);
    // The same id in another design may be another item.
    const pinned = pinItem(withItems, held && (held.name !== item.name || held.kind !== item.kind) ? { ...item, id: newId('item') } : item);
    patch.push(...pinned.patch);
    withItems = applyPatch(withItems, pinned.patch);
    items.set(item.id, pinned.id);
  }
  const systems = new Map<RecordId, RecordId>();
  for (const system of copied.system.values()) {
    const held = [...document.tables.system.values()].find((each) => sameSystem(each, system));
    if (held) {
      systems.set(system.id, held.id);
      continue;
    }
    const fresh: System = { ...system, id: newId('system') };
    patch.push(added(fresh));
    systems.set(system.id, fresh.id);
  }
  const built = copySpaces(document, [...copied.space.values()], { to: moved, keepNames: true, newId });
  if (isRefusal(built)) return built;
  patch.push(...built.spaces.map(added));
  const equipment = new Map(copied.equipment.map(({ id }): [RecordId, RecordId] => [id, newId('equipment')]));
  const { groups: freshGroups, of: groups } = copyGroups(copied.group, new Map([...items, ...equipment]), {
    taken: [...document.tables.group.values()].map(({ name }) => name),
    moved,
    outside: () => undefined,
    newId,
  });
  patch.push(...freshGroups.map(added));
  const tags = tagSource(document);
  const taken = new Set([...document.tables.equipment.values(), ...document.tables.connection.values()].map(({ tag }) => tag));
  const tagFor = (tag: string) => (taken.has(tag) ? tags.after(tag) : tag);
  for (const original of copied.equipment) {
    const item = items.get(original.item);
    if (item === undefined) return refuse(`The clipboard lacks the item of ${original.tag}`);
    const { space: was, group, locked: _locked, ...rest } = original;
    const position_m = moved(original.position_m);
    const space = (was === undefined ? undefined : built.of.get(was)) ?? spaceAt(document, position_m);
    const target = group === undefined ? undefined : groups.get(group);
    const fresh: Equipment = {
      ...rest,
      id: equipment.get(original.id) ?? newId('equipment'),
      tag: tagFor(original.tag),
      item,
      position_m,
      ...(space === undefined ? {} : { space }),
      ...(target === undefined ? {} : { group: target }),
    };
    patch.push(added(fresh));
  }
  for (const original of copied.connection) {
    const [from, to] = [equipment.get(original.from.equipment), equipment.get(original.to.equipment)];
    const [system, item] = [systems.get(original.system), items.get(original.item)];
    if (from === undefined || to === undefined || system === undefined || item === undefined)
      return refuse(`The clipboard lacks an end of ${original.tag}`);
    patch.push(
      added({
        ...original,
        id: newId('connection'),
        tag: tagFor(original.tag),
        from: { ...original.from, equipment: from },
        to: { ...original.to, equipment: to },
        system,
        item,
        waypoints_m: original.waypoints_m.map(moved),
      }),
    );
  }
  if (!patch.every(({ after }) => withinSite(placesOf(after)))) return refuse(beyondSite);
  const apart = copied.equipment.filter(({ space }) => space === undefined || !built.of.has(space));
  const selection = [...headsOf(built.spaces), ...apart.flatMap(({ id }) => equipment.get(id) ?? [])];
  return { label: `Paste ${describeRecords(applyPatch(document, patch), selection)}`, patch, selection };
}
