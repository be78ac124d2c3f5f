/** The graph that the layout library is given: plain data in ELK's JSON form, with rows as partitions. */
import type { RecordId } from '../document/ids.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './graph.ts';
import type { Row } from './layers.ts';
import { drawingOrder } from './order.ts';
import { deviceShape, type Shape, shapeOf } from './shape.ts';

/** The part of ELK's JSON that is used here (https://eclipse.dev/elk/documentation/tooldevelopers/graphdatastructure/jsonformat.html). */
export interface LayoutPoint {
  readonly x: number;
  readonly y: number;
}
interface LayoutPort {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly layoutOptions: Readonly<Record<string, string>>;
}
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly ports: readonly LayoutPort[];
  readonly layoutOptions: Readonly<Record<string, string>>;
}
export interface LayoutEdge {
  readonly id: string;
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly layoutOptions: Readonly<Record<string, string>>;
  readonly sections?: readonly {
    readonly startPoint: LayoutPoint;
    readonly endPoint: LayoutPoint;
    readonly bendPoints?: readonly LayoutPoint[];
  }[];
  readonly junctionPoints?: readonly LayoutPoint[];
}
export interface LayoutGraph {
  readonly id: string;
  readonly layoutOptions: Readonly<Record<string, string>>;
  readonly children: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}

/** Lays a graph out: elkjs in the shell, elkjs in a worker of the window. */
export type Layouter = (graph: LayoutGraph) => Promise<LayoutGraph>;

/** A symbol or a breaker, as the layout sees it. */
export interface Part {
  readonly id: string;
  readonly shape: Shape;
  readonly node?: DiagramNode;
  /** The line a breaker stands in, and which of its devices it is. */
  readonly edge?: DiagramEdge;
  readonly open?: boolean;
  readonly layer: number;
  /** Places of its ports in the coordinates of its shape. */
  readonly ports: ReadonlyMap<string, LayoutPoint>;
}

/** A piece of a line between two parts. */
export interface Piece {
  readonly id: string;
  readonly edge: DiagramEdge;
  readonly from: string;
  readonly to: string;
  readonly fromPort: string;
  readonly toPort: string;
}

export interface Parts {
  readonly parts: ReadonlyMap<string, Part>;
  readonly pieces: readonly Piece[];
}

/** Rows lie this far apart, so that bars and breakers find layers between them. */
export const rowStep = 10;

