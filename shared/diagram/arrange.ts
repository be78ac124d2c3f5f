/**
 * Places a diagram: rows, layout by the library, bars drawn to the length of their taps, texts of bars in free
 * places. Same diagram and same library, same drawing. Bars that would lie over something else in their row are
 * lifted to a layer of their own and the layout is made again.
 */
import type { RecordId } from '../document/ids.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './graph.ts';
import { barTexts } from './labels.ts';
import { oneLineRows, pipingColumns, type Row } from './layers.ts';
import { type Layouter, type LayoutGraph, layoutGraph, type Part, type Parts, partsOf } from './layout-graph.ts';
import { lineTags } from './line-tags.ts';
import { type Axis, across, along, type Bar, boxesOverlap, crossings, type Segment, segmentsOf, spot, tapped } from './lines.ts';
import { type Box, type Bubble, bubbleRadius, type Shape, type Spot, type TextSlot } from './shape.ts';

export interface PlacedNode {
  readonly node: DiagramNode;
  readonly box: Box;
  readonly symbol: Box;
  readonly bar?: Bar;
  readonly texts: readonly TextSlot[];
  readonly bubbles: readonly Bubble[];
  readonly track?: Box;
  readonly cells: readonly Box[];
  readonly card: boolean;
  readonly sections: readonly Box[];
}

export interface PlacedDevice {
  readonly edge: DiagramEdge;
  readonly open: boolean;
  readonly symbol: Box;
  readonly texts: readonly TextSlot[];
}

export interface PlacedLine {
  readonly edge: DiagramEdge;
  /** Pieces between symbols and breakers. */
  readonly paths: readonly (readonly Spot[])[];
  /** Loop and bore, where there is room for them. */
  readonly tag?: TextSlot;
}

export interface PlacedRow {
  readonly caption: string;
  readonly low: number;
  readonly high: number;
}

export interface PlacedDiagram {
  readonly diagram: Diagram;
  readonly axis: Axis;
  readonly bounds: Box;
  readonly nodes: readonly PlacedNode[];
  readonly devices: readonly PlacedDevice[];
  readonly lines: readonly PlacedLine[];
  /** Where a line hops over another, and where lines join. */
  readonly hops: readonly Spot[];
  readonly dots: readonly { readonly at: Spot; readonly key: string }[];
  readonly rows: readonly PlacedRow[];
}

const shifted = <T extends Spot>(list: readonly T[], { x, y }: Spot): T[] =>
  list.map((item) => ({ ...item, x: item.x + x, y: item.y + y }));

/** Place of each part after the layout. */
function boxesOf(graph: LayoutGraph): ReadonlyMap<string, Box> {
  return new Map(graph.children.map(({ id, x = 0, y = 0, width, height }) => [id, { x, y, width, height }]));
}

/** Where a bar lies along the flow within its box: at the bottom of a one-line's texts, in the middle of a P&ID's. */
const barAt = (box: Box, axis: Axis): number => (axis === 'y' ? box.y + box.height : box.x + box.width / 2);

interface Drawn {
  readonly parts: Parts;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly paths: ReadonlyMap<string, readonly Spot[]>;
  readonly bars: ReadonlyMap<string, Bar>;
  readonly junctions: readonly { readonly at: Spot; readonly key: string }[];
}

/** Where a line meets the symbol itself: texts and bubbles make its box larger than the symbol. */
function end(
  part: Part | undefined,
  boxes: ReadonlyMap<string, Box>,
  piece: Parts['pieces'][number],
  direction: 'in' | 'out',
  axis: Axis,
): Spot | undefined {
  const box = part && boxes.get(part.id);
  if (!part || !box || part.node?.bar) return undefined;
  const { symbol } = part.shape;
  const port = direction === 'in' ? piece.toPort : piece.fromPort;
  const at = part.ports.get(port);
  if (!at) return undefined;
  return axis === 'y'
    ? { x: box.x + at.x, y: box.y + symbol.y + (direction === 'in' ? 0 : symbol.height) }
    : { x: box.x + symbol.x + (direction === 'in' ? 0 : symbol.width), y: box.y + at.y };
}

