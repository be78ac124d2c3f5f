/** Lining up, spreading, turning, grouping, locking, copying and replacing what is selected. */
import { type Alignment, align, distribute } from '../../shared/commands/align.ts';
import { setLocked } from '../../shared/commands/lock.ts';
import { type Pivot, pivots, rotate } from '../../shared/commands/rotate.ts';
import { copySelection, cutSelection, hasCopied, pasteLatest } from '../clipboard.ts';
import { perform, session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import {
  editable,
  editableEquipment,
  editableWhole,
  inEditor,
  selectedEquipment,
  selectedWhole,
  withEquipmentOrRuns,
  withWhole,
} from './conditions.ts';
import { groupActions } from './groups.ts';

const least = (count: number) => () =>
  editableEquipment() ??
  (selectedEquipment().length >= count ? undefined : `Select at least ${count === 2 ? 'two' : 'three'} pieces of equipment`);

const alignments: readonly { readonly to: Alignment; readonly label: string; readonly key: string }[] = [
  { to: 'left', label: 'Align left', key: 'Alt+ArrowLeft' },
  { to: 'right', label: 'Align right', key: 'Alt+ArrowRight' },
  { to: 'front', label: 'Align front', key: 'Alt+ArrowDown' },
  { to: 'back', label: 'Align back', key: 'Alt+ArrowUp' },
  { to: 'centre-x', label: 'Align centres, east–west', key: 'Alt+X' },
  { to: 'centre-y', label: 'Align centres, north–south', key: 'Alt+Y' },
];

const spreads: readonly { readonly along: 'x' | 'y'; readonly label: string; readonly key: string }[] = [
  { along: 'x', label: 'Distribute, east–west', key: 'Alt+Shift+X' },
  { along: 'y', label: 'Distribute, north–south', key: 'Alt+Shift+Y' },
];

const turn = (id: string, label: string, key: string, angle_deg: number): Action =>
  defineAction({
    id,
    label,
    menu: 'Edit',
    group: 'change',
    keys: [key],
    unavailable: editableWhole,
    run: () => perform((document) => rotate(document, { records: selectedWhole(), angle_deg, pivot: viewState.getState().pivot })),
  });

const pivotTitles: Readonly<Record<Pivot, string>> = {
  middle: 'Turn about the middle',
  first: 'Turn about the first selected',
  last: 'Turn about the last selected',
  each: 'Turn each about itself',
};

export const arrangeActions: readonly Action[] = [
  turn('edit.turn-left-15', 'Rotate 15° left', '{', 15),
  turn('edit.turn-right-15', 'Rotate 15° right', '}', -15),
  ...pivots.map((pivot) =>
    defineAction({
      id: `edit.pivot-${pivot}`,
      label: pivotTitles[pivot],
      menu: 'Edit',
      group: 'pivot',
      words: 'pivot rotate centre',
      unavailable: inEditor,
      checked: () => viewState.getState().pivot === pivot,
      run: () => viewState.setState({ pivot }),
    }),
  ),
  defineAction({
    id: 'edit.copy',
    label: 'Copy',
    menu: 'Edit',
    group: 'clipboard',
    keys: ['Ctrl+C'],
    native: true,
    words: 'clipboard',
    unavailable: withWhole,
    run: copySelection,
  }),
  defineAction({
    id: 'edit.cut',
    label: 'Cut',
    menu: 'Edit',
    group: 'clipboard',
    keys: ['Ctrl+X'],
    native: true,
    words: 'clipboard',
    unavailable: editableWhole,
    run: cutSelection,
  }),
  defineAction({
    id: 'edit.paste',
    label: 'Paste',
    menu: 'Edit',
    group: 'clipboard',
    keys: ['Ctrl+V'],
    native: true,
    words: 'clipboard',
    unavailable: () => editable() ?? (hasCopied() ? undefined : 'Nothing has been copied in this window; Ctrl+V pastes from others'),
    run: pasteLatest,
  }),
  defineAction({
    id: 'edit.replace',
    label: 'Replace by another item…',
    menu: 'Edit',
    group: 'replace',
    keys: ['Shift+X'],
    words: 'swap exchange gb200 gb300 item pipe cable size',
    unavailable: () => editable() ?? withEquipmentOrRuns(),
    run: () => viewState.getState().openDialog('replace-item'),
  }),
  defineAction({
    id: 'edit.lock',
    label: 'Lock or unlock',
    menu: 'Edit',
    group: 'replace',
    keys: ['Shift+L'],
    words: 'pin fix protect',
    unavailable: editableEquipment,
    checked: () => {
      const { equipment } = session.getState().document.tables;
      const chosen = selectedEquipment();
      return chosen.length > 0 && chosen.every((id) => equipment.get(id)?.locked);
    },
    run: () => {
      const { equipment } = session.getState().document.tables;
      const chosen = selectedEquipment();
      const locked = !chosen.every((id) => equipment.get(id)?.locked);
      perform((document) => setLocked(document, { records: chosen, locked }));
    },
  }),
  ...groupActions,
  ...alignments.map(({ to, label, key }) =>
    defineAction({
      id: `edit.align-${to}`,
      label,
      menu: 'Edit',
      group: 'align',
      keys: [key],
      words: 'line up',
      unavailable: least(2),
      run: () => perform((document) => align(document, { records: selectedEquipment(), to })),
    }),
  ),
  ...spreads.map(({ along, label, key }) =>
    defineAction({
      id: `edit.distribute-${along}`,
      label,
      menu: 'Edit',
      group: 'align',
      keys: [key],
      words: 'spread equal gaps',
      unavailable: least(3),
      run: () => perform((document) => distribute(document, { records: selectedEquipment(), along })),
    }),
  ),
];
