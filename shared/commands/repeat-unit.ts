/**
 * Repeats a group as a unit, racks with their CDUs, power and the runs between them, at a step. The group keeps the
 * figures, so that count and step can be changed, and copies brought up to date when the unit itself was changed:
 * what exists keeps its ids and its runs to the outside.
 */
import { applyPatch, connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, GroupId, IdSource, RecordId, SystemId } from '../document/ids.ts';
import { added, type Change, changed, removed, squash } from '../document/patch.ts';
import type { Connection, Equipment, Group, Place, System, UnitArray } from '../document/records.ts';
import { liquidKinds } from '../document/systems.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { deleteRecords } from './delete.ts';
import { lockFault } from './lock.ts';
import { spaceAt } from './spaces.ts';
import { tagSource } from './tags.ts';

export interface RepeatArguments {
  readonly group: GroupId;
  readonly count: number;
  readonly step_m: Place;
  readonly newId: IdSource;
}

/** More is a campus: made by its generator. */
const mostUnits = 200;

/** Groups inside a group, each after the one it is in. */
function groupsInside({ tables }: Document, outer: GroupId): readonly Group[] {
  const found = new Map<GroupId, Group>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const each of tables.group.values())
      if (each.parent !== undefined && (each.parent === outer || found.has(each.parent))) found.set(each.id, each);
  }
  return [...found.values()];
}

/** Equipment of a group and of the groups inside it. */
export function membersOf(document: Document, group: GroupId): readonly Equipment[] {
  const groups = new Set([group, ...groupsInside(document, group).map(({ id }) => id)]);
  return [...document.tables.equipment.values()].filter((each) => each.group !== undefined && groups.has(each.group));
}

function innerRuns(document: Document, members: readonly Equipment[]): readonly Connection[] {
  const ids = new Set(members.map(({ id }) => id));
  const runs = new Set<Connection>();
  for (const id of ids)
    for (const run of connectionsAt(document, id)) if (ids.has(run.from.equipment) && ids.has(run.to.equipment)) runs.add(run);
  return [...runs];
}

/** Liquid systems that lie wholly inside the unit: every copy is a loop of its own. */
function ownSystems(document: Document, runs: readonly Connection[]): ReadonlySet<SystemId> {
  const inside = new Set(runs);
  const own = new Set<SystemId>();
  for (const { system } of runs) {
    const kind = document.tables.system.get(system)?.kind;
    if (kind !== undefined && liquidKinds.has(kind)) own.add(system);
  }
  for (const run of document.tables.connection.values()) if (!inside.has(run)) own.delete(run.system);
  return own;
}

const times = ([x, y, z]: Place, n: number): Place => [x * n, y * n, z * n];
const plus = (a: Place, b: Place): Place => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const sameRecord = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

