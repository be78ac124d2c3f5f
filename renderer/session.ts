/** The one session of this window, bound to React. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { CommandAnswer } from '../shared/commands/command.ts';
import { elementNamed } from '../shared/document/building-elements.ts';
import { type Document, emptyDocument } from '../shared/document/document.ts';
import { type IdSource, idPrefix, type RecordId } from '../shared/document/ids.ts';
import { createSession, type SessionState } from '../shared/document/session.ts';
import { isRefusal } from '../shared/problem.ts';
import { refuseAloud, viewState } from './view-state.ts';

export const session = createSession(emptyDocument);

/** Everything, previews of a running drag included: for the scene. */
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(session, select);

/** The last committed document: panels follow commits, so that a drag does not redraw forms sixty times a second. */
const committed = createStore<SessionState>(() => session.getState());
session.subscribe((state) => {
  if (state.phase === 'committed') committed.setState(state, true);
});
export const useCommitted = <T>(select: (state: SessionState) => T): T => useStore(committed, select);
export const useDocument = (): Document => useCommitted((state) => state.document);

/** Ids that no other window or file has: 64 random bits each. */
export const newId: IdSource = (type) => {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return `${idPrefix[type]}_${[...words].map((word) => word.toString(36).padStart(7, '0')).join('')}`;
};

/** Runs a command on the current document as one undo step. Returns false when it was refused; the reason is shown. */
export function perform(command: (document: Document) => CommandAnswer): boolean {
  const { readOnly, selection } = viewState.getState();
  if (readOnly) {
    refuseAloud('This design is open for review: nothing in it can be changed');
    return false;
  }
  const answer = command(session.getState().document);
  if (isRefusal(answer)) {
    refuseAloud(answer.refused);
    return false;
  }
  session.commit(answer.label, answer.patch, { before: selection, after: answer.selection ?? selection });
  // Why the last attempt was refused is old news once one succeeds.
  viewState.setState({ refusal: null });
  if (answer.selection) viewState.getState().select(answer.selection);
  return true;
}

/** Of a selection what is there: it may name what an undo took away. */
export const existing = ({ tables }: Document, ids: readonly RecordId[]): readonly RecordId[] => {
  return ids.filter(
    (id) =>
      tables.equipment.has(id) ||
      tables.connection.has(id) ||
      tables.space.has(id) ||
      tables.group.has(id) ||
      tables.system.has(id) ||
      elementNamed(tables.space, id) !== undefined,
  );
};

export function undo(): void {
  const selection = session.undo();
  if (selection) viewState.getState().select(existing(session.getState().document, selection));
}

export function redo(): void {
  const selection = session.redo();
  if (selection) viewState.getState().select(existing(session.getState().document, selection));
}
