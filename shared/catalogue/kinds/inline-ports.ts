/** Ports of fittings that sit in a pipe: flow from `a` to `b`, either way round where the fitting allows it. */
import { everyLoop, type Port } from '../kind.ts';

export function inlinePorts(p: { width_m: number; height_m: number; portSize_m: number }): Port[] {
  const port = (name: string, side: -1 | 1): Port => ({
    name,
    medium: 'liquid',
    direction: 'either',
    systems: everyLoop,
    at_m: [(side * p.width_m) / 2, 0, p.height_m / 2],
    normal: [side, 0, 0],
    required: true,
    size_m: p.portSize_m,
  });
  return [port('a', -1), port('b', 1)];
}
