/**
 * The session: the current document, its revision, undo and redo, and one stream of changes.
 * A drag is a gesture: every move previews a patch made from the document at gesture start;
 * release commits one patch, Escape puts the start document back.
 */
import { applyPatch, type Document, previewPatch } from './document.ts';
import type { RecordId } from './ids.ts';
import { integrityProblems } from './integrity.ts';
import { invert, isEmpty, type Patch } from './patch.ts';

export interface HistoryEntry {
  readonly label: string;
  readonly patch: Patch;
  readonly selectionBefore: readonly RecordId[];
  readonly selectionAfter: readonly RecordId[];
  /** Revisions at which the document first was as it is before and after this entry. */
  readonly from: number;
  readonly to: number;
}

export interface SessionState {
  readonly document: Document;
  /** Grows with every committed change, undo and redo included. */
  readonly revision: number;
  readonly phase: 'committed' | 'preview';
  readonly undo: readonly HistoryEntry[];
  readonly redo: readonly HistoryEntry[];
  /** Revision at which the document first was as it is now: undo and redo go back to it, every other change makes a new one. */
  readonly standing: number;
  /** What stood when the design was last saved; differs from `standing` when there is something to save. */
  readonly savedStanding: number;
}

export interface CommitEvent {
  readonly label: string;
  readonly patch: Patch;
  readonly revision: number;
  readonly document: Document;
}

export interface Gesture {
  /** The document at gesture start; every preview is made from it. */
  readonly start: Document;
  preview(patch: Patch): void;
  commit(selectionAfter?: readonly RecordId[]): void;
  cancel(): void;
}

export interface Session {
  getState(): SessionState;
  getInitialState(): SessionState;
  /** Called on every state, previews included: what views need. */
  subscribe(listener: (state: SessionState, previous: SessionState) => void): () => void;
  /** Called on commits only: history of the world for the worker and the journal. */
  onCommit(listener: (event: CommitEvent) => void): () => void;
  /** Applies one patch as one undo step. @throws if it breaks integrity: that is a bug in the command. */
  commit(label: string, patch: Patch, selection?: { before: readonly RecordId[]; after: readonly RecordId[] }): void;
  beginGesture(label: string, selection?: readonly RecordId[]): Gesture;
  /** Each returns the selection to restore, or undefined when there is nothing to do. */
  undo(): readonly RecordId[] | undefined;
  redo(): readonly RecordId[] | undefined;
  markSaved(): void;
  /** Starts over with another document; history is dropped. A document that no file holds yet is not `saved`. */
  replace(document: Document, saved?: boolean): void;
}

/** Whether the document is another than the one that was saved last; undone back to that one it is not. */
export const isChanged = ({ standing, savedStanding }: SessionState): boolean => standing !== savedStanding;

const historyLimit = 1000;

export function createSession(document: Document): Session {
  const initial: SessionState = {
    document,
    revision: 1,
    phase: 'committed',
    undo: [],
    redo: [],
    standing: 1,
    savedStanding: 1,
  };
  let state = initial;
  let open: { gesture: Gesture; label: string } | undefined;
  const listeners = new Set<(state: SessionState, previous: SessionState) => void>();
  const commitListeners = new Set<(event: CommitEvent) => void>();

  const publish = (next: SessionState) => {
    const previous = state;
    state = next;
    for (const listener of listeners) listener(state, previous);
  };
  const announce = (label: string, patch: Patch) => {
    const event = {
      label,
      patch,
      revision: state.revision,
      document: state.document,
    };
    for (const listener of commitListeners) listener(event);
  };
  const closeGesture = () => open?.gesture.commit();

  const commit: Session['commit'] = (label, patch, selection = { before: [], after: [] }) => {
    closeGesture();
    if (isEmpty(patch)) return;
    const next = applyPatch(state.document, patch);
    const broken = integrityProblems(next, patch);
    if (broken.length > 0) throw new Error(`${label} would break the document: ${broken[0]?.message}`);
    const entry: HistoryEntry = {
      label,
      patch,
      selectionBefore: selection.before,
      selectionAfter: selection.after,
      from: state.standing,
      to: state.revision + 1,
    };
    publish({
      ...state,
      document: next,
      revision: entry.to,
      standing: entry.to,
      phase: 'committed',
      undo: [...state.undo, entry].slice(-historyLimit),
      redo: [],
    });
    announce(label, patch);
  };

  const travel = (from: 'undo' | 'redo'): readonly RecordId[] | undefined => {
    if (open) {
      open.gesture.cancel();
      if (from === 'undo') return [];
    }
    const entry = state[from].at(-1);
    if (!entry) return undefined;
    const patch = from === 'undo' ? invert(entry.patch) : entry.patch;
    const to = from === 'undo' ? 'redo' : 'undo';
    publish({
      ...state,
      document: applyPatch(state.document, patch),
      revision: state.revision + 1,
      standing: from === 'undo' ? entry.from : entry.to,
      phase: 'committed',
      [from]: state[from].slice(0, -1),
      [to]: [...state[to], entry],
    });
    announce(`${from === 'undo' ? 'Undo' : 'Redo'} ${entry.label}`, patch);
    return from === 'undo' ? entry.selectionBefore : entry.selectionAfter;
  };

  const beginGesture: Session['beginGesture'] = (label, selection = []) => {
    closeGesture();
    const start = state.document;
    let latest: Patch = [];
    let done = false;
    const finish = () => {
      done = true;
      open = undefined;
    };
    const gesture: Gesture = {
      start,
      preview(patch) {
        if (done) return;
        latest = patch;
        publish({
          ...state,
          document: previewPatch(start, patch),
          phase: 'preview',
        });
      },
      commit(selectionAfter = selection) {
        if (done) return;
        finish();
        if (state.document !== start || state.phase === 'preview') publish({ ...state, document: start, phase: 'committed' });
        commit(label, latest, { before: selection, after: selectionAfter });
      },
      cancel() {
        if (done) return;
        finish();
        publish({ ...state, document: start, phase: 'committed' });
      },
    };
    open = { gesture, label };
    return gesture;
  };

  return {
    getState: () => state,
    getInitialState: () => initial,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onCommit(listener) {
      commitListeners.add(listener);
      return () => commitListeners.delete(listener);
    },
    commit,
    beginGesture,
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    markSaved: () => publish({ ...state, savedStanding: state.standing }),
    replace(next, saved = true) {
      open?.gesture.cancel();
      const revision = state.revision + 1;
      publish({
        document: next,
        revision,
        phase: 'committed',
        undo: [],
        redo: [],
        // A negative revision is never reached, and differs for every document that replaces another.
        standing: revision,
        savedStanding: saved ? revision : -revision,
      });
    },
  };
}
