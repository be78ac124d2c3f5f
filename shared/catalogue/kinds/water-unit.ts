/** Ports of equipment that water flows through and a feeder supplies: chillers, coolers, fan walls. */
import type { Port } from '../kind.ts';

export function waterUnitPorts(
  p: {
    width_m: number;
    depth_m: number;
    height_m: number;
    portSize_m: number;
    feeds: number;
  },
  systems: readonly ('fws' | 'chw')[],
): Port[] {
  const y = p.depth_m / 2;
  const water = (name: string, direction: 'in' | 'out', x: number): Port => ({
    name,
    medium: 'liquid',
    direction,
    systems,
    at_m: [x * p.width_m, y, Math.min(0.6, p.height_m / 2)],
    normal: [0, 1, 0],
    required: true,
    size_m: p.portSize_m,
  });
  const feeds = Array.from(
    { length: p.feeds },
    (_, i): Port => ({
      name: `feed-${i + 1}`,
      medium: 'ac',
      direction: 'in',
      systems: ['lv'],
      at_m: [-0.4 * p.width_m + 0.3 * i, -p.depth_m / 2, Math.min(1.2, p.height_m / 2)],
      normal: [0, -1, 0],
      required: true,
      train: i % 2 === 0 ? 'A' : 'B',
    }),
  );
  return [water('water-in', 'in', 0.3), water('water-out', 'out', -0.3), ...feeds];
}
