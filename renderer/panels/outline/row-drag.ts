/**
 * Dragging lines of the outline onto a group or a space. Built on pointer events, so that the line under the pointer can
 * say at once what letting go would do, or why it does nothing.
 */
import { useEffect, useRef, useState } from 'react';
import { putInto } from '../../../shared/commands/put-into.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { RecordId } from '../../../shared/document/ids.ts';
import { isRefusal } from '../../../shared/problem.ts';
import type { OutlineNode } from '../../outline.ts';
import { perform, session } from '../../session.ts';
import { viewState } from '../../view-state.ts';

/** Less than this is a click, px. */
const slack_px = 5;
/** Nearer to the upper or lower end than this the list scrolls, px; and so much in a frame. */
const edge_px = 24;
const scroll_px = 6;
/** A closed branch opens after the pointer has rested on it so long. */
const opening_ms = 700;

export interface RowDrag {
  readonly x: number;
  readonly y: number;
  /** Key of the line that would take what is dragged. */
  readonly over: string | undefined;
  readonly refused: boolean;
  /** What letting go would do, or why it does nothing. */
  readonly text: string;
}

/** What a line stands for as a place to put things: a piece for the group or the space it is listed in. */
function placeOf({ tables }: Document, node: OutlineNode): { readonly into: RecordId | undefined } | undefined {
  if (node.type === 'site') return { into: undefined };
  if (node.id === null || node.type === 'system' || node.type === 'connection') return undefined;
  if (node.type !== 'equipment') return { into: node.id };
  const piece = tables.equipment.get(node.id);
  return { into: piece?.group ?? piece?.space };
}

function dropOf(
  records: readonly RecordId[],
  node: OutlineNode | undefined,
): Pick<RowDrag, 'refused' | 'text'> & { into?: RecordId | undefined } {
  const { document } = session.getState();
  const place = node && placeOf(document, node);
  if (!place) return { refused: true, text: 'Drop it on a group, a hall or a room' };
  const answer = putInto(document, { records, into: place.into });
  return isRefusal(answer) ? { refused: true, text: answer.refused } : { refused: false, text: answer.label, into: place.into };
}

export function useRowDrag(
  scroller: { readonly current: HTMLElement | null },
  nodeAt: (index: number) => OutlineNode | undefined,
  open: (key: string) => void,
) {
  const [drag, setDrag] = useState<RowDrag | null>(null);
  const now = useRef({ nodeAt, open });
  now.current = { nodeAt, open };
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  const start = (node: OutlineNode, press: { clientX: number; clientY: number; button: number; target: EventTarget }) => {
    const { selection, readOnly } = viewState.getState();
    if (press.button !== 0 || readOnly || node.id === null || (press.target as Element).closest('button, input, .tree-twist')) return;
    stop.current();
    const records = selection.includes(node.id) ? selection : [node.id];
    let at: { x: number; y: number } | undefined;
    let over: OutlineNode | undefined;
    let drop: ReturnType<typeof dropOf> | undefined;
    let frame = 0;
    let opening: ReturnType<typeof setTimeout> | undefined;

    const look = () => {
      if (!at) return;
      const row = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[role="treeitem"]');
      const under = row && scroller.current?.contains(row) ? now.current.nodeAt(Number(row.dataset.index)) : undefined;
      if (!drop || under !== over) {
        over = under;
        drop = dropOf(records, under);
        clearTimeout(opening);
        if (under) opening = setTimeout(() => now.current.open(under.key), opening_ms);
      }
      setDrag({ ...at, over: over?.key, refused: drop.refused, text: drop.text });
    };
    const roll = () => {
      frame = requestAnimationFrame(roll);
      const list = scroller.current;
      if (!at || !list) return;
      const { top, bottom } = list.getBoundingClientRect();
      const by = at.y < top + edge_px ? -scroll_px : at.y > bottom - edge_px ? scroll_px : 0;
      if (by === 0) return;
      list.scrollTop += by;
      look();
    };
    const move = (event: PointerEvent) => {
      if (!at && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < slack_px) return;
      if (!at) frame = requestAnimationFrame(roll);
      at = { x: event.clientX, y: event.clientY };
      look();
    };
    const end = (keep: boolean) => {
      stop.current();
      if (!at) return;
      // The click that follows is the end of the drag and selects nothing.
      const swallow = (event: Event) => event.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
      const target = drop;
      if (keep && target && over)
        perform((current) => (target.refused ? { refused: target.text } : putInto(current, { records, into: target.into })));
    };
    const release = () => end(true);
    const leave = () => end(false);
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !at) return;
      event.stopPropagation();
      event.preventDefault();
      end(false);
    };
    stop.current = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', release);
      window.removeEventListener('pointercancel', leave);
      window.removeEventListener('keydown', key, { capture: true });
      cancelAnimationFrame(frame);
      clearTimeout(opening);
      setDrag(null);
      stop.current = () => {};
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', release);
    window.addEventListener('pointercancel', leave);
    window.addEventListener('keydown', key, { capture: true });
  };
  return { drag, start };
}