/** Lines and bars from what the layout answered. */
function drawn(parts: Parts, graph: LayoutGraph, axis: Axis): Drawn {
  const boxes = boxesOf(graph);
  const isBar = (id: string) => parts.parts.get(id)?.node?.bar === true;
  const barOf = (id: string) => {
    const box = boxes.get(id);
    return isBar(id) && box ? barAt(box, axis) : undefined;
  };
  const sections = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const paths = new Map<string, readonly Spot[]>();
  const reach = new Map<string, [number, number]>();
  const stretch = (id: string, value: number) => {
    const known = reach.get(id);
    reach.set(id, known ? [Math.min(known[0], value), Math.max(known[1], value)] : [value, value]);
  };
  const junctions: { at: Spot; key: string }[] = [];
  // A bar that has one line on a side keeps it where the layout led it; several tap the bar where they come.
  const count = new Map<string, number>();
  const flank = (id: string, port: string) => `${id}|${port.split(' ')[0]}`;
  for (const { from, to } of parts.pieces)
    for (const key of [flank(from, 'out'), flank(to, 'in')]) count.set(key, (count.get(key) ?? 0) + 1);
  const taps = (id: string, direction: 'in' | 'out') => (count.get(flank(id, direction)) ?? 0) > 1;
  for (const piece of parts.pieces) {
    const edge = sections.get(piece.id);
    const section = edge?.sections?.[0];
    if (!section) continue;
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    const ends = [
      end(parts.parts.get(piece.from), boxes, piece, 'out', axis),
      end(parts.parts.get(piece.to), boxes, piece, 'in', axis),
    ] as const;
    const path = tapped(
      [...(ends[0] && !isBar(piece.from) ? [ends[0]] : []), ...points, ...(ends[1] && !isBar(piece.to) ? [ends[1]] : [])],
      axis,
      { at: barOf(piece.from), taps: taps(piece.from, 'out') },
      { at: barOf(piece.to), taps: taps(piece.to, 'in') },
    );
    paths.set(piece.id, path);
    const first = path[0];
    const last = path.at(-1);
    if (first && isBar(piece.from)) {
      stretch(piece.from, across(first, axis));
      junctions.push({ at: first, key: piece.edge.key });
    }
    if (last && isBar(piece.to)) {
      stretch(piece.to, across(last, axis));
      junctions.push({ at: last, key: piece.edge.key });
    }
    if (!isBar(piece.from) && !isBar(piece.to)) for (const at of edge?.junctionPoints ?? []) junctions.push({ at, key: piece.edge.key });
  }
  const bars = new Map<string, Bar>();
  for (const [id, box] of boxes) {
    if (!isBar(id)) continue;
    const middle =
      axis === 'y'
        ? box.x + (parts.parts.get(id)?.ports.values().next().value?.x ?? 6)
        : box.y + box.height - (parts.parts.get(id)?.shape.below ?? 0) / 2;
    const [low, high] = reach.get(id) ?? [middle, middle];
    bars.set(id, { at: barAt(box, axis), low: low - 10, high: high + 10 });
  }
  return { parts, boxes, paths, bars, junctions };
}

export const barBox = ({ at, low, high }: Bar, axis: Axis): Box =>
  axis === 'y' ? { x: low, y: at - 2, width: high - low, height: 4 } : { x: at - 2, y: low, width: 4, height: high - low };

/** What a symbol covers besides its texts' line: everything but a bar's texts, which find another place. */
const bodyOf = (part: Part, box: Box): Box | undefined => (part.node?.bar ? undefined : box);

/** Bars that lie over another symbol or bar. */
function barConflicts({ parts, boxes, bars }: Drawn, axis: Axis): readonly RecordId[] {
  const found: RecordId[] = [];
  const list = [...bars];
  for (const [i, [id, bar]] of list.entries()) {
    const own = barBox(bar, axis);
    const onPart = [...parts.parts.values()].some((part) => {
      const box = boxes.get(part.id);
      const body = part.id !== id && box ? bodyOf(part, box) : undefined;
      return body !== undefined && boxesOverlap(own, body, 2);
    });
    const onBar = list.some(([, other], j) => j < i && boxesOverlap(own, barBox(other, axis), 5));
    if (onPart || onBar) found.push(id);
  }
  return found;
}

const isCrossed = (segments: readonly Segment[], { at, low, high }: Bar, axis: Axis): readonly Segment[] => [
  ...segments,
  { a: spot(at, low, axis), b: spot(at, high, axis), net: `bar ${at} ${low}` },
];

function rowsOf(diagram: Diagram): readonly Row[] {
  return diagram.kind === 'one-line' ? oneLineRows(diagram) : pipingColumns(diagram);
}

export async function arrange(diagram: Diagram, layout: Layouter): Promise<PlacedDiagram> {
  const axis: Axis = diagram.kind === 'one-line' ? 'y' : 'x';
  const rows = rowsOf(diagram);
  const lifted = new Map<RecordId, number>();
  let picture: Drawn | undefined;
  for (let pass = 0; pass < 8; pass++) {
    const parts = partsOf(diagram, rows, lifted);
    picture = drawn(parts, await layout(layoutGraph(diagram, parts)), axis);
    const conflicts = barConflicts(picture, axis);
    if (conflicts.length === 0) break;
    // Only the uppermost row at a time: what lies below moves with it and may need nothing.
    const rowOf = (id: RecordId) => rows.findIndex(({ keys }) => keys.includes(id));
    const uppermost = Math.min(...conflicts.map(rowOf));
    for (const id of conflicts) if (rowOf(id) === uppermost) lifted.set(id, Math.min(5, (lifted.get(id) ?? 0) + 1));
  }
  return placedFrom(diagram, rows, picture as Drawn, axis);
}

