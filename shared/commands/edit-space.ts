/** Adds, changes and removes buildings, halls, rooms, aisles, zones and yards. */
import { buildingFault } from '../document/building-parts.ts';
import type { Document } from '../document/document.ts';
import type { IdSource, SpaceId } from '../document/ids.ts';
import { added, type Change, changed, removed } from '../document/patch.ts';
import type { Space } from '../document/records.ts';
import { beyondSite, withinSite } from '../document/site-limits.ts';
import { area, crossesItself } from '../geometry/polygon.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';
import { withoutMentions } from './delete.ts';

export type SpaceFields = Omit<Space, 'id' | 'type'>;

function fieldFault(document: Document, fields: SpaceFields, self?: SpaceId): string | undefined {
  if (fields.name.trim() === '') return 'A space needs a name';
  if (!(fields.height_m > 0 && fields.height_m <= 200)) return 'The height of a space must lie between 0 and 200 m';
  if (!Number.isFinite(fields.elevation_m)) return 'The elevation of a space must be a number';
  if (fields.outline_m.length < 3 || !fields.outline_m.flat().every(Number.isFinite))
    return 'The outline of a space needs at least three corners';
  if (!withinSite(fields.outline_m) || !withinSite([[fields.elevation_m]])) return beyondSite;
  if (crossesItself(fields.outline_m)) return 'The outline of a space crosses itself';
  if (Math.abs(area(fields.outline_m)) < 0.01) return 'The outline of a space encloses no floor';
  for (let parent = fields.parent; parent !== undefined; parent = document.tables.space.get(parent)?.parent) {
    if (parent === self) return `${fields.name} cannot lie inside itself`;
    if (!document.tables.space.has(parent)) return `There is no space ${parent}`;
  }
  return undefined;
}

/** Outlines are kept counter-clockwise however they were drawn. */
const wound = (fields: SpaceFields): SpaceFields =>
  area(fields.outline_m) < 0 ? { ...fields, outline_m: [...fields.outline_m].reverse() } : fields;

export function editSpace(
  document: Document,
  { space, fields }: { readonly space: SpaceId; readonly fields: Partial<SpaceFields> },
): CommandAnswer {
  const before = document.tables.space.get(space);
  if (!before) return refuse(`There is no space ${space}`);
  const after: Space = { ...before, ...fields };
  const fault = fieldFault(document, after, space) ?? buildingFault(after);
  return fault ? refuse(fault) : { label: `Change ${after.name}`, patch: [changed(before, { ...after, ...wound(after) })] };
}

export function addSpace(document: Document, { fields, newId }: { readonly fields: SpaceFields; readonly newId: IdSource }): CommandAnswer {
  const space: Space = { ...wound(fields), id: newId('space'), type: 'space' };
  const fault = fieldFault(document, fields) ?? buildingFault(space);
  if (fault) return refuse(fault);
  return { label: `Add ${space.name}`, patch: [added(space)], selection: [space.id] };
}

/** Equipment and spaces inside move up to the parent. */
export function removeSpace(document: Document, { space }: { readonly space: SpaceId }): CommandAnswer {
  const before = document.tables.space.get(space);
  if (!before) return refuse(`There is no space ${space}`);
  const patch: Change[] = [removed(before)];
  for (const child of document.tables.space.values()) {
    if (child.parent !== space) continue;
    const { parent: _gone, ...rest } = child;
    patch.push(changed<Space>(child, before.parent === undefined ? rest : { ...rest, parent: before.parent }));
  }
  for (const equipment of document.tables.equipment.values()) {
    if (equipment.space !== space) continue;
    const { space: _gone, ...rest } = equipment;
    patch.push(changed(equipment, before.parent === undefined ? rest : { ...rest, space: before.parent }));
  }
  return { label: `Remove ${before.name}`, patch: [...patch, ...withoutMentions(document, new Set([space]))] };
}
