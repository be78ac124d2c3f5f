/** The drawing itself: pan, zoom, selection in step with everything else, and the keyboard from symbol to symbol. */

import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PlacedDiagram, PlacedNode } from '../../shared/diagram/arrange.ts';
import { captionArt, deviceArt, dotArt, drawingBounds, feedLetters, lineArt } from '../../shared/diagram/draw.ts';
import { lineFigures, type NodeFigures } from '../../shared/diagram/figures.ts';
import type { DiagramKind } from '../../shared/diagram/graph.ts';
import type { RecordId } from '../../shared/document/ids.ts';
import { analysisStore } from '../analysis/store.ts';
import { selectClicked, useSelected } from '../selected.ts';
import { useView, viewState } from '../view-state.ts';
import { Art } from './Art.tsx';
import { DiagramSymbol, frameOf } from './DiagramSymbol.tsx';
import { foldGroup, openedGroupOf, openGroup } from './diagram-store.ts';
import { type Direction, neighbour } from './neighbours.ts';
import { useDrawingView } from './use-drawing-view.ts';

interface Hover {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly text: string;
}

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

const dataOf = (target: EventTarget | null, name: string): string | undefined => {
  const element = target instanceof Element ? target.closest(`[data-${name}]`) : null;
  return element?.getAttribute(`data-${name}`) ?? undefined;
};

