/** Saves, renames, takes anew, orders and removes viewpoints. */
import type { Document } from '../document/document.ts';
import type { IdSource, ViewId } from '../document/ids.ts';
import { added, changed, removed } from '../document/patch.ts';
import type { View } from '../document/records.ts';
import { refuse } from '../problem.ts';
import type { CommandAnswer } from './command.ts';

/** What is seen from a viewpoint: everything but its name, its note and its place in the list. */
export type ViewSight = Omit<View, 'id' | 'type' | 'name' | 'note' | 'order'>;

/** Viewpoints as they are listed; two of one order go by id, so that every list agrees. */
export function viewsInOrder(document: Document): readonly View[] {
  return [...document.tables.view.values()].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function nameFault(document: Document, name: string, self?: ViewId): string | undefined {
  if (name.trim() === '') return 'A viewpoint needs a name';
  for (const other of document.tables.view.values())
    if (other.id !== self && other.name === name) return `Another viewpoint is already named ${name}`;
  return undefined;
}

/** `View 1`, `View 2`, …: the first that is free. */
export function freeViewName(document: Document): string {
  const taken = new Set([...document.tables.view.values()].map(({ name }) => name));
  let number = 1;
  while (taken.has(`View ${number}`)) number++;
  return `View ${number}`;
}

const standsInTarget = (view: ViewSight) => view.camera.eye_m.every((value, i) => value === view.camera.target_m[i]);

function sightFault(sight: ViewSight): string | undefined {
  const { eye_m, target_m, span_m } = sight.camera;
  if (![...eye_m, ...target_m, span_m].every(Number.isFinite) || !(span_m > 0)) return 'There is no camera to save';
  return standsInTarget(sight) ? 'A camera cannot stand in the place that it looks at' : undefined;
}

/** Adds a viewpoint at the end of the list. */
export function saveView(
  document: Document,
  { name, sight, newId }: { readonly name?: string; readonly sight: ViewSight; readonly newId: IdSource },
): CommandAnswer {
  const own = name?.trim() ?? freeViewName(document);
  const fault = nameFault(document, own) ?? sightFault(sight);
  if (fault) return refuse(fault);
  const last = viewsInOrder(document).at(-1);
  const view: View = { id: newId('view'), type: 'view', name: own, order: last ? last.order + 1 : 0, ...sight };
  return { label: `Save view ${own}`, patch: [added(view)] };
}

/** Gives a viewpoint another name. */
export function renameView(document: Document, { view, name }: { readonly view: ViewId; readonly name: string }): CommandAnswer {
  const before = document.tables.view.get(view);
  if (!before) return refuse(`There is no viewpoint ${view}`);
  const fault = nameFault(document, name.trim(), view);
  if (fault) return refuse(fault);
  return { label: `Rename view ${before.name}`, patch: [changed(before, { ...before, name: name.trim() })] };
}

/** Puts what is seen now in place of what a viewpoint showed. */
export function retakeView(document: Document, { view, sight }: { readonly view: ViewId; readonly sight: ViewSight }): CommandAnswer {
  const before = document.tables.view.get(view);
  if (!before) return refuse(`There is no viewpoint ${view}`);
  const fault = sightFault(sight);
  if (fault) return refuse(fault);
  // Name, note and fields of a newer program stay; an overlay, an x-ray or pieces that are not hidden now go.
  const { overlay: _overlay, solid: _solid, shading: _shading, hidden: _hidden, ...rest } = before;
  return { label: `Take view ${before.name} anew`, patch: [changed(before, { ...rest, ...sight })] };
}

/** Says in words what is to be seen at a viewpoint; an empty note takes the words away. */
export function annotateView(document: Document, { view, note }: { readonly view: ViewId; readonly note: string }): CommandAnswer {
  const before = document.tables.view.get(view);
  if (!before) return refuse(`There is no viewpoint ${view}`);
  const words = note.trim();
  const { note: _note, ...rest } = before;
  return { label: `Note on view ${before.name}`, patch: [changed(before, words === '' ? rest : { ...rest, note: words })] };
}

/** Moves a viewpoint to a place in the list, from 0; beyond an end means the end. */
export function orderView(document: Document, { view, place }: { readonly view: ViewId; readonly place: number }): CommandAnswer {
  const listed = viewsInOrder(document);
  const moved = document.tables.view.get(view);
  if (!moved) return refuse(`There is no viewpoint ${view}`);
  if (!Number.isInteger(place)) return refuse('A place in the list is a whole number');
  const others = listed.filter(({ id }) => id !== view);
  const at = Math.min(others.length, Math.max(0, place));
  const order = [...others.slice(0, at), moved, ...others.slice(at)];
  const patch = order.flatMap((one, i) => (one.order === i ? [] : [changed(one, { ...one, order: i })]));
  return order[listed.indexOf(moved)] === moved ? refuse(`${moved.name} is there already`) : { label: `Order view ${moved.name}`, patch };
}

export function deleteView(document: Document, { view }: { readonly view: ViewId }): CommandAnswer {
  const before = document.tables.view.get(view);
  if (!before) return refuse(`There is no viewpoint ${view}`);
  return { label: `Delete view ${before.name}`, patch: [removed(before)] };
}
