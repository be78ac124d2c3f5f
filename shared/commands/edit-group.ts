/** Changes a group's own fields. */
import type { Document } from '../document/document.ts';
import type { GroupId } from '../document/ids.ts';
import { changed } from '../document/patch.ts';
import type { Group } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

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
