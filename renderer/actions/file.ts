import { designFile, isUnsaved, saveTo } from '../design-file.ts';
import { ask, hostInfo } from '../host.ts';
import { discardJournal } from '../journal.ts';
import { openEmpty, openWithDialog } from '../opening.ts';
import { session } from '../session.ts';
import { viewState } from '../view-state.ts';
import { type Action, defineAction } from './action.ts';
import { inEditor } from './conditions.ts';

async function saveAsWithDialog(): Promise<void> {
  if (!hostInfo.getState().nativeDialogs) {
    viewState.getState().openDialog('save-as');
    return;
  }
  const picked = await ask('file.pick', { mode: 'save', suggestedName: designFile.getState().name });
  if (picked.ok && picked.value.file) await saveTo(picked.value.file.token);
  else if (!picked.ok) designFile.setState({ problems: picked.problems });
}

export async function save(): Promise<void> {
  const { file } = designFile.getState();
  if (file && !file.readOnly) await saveTo(file.token);
  else await saveAsWithDialog();
}

/** Runs at once, or after the person has decided what becomes of unsaved changes. */
export function leaveDesign(next: () => void): void {
  if (!isUnsaved()) {
    const { screen, reviewOnly } = viewState.getState();
    if (screen === 'editor' && !reviewOnly) void discardJournal(designFile.getState().file?.token ?? null);
    next();
  } else viewState.setState({ dialog: 'unsaved', afterUnsaved: next });
}

/** What was changed before review began can still be saved. */
const savable = () => inEditor() ?? (viewState.getState().reviewOnly ? 'This file was opened for review' : undefined);

export const fileActions: readonly Action[] = [
  defineAction({
    id: 'file.new',
    label: 'New design',
    menu: 'File',
    group: 'new',
    keys: ['Ctrl+N'],
    whileTyping: true,
    words: 'empty blank',
    run: () => leaveDesign(openEmpty),
  }),
  defineAction({
    id: 'file.new-from',
    label: 'New from template…',
    menu: 'File',
    group: 'new',
    keys: ['Ctrl+Shift+N'],
    whileTyping: true,
    words: 'reference design parameters generate',
    run: () => leaveDesign(() => viewState.getState().openDialog('new-design')),
  }),
  defineAction({
    id: 'file.open',
    label: 'Open…',
    menu: 'File',
    group: 'new',
    keys: ['Ctrl+O'],
    whileTyping: true,
    words: 'facility file',
    run: () => leaveDesign(() => void openWithDialog()),
  }),
  defineAction({
    id: 'file.save',
    label: 'Save',
    menu: 'File',
    group: 'save',
    keys: ['Ctrl+S'],
    whileTyping: true,
    unavailable: () => savable() ?? (isUnsaved() || !designFile.getState().file ? undefined : 'Nothing has changed since the last save'),
    run: () => void save(),
  }),
  defineAction({
    id: 'file.save-as',
    label: 'Save as…',
    menu: 'File',
    group: 'save',
    keys: ['Ctrl+Shift+S'],
    whileTyping: true,
    unavailable: inEditor,
    run: () => void saveAsWithDialog(),
  }),
  defineAction({
    id: 'file.close',
    label: 'Close design',
    menu: 'File',
    group: 'close',
    words: 'start screen home',
    unavailable: inEditor,
    run: () => leaveDesign(() => viewState.setState({ screen: 'start', selection: [], dialog: null })),
  }),
  defineAction({
    id: 'file.name',
    label: 'Project details…',
    menu: 'File',
    group: 'close',
    words: 'site author revision status title block',
    unavailable: inEditor,
    run: () => viewState.getState().select([...session.getState().document.tables.site.keys()]),
  }),
];
