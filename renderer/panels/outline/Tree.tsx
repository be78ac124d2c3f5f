import { useVirtualizer } from '@tanstack/react-virtual';
import { Ban } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordId } from '../../../shared/document/ids.ts';
import { useAnalysis } from '../../analysis/store.ts';
import { showQuantity } from '../../figures.ts';
import { figureOfNode, firstOpened, linesOf, type OutlineColumn, type OutlineLine, type OutlineNode, pathTo } from '../../outline.ts';
import { selectClicked } from '../../selected.ts';
import { useDocument } from '../../session.ts';
import { focusRow } from '../../ui/focus.ts';
import { useView, viewState } from '../../view-state.ts';
import { useRowDrag } from './row-drag.ts';
import { severityOf, worstFindings } from './severity.ts';
import { TreeRow } from './TreeRow.tsx';

const rowHeight = 22;
const noFigure = { text: '', unit: '' };

/** A line stands for its record; verbs take a group, a space or a system for what is in it. */
const recordsOf = (node: OutlineNode): readonly RecordId[] => (node.id === null ? [] : [node.id]);

export function Tree({ root, search, column }: { root: OutlineNode; search: string; column: OutlineColumn }) {
  const analysis = useAnalysis((state) => state.analysis);
  const selection = useView((state) => state.selection);
  const hidden = useView((state) => state.hidden);
  const renaming = useView((state) => state.renaming);
  const unitSystem = useView((state) => state.unitSystem);
  const document = useDocument();
  const [opened, setOpened] = useState<ReadonlySet<string> | undefined>();
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | undefined>(undefined);

  const shown = useMemo(() => opened ?? firstOpened(root), [opened, root]);
  const sought = useDeferredValue(search);
  const lines = useMemo(() => linesOf(root, shown, sought), [root, shown, sought]);
  const worst = useMemo(() => worstFindings(analysis), [analysis]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });

  // What is selected elsewhere is brought into sight here: once, not again with every change of the tree.
  const now = useRef({ root, lines, virtual });
  now.current = { root, lines, virtual };
  const only = selection.length === 1 ? selection[0] : undefined;
  useEffect(() => {
    if (only === undefined) return;
    const path = pathTo(now.current.root, only);
    if (path.length > 1) setOpened((before) => new Set([...(before ?? firstOpened(now.current.root)), ...path.slice(0, -1)]));
    requestAnimationFrame(() => {
      const at = now.current.lines.findIndex(({ node }) => node.id === only);
      if (at < 0) return;
      now.current.virtual.scrollToIndex(at, { align: 'auto' });
      // A keyboard that is in the list goes along: what it does next is meant for what is selected now.
      const focused = globalThis.document.activeElement?.closest<HTMLElement>('[role="treeitem"]');
      if (focused && scroller.current?.contains(focused) && focused.dataset.record !== only)
        focusRow(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`));
    });
  }, [only]);

  const toggle = (key: string, open = !shown.has(key)) => {
    const next = new Set(shown);
    if (open) next.add(key);
    else next.delete(key);
    setOpened(next);
  };
  const { drag, start: startDrag } = useRowDrag(
    scroller,
    (index) => lines[index]?.node,
    (key) => toggle(key, true),
  );
  const choose = (line: OutlineLine, event: MouseEvent | KeyboardEvent) => {
    const records = recordsOf(line.node);
    if (event.shiftKey && anchor.current !== undefined) {
      const from = lines.findIndex(({ node }) => node.key === anchor.current);
      const to = lines.indexOf(line);
      const range = lines.slice(Math.min(from, to), Math.max(from, to) + 1);
      viewState.getState().select([...new Set(range.flatMap(({ node }) => (node.children.length === 0 ? recordsOf(node) : [])))]);
      return;
    }
    anchor.current = line.node.key;
    selectClicked(records, { shift: false, ctrl: event.ctrlKey || event.metaKey });
  };
  const focusLine = (index: number) => {
    virtual.scrollToIndex(index);
    focusRow(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`));
  };
  const onKey = (line: OutlineLine, index: number, event: KeyboardEvent) => {
    const { node } = line;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (lines[index + step]) focusLine(index + step);
    } else if (event.key === 'Home') focusLine(0);
    else if (event.key === 'End') focusLine(lines.length - 1);
    else if (event.key === 'ArrowRight' && node.children.length > 0) {
      if (line.open) focusLine(index + 1);
      else toggle(node.key, true);
    } else if (event.key === 'ArrowLeft') {
      const parent = lines.slice(0, index).findLastIndex(({ level }) => level < line.level);
      if (line.open) toggle(node.key, false);
      else if (parent >= 0) focusLine(parent);
    } else if (event.key === 'Enter' || event.key === ' ') choose(line, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isSelected = ({ id, type, members }: OutlineNode) =>
    (id !== null && selected.has(id)) || (type === 'group' && members.length > 0 && members.every((member) => selected.has(member)));
  const isHidden = ({ id, type, members }: OutlineNode) =>
    type === 'space' && id !== null ? hidden.has(id) : members.length > 0 && members.every((member) => hidden.has(member));
  // Runs go where their ends are and are never locked.
  const isLocked = ({ type, members }: OutlineNode) => {
    if (type === 'system' || type === 'connection' || type === 'heading') return false;
    let any = false;
    for (const member of members) {
      const piece = document.tables.equipment.get(member);
      if (piece && !piece.locked) return false;
      any ||= piece !== undefined;
    }
    return any;
  };
  const items = virtual.getVirtualItems();
  const firstSelected = items.find(({ index }) => {
    const line = lines[index];
    return line !== undefined && isSelected(line.node);
  });
  const tabbable = (firstSelected ?? items[0])?.index;

  return (
    <>
      <div className="tree" ref={scroller} role="tree" aria-label="Outline" aria-multiselectable>
        {lines.length === 0 ? <p className="empty-line">Nothing is named “{search}”.</p> : null}
        <div className="tree-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            const { node } = line;
            const figure = analysis ? figureOfNode(analysis, node, column) : undefined;
            return (
              <TreeRow
                key={node.key}
                line={line}
                index={index}
                top={start}
                figure={figure ? showQuantity(figure.key, figure.value, unitSystem) : noFigure}
                severity={severityOf(node, worst)}
                selected={isSelected(node)}
                hidden={isHidden(node)}
                locked={isLocked(node)}
                renaming={node.id !== null && node.id === renaming}
                {...(drag && drag.over === node.key ? { drop: drag.refused ? ('refused' as const) : ('into' as const) } : {})}
                onPress={(event) => startDrag(node, event)}
                tabbable={index === tabbable}
                onChoose={(event) => choose(line, event)}
                onToggle={() => toggle(node.key)}
                onFrame={() => viewState.getState().frame(recordsOf(node))}
                onRenamed={(byKey) => {
                  viewState.setState({ renaming: null });
                  if (!byKey) return;
                  // By its record: another name may stand elsewhere in the list.
                  focusRow(() => scroller.current?.querySelector<HTMLElement>(`[data-record="${node.id}"]`));
                }}
                onKey={(event) => onKey(line, index, event)}
              />
            );
          })}
        </div>
      </div>
      {drag ? (
        <div
          className={`drag-note ${drag.refused ? 'refused' : ''}`}
          role="status"
          data-testid="drag-note"
          style={{ left: drag.x + 14, top: drag.y + 10 }}
        >
          {drag.refused ? <Ban size={13} aria-hidden /> : null}
          {drag.text}
        </div>
      ) : null}
    </>
  );
}
