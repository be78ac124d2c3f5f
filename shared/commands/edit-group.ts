/** Changes a group's own fields, and takes groups apart. */
import type { Document } from '../document/document.ts';
import type { GroupId } from '../document/ids.ts';
import { changed, removed } from '../document/patch.ts';
import type { Equipment, Group } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { withoutMentions } from './delete.ts';
import { describeRecords } from './subjects.ts';

/** Why a group cannot have a parent; undefined when it can, or is to have none. */
export function parentFault(document: Document, group: Group, parent: GroupId | undefined): string | undefined {
  if (parent === undefined) return undefined;
  const { group: groups } = document.tables;
  const target = groups.get(parent);
  if (!target) return `There is no group ${parent}`;
  if (parent === group.id) return `${group.name} cannot lie inside itself`;
  for (let at = target.parent; at !== undefined; at = groups.get(at)?.parent)
    if (at === group.id) return `${target.name} lies inside ${group.name}: take it out of there first`;
  return undefined;
}

/** A record with another parent, or with none. */
export function within(group: Group, parent: GroupId | undefined): Group {
  const { parent: _left, ...rest } = group;
  return parent === undefined ? rest : { ...rest, parent };
}

/** Name and kind of a group, and the group it lies in; null takes it out of every group. */
export function editGroup(
  document: Document,
  {
    group,
    fields,
  }: { readonly group: GroupId; readonly fields: Partial<Pick<Group, 'name' | 'kind'>> & { readonly parent?: GroupId | null } },
): CommandAnswer {
  const before = document.tables.group.get(group);
  if (!before) return refuse(`There is no group ${group}`);
  const { parent, ...own } = fields;
  const name = (fields.name ?? before.name).trim();
  if (name === '') return refuse('A group needs a name');
  const home = parent === undefined ? before.parent : (parent ?? undefined);
  const fault = parentFault(document, before, home);
  if (fault) return refuse(fault);
  const after = within({ ...before, ...own, name }, home);
  const label = name === before.name ? `Change ${name}` : `Rename ${before.name} to ${name}`;
  const same = after.name === before.name && after.kind === before.kind && after.parent === before.parent;
  return { label, patch: same ? [] : [changed(before, after)] };
}

/** Takes groups apart: what is in one moves up to the group that it lay in. Arrays and units among them are plain equipment then. */
export function dissolveGroups(document: Document, { groups }: { readonly groups: readonly GroupId[] }): CommandAnswer {
  const { group: table, equipment } = document.tables;
  const gone = new Set(groups.filter((id) => table.has(id)));
  if (gone.size === 0) return refuse('Nothing to ungroup: select a group first');
  /** The first group on the way up that stays. */
  const left = (home: GroupId | undefined): GroupId | undefined => {
    let at = home;
    while (at !== undefined && gone.has(at)) at = table.get(at)?.parent;
    return at;
  };
  const pieces = [...equipment.values()].flatMap((before) => {
    if (before.group === undefined || !gone.has(before.group)) return [];
    const { group: _left, ...rest } = before;
    const home = left(before.group);
    return [changed<Equipment>(before, home === undefined ? rest : { ...rest, group: home })];
  });
  const inner = [...table.values()].flatMap((before) =>
    before.parent !== undefined && gone.has(before.parent) && !gone.has(before.id)
      ? [changed(before, within(before, left(before.parent)))]
      : [],
  );
  return {
    label: `Ungroup ${describeRecords(document, [...gone])}`,
    patch: [...pieces, ...inner, ...[...gone].flatMap((id) => table.get(id) ?? []).map(removed), ...withoutMentions(document, gone)],
    selection: [...pieces, ...inner].map(({ id }) => id),
  };
}

/** Coincidence of the group's racks, 0…1; 1 takes the field away. */
export function setCoincidence(
  document: Document,
  { group, coincidence }: { readonly group: GroupId; readonly coincidence: number },
): CommandAnswer {
  const before = document.tables.group.get(group);
  if (!before) return refuse(`There is no group ${group}`);
  if (!(coincidence >= 0 && coincidence <= 1)) return refuse('Coincidence must lie between 0 and 100 %');
  const { coincidence: _before, ...rest } = before;
  const after: Group = coincidence === 1 ? rest : { ...rest, coincidence };
  return { label: `Set coincidence of ${before.name}`, patch: [changed(before, after)] };
}
