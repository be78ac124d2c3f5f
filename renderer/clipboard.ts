/** Copy, cut and paste of equipment and of rooms with all that is in them, within a design, between windows and between files. */
import { deleteSelection } from '../shared/commands/delete-selection.ts';
import { freeOffset } from '../shared/commands/free-place.ts';
import { takenWhole } from '../shared/commands/whole-spaces.ts';
import { applyPatch } from '../shared/document/document.ts';
import type { Place } from '../shared/document/records.ts';
import { copyRecords, isCopied, pasteRecords } from '../shared/file/clipboard.ts';
import { isRefusal } from '../shared/problem.ts';
import { isTyping } from './actions/typing.ts';
import { movableAmong } from './scene/records-in.ts';
import { newId, perform, session } from './session.ts';
import { refuseAloud, viewState } from './view-state.ts';

/** What was copied last in this window: for the menu, where no browser event brings the clipboard along. */
let latest: string | undefined;

function copied(): string | undefined {
  const { document } = session.getState();
  const text = copyRecords(document, movableAmong(document, viewState.getState().selection));
  if (text === undefined) refuseAloud('Select equipment or a room to copy it');
  else latest = text;
  return text;
}

function paste(text: string | undefined): void {
  if (text === undefined || !isCopied(text)) {
    refuseAloud('The clipboard holds no equipment of a design');
    return;
  }
  const foreign = text !== latest;
  const done = perform((document) => {
    const inPlace = pasteRecords(document, { text, offset_m: still, newId });
    if (isRefusal(inPlace)) return inPlace;
    // Where it stood in its own design, if nothing stands there in this one, else beside.
    const offset_m = freeOffset(document, applyPatch(document, inPlace.patch), inPlace.selection ?? [], true);
    return offset_m.every((part) => part === 0) ? inPlace : pasteRecords(document, { text, offset_m, newId });
  });
  // What comes from another window may stand anywhere.
  if (done && foreign) viewState.getState().frame(viewState.getState().selection);
}

const still: Place = [0, 0, 0];

/** From the menu or the palette: the system's clipboard too where the browser allows it. */
export function copySelection(): void {
  const text = copied();
  if (text !== undefined) void navigator.clipboard?.writeText(text).catch(() => undefined);
}

/** What was copied goes: of a room also what stands in it, which deleting the room alone leaves. */
function removeCopied(selection: readonly string[]): void {
  const done = perform((document) => {
    const { spaces, equipment } = takenWhole(document, movableAmong(document, selection));
    const inside = spaces.size === 0 ? [] : [...spaces.keys(), ...equipment.map(({ id }) => id)];
    return deleteSelection(document, { records: [...new Set([...selection, ...inside])] });
  });
  if (done) viewState.getState().select([]);
}

export function cutSelection(): void {
  const { selection } = viewState.getState();
  if (copied() !== undefined) removeCopied(selection);
}

export const pasteLatest = (): void => paste(latest);

export const hasCopied = (): boolean => latest !== undefined;

/** The browser's own events carry the clipboard without asking for a permission. */
export function listenForClipboard(): () => void {
  const meant = (event: ClipboardEvent) => {
    const { screen, dialog, paletteOpen } = viewState.getState();
    // Text that a person has marked in a panel is copied as text.
    const marked = (window.getSelection()?.toString() ?? '') !== '';
    return screen === 'editor' && dialog === null && !paletteOpen && !isTyping(event.target) && !(marked && event.type !== 'paste');
  };
  const take = (event: ClipboardEvent, then: () => void) => {
    if (!meant(event)) return;
    const text = copied();
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    then();
  };
  const onCopy = (event: ClipboardEvent) => take(event, () => undefined);
  const onCut = (event: ClipboardEvent) => {
    const { selection } = viewState.getState();
    take(event, () => removeCopied(selection));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (!meant(event)) return;
    event.preventDefault();
    paste(event.clipboardData?.getData('text/plain') || latest);
  };
  window.addEventListener('copy', onCopy);
  window.addEventListener('cut', onCut);
  window.addEventListener('paste', onPaste);
  return () => {
    window.removeEventListener('copy', onCopy);
    window.removeEventListener('cut', onCut);
    window.removeEventListener('paste', onPaste);
  };
}