/** Symbols and breakers with their layers, and the pieces of lines between. `lifted` moves bars to a layer of their own. */
export function partsOf(diagram: Diagram, rows: readonly Row[], lifted: ReadonlyMap<RecordId, number>): Parts {
  const layers = new Map<RecordId, number>();
  for (const [i, row] of rows.entries()) for (const key of row.keys) layers.set(key, i * rowStep + (lifted.get(key) ?? 0));
  const base = new Map<RecordId, number>();
  for (const [i, row] of rows.entries()) for (const key of row.keys) base.set(key, i * rowStep);
  const parts = new Map<string, Omit<Part, 'ports'>>();
  const byKey = new Map(diagram.nodes.map((node) => [node.key, node]));
  const order = drawingOrder(diagram);
  const rank = new Map(order.keys.map((key, i) => [key, i]));
  for (const key of order.keys) {
    const node = byKey.get(key);
    if (node) parts.set(key, { id: key, node, shape: shapeOf(diagram.kind, node), layer: layers.get(key) ?? 0 });
  }
  const pieces: Piece[] = [];
  // Lines that go furthest down stand outside: on the left of train A, on the right of train B, so that feeds nest.
  const reach = reachOf(diagram, base);
  const nested = (edge: DiagramEdge) => (reach.get(edge.to) ?? 0) * (edge.train === 'B' ? 1 : -1);
  const edges = [...diagram.edges].sort(
    (a, b) =>
      (order.block.get(a.to) ?? 0) - (order.block.get(b.to) ?? 0) ||
      (rank.get(a.from) ?? 0) - (rank.get(b.from) ?? 0) ||
      (diagram.kind === 'one-line' ? nested(a) - nested(b) : 0) ||
      (rank.get(a.to) ?? 0) - (rank.get(b.to) ?? 0) ||
      (a.key < b.key ? -1 : 1),
  );
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    let last: string = edge.from;
    for (const device of edge.devices) {
      const id = `${edge.key} ${device.end}`;
      const layer = device.end === 'from' ? (base.get(edge.from) ?? 0) + 6 : (base.get(edge.to) ?? 0) - 2;
      const shape = deviceShape(edge.connections.length, device.rating, device.normallyOpen);
      parts.set(id, { id, edge, open: device.normallyOpen, shape, layer });
      pieces.push({ id: `${id} in`, edge, from: last, to: id, fromPort: portName(diagram, edge, last, 'out'), toPort: 'in' });
      last = id;
    }
    pieces.push({
      id: `${edge.key} end`,
      edge,
      from: last,
      to: edge.to,
      fromPort: portName(diagram, edge, last, 'out'),
      toPort: portName(diagram, edge, edge.to, 'in'),
    });
  }
  if (diagram.kind === 'one-line') widenBars(parts, pieces);
  const names = new Map<string, Set<string>>();
  const note = (id: string, port: string) => names.set(id, (names.get(id) ?? new Set()).add(port));
  for (const { from, to, fromPort, toPort } of pieces) {
    note(from, fromPort);
    note(to, toPort);
  }
  const placed = [...parts.values()].map((part): [string, Part] => {
    // A bar's lines keep the order of the drawing; a symbol has supply before return, train A before B.
    const own = [...(names.get(part.id) ?? [])];
    const ports = portSpots(diagram, part, part.node?.bar ? own : own.sort(bySide));
    return [part.id, { ...part, ports }];
  });
  return { parts: new Map(placed), pieces };
}

/** Bars with more taps than this run over the blocks they feed; shorter ones keep the width of their taps free. */
const localTaps = 4;

/** A bar over its own few ways is as wide as their breakers, so that its neighbour's feed does not come down among them. */
function widenBars(parts: Map<string, Omit<Part, 'ports'>>, pieces: readonly Piece[]): void {
  for (const [id, part] of parts) {
    if (!part.node?.bar) continue;
    const ways = pieces.filter(({ from }) => from === id).map(({ to }) => parts.get(to)?.shape.width ?? 0);
    if (ways.length < 2 || ways.length > localTaps) continue;
    const width = ways.reduce((sum, way) => sum + way + 12, 0);
    // The text stands to the right of the incoming line, in the middle.
    parts.set(id, { ...part, shape: { ...part.shape, width: Math.max(width, 2 * part.shape.width + 16) } });
  }
}

/** The lowest row that is fed through each symbol. */
function reachOf(diagram: Diagram, base: ReadonlyMap<RecordId, number>): ReadonlyMap<RecordId, number> {
  const outputs = new Map<RecordId, RecordId[]>();
  for (const { from, to } of diagram.edges) outputs.set(from, [...(outputs.get(from) ?? []), to]);
  const reach = new Map<RecordId, number>();
  const lowest = (key: RecordId): number => {
    const known = reach.get(key);
    if (known !== undefined) return known;
    const own = base.get(key) ?? 0;
    // Set before going on, so that a ring ends.
    reach.set(key, own);
    const found = Math.max(own, ...(outputs.get(key) ?? []).map(lowest));
    reach.set(key, found);
    return found;
  };
  for (const { key } of diagram.nodes) lowest(key);
  return reach;
}

/**
 * Bars and loads have a port per line, so that the layout does not join what will tap on its own; P&ID symbols one
 * per side of the loop; all else one in and one out.
 */
function portName(diagram: Diagram, edge: DiagramEdge, at: string, direction: 'in' | 'out'): string {
  const node = diagram.nodes.find(({ key }) => key === at);
  if (node?.bar) return `${direction} ${edge.key}`;
  if (diagram.kind === 'p-and-id') return `${direction} ${edge.side ?? ''}`;
  return node?.load ? `in ${edge.train ?? ''} ${edge.from}` : direction;
}

