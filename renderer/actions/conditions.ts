/** Why an action cannot be done now. Each returns undefined when it can. */
import { elementNamed } from '../../shared/document/building-elements.ts';
import type { Document } from '../../shared/document/document.ts';
import { recordsIn } from '../scene/records-in.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';

export type Condition = () => string | undefined;

export const inEditor: Condition = () => (viewState.getState().screen === 'editor' ? undefined : 'Open a design first');

export const editable: Condition = () => inEditor() ?? (viewState.getState().readOnly ? 'This design is open for review' : undefined);

let known: { readonly document: Document; readonly selection: readonly string[]; readonly ids: readonly string[] } | undefined;

/** Equipment that the selection stands for: itself, or what is in the groups, rooms and systems that are selected. */
export const selectedEquipment = (): readonly string[] => {
  const { document } = session.getState();
  const { selection } = viewState.getState();
  // A menu asks once for each of its lines.
  if (known?.document !== document || known.selection !== selection)
    known = { document, selection, ids: recordsIn(document, selection).filter((id) => document.tables.equipment.has(id)) };
  return known.ids;
};

export const withSelection: Condition = () =>
  inEditor() ?? (viewState.getState().selection.length > 0 ? undefined : 'Select something first');

export const withEquipment: Condition = () => inEditor() ?? (selectedEquipment().length > 0 ? undefined : 'Select equipment first');

export const editableEquipment: Condition = () => editable() ?? withEquipment();

/** Equipment, and doors, partitions and columns. */
export const selectedMovable = (): readonly string[] => {
  const { space } = session.getState().document.tables;
  return [...selectedEquipment(), ...viewState.getState().selection.filter((id) => elementNamed(space, id) !== undefined)];
};

export const editableMovable: Condition = () =>
  editable() ?? (selectedMovable().length > 0 ? undefined : 'Select equipment, a door or a partition first');

export const editableSelection: Condition = () => editable() ?? withSelection();
