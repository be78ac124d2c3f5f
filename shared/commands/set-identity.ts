/** Tags, and new groups of equipment. */
import type { Document } from '../document/document.ts';
import type { GroupId, IdSource, RecordId } from '../document/ids.ts';
import { added, changed } from '../document/patch.ts';
import type { Group } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { describeRecords, equipmentAmong, nothingSelected } from './subjects.ts';
import { wholeGroups } from './whole-groups.ts';

/** Two equal tags are a finding, not a refusal; an empty one would leave nothing to point at. */
export function setTag(document: Document, { record, tag }: { readonly record: RecordId; readonly tag: string }): CommandAnswer {
  const name = tag.trim();
  if (name === '') return refuse('A tag needs at least one character');
  const before = document.tables.equipment.get(record) ?? document.tables.connection.get(record);
  if (!before) return refuse(`No equipment or run has the id ${record}`);
  if (before.tag === name) return { label: `Rename ${before.tag}`, patch: [] };
  return {
    label: `Rename ${before.tag} to ${name}`,
    patch: [before.type === 'equipment' ? changed(before, { ...before, tag: name }) : changed(before, { ...before, tag: name })],
  };
}

export interface NewGroupArguments {
  readonly records: readonly RecordId[];
  readonly name: string;
  readonly kind: Group['kind'];
  readonly parent?: GroupId;
  readonly newId: IdSource;
}

/** A new group around some equipment. Rows, pods and other groups that are chosen as a whole stay what they are, inside it. */
export function groupTogether(document: Document, args: NewGroupArguments): CommandAnswer {
  const equipment = equipmentAmong(document, args.records);
  if (equipment.length === 0) return nothingSelected('group');
  const name = args.name.trim();
  if (name === '') return refuse('A group needs a name');
  if (args.parent !== undefined && !document.tables.group.has(args.parent)) return refuse(`There is no group ${args.parent}`);
  const whole = wholeGroups(document, new Set(equipment.map(({ id }) => id)));
  const wholeIds = new Set(whole.map(({ id }) => id));
  const inside = whole.filter((each) => each.parent === undefined || !wholeIds.has(each.parent));
  const [first] = inside;
  const together = first?.parent !== undefined && inside.every((each) => each.parent === first.parent) ? first.parent : undefined;
  const parent = args.parent ?? together;
  const group: Group = {
    id: args.newId('group'),
    type: 'group',
    kind: args.kind,
    name,
    ...(parent === undefined ? {} : { parent }),
  };
  const loose = equipment.filter((piece) => piece.group === undefined || !wholeIds.has(piece.group));
  return {
    label: `Group ${describeRecords(
      document,
      equipment.map(({ id }) => id),
    )} as ${name}`,
    patch: [
      added(group),
      ...inside.map((before) => changed<Group>(before, { ...before, parent: group.id })),
      ...loose.map((before) => changed(before, { ...before, group: group.id })),
    ],
    selection: [group.id],
  };
}
