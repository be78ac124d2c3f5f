/** Why an action cannot be done now. Each returns undefined when it can. */
import { elementNamed } from '../../shared/document/building-elements.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';

export type Condition = () => string | undefined;

export const inEditor: Condition = () => (viewState.getState().screen === 'editor' ? undefined : 'Open a design first');

export const editable: Condition = () => inEditor() ?? (viewState.getState().readOnly ? 'This design is open for review' : undefined);

export const selectedEquipment = (): readonly string[] => {
  const { equipment } = session.getState().document.tables;
  return viewState.getState().selection.filter((id) => equipment.has(id));
};

export const withSelection: Condition = () =>
  inEditor() ?? (viewState.getState().selection.length > 0 ? undefined : 'Select something first');

export const withEquipment: Condition = () => inEditor() ?? (selectedEquipment().length > 0 ? undefined : 'Select equipment first');

export const editableEquipment: Condition = () => editable() ?? withEquipment();

/** Equipment, and doors, partitions and columns. */
export const selectedMovable = (): readonly string[] => {
  const { equipment, space } = session.getState().document.tables;
  return viewState.getState().selection.filter((id) => equipment.has(id) || elementNamed(space, id) !== undefined);
};

export const editableMovable: Condition = () =>
  editable() ?? (selectedMovable().length > 0 ? undefined : 'Select equipment, a door or a partition first');

export const editableSelection: Condition = () => editable() ?? withSelection();
