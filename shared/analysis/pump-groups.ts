/** Pumps that stand side by side in one loop run at one common speed, as their controllers do in group mode. */
import type { LiquidControl, LiquidNetwork } from '../network/liquid.ts';
import { UnionFind } from '../solve/union-find.ts';

type DifferentialPressure = Extract<LiquidControl, { type: 'differential-pressure' }>;

/** Connected part of each node, open or shut branches alike, so that a failure does not regroup the pumps. */
export function componentsOf({ nodes, branches }: Pick<LiquidNetwork, 'nodes' | 'branches'>): Int32Array {
  const sets = new UnionFind(nodes.length);
  for (const { from, to } of branches) sets.union(from, to);
  return Int32Array.from({ length: nodes.length }, (_, i) => sets.find(i));
}

/**
 * Joins Δp controls of one connected loop that share set point and speed range into one, measured where the first
 * of them (in record order) measures. Separate controls on pumps in parallel would all move the same pressure.
 */
export function shareSpeeds(
  network: Pick<LiquidNetwork, 'nodes' | 'branches' | 'controls'>,
  component = componentsOf(network),
): LiquidControl[] {
  const shared = new Map<string, { at: number; control: DifferentialPressure }>();
  const controls: LiquidControl[] = [];
  for (const control of network.controls) {
    if (control.type !== 'differential-pressure') {
      controls.push(control);
      continue;
    }
    const key = `${component[control.high]} ${control.target_Pa} ${control.minSpeed} ${control.maxSpeed}`;
    const group = shared.get(key);
    if (group) {
      group.control = { ...group.control, pumps: [...group.control.pumps, ...control.pumps] };
      controls[group.at] = group.control;
    } else {
      shared.set(key, { at: controls.length, control });
      controls.push(control);
    }
  }
  return controls;
}
