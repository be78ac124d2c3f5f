/**
 * The order of symbols from left to right: blocks that hang together stand together, and in each block train A
 * stands before train B. Blocks are the parts a diagram falls into when what feeds all of it is taken away, then
 * what feeds all of each block, and so on; a new part changes the order of nothing else.
 */
import type { RecordId } from '../document/ids.ts';
import { depths } from './depth.ts';
import type { Diagram, DiagramNode } from './graph.ts';

import { naturalOrder } from './tags.ts';

const size = (node: DiagramNode | undefined): number => (node?.symbol === 'racks' ? node.records.length : 0);

/** Connected parts of some of the symbols. */
function components(keys: readonly RecordId[], neighbours: ReadonlyMap<RecordId, readonly RecordId[]>): RecordId[][] {
  const left = new Set(keys);
  const found: RecordId[][] = [];
  for (const start of keys) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (let i = 0; i < part.length; i++) for (const next of neighbours.get(part[i] ?? '') ?? []) if (left.delete(next)) part.push(next);
    found.push(part);
  }
  return found;
}

export interface DrawingOrder {
  /** All symbols as they follow each other within their rows. */
  readonly keys: readonly RecordId[];
  /** Number of the smallest block that a symbol is in. */
  readonly block: ReadonlyMap<RecordId, number>;
}

export function drawingOrder(diagram: Diagram): DrawingOrder {
  const depth = depths(diagram);
  const byKey = new Map(diagram.nodes.map((node) => [node.key, node]));
  const neighbours = new Map<RecordId, RecordId[]>();
  const join = (a: RecordId, b: RecordId) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { from, to } of diagram.edges) {
    join(from, to);
    join(to, from);
  }
  const titleOf = (key: RecordId) => byKey.get(key)?.title ?? '';
  const trainRank = (key: RecordId) => {
    const train = byKey.get(key)?.train;
    return train === 'A' ? 0 : train === 'B' ? 2 : 1;
  };
  const inBlock = (a: RecordId, b: RecordId): number => {
    const nodeA = byKey.get(a);
    const nodeB = byKey.get(b);
    // Standby sets stand on the inner side of their utility, so that the services frame the drawing.
    const outer = (node: DiagramNode | undefined) => (node?.symbol === 'utility' ? (node.train === 'B' ? 1 : -1) : 0);
    const sides = (node: DiagramNode | undefined) => (node?.side === 'supply' ? 0 : node?.side === 'return' ? 2 : 1);
    return (
      trainRank(a) - trainRank(b) || sides(nodeA) - sides(nodeB) || outer(nodeA) - outer(nodeB) || naturalOrder(titleOf(a), titleOf(b))
    );
  };
  const firstTitle = (keys: readonly RecordId[]) => {
    const loads = keys.filter((key) => byKey.get(key)?.load);
    return [...(loads.length > 0 ? loads : keys)].map(titleOf).sort(naturalOrder)[0] ?? '';
  };
  const racks = (keys: readonly RecordId[]) => keys.reduce((sum, key) => sum + size(byKey.get(key)), 0);
  const byBlock = (a: readonly RecordId[], b: readonly RecordId[]): number =>
    Number(racks(b) > 0) - Number(racks(a) > 0) || naturalOrder(firstTitle(a), firstTitle(b));

  const ordered: RecordId[] = [];
  const block = new Map<RecordId, number>();
  let blocks = 0;
  const close = (keys: readonly RecordId[]) => {
    for (const key of keys) block.set(key, blocks);
    blocks++;
    ordered.push(...keys);
  };
  const visit = (keys: readonly RecordId[]): void => {
    const levels = [...new Set(keys.map((key) => depth.get(key) ?? 0))].sort((a, b) => a - b);
    for (const level of levels) {
      const below = keys.filter((key) => (depth.get(key) ?? 0) > level);
      const parts = components(below, neighbours);
      // Only parts with a board of their own are blocks; the ways of one board nest instead.
      if (parts.filter((part) => part.some((key) => byKey.get(key)?.bar)).length < 2) continue;
      close(keys.filter((key) => (depth.get(key) ?? 0) <= level).sort(inBlock));
      for (const part of parts.sort(byBlock)) visit(part);
      return;
    }
    close([...keys].sort(inBlock));
  };
  for (const part of components(
    diagram.nodes.map(({ key }) => key),
    neighbours,
  ).sort(byBlock))
    visit(part);
  return { keys: ordered, block };
}