/** Where a port sits on its shape, in the shape's own coordinates. */
function portSpots(diagram: Diagram, part: Omit<Part, 'ports'>, names: readonly string[]): ReadonlyMap<string, LayoutPoint> {
  const { symbol, width, height, card } = part.shape;
  const spots = new Map<string, LayoutPoint>();
  const of = (direction: string) => names.filter((name) => name.startsWith(direction));
  for (const direction of ['in', 'out']) {
    const own = of(direction);
    for (const [i, name] of own.entries()) {
      const share = (i + 1) / (own.length + 1);
      if (diagram.kind === 'one-line') {
        const barAt =
          own.length === 1
            ? part.shape.texts.some(({ width: text }) => 2 * text + 16 > width)
              ? 6
              : width / 2
            : 6 + (i * (width - 12)) / (own.length - 1);
        const cardAt = own.length === 1 ? 26 : 26 + (i * (width - 52)) / (own.length - 1);
        const x = part.node?.bar ? barAt : card ? cardAt : symbol.x + symbol.width / 2;
        spots.set(name, { x: Math.round(x), y: direction === 'in' ? 0 : height });
        continue;
      }
      const below = part.shape.below ?? 0;
      const onBar = height + (own.length === 1 ? below / 2 : below * share);
      const middle = symbol.y + symbol.height / 2;
      const onSymbol = own.length < 2 ? middle : symbol.y + symbol.height * (share + (share - 0.5) * 0.3);
      spots.set(name, { x: direction === 'in' ? 0 : width, y: Math.round(part.node?.bar ? onBar : onSymbol) });
    }
  }
  return spots;
}

export function layoutGraph(diagram: Diagram, { parts, pieces }: Parts): LayoutGraph {
  const down = diagram.kind === 'one-line';
  const children = [...parts.values()].map((part): LayoutNode => {
    const side = (name: string) => (name.startsWith('in') ? (down ? 'NORTH' : 'WEST') : down ? 'SOUTH' : 'EAST');
    return {
      id: part.id,
      width: part.shape.width,
      height: part.shape.height + (part.shape.below ?? 0),
      ports: [...part.ports].map(([name, { x, y }]) => ({
        id: `${part.id}|${name}`,
        x,
        y,
        width: 0,
        height: 0,
        layoutOptions: { 'elk.port.side': side(name) },
      })),
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.partitioning.partition': String(part.layer) },
    };
  });
  // A chain of one in, one out stands in one straight line; what branches gives way.
  const lines = new Map<string, number>();
  for (const { from, to } of pieces) {
    lines.set(`${from} out`, (lines.get(`${from} out`) ?? 0) + 1);
    lines.set(`${to} in`, (lines.get(`${to} in`) ?? 0) + 1);
  }
  const straightness = (from: string, to: string) => (lines.get(`${from} out`) === 1 && lines.get(`${to} in`) === 1 ? '3' : '1');
  return {
    id: 'diagram',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': down ? 'DOWN' : 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.randomSeed': '1',
      'elk.separateConnectedComponents': 'false',
      'elk.partitioning.activate': 'true',
      'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
      'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.nodePlacement.favorStraightEdges': 'true',
      'elk.layered.thoroughness': '1',
      'elk.spacing.nodeNode': down ? '12' : '12',
      'elk.spacing.edgeNode': '8',
      'elk.spacing.edgeEdge': '9',
      'elk.layered.spacing.nodeNodeBetweenLayers': down ? '9' : '18',
      'elk.layered.spacing.edgeNodeBetweenLayers': down ? '6' : '8',
      'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
      'elk.padding': '[top=20,left=20,bottom=20,right=20]',
    },
    children,
    edges: pieces.map(({ id, from, to, fromPort, toPort }) => ({
      id,
      sources: [`${from}|${fromPort}`],
      targets: [`${to}|${toPort}`],
      layoutOptions: { 'elk.layered.priority.straightness': straightness(from, to) },
    })),
  };
}

const bySide = (a: string, b: string): number => {
  const rank = (name: string) => (name.includes('return') ? 1 : 0);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
};
