import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, Droplets, Eye, EyeOff, Layers, MapPin, Network, Rows3, Search, SquareDashed, Trees, Warehouse, Zap } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Analysis, Severity } from '../../shared/analysis/result.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { useAnalysis } from '../analysis/store.ts';
import { showQuantity } from '../figures.ts';
import { figureOfNode, linesOf, type OutlineColumn, type OutlineLine, type OutlineNode, outlineColumns, outlineOf, pathTo } from '../outline.ts';
import { useDocument } from '../session.ts';
import { IconButton } from '../ui/Button.tsx';
import { KindIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import { SearchField } from '../ui/TextField.tsx';
import { useView, viewState } from '../view-state.ts';

function NodeIcon({ node }: { node: OutlineNode }) {
  if (node.type === 'equipment' || node.type === 'connection') return <KindIcon kind={node.sort} size={13} />;
  if (node.type === 'site') return <MapPin size={13} />;
  if (node.type === 'group') return node.sort === 'row' ? <Rows3 size={13} /> : <Layers size={13} />;
  if (node.type === 'system') return ['mv', 'lv', 'dc'].includes(node.sort) ? <Zap size={13} /> : <Droplets size={13} />;
  if (node.type === 'heading') return node.sort === 'aisles' ? <SquareDashed size={13} /> : <Network size={13} />;
  if (node.sort === 'yard') return <Trees size={13} />;
  return node.sort === 'hall' || node.sort === 'building' ? <Warehouse size={13} /> : <SquareDashed size={13} />;
}

/** Worst finding per record, errors and warnings only: notes do not colour the tree. */
function worstFindings(analysis: Analysis | null): ReadonlyMap<RecordId, Severity> {
  const worst = new Map<RecordId, Severity>();
  for (const { severity, subjects } of analysis?.findings ?? []) {
    if (severity === 'note') continue;
    for (const id of subjects) if (severity === 'error' || !worst.has(id)) worst.set(id, severity);
  }
  return worst;
}

const severities = new WeakMap<ReadonlyMap<RecordId, Severity>, WeakMap<OutlineNode, Severity | 'none'>>();

function severityOf(node: OutlineNode, worst: ReadonlyMap<RecordId, Severity>): Severity | undefined {
  if (worst.size === 0) return undefined;
  let known = severities.get(worst);
  if (!known) {
    known = new WeakMap();
    severities.set(worst, known);
  }
  let severity = known.get(node);
  if (severity === undefined) {
    severity = worstBelow(node, worst) ?? 'none';
    known.set(node, severity);
  }
  return severity === 'none' ? undefined : severity;
}

function worstBelow(node: OutlineNode, worst: ReadonlyMap<RecordId, Severity>): Severity | undefined {
  let found = node.id === null ? undefined : worst.get(node.id);
  for (const id of node.members) {
    const severity = worst.get(id);
    if (severity === 'error') return 'error';
    found ??= severity;
  }
  return found;
}

/** What opens at first: the way down to the groups, but not every rack of a campus. */
function firstOpened(root: OutlineNode): Set<string> {
  const opened = new Set<string>([root.key]);
  let lines = root.children.length;
  const visit = (node: OutlineNode) => {
    for (const child of node.children) {
      if (child.type === 'heading' || child.type === 'system' || child.children.length === 0 || lines + child.children.length > 24) continue;
      opened.add(child.key);
      lines += child.children.length;
    }
    for (const child of node.children) if (opened.has(child.key)) visit(child);
  };
  visit(root);
  return opened;
}

const rowHeight = 22;

export function Outline() {
  const document = useDocument();
  const analysis = useAnalysis((state) => state.analysis);
  const stale = useAnalysis((state) => state.stale);
  const selection = useView((state) => state.selection);
  const hidden = useView((state) => state.hidden);
  const unitSystem = useView((state) => state.unitSystem);
  const [searching, setSearching] = useState(false);
  const [search, setSearch] = useState('');
  const [column, setColumn] = useState<OutlineColumn>('power');
  const [opened, setOpened] = useState<ReadonlySet<string> | undefined>();
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | undefined>(undefined);

  const root = useMemo(() => outlineOf(document), [document]);
  const shown = useMemo(() => opened ?? firstOpened(root), [opened, root]);
  const sought = useDeferredValue(search);
  const lines = useMemo(() => linesOf(root, shown, sought), [root, shown, sought]);
  const worst = useMemo(() => worstFindings(analysis), [analysis]);
  const selected = useMemo(() => new Set(selection), [selection]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10 });

  // Another design starts with its own branches open.
  const siteKey = root.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the site changes
  useEffect(() => setOpened(undefined), [siteKey]);

  // What is selected elsewhere is brought into sight here.
  const only = selection.length === 1 ? selection[0] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the selection, not every change of the tree
  useEffect(() => {
    if (only === undefined) return;
    const path = pathTo(root, only);
    if (path.length > 1) setOpened((before) => new Set([...(before ?? firstOpened(root)), ...path.slice(0, -1)]));
    requestAnimationFrame(() => {
      const at = linesRef.current.findIndex(({ node }) => node.id === only);
      if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    });
  }, [only]);
  const linesRef = useRef<readonly OutlineLine[]>(lines);
  linesRef.current = lines;

  const toggle = (key: string, open?: boolean) => {
    const next = new Set(shown);
    if (open ?? !next.has(key)) next.add(key);
    else next.delete(key);
    setOpened(next);
  };
  const recordsOf = (node: OutlineNode): readonly RecordId[] => (node.type === 'group' ? node.members : node.id === null ? [] : [node.id]);
  const choose = (line: OutlineLine, event: MouseEvent | KeyboardEvent) => {
    const records = recordsOf(line.node);
    const view = viewState.getState();
    if (event.shiftKey && anchor.current !== undefined) {
      const from = lines.findIndex(({ node }) => node.key === anchor.current);
      const to = lines.indexOf(line);
      const range = lines.slice(Math.min(from, to), Math.max(from, to) + 1).flatMap(({ node }) => (node.children.length === 0 ? recordsOf(node) : []));
      view.select([...new Set(range)]);
      return;
    }
    anchor.current = line.node.key;
    if (event.ctrlKey || event.metaKey) for (const id of records) view.toggleSelected(id);
    else view.select(records);
  };
  const focusLine = (index: number) => {
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };
  const onKey = (line: OutlineLine, index: number, event: KeyboardEvent) => {
    const { node } = line;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) {
      if (lines[index + move]) focusLine(index + move);
    } else if (event.key === 'ArrowRight' && node.children.length > 0) {
      if (line.open) focusLine(index + 1);
      else toggle(node.key, true);
    } else if (event.key === 'ArrowLeft') {
      if (line.open) toggle(node.key, false);
      else {
        const parent = lines.slice(0, index).findLastIndex(({ level }) => level < line.level);
        if (parent >= 0) focusLine(parent);
      }
    } else if (event.key === 'Enter' || event.key === ' ') choose(line, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const columnTitle = outlineColumns.find(({ key }) => key === column)?.title ?? '';
  return (
    <section className={`pane ${stale ? 'stale' : ''}`} aria-label="Outline" data-testid="outline">
      <div className="pane-head">
        <h2>Outline</h2>
        <Menu
          align="end"
          entries={outlineColumns.map(({ key, title }) => ({ key, label: title, checked: key === column, run: () => setColumn(key) }))}
          trigger={
            <button type="button" className="tab" aria-label={`Figure shown: ${columnTitle}`}>
              {columnTitle}
              <ChevronDown size={13} aria-hidden />
            </button>
          }
        />
        <IconButton
          label="Search the outline"
          icon={<Search size={14} />}
          aria-pressed={searching}
          onClick={() => {
            setSearching(!searching);
            setSearch('');
          }}
        />
      </div>
      {searching ? (
        <div className="pane-tools">
          <SearchField
            label="Search the outline"
            placeholder="Tag, kind or group"
            autoFocus
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              setSearching(false);
              setSearch('');
            }}
          />
        </div>
      ) : null}
      <div className="tree" ref={scroller} role="tree" aria-label="Outline" aria-multiselectable>
        {lines.length === 0 ? <p className="empty-line">Nothing is named “{search}”.</p> : null}
        <div className="tree-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            const { node, level, open } = line;
            const figure = analysis ? figureOfNode(analysis, node, column) : undefined;
            const { text, unit } = figure ? showQuantity(figure.key, figure.value, unitSystem) : { text: '', unit: '' };
            const severity = severityOf(node, worst);
            const isHidden = node.members.length > 0 && node.members.every((id) => hidden.has(id));
            const isSelected = (node.id !== null && selected.has(node.id)) || (node.type === 'group' && node.members.length > 0 && node.members.every((id) => selected.has(id)));
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled below
              <div
                key={node.key}
                role="treeitem"
                tabIndex={isSelected || (index === 0 && selected.size === 0) ? 0 : -1}
                aria-level={level}
                aria-selected={isSelected}
                aria-expanded={node.children.length > 0 ? open : undefined}
                data-index={index}
                data-testid={`outline-${node.title}`}
                className={`tree-row ${node.children.length > 0 ? 'branch' : ''} ${isHidden ? 'hidden-part' : ''} ${text === '' ? 'bare' : ''}`}
                style={{ transform: `translateY(${start}px)`, paddingLeft: 2 + (level - 1) * 12 }}
                onClick={(event) => choose(line, event)}
                onDoubleClick={() => (node.children.length > 0 ? toggle(node.key) : viewState.getState().frame(recordsOf(node)))}
                onKeyDown={(event) => onKey(line, index, event)}
                onPointerEnter={() => viewState.getState().setHover(node.type === 'equipment' || node.type === 'connection' ? node.id : null)}
                onPointerLeave={() => viewState.getState().setHover(null)}
              >
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys open and close the row */}
                {/* biome-ignore lint/a11y/noStaticElementInteractions: part of the tree item */}
                <span
                  className={`tree-twist ${open ? 'open' : ''}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    if (node.children.length > 0) toggle(node.key);
                  }}
                >
                  {node.children.length > 0 ? <ChevronRight size={13} aria-hidden /> : null}
                </span>
                <span className="tree-icon">
                  <NodeIcon node={node} />
                </span>
                <span className="tree-title">
                  <span className="clip">{node.title}</span>
                  {severity ? <span className={`finding-dot ${severity}`} role="img" aria-label={severity === 'error' ? 'past a limit' : 'near a limit'} /> : null}
                </span>
                {node.members.length > 0 ? (
                  <IconButton
                    className="tree-eye"
                    tabIndex={-1}
                    label={isHidden ? `Show ${node.title}` : `Hide ${node.title}`}
                    icon={isHidden ? <EyeOff size={13} /> : <Eye size={13} />}
                    onClick={(event) => {
                      event.stopPropagation();
                      viewState.getState().toggleHidden(node.members);
                    }}
                  />
                ) : null}
                {text === '' ? null : <span className="tree-figure">{text}</span>}
                {text === '' ? null : <span className="tree-unit">{unit}</span>}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
