import { deleteSelection } from '../../shared/commands/delete-selection.ts';
import { move } from '../../shared/commands/move.ts';
import { rotate } from '../../shared/commands/rotate.ts';
import type { Place } from '../../shared/document/records.ts';
import { duplicateSelection } from '../duplicating.ts';
import { perform, redo, session, undo } from '../session.ts';
import { gridStep_m } from '../tools/grid.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { editable, editableMovable, editableSelection, editableWhole, inEditor, selectedMovable, selectedWhole } from './conditions.ts';
import { renameAction } from './groups.ts';
import { selectActions } from './select.ts';

const selection = () => viewState.getState().selection;

const nudge = (direction: Place, times: number) => () => {
  const step = gridStep_m() * times;
  perform((document) =>
    move(document, { records: selectedMovable(), offset_m: [direction[0] * step, direction[1] * step, direction[2] * step] }),
  );
};

const nudges: readonly Action[] = (
  [
    ['east', 'ArrowRight', [1, 0, 0]],
    ['west', 'ArrowLeft', [-1, 0, 0]],
    ['north', 'ArrowUp', [0, 1, 0]],
    ['south', 'ArrowDown', [0, -1, 0]],
    ['up', 'PageUp', [0, 0, 1]],
    ['down', 'PageDown', [0, 0, -1]],
  ] as const
).flatMap(([name, key, direction]) => [
  defineAction({ id: `edit.nudge-${name}`, label: `Nudge ${name}`, keys: [key], unavailable: editableMovable, run: nudge(direction, 1) }),
  defineAction({
    id: `edit.nudge-${name}-far`,
    label: `Nudge ${name} by ten steps`,
    keys: [`Shift+${key}`],
    unavailable: editableMovable,
    run: nudge(direction, 10),
  }),
]);

export const editActions: readonly Action[] = [
  defineAction({
    id: 'edit.undo',
    label: 'Undo',
    menu: 'Edit',
    group: 'history',
    keys: ['Ctrl+Z'],
    unavailable: () => editable() ?? (session.getState().undo.length > 0 ? undefined : 'There is nothing to undo'),
    run: undo,
  }),
  defineAction({
    id: 'edit.redo',
    label: 'Redo',
    menu: 'Edit',
    group: 'history',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    unavailable: () => editable() ?? (session.getState().redo.length > 0 ? undefined : 'There is nothing to redo'),
    run: redo,
  }),
  defineAction({
    id: 'edit.duplicate',
    label: 'Duplicate',
    menu: 'Edit',
    group: 'change',
    keys: ['Ctrl+D'],
    words: 'copy',
    unavailable: editableWhole,
    run: () => duplicateSelection(selectedWhole()),
  }),
  defineAction({
    id: 'edit.delete',
    label: 'Delete',
    menu: 'Edit',
    group: 'change',
    keys: ['Delete', 'Backspace'],
    words: 'remove',
    unavailable: editableSelection,
    run: () => {
      if (perform((document) => deleteSelection(document, { records: selection() }))) viewState.getState().select([]);
    },
  }),
  defineAction({
    id: 'edit.rotate-left',
    label: 'Rotate 90° left',
    menu: 'Edit',
    group: 'change',
    keys: ['['],
    unavailable: editableWhole,
    run: () => perform((document) => rotate(document, { records: selectedWhole(), angle_deg: 90, pivot: viewState.getState().pivot })),
  }),
  defineAction({
    id: 'edit.rotate-right',
    label: 'Rotate 90° right',
    menu: 'Edit',
    group: 'change',
    keys: [']'],
    unavailable: editableWhole,
    run: () => perform((document) => rotate(document, { records: selectedWhole(), angle_deg: -90, pivot: viewState.getState().pivot })),
  }),
  ...selectActions,
  renameAction,
  defineAction({
    id: 'edit.whole-groups',
    label: 'Select whole rows and groups',
    menu: 'Edit',
    group: 'select',
    keys: ['T'],
    words: 'assembly part mode click pod',
    unavailable: inEditor,
    checked: () => viewState.getState().wholeGroups,
    run: () => viewState.setState(({ wholeGroups }) => ({ wholeGroups: !wholeGroups })),
  }),
  defineAction({
    id: 'edit.select-none',
    label: 'Select nothing',
    menu: 'Edit',
    group: 'select',
    keys: ['Escape'],
    words: 'clear deselect',
    unavailable: inEditor,
    run: () => {
      const state = viewState.getState();
      if (state.tool !== 'select') state.setTool('select');
      else state.select([]);
    },
  }),
  ...nudges,
];
