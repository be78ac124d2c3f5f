/**
 * Loads that hang on the same ways of the same boards share one card with a line for each, as the outgoing side of a
 * motor control centre is drawn: their feeds become one counted line per board. Racks and opened loads stay alone.
 */
import type { RecordId } from '../document/ids.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './graph.ts';

/** What a load is fed by, without how many members it has. */
function feedsOf(edges: readonly DiagramEdge[]): ReadonlyMap<RecordId, string> {
  const found = new Map<RecordId, string[]>();
  for (const { from, to, fromPort, train, devices } of edges) {
    const feed = JSON.stringify([from, fromPort, train, devices]);
    found.set(to, [...(found.get(to) ?? []), feed]);
  }
  return new Map([...found].map(([key, feeds]) => [key, feeds.sort().join()]));
}

export function mergeLoads(diagram: Diagram, opened: ReadonlySet<RecordId>): Diagram {
  const feeds = feedsOf(diagram.edges);
  const cards = new Map<string, DiagramNode[]>();
  for (const node of diagram.nodes) {
    const feed = feeds.get(node.key);
    if (!node.load || node.symbol === 'racks' || feed === undefined || node.records.some((id) => opened.has(id))) continue;
    cards.set(feed, [...(cards.get(feed) ?? []), node]);
  }
  const cardOf = new Map<RecordId, DiagramNode>();
  for (const members of cards.values()) {
    const [first] = members;
    if (!first || members.length < 2) continue;
    const card: DiagramNode = {
      ...first,
      title: members.map(({ title }) => title).join(', '),
      records: members.flatMap(({ records }) => records),
      sections: members.map(({ title, rating, records }) => ({ title, rating: rating[0] ?? '', records })),
    };
    for (const { key } of members) cardOf.set(key, card);
  }
  if (cardOf.size === 0) return diagram;
  const nodes = [...new Set(diagram.nodes.map((node) => cardOf.get(node.key) ?? node))];
  const edges = new Map<string, DiagramEdge>();
  const renamed = new Map<string, string>();
  for (const edge of diagram.edges) {
    const card = cardOf.get(edge.to);
    const key = card ? [edge.from, edge.fromPort, card.key, edge.train, JSON.stringify(edge.devices)].join(' ') : edge.key;
    renamed.set(edge.key, key);
    const known = edges.get(key);
    edges.set(key, { ...edge, key, to: card?.key ?? edge.to, connections: [...(known?.connections ?? []), ...edge.connections] });
  }
  return {
    ...diagram,
    nodes,
    edges: [...edges.values()],
    symbolOf: new Map([...diagram.symbolOf].map(([id, key]) => [id, cardOf.get(key)?.key ?? key])),
    lineOf: new Map([...diagram.lineOf].map(([id, key]) => [id, renamed.get(key) ?? key])),
  };
}
