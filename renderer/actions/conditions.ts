/** Why an action cannot be done now. Each returns undefined when it can. */
import { movableAmong } from '../scene/records-in.ts';
import { selectedRecords } from '../selected.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';

export type Condition = () => string | undefined;

export const inEditor: Condition = () => (viewState.getState().screen === 'editor' ? undefined : 'Open a design first');

export const editable: Condition = () => inEditor() ?? (viewState.getState().readOnly ? 'This design is open for review' : undefined);

let known: { readonly records: readonly string[]; readonly ids: readonly string[] } | undefined;

/** Equipment that the selection stands for: itself, or what is in the groups, rooms and systems that are selected. */
export const selectedEquipment = (): readonly string[] => {
  const { equipment } = session.getState().document.tables;
  const records = selectedRecords();
  if (known?.records !== records) known = { records, ids: records.filter((id) => equipment.has(id)) };
  return known.ids;
};

export const withSelection: Condition = () =>
  inEditor() ?? (viewState.getState().selection.length > 0 ? undefined : 'Select something first');

export const withOneRun: Condition = () => {
  const { selection } = viewState.getState();
  const [only, more] = selection;
  const { connection } = session.getState().document.tables;
  return inEditor() ?? (only !== undefined && more === undefined && connection.has(only) ? undefined : 'Select one pipe or cable first');
};

export const withEquipment: Condition = () => inEditor() ?? (selectedEquipment().length > 0 ? undefined : 'Select equipment first');

export const withEquipmentOrRuns: Condition = () => {
  return inEditor() ?? (selectedRecords().length > 0 ? undefined : 'Select equipment, pipes or cables first');
};

export const editableEquipment: Condition = () => editable() ?? withEquipment();

/** Spaces whole, equipment, and doors, partitions and columns. */
export const selectedMovable = (): readonly string[] => movableAmong(session.getState().document, viewState.getState().selection);

export const editableMovable: Condition = () =>
  editable() ?? (selectedMovable().length > 0 ? undefined : 'Select equipment, a room, a door or a partition first');

/** Spaces whole, and equipment: what can be turned and copied. */
export const selectedWhole = (): readonly string[] => {
  const { equipment, space } = session.getState().document.tables;
  return selectedMovable().filter((id) => equipment.has(id) || space.has(id));
};

export const withWhole: Condition = () => inEditor() ?? (selectedWhole().length > 0 ? undefined : 'Select equipment or a room first');

export const editableWhole: Condition = () => editable() ?? withWhole();

export const editableSelection: Condition = () => editable() ?? withSelection();
