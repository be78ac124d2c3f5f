/** Names of records, and the groups that equipment is in. */
import { dissolveGroups } from '../../shared/commands/edit-group.ts';
import { putInto } from '../../shared/commands/put-into.ts';
import { groupTogether } from '../../shared/commands/set-identity.ts';
import { wholeGroups } from '../../shared/commands/whole-groups.ts';
import { newId, perform, session } from '../session.ts';
import { focusField } from '../ui/focus.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { editable, editableEquipment, selectedEquipment } from './conditions.ts';

/** `Group 3` after two groups of that name. */
function nextGroupName(): string {
  const names = new Set([...session.getState().document.tables.group.values()].map(({ name }) => name));
  let number = 1;
  while (names.has(`Group ${number}`)) number++;
  return `Group ${number}`;
}

const selectedGroups = (): readonly string[] => {
  const { group } = session.getState().document.tables;
  return viewState.getState().selection.filter((id) => group.has(id));
};

/** The groups that are selected, else the outermost of which everything is selected. */
function groupsToTakeApart(): readonly string[] {
  const chosen = selectedGroups();
  if (chosen.length > 0) return chosen;
  const whole = wholeGroups(session.getState().document, new Set(selectedEquipment()));
  const ids = new Set(whole.map(({ id }) => id));
  return whole.filter(({ parent }) => parent === undefined || !ids.has(parent)).map(({ id }) => id);
}

/** The record of the line of the outline that has the focus. */
const focusedRow = (): string | undefined => document.activeElement?.closest<HTMLElement>('[role="treeitem"]')?.dataset.record;

/** What F2 renames: the line of the outline that the keyboard is on, else what is selected alone. */
function toRename(): string | undefined {
  const { selection } = viewState.getState();
  const id = focusedRow() ?? (selection.length === 1 ? selection[0] : undefined);
  const { equipment, connection, group, space, system } = session.getState().document.tables;
  return id !== undefined && [equipment, connection, group, space, system].some((table) => table.has(id)) ? id : undefined;
}

export const renameAction: Action = defineAction({
  id: 'edit.rename',
  label: 'Rename',
  menu: 'Edit',
  group: 'select',
  keys: ['F2'],
  words: 'tag name group space system',
  unavailable: () => editable() ?? (toRename() === undefined ? 'Select one piece, run, group, space or system first' : undefined),
  run: () => {
    const id = toRename();
    if (focusedRow() !== undefined && id !== undefined) viewState.setState({ renaming: id });
    else {
      viewState.setState({ inspectorOpen: true });
      focusField(() => document.querySelector<HTMLInputElement>('[data-testid="inspector"] [data-rename]'));
    }
  },
});

export const groupActions: readonly Action[] = [
  defineAction({
    id: 'edit.group',
    label: 'Group',
    menu: 'Edit',
    group: 'groups',
    keys: ['Ctrl+G'],
    unavailable: editableEquipment,
    run: () =>
      perform((document) => groupTogether(document, { records: selectedEquipment(), name: nextGroupName(), kind: 'other', newId })),
  }),
  defineAction({
    id: 'edit.add-to-group',
    label: 'Add to group…',
    menu: 'Edit',
    group: 'groups',
    keys: ['Alt+G'],
    words: 'put move into row pod parent',
    unavailable: () =>
      (selectedGroups().length > 0 ? editable() : editableEquipment()) ??
      (session.getState().document.tables.group.size > 0 ? undefined : 'There are no groups yet: Group makes one'),
    run: () => viewState.getState().openDialog('add-to-group'),
  }),
  defineAction({
    id: 'edit.out-of-group',
    label: 'Take out of group',
    menu: 'Edit',
    group: 'groups',
    keys: ['Alt+Shift+G'],
    words: 'remove from its group parent',
    unavailable: () => (selectedGroups().length > 0 ? editable() : editableEquipment()),
    run: () => perform((document) => putInto(document, { records: groupsAndEquipment(), into: undefined })),
  }),
  defineAction({
    id: 'edit.ungroup',
    label: 'Ungroup',
    menu: 'Edit',
    group: 'groups',
    keys: ['Ctrl+Shift+G'],
    words: 'dissolve take apart explode',
    unavailable: () => editable() ?? (groupsToTakeApart().length > 0 ? undefined : 'Select a group or all of its equipment first'),
    run: () => perform((document) => dissolveGroups(document, { groups: groupsToTakeApart() })),
  }),
];

/** Groups that are selected, and equipment that is selected outside of them. */
export function groupsAndEquipment(): readonly string[] {
  return [...selectedGroups(), ...selectedEquipment()];
}
