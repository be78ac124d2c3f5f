/**
 * Copies equipment, with the runs between the copies, and spaces with all that is in them, to a place at an offset. Rows, arrays and other groups that are
 * copied as a whole are groups of their own; single pieces join the group of their originals.
 */
import { connectionsAt, type Document } from '../document/document.ts';
import type { EquipmentId, GroupId, IdSource, RecordId } from '../document/ids.ts';
import { added, type Change } from '../document/patch.ts';
import type { Equipment, Place } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { copySpaces } from './copy-spaces.ts';
import { raised, riseOfArray, riseOfRun } from './rises.ts';
import { standing } from './spaces.ts';
import { describeRecords, nothingSelected } from './subjects.ts';
import { tagSource } from './tags.ts';
import { copyGroups, wholeGroups } from './whole-groups.ts';
import { takenWhole } from './whole-spaces.ts';

export interface DuplicateArguments {
  readonly records: readonly RecordId[];
  readonly offset_m: Place;
  readonly newId: IdSource;
}

function grouped(copy: Equipment, of: ReadonlyMap<GroupId, GroupId>): Equipment {
  const group = copy.group === undefined ? undefined : of.get(copy.group);
  return group === undefined ? copy : { ...copy, group };
}

export function duplicate(document: Document, { records, offset_m, newId }: DuplicateArguments): CommandAnswer {
  const whole = takenWhole(document, records);
  const originals = whole.equipment;
  if (originals.length + whole.heads.length === 0) return nothingSelected('duplicate');
  const shifted = ([x, y, z]: Place): Place => [x + offset_m[0], y + offset_m[1], z + offset_m[2]];
  const built = copySpaces(document, [...whole.spaces.values()], { to: shifted, newId });
  if (isRefusal(built)) return built;
  const tags = tagSource(document);
  const copyOf = new Map<EquipmentId, EquipmentId>();
  const copies: Equipment[] = [];
  const rises = new Map<EquipmentId, number>();
  for (const original of originals) {
    const id = newId('equipment');
    copyOf.set(original.id, id);
    const at_m = shifted(original.position_m);
    const home = original.space === undefined ? undefined : built.of.get(original.space);
    const stands =
      home === undefined ? standing(document, original, at_m, original.yaw_deg) : { ...original, position_m: at_m, space: home };
    rises.set(original.id, stands.position_m[2] - at_m[2]);
    const { locked: _locked, ...copy } = stands;
    copies.push({ ...copy, id, tag: tags.after(original.tag) });
  }
  if (!withinSite(copies.map(({ position_m }) => position_m))) return refuse(beyondSite);
  const { groups, of } = copyGroups(wholeGroups(document, new Set(copyOf.keys())), copyOf, {
    taken: [...document.tables.group.values()].map(({ name }) => name),
    moved: (place, group) => raised(shifted(place), riseOfArray(rises, group)),
    outside: ({ parent }) => parent,
    newId,
  });
  const patch: Change[] = [...built.spaces.map(added), ...groups.map(added), ...copies.map((copy) => added(grouped(copy, of)))];
  const runs = new Set(originals.flatMap(({ id }) => connectionsAt(document, id)));
  for (const run of runs) {
    const from = copyOf.get(run.from.equipment);
    const to = copyOf.get(run.to.equipment);
    if (from === undefined || to === undefined) continue;
    patch.push(
      added({
        ...run,
        id: newId('connection'),
        tag: tags.after(run.tag),
        from: { ...run.from, equipment: from },
        to: { ...run.to, equipment: to },
        waypoints_m: run.waypoints_m.map((corner) => raised(shifted(corner), riseOfRun(rises, run) ?? 0)),
      }),
    );
  }
  const apart = originals.filter(({ space }) => space === undefined || !whole.spaces.has(space)).map(({ id }) => id);
  return {
    label: `Duplicate ${describeRecords(document, [...whole.heads.map(({ id }) => id), ...apart])}`,
    patch,
    selection: [...whole.heads.flatMap(({ id }) => built.of.get(id) ?? []), ...apart.flatMap((id) => copyOf.get(id) ?? [])],
  };
}