const lightened = (shape: Shape, origin: Spot) => ({
  texts: shifted(shape.texts, origin),
  bubbles: shifted(shape.bubbles, origin),
  cells: shifted(shape.cells, origin),
  sections: shifted(shape.sections ?? [], origin),
  ...(shape.track ? { track: { ...shape.track, x: shape.track.x + origin.x, y: shape.track.y + origin.y } } : {}),
});

/** A bar's shape may be wider than its texts, which are what looks for a place. */
const textsOf = (shape: Shape): Shape => ({ ...shape, width: Math.max(...shape.texts.map(({ x, width }) => x + width)) });

/** Where the line from above comes down on a bar, from the left of its box. */
const incoming = (part: Part): number => [...part.ports].find(([name]) => name.startsWith('in'))?.[1].x ?? 6;

function placedFrom(diagram: Diagram, rows: readonly Row[], picture: Drawn, axis: Axis): PlacedDiagram {
  const { parts, boxes, paths, bars, junctions } = picture;
  const net = new Map<string, string>();
  for (const piece of parts.pieces) net.set(piece.id, piece.from);
  let segments: readonly Segment[] = [...paths].flatMap(([id, points]) => segmentsOf(points, net.get(id) ?? id));
  const lines = diagram.edges.map(
    (edge): PlacedLine => ({
      edge,
      paths: parts.pieces.flatMap((piece) => (piece.edge === edge ? [paths.get(piece.id) ?? []] : [])),
    }),
  );
  for (const bar of bars.values()) segments = isCrossed(segments, bar, axis);
  const hops = crossings(segments, axis);

  const devices: PlacedDevice[] = [];
  const plain: PlacedNode[] = [];
  const texted: { part: Part; node: DiagramNode; bar: Bar; box: Box }[] = [];
  for (const part of parts.parts.values()) {
    const box = boxes.get(part.id);
    if (!box) continue;
    const { shape, node, edge } = part;
    const symbol = { ...shape.symbol, x: shape.symbol.x + box.x, y: shape.symbol.y + box.y };
    if (edge) devices.push({ edge, open: part.open === true, symbol, texts: shifted(shape.texts, box) });
    else if (node) {
      const bar = bars.get(part.id);
      if (bar) texted.push({ part, node, bar, box });
      else plain.push({ node, box, symbol, card: shape.card, ...lightened(shape, box) });
    }
  }
  const solid: Box[] = [...plain.map(({ box }) => box), ...devices.map(({ symbol, texts }) => hull(symbol, texts))];
  const barNodes = barTexts(
    texted.map(({ part, node, bar, box }) => ({ id: node.key, shape: textsOf(part.shape), bar, box, line: incoming(part) })),
    solid,
    segments,
    axis,
  );
  const nodes = [
    ...plain,
    ...texted.map(({ part, node, bar, box }): PlacedNode => {
      const origin = barNodes.get(node.key) ?? box;
      return {
        node,
        box: { ...origin, width: textsOf(part.shape).width, height: part.shape.height },
        symbol: barBox(bar, axis),
        bar,
        card: false,
        ...lightened(part.shape, origin),
      };
    }),
  ];
  const spans = rows.map(({ caption, keys }): PlacedRow => {
    const members = nodes.filter(({ node }) => keys.includes(node.key));
    const lows = members.map(({ symbol }) => along(symbol, axis));
    const highs = members.map(({ symbol }) => along({ x: symbol.x + symbol.width, y: symbol.y + symbol.height }, axis));
    return { caption, low: Math.min(...lows), high: Math.max(...highs) };
  });
  const round = ({ x, y }: Spot): Box => ({ x: x - bubbleRadius, y: y - bubbleRadius, width: 2 * bubbleRadius, height: 2 * bubbleRadius });
  const taken = [...nodes.flatMap(({ box, symbol, bubbles }) => [box, symbol, ...bubbles.map(round)]), ...solid];
  const tags = lineTags(lines, taken, segments, axis);
  const tagged = lines.map((line): PlacedLine => {
    const tag = tags.get(line.edge.key);
    return tag ? { ...line, tag } : line;
  });
  return { diagram, axis, bounds: boundsOf(nodes, devices, lines), nodes, devices, lines: tagged, hops, dots: junctions, rows: spans };
}

/** A symbol and the texts beside it. */
function hull(symbol: Box, texts: readonly TextSlot[]): Box {
  const right = Math.max(symbol.x + symbol.width, ...texts.map(({ x, width }) => x + width));
  return { ...symbol, width: right - symbol.x };
}

function boundsOf(nodes: readonly PlacedNode[], devices: readonly PlacedDevice[], lines: readonly PlacedLine[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number) => {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  };
  for (const box of [...nodes.flatMap(({ box, symbol }) => [box, symbol]), ...devices.map(({ symbol, texts }) => hull(symbol, texts))]) {
    take(box.x, box.y);
    take(box.x + box.width, box.y + box.height);
  }
  for (const { paths } of lines) for (const { x, y } of paths.flat()) take(x, y);
  return x0 > x1 ? { x: 0, y: 0, width: 0, height: 0 } : { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}
