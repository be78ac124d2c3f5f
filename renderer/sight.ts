/** What hiding and isolating take along: the contents of groups and spaces, and the runs inside. */
import { elementNamed } from '../shared/document/building-elements.ts';
import { connectionsAt, type Document } from '../shared/document/document.ts';
import type { RecordId } from '../shared/document/ids.ts';
import { recordsIn, withInner } from './scene/records-in.ts';
import { session } from './session.ts';
import { viewState } from './view-state.ts';

/**
 * Everything that goes out of sight or stays in it with some ids: the equipment and runs they stand for, runs between
 * two pieces of that equipment, spaces with those inside them, doors and walls that are named.
 */
export function seenWith(document: Document, ids: readonly RecordId[]): readonly RecordId[] {
  const { equipment, space } = document.tables;
  const seen = new Set(recordsIn(document, ids));
  const pieces = [...seen].filter((id) => equipment.has(id));
  if (pieces.length > 1)
    for (const piece of pieces)
      for (const { id, from, to } of connectionsAt(document, piece)) if (seen.has(from.equipment) && seen.has(to.equipment)) seen.add(id);
  for (const id of withInner(document, ids)) if (space.has(id)) seen.add(id);
  for (const id of ids) if (elementNamed(space, id)) seen.add(id);
  return [...seen];
}

/** Hides what some ids stand for, or shows it where all of it is hidden. */
export const toggleSight = (ids: readonly RecordId[]): void =>
  viewState.getState().toggleHidden(seenWith(session.getState().document, ids));

/** What must be hidden to isolate some ids. Other rooms go where a room is isolated; those that it lies in stay. */
export function allBut(document: Document, ids: readonly RecordId[]): readonly RecordId[] {
  const { equipment, connection, space } = document.tables;
  const keep = new Set(seenWith(document, ids));
  const others = [...equipment.keys(), ...connection.keys()];
  const spaces = ids.filter((id) => space.has(id));
  for (const id of spaces)
    for (let around = space.get(id)?.parent; around !== undefined; around = space.get(around)?.parent) keep.add(around);
  if (spaces.length > 0) others.push(...space.keys());
  return others.filter((id) => !keep.has(id));
}
