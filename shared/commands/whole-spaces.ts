/** Spaces that a selection names, taken whole: with the spaces inside them and all that stands there. */
import { elementNamed } from '../document/building-elements.ts';
import type { Document } from '../document/document.ts';
import type { RecordId, SpaceId } from '../document/ids.ts';
import type { Equipment, Space } from '../document/records.ts';
import { equipmentAmong } from './subjects.ts';

export interface TakenWhole {
  /** Spaces that are named and lie in no other of them. */
  readonly heads: readonly Space[];
  /** Those, and the spaces inside them. */
  readonly spaces: ReadonlyMap<SpaceId, Space>;
  /** Equipment that is named, and what stands in the spaces. */
  readonly equipment: readonly Equipment[];
  /** Doors, partitions and columns that are named, of spaces that are not. */
  readonly elements: readonly RecordId[];
  /** What to call it by: the spaces, and what is not in them. */
  readonly named: readonly RecordId[];
}

/** The spaces and all inside them; of a chain of parents the outermost comes first. */
export function spacesWithin({ tables }: Document, named: readonly RecordId[]): ReadonlyMap<SpaceId, Space> {
  const found = new Map<SpaceId, Space>();
  for (const id of named) {
    const space = tables.space.get(id);
    if (space) found.set(id, space);
  }
  for (let before = -1; before < found.size && found.size > 0; ) {
    before = found.size;
    for (const space of tables.space.values()) if (space.parent !== undefined && found.has(space.parent)) found.set(space.id, space);
  }
  return found;
}

const known = new WeakMap<readonly RecordId[], { readonly document: Document; readonly whole: TakenWhole }>();

/** A drag asks at every move, of the same document and the same list. */
export function takenWhole(document: Document, records: readonly RecordId[]): TakenWhole {
  const before = known.get(records);
  if (before?.document === document) return before.whole;
  const spaces = spacesWithin(document, records);
  const asked = new Set(records);
  const isInside = ({ parent }: Space) => parent !== undefined && spaces.has(parent);
  const heads = [...spaces.values()].filter((space) => asked.has(space.id) && !isInside(space));
  const named = equipmentAmong(document, records);
  const inside = ({ space }: Equipment) => space !== undefined && spaces.has(space);
  const standing = heads.length === 0 ? [] : [...document.tables.equipment.values()].filter((each) => inside(each) && !asked.has(each.id));
  const elements = [...asked].filter((id) => {
    const element = elementNamed(document.tables.space, id);
    return element !== undefined && !spaces.has(element.space.id);
  });
  const apart = named.filter((each) => !inside(each)).map(({ id }) => id);
  const whole: TakenWhole = {
    heads,
    spaces,
    equipment: [...named, ...standing],
    elements,
    named: [...heads.map(({ id }) => id), ...apart, ...elements],
  };
  known.set(records, { document, whole });
  return whole;
}
