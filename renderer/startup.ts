/** What happens once when the window opens: listen, ask the host what it is, open what it was started with. */

import { leaveDesign } from './actions/file.ts';
import { runAction } from './actions/index.ts';
import { listenForShortcuts } from './actions/keys.ts';
import { listenForClipboard } from './clipboard.ts';
import { designFile, isUnsaved, openFile } from './design-file.ts';
import { leftBehind } from './dialogs/RecoverDialog.tsx';
import { ask, host, hostInfo } from './host.ts';
import { keepJournal } from './journal.ts';
import { openDropped } from './opening.ts';
import { session } from './session.ts';
import { viewState } from './view-state.ts';

function keepTitle(): void {
  const show = () => {
    const { screen } = viewState.getState();
    document.title = screen === 'start' ? 'Headroom' : `${isUnsaved() ? '• ' : ''}${designFile.getState().name} – Headroom`;
  };
  designFile.subscribe(show);
  viewState.subscribe((state, before) => {
    if (state.screen !== before.screen) show();
  });
  session.subscribe((state, before) => {
    if (state.revision !== before.revision || state.savedStanding !== before.savedStanding) show();
  });
}

function takeDroppedFiles(): void {
  window.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    leaveDesign(() => void openDropped(file));
  });
}

/** @param show puts the window's content up, once it is known whether that is the start screen or a design */
export async function startUp(show: () => void): Promise<void> {
  listenForShortcuts();
  listenForClipboard();
  keepJournal();
  keepTitle();
  takeDroppedFiles();
  window.addEventListener('beforeunload', (event) => {
    if (isUnsaved() && !viewState.getState().reviewOnly) event.preventDefault();
  });
  host.on('menu.action', ({ action }) => runAction(action));
  host.on('file.opened', ({ file }) => leaveDesign(() => void openFile(file.token)));
  const info = await ask('app.info', {});
  if (!info.ok) {
    designFile.setState({ problems: info.problems });
    show();
    return;
  }
  hostInfo.setState(info.value, true);
  // Before the first change of this run: the journal of an earlier one is still whole. Asked for together with the file,
  // so that what was left behind is offered with the design and not into the work on it.
  const finding = info.value.readOnly ? undefined : ask('journal.find', {});
  const opening = info.value.opened && openFile(info.value.opened.token);
  show();
  await opening;
  if (opening && info.value.readOnly) viewState.setState({ readOnly: true, reviewOnly: true });
  const found = await finding;
  if (found?.ok && found.value.journals.length > 0) {
    leftBehind.setState({ journals: found.value.journals });
    viewState.getState().openDialog('recover');
  }
}
