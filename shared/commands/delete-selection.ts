/** Deletes whatever is selected: equipment and runs, groups with all that is in them, spaces without what stands in them, doors and walls inside. */
import { applyPatch, type Document } from '../document/document.ts';
import type { RecordId } from '../document/ids.ts';
import { type Patch, removed, squash } from '../document/patch.ts';
import { isRefusal, refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { deleteRecords, withoutMentions } from './delete.ts';
import { elementsAmong, removeElements } from './edit-elements.ts';
import { removeSpace } from './edit-space.ts';
import { membersOf } from './repeat-unit.ts';
import { describeRecords } from './subjects.ts';

/** The groups that are named and the groups inside them, innermost last. */
function groupsWithin(document: Document, records: readonly RecordId[]): readonly RecordId[] {
  const found = new Set(records.filter((id) => document.tables.group.has(id)));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const group of document.tables.group.values()) if (group.parent !== undefined && found.has(group.parent)) found.add(group.id);
  }
  return [...found];
}

export function deleteSelection(document: Document, { records }: { readonly records: readonly RecordId[] }): CommandAnswer {
  const groups = groupsWithin(document, records);
  const spaces = records.filter((id) => document.tables.space.has(id));
  const named = records.filter((id) => document.tables.equipment.has(id) || document.tables.connection.has(id));
  const things = [...new Set([...named, ...groups.flatMap((group) => membersOf(document, group).map(({ id }) => id))])];
  const elements = elementsAmong(document, records).filter(({ space }) => !spaces.includes(space.id));
  if (groups.length + spaces.length + elements.length === 0) return deleteRecords(document, { records });
  let patch: Patch = [];
  let now = document;
  const add = (more: Patch) => {
    patch = squash(patch, more);
    now = applyPatch(now, more);
  };
  let label = '';
  if (things.length > 0) {
    const answer = deleteRecords(document, { records: things });
    if (isRefusal(answer)) return answer;
    ({ label } = answer);
    add(answer.patch);
  }
  if (groups.length > 0) {
    const gone = new Set(groups);
    add(withoutMentions(now, gone));
    add([...gone].flatMap((id) => now.tables.group.get(id) ?? []).map(removed));
  }
  if (elements.length > 0) {
    const answer = removeElements(now, { elements: elements.map(({ id }) => id) });
    if (isRefusal(answer)) return answer;
    add(answer.patch);
  }
  for (const space of spaces) {
    const answer = removeSpace(now, { space });
    if (isRefusal(answer)) return refuse(answer.refused);
    add(answer.patch);
  }
  // One group or space says more than the count of what was in it.
  const parts = new Set(elements.map(({ id }) => id));
  const heads = records.filter((id) => document.tables.group.has(id) || document.tables.space.has(id) || parts.has(id));
  return {
    label: heads.length === records.length || label === '' ? `Delete ${describeRecords(document, heads)}` : label,
    patch,
    selection: [],
  };
}