export function DiagramCanvas({
  kind,
  placed,
  figures,
  onHint,
}: {
  kind: DiagramKind;
  placed: PlacedDiagram;
  figures: ReadonlyMap<RecordId, NodeFigures>;
  onHint: (hint: string | null) => void;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const selected = useSelected();
  const [hover, setHover] = useState<Hover | null>(null);
  const [focused, setFocused] = useState<RecordId | null>(null);
  const byKey = useMemo(() => new Map(placed.nodes.map((node) => [node.node.key, node])), [placed]);
  const drawing = useMemo(() => drawingBounds(placed), [placed]);
  const { view, panning, moved, reveal, fitAll, focusOn } = useDrawingView(svg, drawing);

  const { symbols, lines } = useMemo(() => {
    const chosenSymbols = new Map<RecordId, Set<RecordId>>();
    const chosenLines = new Set<string>();
    for (const id of selected) {
      const key = placed.diagram.symbolOf.get(id);
      if (key !== undefined) chosenSymbols.set(key, (chosenSymbols.get(key) ?? new Set()).add(id));
      const line = placed.diagram.lineOf.get(id);
      if (line !== undefined) chosenLines.add(line);
    }
    return { symbols: chosenSymbols, lines: chosenLines };
  }, [selected, placed]);

  // What is selected elsewhere comes into view here.
  useEffect(() => {
    const [first] = symbols.keys();
    const node = first === undefined ? undefined : byKey.get(first);
    if (node) reveal(frameOf(node));
  }, [symbols, byKey, reveal]);

  const camera = useView((state) => state.camera);
  const lastCamera = useRef(camera.serial);
  useEffect(() => {
    if (camera.serial === lastCamera.current) return;
    lastCamera.current = camera.serial;
    if (camera.kind !== 'frame') return;
    if (camera.records === 'all') {
      fitAll();
      return;
    }
    const nodes = camera.records.flatMap((id) => byKey.get(placed.diagram.symbolOf.get(id) ?? '') ?? []);
    if (nodes.length > 0) focusOn(nodes.map(frameOf));
  }, [camera, byKey, placed, fitAll, focusOn]);

  const open = useCallback(
    (node: PlacedNode) => {
      if (node.node.records.length > 1) openGroup(kind, node.node.title, node.node.records);
    },
    [kind],
  );

  const onClick = (event: MouseEvent) => {
    if (moved()) return;
    const state = viewState.getState();
    const opens = dataOf(event.target, 'open');
    const opening = opens === undefined ? undefined : byKey.get(opens as RecordId);
    if (opening) {
      open(opening);
      return;
    }
    const member = dataOf(event.target, 'record');
    const line = dataOf(event.target, 'line');
    const key = dataOf(event.target, 'key');
    const section = byKey.get(key as RecordId)?.node.sections?.[Number(dataOf(event.target, 'section') ?? -1)];
    const records =
      member !== undefined
        ? [member as RecordId]
        : line !== undefined
          ? (placed.diagram.edges.find((edge) => edge.key === line)?.connections ?? [])
          : (section?.records ?? byKey.get(key as RecordId)?.node.records ?? []);
    if (records.length === 0) {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) state.select([]);
      return;
    }
    selectClicked(records, { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });
    if (key !== undefined) setFocused(key as RecordId);
  };

  const onDoubleClick = (event: MouseEvent) => {
    const node = byKey.get(dataOf(event.target, 'key') as RecordId);
    if (node) open(node);
  };

  const goTo = (key: RecordId) => {
    setFocused(key);
    svg.current?.querySelector<SVGGElement>(`.diagram-item[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
    const node = byKey.get(key);
    if (node) reveal(frameOf(node));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const key = dataOf(event.target, 'key') as RecordId | undefined;
    const node = key === undefined ? undefined : byKey.get(key);
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = arrows[event.key];
    if (direction) {
      const next = neighbour(placed.nodes, node.node.key, direction);
      if (next !== undefined) goTo(next);
    } else if (event.key === ' ') viewState.getState().select(node.node.records);
    else if (event.key === 'Enter' || event.key === '+') {
      viewState.getState().select(node.node.records);
      open(node);
    } else if (event.key === '-' || event.key === '−') {
      const group = openedGroupOf(kind, node.node.records);
      if (group) foldGroup(kind, group);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onPointerMove = (event: MouseEvent) => {
    if (panning()) {
      if (hover) setHover(null);
      return;
    }
    const frame = svg.current?.getBoundingClientRect();
    const [x, y] = [event.clientX - (frame?.left ?? 0), event.clientY - (frame?.top ?? 0)];
    const line = dataOf(event.target, 'line');
    const node = byKey.get(dataOf(event.target, 'key') as RecordId);
    const { unitSystem, setHover: setHovered, hover: before } = viewState.getState();
    if (node) {
      const detail = figures.get(node.node.key)?.detail ?? '';
      const only = node.node.records.length === 1 ? (node.node.records[0] ?? null) : null;
      if (only !== before) setHovered(only);
      setHover({
        x,
        y,
        title: node.node.title,
        text: (node.node.sections ? [detail] : [node.node.rating.join(' · '), detail]).filter(Boolean).join('\n'),
      });
    } else if (line !== undefined) {
      const edge = placed.diagram.edges.find((candidate) => candidate.key === line);
      if (!edge) return;
      const count = edge.connections.length;
      const letter = edge.train ? `Feed ${edge.train} · ` : '';
      setHover({
        x,
        y,
        title: `${letter}${count > 1 ? `${count} × ` : ''}${edge.rating}`,
        text: lineFigures(edge, analysisStore.getState().analysis, unitSystem),
      });
    } else {
      if (hover) setHover(null);
      if (before !== null) setHovered(null);
    }
  };

  const lineDrawings = useMemo(() => placed.lines.map((line) => ({ line, art: lineArt(line, placed) })), [placed]);
  const captions = useMemo(() => captionArt(placed), [placed]);
  const dots = useMemo(() => [...dotArt(placed), ...feedLetters(placed)], [placed]);
  const first = placed.nodes[0]?.node.key;
  const entry = focused !== null && byKey.has(focused) ? focused : first;

  return (
    <>
      <div
        className="diagram-surface"
        role="tree"
        tabIndex={-1}
        aria-multiselectable
        aria-label="Symbols; arrow keys go from one to the next"
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onMouseMove={onPointerMove}
        onMouseLeave={() => {
          setHover(null);
          viewState.getState().setHover(null);
        }}
        onFocus={(event) => {
          const key = dataOf(event.target, 'key') as RecordId | undefined;
          onHint(key === undefined ? null : (figures.get(key)?.spoken ?? null));
        }}
      >
        <svg ref={svg} className="diagram-canvas" role="presentation">
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`} data-testid="diagram-drawing">
            <Art primitives={captions} />
            {lineDrawings.map(({ line, art }) => (
              <g key={line.edge.key} className={`diagram-line${lines.has(line.edge.key) ? ' selected' : ''}`} data-line={line.edge.key}>
                {line.paths.map((path, i) => (
                  <polyline key={String(i)} className="diagram-grip" points={path.map(({ x, y }) => `${x},${y}`).join(' ')} />
                ))}
                <Art primitives={art} />
              </g>
            ))}
            {placed.devices.map((device) => (
              <g
                key={`${device.edge.key} ${device.symbol.x} ${device.symbol.y}`}
                className={`diagram-line diagram-device${lines.has(device.edge.key) ? ' selected' : ''}`}
                data-line={device.edge.key}
              >
                <rect className="diagram-grip" {...device.symbol} />
                <Art primitives={deviceArt(device)} />
              </g>
            ))}
            {placed.nodes.map((node) => (
              <DiagramSymbol
                key={node.node.key}
                placed={node}
                figures={figures.get(node.node.key)}
                selected={symbols.has(node.node.key)}
                focusable={node.node.key === entry}
                picked={symbols.get(node.node.key) ?? null}
              />
            ))}
            <g className="diagram-dots">
              <Art primitives={dots} />
            </g>
          </g>
        </svg>
      </div>
      {hover ? (
        <div className="tooltip diagram-hint" style={{ left: hover.x + 14, top: hover.y + 16 }} role="tooltip">
          <b>{hover.title}</b>
          {hover.text ? <span>{hover.text}</span> : null}
        </div>
      ) : null}
    </>
  );
}
