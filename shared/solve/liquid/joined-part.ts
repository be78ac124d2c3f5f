/** What flows and heat exchange join: the part of a network whose temperatures stand or fall together. */
import type { LiquidNetwork } from '../../network/liquid.ts';

/** Flows below this carry no heat worth a temperature, kg/s. */
export const stillFlow_kg_s = 1e-7;

/** Two branches whose heats depend on both their inlets: `hot` gives, `cold` takes. */
export interface Pair {
  readonly hot: number;
  readonly cold: number;
}

/** Nodes reached from `start` along branches that flow and across pairs that both flow, `start` included. */
export function joinedTo(network: LiquidNetwork, pairs: readonly Pair[], massFlow_kg_s: Float64Array, start: number): ReadonlySet<number> {
  const flows = (b: number): boolean => Math.abs(massFlow_kg_s[b] as number) > stillFlow_kg_s;
  const neighbours = new Map<number, number[]>();
  const join = (a: number, b: number) => {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = neighbours.get(x);
      if (list) list.push(y);
      else neighbours.set(x, [y]);
    }
  };
  network.branches.forEach(({ from, to }, b) => {
    if (flows(b)) join(from, to);
  });
  for (const { hot, cold } of pairs) {
    if (flows(hot) && flows(cold))
      join((network.branches[hot] as { from: number }).from, (network.branches[cold] as { from: number }).from);
  }
  const reached = new Set<number>();
  const stack = [start];
  while (stack.length > 0) {
    const node = stack.pop() as number;
    if (reached.has(node)) continue;
    reached.add(node);
    for (const other of neighbours.get(node) ?? []) if (!reached.has(other)) stack.push(other);
  }
  return reached;
}