export function repeatUnit(document: Document, { group: id, count, step_m, newId }: RepeatArguments): CommandAnswer {
  const source = document.tables.group.get(id);
  if (!source) return refuse(`There is no group ${id}`);
  if (!Number.isInteger(count) || count < 1 || count > mostUnits)
    return refuse(`The number of units must be a whole number from 1 to ${mostUnits}`);
  if (count > 1 && step_m.every((part) => part === 0)) return refuse('Units cannot stand in one another: give a step');
  const members = membersOf(document, id);
  if (members.length === 0) return refuse(`${source.name} holds no equipment to repeat`);
  const old = source.units?.copies ?? [];
  const locked = lockFault(
    document,
    old.flatMap((copy) => Object.values(copy.of)),
  );
  if (locked) return refuse(locked);

  const runs = innerRuns(document, members);
  const own = ownSystems(document, runs);
  const inner = groupsInside(document, id);
  const tags = tagSource(document);
  const patch: Change[] = [];
  const copies: UnitArray['copies'][number][] = [];
  const kept = new Set<RecordId>();

  for (let unit = 1; unit < count; unit++) {
    const offset = times(step_m, unit);
    const known = old[unit - 1];
    const of: Record<RecordId, RecordId> = {};
    const groupNow = known && document.tables.group.get(known.group);
    const target: Group = groupNow ?? {
      id: newId('group'),
      type: 'group',
      kind: source.kind,
      name: `${source.name} ${unit + 1}`,
      ...(source.parent === undefined ? {} : { parent: source.parent }),
    };
    if (!groupNow) patch.push(added(target));
    kept.add(target.id);
    // Rows and pods inside the unit are rows and pods of each copy; an array stays with the rows it was made from.
    for (const { array: _array, units: _unitsInside, ...original } of inner) {
      const before = known?.of[original.id];
      const standing = before === undefined ? undefined : document.tables.group.get(before);
      const parent = (original.parent === id ? undefined : of[original.parent ?? '']) ?? target.id;
      const fresh: Group = standing ?? { ...original, id: newId('group'), name: `${original.name} · ${unit + 1}`, parent };
      if (!standing) patch.push(added(fresh));
      of[original.id] = fresh.id;
      kept.add(fresh.id);
    }
    const put = <R extends Equipment | Connection>(
      original: R,
      make: (fresh: { id: RecordId; tag: string }, standing: R | undefined) => R,
    ): void => {
      const before = known?.of[original.id];
      const standing =
        before === undefined ? undefined : ((document.tables[original.type] as ReadonlyMap<RecordId, R>).get(before) ?? undefined);
      const after = make({ id: standing?.id ?? newId(original.type), tag: standing?.tag ?? tags.after(original.tag) }, standing);
      of[original.id] = after.id;
      kept.add(after.id);
      if (!standing) patch.push(added(after));
      else if (!sameRecord(standing, after)) patch.push(changed<Equipment | Connection>(standing, after));
    };
    for (const original of members) {
      put<Equipment>(original, ({ id: copyId, tag }) => {
        const { space: _space, locked: _locked, ...rest } = original;
        const position_m = plus(original.position_m, offset);
        const space = spaceAt(document, position_m);
        return {
          ...rest,
          id: copyId,
          tag,
          ...(space === undefined ? {} : { space }),
          group: of[original.group ?? ''] ?? target.id,
          position_m,
        };
      });
    }
    const systems = new Map<SystemId, SystemId>();
    for (const system of own) {
      const before = known?.of[system];
      const standing = before === undefined ? undefined : document.tables.system.get(before);
      const original = document.tables.system.get(system);
      if (!original) continue;
      const fresh: System = standing ?? { ...original, id: newId('system'), name: `${original.name} ${unit + 1}` };
      if (!standing) patch.push(added(fresh));
      systems.set(system, fresh.id);
      of[system] = fresh.id;
      kept.add(fresh.id);
    }
    for (const original of runs) {
      put<Connection>(original, ({ id: copyId, tag }) => ({
        ...original,
        id: copyId,
        tag,
        from: { ...original.from, equipment: of[original.from.equipment] as EquipmentId },
        to: { ...original.to, equipment: of[original.to.equipment] as EquipmentId },
        system: systems.get(original.system) ?? original.system,
        waypoints_m: original.waypoints_m.map((corner) => plus(corner, offset)),
      }));
    }
    copies.push({ group: target.id, of });
  }

  const surplus = old.flatMap((copy) => Object.values(copy.of)).filter((record) => !kept.has(record));
  const equipmentAndRuns = surplus.filter((record) => document.tables.equipment.has(record) || document.tables.connection.has(record));
  const deletion = equipmentAndRuns.length > 0 ? deleteRecords(document, { records: equipmentAndRuns }) : undefined;
  const deleted = deletion && 'patch' in deletion ? deletion.patch : [];
  const { units: _units, ...plain } = source;
  const definition: Group = count === 1 ? plain : { ...plain, units: { count, step_m, copies } };
  if (!sameRecord(definition, source)) patch.push(changed<Group>(source, definition));
  const all = squash(deleted, patch);
  // Groups and systems of units that went go too where nothing else has joined them.
  const after = applyPatch(document, all);
  const empty: Change[] = [];
  const left = new Set<RecordId>();
  // Inner groups before those they are in.
  for (const gone of [...old.map(({ group }) => group), ...surplus].reverse()) {
    const record = after.tables.group.get(gone);
    if (!record || kept.has(gone)) continue;
    const used =
      [...after.tables.equipment.values()].some((each) => each.group === gone) ||
      [...after.tables.group.values()].some((each) => each.parent === gone && !left.has(each.id));
    if (used) continue;
    left.add(gone);
    empty.push(removed(record));
  }
  for (const record of surplus) {
    const system = after.tables.system.get(record);
    if (system && ![...after.tables.connection.values()].some((run) => run.system === record)) empty.push(removed(system));
  }
  return {
    label: count === 1 ? `Take back the copies of ${source.name}` : `Repeat ${source.name} ${count} times`,
    patch: squash(all, empty),
  };
}
