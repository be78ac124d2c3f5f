/** Gives a record its name: the tag of equipment and runs, the name of a group, a space or a system. */
import type { Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { editGroup } from './edit-group.ts';
import { editSpace } from './edit-space.ts';
import { editSystem } from './edit-system.ts';
import { setTag } from './set-identity.ts';

/** Two equal names are allowed, as two equal tags are: what is meant is told by its place. Only a system has none, and so a name of its own. */
export function rename(document: Document, { record, name }: { readonly record: RecordId; readonly name: string }): CommandAnswer {
  const { equipment, connection, group, space, system } = document.tables;
  const next = name.trim();
  if (equipment.has(record) || connection.has(record)) return setTag(document, { record, tag: name });
  if (group.has(record)) return editGroup(document, { group: record, fields: { name: next } });
  const room = space.get(record);
  if (room) {
    if (room.name === next) return { label: `Rename ${next}`, patch: [] };
    const answer = editSpace(document, { space: record, fields: { name: next } });
    return 'patch' in answer ? { ...answer, label: `Rename ${room.name} to ${next}` } : answer;
  }
  if (system.has(record)) return editSystem(document, { system: record, edit: { name } });
  return refuse('Select equipment, a run, a group, a space or a system to rename');
}
