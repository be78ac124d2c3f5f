/** What is selected, as the records that verbs act on: a group, a room or a system stands for what is in it. */
import { useMemo, useRef } from 'react';
import type { Document } from '../shared/document/document.ts';
import type { RecordId } from '../shared/document/ids.ts';
import { recordsIn } from './scene/records-in.ts';
import { session, useDocument } from './session.ts';
import { useView, viewState } from './view-state.ts';

let known: { readonly document: Document; readonly selection: readonly RecordId[]; readonly ids: readonly RecordId[] } | undefined;

/** Equipment and runs that the selection stands for. */
export function selectedRecords(): readonly RecordId[] {
  const { document } = session.getState();
  const { selection } = viewState.getState();
  // A menu asks once for each of its lines.
  if (known?.document !== document || known.selection !== selection) known = { document, selection, ids: recordsIn(document, selection) };
  return known.ids;
}

/** Everything that is to look selected: what was chosen, and the equipment and runs that it stands for. */
export function useSelected(): ReadonlySet<RecordId> {
  const document = useDocument();
  const selection = useView((state) => state.selection);
  const last = useRef<ReadonlySet<RecordId>>(new Set());
  return useMemo(() => {
    const ids = new Set([...selection, ...recordsIn(document, selection)]);
    // An edit of what is selected leaves it selected: nobody who shows it scrolls there again.
    const same = ids.size === last.current.size && [...ids].every((id) => last.current.has(id));
    if (!same) last.current = ids;
    return last.current;
  }, [document, selection]);
}

/**
 * The selection for a click or box that toggles some records: a group that holds one of them is no longer meant as a whole, its
 * pieces are.
 */
export function takenApart(document: Document, selection: readonly RecordId[], ids: readonly RecordId[]): readonly RecordId[] {
  const { group } = document.tables;
  if (!selection.some((id) => group.has(id))) return selection;
  const toggled = new Set(ids);
  const apart = selection.flatMap((id) => {
    const members = group.has(id) && !toggled.has(id) ? recordsIn(document, [id]) : [];
    return members.some((member) => toggled.has(member)) ? members : [id];
  });
  return [...new Set(apart)];
}

/** What a click does to a selection: plain replaces, Shift adds, Ctrl toggles. */
export function clicked(
  selection: readonly RecordId[],
  ids: readonly RecordId[],
  { shift, ctrl }: { readonly shift: boolean; readonly ctrl: boolean },
): readonly RecordId[] {
  if (ids.length === 0) return shift || ctrl ? selection : [];
  const chosen = new Set(selection);
  const missing = ids.filter((id) => !chosen.has(id));
  const leaving = new Set(ids);
  if (ctrl && missing.length === 0) return selection.filter((other) => !leaving.has(other));
  return ctrl || shift ? [...selection, ...missing] : ids;
}

/** The selection after Ctrl and a box: each record found in it changes by itself. */
export function toggledEach(document: Document, selection: readonly RecordId[], found: readonly RecordId[]): readonly RecordId[] {
  const base = new Set(takenApart(document, selection, found));
  const leaving = new Set(found);
  return [...[...base].filter((id) => !leaving.has(id)), ...found.filter((id) => !base.has(id))];
}

/** Selects what a click means. */
export function selectClicked(ids: readonly RecordId[], keys: { readonly shift: boolean; readonly ctrl: boolean }): void {
  const { selection, select } = viewState.getState();
  select(clicked(keys.ctrl ? takenApart(session.getState().document, selection, ids) : selection, ids, keys));
}
