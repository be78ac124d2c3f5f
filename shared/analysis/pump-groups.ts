/** Pumps that stand side by side in one loop run at one common speed, as their controllers do in group mode. */
import type { RecordId } from '../document/ids.ts';
import { deriveFrom } from '../document/lineage.ts';
import type { LiquidControl, LiquidNetwork } from '../network/liquid.ts';
import { UnionFind } from '../solve/union-find.ts';

type DifferentialPressure = Extract<LiquidControl, { type: 'differential-pressure' }>;

/**
 * Circuit of each node: what branches join, open or shut alike, so that a failure does not regroup the pumps. Circuits
 * that meet in a hydraulic separator only are two.
 */
export function componentsOf({ nodes, branches }: Pick<LiquidNetwork, 'nodes' | 'branches'>): Int32Array {
  const sets = new UnionFind(nodes.length);
  for (const { from, to } of branches) if (!nodes[from]?.separates && !nodes[to]?.separates) sets.union(from, to);
  const component = new Int32Array(nodes.length);
  for (let i = 0; i < component.length; i++) component[i] = sets.find(i);
  return component;
}

/** Controls as the network holds them, and where each of those that records gave ended up. */
export interface SharedControls {
  readonly controls: readonly LiquidControl[];
  readonly placeOf: Int32Array;
}

/**
 * Joins Δp controls of one circuit that share set point and speed range into one, measured where the lead pump
 * measures. Separate controls on pumps in parallel would all move the same pressure.
 * @param rankOf names by which the first pump of a group leads: tags, so that the answer does not depend on ids
 */
export function shareSpeeds(
  network: Pick<LiquidNetwork, 'nodes' | 'branches' | 'controls'>,
  component = componentsOf(network),
  rankOf = (owner: RecordId): string => owner,
): SharedControls {
  const shared = new Map<string, { at: number; control: DifferentialPressure }>();
  const controls: LiquidControl[] = [];
  const placeOf = new Int32Array(network.controls.length);
  network.controls.forEach((control, c) => {
    placeOf[c] = controls.length;
    if (control.type !== 'differential-pressure') {
      controls.push(control);
      return;
    }
    const key = `${component[control.high]} ${control.target_Pa} ${control.minSpeed} ${control.maxSpeed}`;
    const group = shared.get(key);
    if (group) {
      const [a, b] = [rankOf(control.owner), rankOf(group.control.owner)];
      const lead = a < b || (a === b && control.owner < group.control.owner) ? control : group.control;
      group.control = { ...lead, pumps: [...group.control.pumps, ...control.pumps] };
      controls[group.at] = group.control;
      placeOf[c] = group.at;
    } else {
      shared.set(key, { at: controls.length, control });
      controls.push(control);
    }
  });
  return { controls, placeOf };
}

/**
 * The same with other controls of records at `changed`: only these are looked at.
 * @returns undefined where one of them is, or was, of pumps
 */
export function replaceControls(
  before: SharedControls,
  given: readonly LiquidControl[],
  changed: readonly number[],
): SharedControls | undefined {
  if (changed.length === 0) return before;
  const controls = before.controls.slice();
  const places = changed.map((c) => before.placeOf[c] as number);
  for (const [k, place] of places.entries()) {
    const control = given[changed[k] as number];
    if (!control || control.type === 'differential-pressure' || controls[place]?.type === 'differential-pressure') return undefined;
    controls[place] = control;
  }
  deriveFrom(before.controls, controls, places);
  return { controls, placeOf: before.placeOf };
}
