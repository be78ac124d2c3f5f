/** Puts equipment and groups elsewhere in the tree of spaces and groups that the outline shows. */
import type { Document } from '../document/document.ts';
import type { GroupId, RecordId, SpaceId } from '../document/ids.ts';
import { type Change, changed } from '../document/patch.ts';
import type { Equipment, Group, Space } from '../document/records.ts';
import { contains } from '../geometry/polygon.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { parentFault, within } from './edit-group.ts';
import { membersOf } from './repeat-unit.ts';
import { standsIn } from './spaces.ts';
import { describeRecords } from './subjects.ts';

/** A record that is a group or a piece of equipment and not inside another one that is put along. */
interface Subjects {
  readonly groups: readonly Group[];
  readonly pieces: readonly Equipment[];
}

function subjectsOf({ tables }: Document, records: readonly RecordId[]): Subjects {
  const chosen = new Set(records);
  const inside = (home: GroupId | undefined): boolean => {
    for (let at = home; at !== undefined; at = tables.group.get(at)?.parent) if (chosen.has(at)) return true;
    return false;
  };
  return {
    groups: [...chosen].flatMap((id) => tables.group.get(id) ?? []).filter(({ parent }) => !inside(parent)),
    pieces: [...chosen].flatMap((id) => tables.equipment.get(id) ?? []).filter(({ group }) => !inside(group)),
  };
}

/** A piece with other homes; one that is not given stays. */
function rehomed(
  piece: Equipment,
  { group = piece.group, space = piece.space }: { group?: GroupId | undefined; space?: SpaceId | undefined },
): Equipment {
  const { group: _group, space: _space, ...rest } = piece;
  return { ...rest, ...(space === undefined ? {} : { space }), ...(group === undefined ? {} : { group }) };
}

/** Where a record belongs, to tell whether that changed. */
function homesOf(record: Change['after']): string {
  if (record?.type === 'group') return record.parent ?? '';
  return record?.type === 'equipment' ? `${record.group} ${record.space}` : '';
}

function withoutGroup(piece: Equipment): Equipment {
  const { group: _left, ...rest } = piece;
  return rest;
}

/** The space, or the one inside it that a piece is said to stand in already. */
function homeIn({ tables }: Document, piece: Equipment, space: Space): SpaceId {
  for (let at = piece.space; at !== undefined; at = tables.space.get(at)?.parent) if (at === space.id) return piece.space ?? space.id;
  return space.id;
}

/** Why no equipment stands in a space of this kind, or undefined where it does. */
export const homeFault = ({ kind, name }: Space): string | undefined =>
  standsIn.has(kind) ? undefined : `Equipment stands in a hall, a room or a yard: ${name} is a part of its floor`;

const standsWithin = (space: Space, { position_m: [x, y] }: Equipment): boolean => contains(space.outline_m, [x, y]);

/** Why a piece cannot be said to stand in a space, or undefined where it stands there. */
export const outsideFault = (space: Space, piece: Equipment): string | undefined =>
  standsWithin(space, piece) ? undefined : `${piece.tag} does not stand in ${space.name}: move it there first`;

function intoSpace(document: Document, { groups, pieces }: Subjects, space: Space): Change[] | string {
  const fault = homeFault(space) ?? pieces.map((piece) => outsideFault(space, piece)).find((each) => each !== undefined);
  if (fault) return fault;
  const patch: Change[] = pieces.map((piece) => changed(piece, rehomed(withoutGroup(piece), { space: space.id })));
  for (const group of groups) {
    const members = membersOf(document, group.id);
    if (members.length === 0) return `${group.name} is empty: a group stands where its equipment stands`;
    if (!members.every((piece) => standsWithin(space, piece)))
      return `${group.name} stands where its equipment stands: move that into ${space.name} first`;
    patch.push(changed(group, within(group, undefined)));
    for (const piece of members) patch.push(changed(piece, rehomed(piece, { space: homeIn(document, piece, space) })));
  }
  return patch;
}

function intoGroup(document: Document, { groups, pieces }: Subjects, target: Group): Change[] | string {
  for (const group of groups) {
    const fault = parentFault(document, group, target.id);
    if (fault) return fault;
  }
  return [
    ...groups.map((group) => changed(group, within(group, target.id))),
    ...pieces.map((piece) => changed(piece, rehomed(piece, { group: target.id }))),
  ];
}

/**
 * @param records equipment and groups; what is in one of the groups goes along with it
 * @param into a group; a space in which all of it stands, which takes it out of its groups; undefined takes it out only
 */
export function putInto(
  document: Document,
  { records, into }: { readonly records: readonly RecordId[]; readonly into: GroupId | SpaceId | undefined },
): CommandAnswer {
  const { group, space, equipment, connection, system } = document.tables;
  const other = records.find((id) => !group.has(id) && !equipment.has(id));
  if (other !== undefined) {
    const name = describeRecords(document, [other]);
    if (connection.has(other) || system.has(other))
      return refuse(`${name} belongs to its network: only equipment and groups are put elsewhere`);
    return refuse(`${name} lies where it is drawn: only equipment and groups are put elsewhere`);
  }
  const subjects = subjectsOf(document, records);
  if (subjects.groups.length + subjects.pieces.length === 0) return refuse('Nothing to put elsewhere: select equipment or groups first');
  const target = into === undefined ? undefined : (group.get(into) ?? space.get(into));
  if (into !== undefined && !target) return refuse(`There is no group or space ${into}`);
  const all =
    target === undefined
      ? [
          ...subjects.groups.map((each): Change => changed(each, within(each, undefined))),
          ...subjects.pieces.map((piece): Change => changed(piece, withoutGroup(piece))),
        ]
      : target.type === 'group'
        ? intoGroup(document, subjects, target)
        : intoSpace(document, subjects, target);
  if (typeof all === 'string') return refuse(all);
  const patch = all.filter(({ before, after }) => homesOf(before) !== homesOf(after));
  const what = describeRecords(
    document,
    [...subjects.groups, ...subjects.pieces].map(({ id }) => id),
  );
  if (patch.length === 0) return refuse(target ? `${what} is in ${target.name} already` : `${what} is in no group`);
  return { label: target ? `Put ${what} into ${target.name}` : `Take ${what} out`, patch };
}
