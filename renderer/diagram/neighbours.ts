/** Which symbol an arrow key goes to. */
import type { PlacedNode } from '../../shared/diagram/arrange.ts';
import type { RecordId } from '../../shared/document/ids.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const middle = ({ symbol }: PlacedNode): readonly [number, number] => {
  return [symbol.x + symbol.width / 2, symbol.y + symbol.height / 2];
};

/** The nearest symbol in a direction; what lies aside counts three times as far as what lies ahead. */
export function neighbour(nodes: readonly PlacedNode[], from: RecordId, direction: Direction): RecordId | undefined {
  const start = nodes.find(({ node }) => node.key === from);
  if (!start) return nodes[0]?.node.key;
  const [x0, y0] = middle(start);
  let best: { key: RecordId; cost: number } | undefined;
  for (const other of nodes) {
    if (other === start) continue;
    const [x, y] = middle(other);
    const [dx, dy] = [x - x0, y - y0];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    if (ahead < 4) continue;
    const cost = ahead + 3 * aside;
    if (!best || cost < best.cost) best = { key: other.node.key, cost };
  }
  return best?.key;
}
