/** Rows of a diagram (columns of a P&ID): how far from the sources each symbol stands, one sort of symbol per row. */
import type { RecordId } from '../document/ids.ts';
import { depths } from './depth.ts';
import type { Diagram, DiagramNode } from './graph.ts';
import { drawingOrder } from './order.ts';
import { naturalOrder } from './tags.ts';

export interface Row {
  readonly caption: string;
  readonly keys: readonly RecordId[];
}

/** Order of sorts that share a depth; what is not named comes last. */
const sorts = ['utility', 'generator', 'bus', 'header', 'transformer', 'ups', 'rectifier', 'transfer', 'busway', 'panel'];
const place = (symbol: string) => {
  const index = sorts.indexOf(symbol);
  return index === -1 ? sorts.length : index;
};

/**
 * Whether a load stands in the lower of the two rows of loads. Racks stand above what serves them, and what is fed
 * from the deepest board of its block above what is fed before it, so that the outer feeds pass at the sides.
 */
function lowerLoads(diagram: Diagram, depth: ReadonlyMap<RecordId, number>): ReadonlySet<RecordId> {
  const { block } = drawingOrder(diagram);
  const feeder = new Map<RecordId, number>();
  for (const { from, to } of diagram.edges) feeder.set(to, Math.max(feeder.get(to) ?? 0, depth.get(from) ?? 0));
  const loads = diagram.nodes.filter(({ load }) => load);
  const deepest = new Map<number, number>();
  const withRacks = new Set<number>();
  for (const { key, symbol } of loads) {
    const own = block.get(key) ?? -1;
    deepest.set(own, Math.max(deepest.get(own) ?? 0, feeder.get(key) ?? 0));
    if (symbol === 'racks') withRacks.add(own);
  }
  return new Set(
    loads
      .filter(({ key, symbol }) => {
        const own = block.get(key) ?? -1;
        return symbol !== 'racks' && (withRacks.has(own) || (feeder.get(key) ?? 0) < (deepest.get(own) ?? 0));
      })
      .map(({ key }) => key),
  );
}

const sameSort = (a: DiagramNode, b: DiagramNode) => a.symbol === b.symbol || a.row === b.row;

/** Rows of a one-line from the top. Sources stand in the row above what they feed; loads stand at the bottom. */
export function oneLineRows(diagram: Diagram): readonly Row[] {
  const depth = depths(diagram);
  const successors = new Map<RecordId, RecordId[]>();
  for (const { from, to } of diagram.edges) successors.set(from, [...(successors.get(from) ?? []), to]);
  const byKey = new Map(diagram.nodes.map((node) => [node.key, node]));
  const buckets = new Map<string, { depth: number; nodes: DiagramNode[] }>();
  for (const node of diagram.nodes) {
    if (node.load) continue;
    let own = depth.get(node.key) ?? 0;
    const below = (successors.get(node.key) ?? []).filter((key) => !byKey.get(key)?.load).map((key) => depth.get(key) ?? 0);
    if (own === 0 && below.length > 0) own = Math.max(0, Math.min(...below) - 1);
    const key = `${own} ${node.row}`;
    const bucket = buckets.get(key) ?? { depth: own, nodes: [] };
    bucket.nodes.push(node);
    buckets.set(key, bucket);
  }
  const rows = [...buckets.values()].sort(
    (a, b) =>
      a.depth - b.depth ||
      place(a.nodes[0]?.symbol ?? '') - place(b.nodes[0]?.symbol ?? '') ||
      naturalOrder(a.nodes[0]?.row ?? '', b.nodes[0]?.row ?? ''),
  );
  // A small row slides down to a deeper one of its sort where nothing below it minds.
  for (const [i, row] of rows.entries()) {
    const lowest = Math.min(
      ...row.nodes.flatMap(({ key }) =>
        (successors.get(key) ?? []).filter((next) => !byKey.get(next)?.load).map((next) => depth.get(next) ?? 0),
      ),
      Number.POSITIVE_INFINITY,
    );
    const target = rows.find((other, j) => j > i && other.depth < lowest && sameRow(other.nodes, row.nodes));
    if (!target || row.nodes.length > target.nodes.length) continue;
    target.nodes.push(...row.nodes);
    row.nodes = [];
  }
  const loads = diagram.nodes.filter(({ load }) => load);
  const lower = lowerLoads(diagram, depth);
  return [
    ...rows
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ nodes }) => ({ caption: nodes[0]?.row ?? '', keys: nodes.map(({ key }) => key) })),
    ...[false, true]
      .map((low) => ({ caption: 'Load', keys: loads.filter(({ key }) => lower.has(key) === low).map(({ key }) => key) }))
      .filter(({ keys }) => keys.length > 0)
      .map((row, i) => (i === 0 ? row : { ...row, caption: '' })),
  ];
}

function sameRow(a: readonly DiagramNode[], b: readonly DiagramNode[]): boolean {
  const [first] = a;
  const [second] = b;
  return first !== undefined && second !== undefined && sameSort(first, second);
}

/** Columns of a P&ID from the left: distance from the plant. */
export function pipingColumns(diagram: Diagram): readonly Row[] {
  const depth = depths(diagram);
  const columns: { caption: string; keys: RecordId[] }[] = [];
  for (const { key } of diagram.nodes) {
    const at = depth.get(key) ?? 0;
    while (columns.length <= at) columns.push({ caption: '', keys: [] });
    columns[at]?.keys.push(key);
  }
  return columns.filter(({ keys }) => keys.length > 0);
}
