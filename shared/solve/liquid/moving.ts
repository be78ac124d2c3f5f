/** What still moves when passes end without agreement: named, so that an engineer knows where to look. */
import type { RecordId } from '../../document/ids.ts';
import type { LiquidNetwork } from '../../network/liquid.ts';

export interface Moving {
  readonly owner: RecordId;
  readonly cause: string;
}

/**
 * @param held branches whose flow controls hold, with the flows of the last pass and those asked for after it, kg/s
 * @param before_K temperatures of the nodes before and after the last pass
 */
export function stillMoving(
  { nodes, branches }: LiquidNetwork,
  held: Int32Array,
  asked: Float64Array,
  wanted: Float64Array,
  before_K: Float64Array,
  after_K: Float64Array,
): Moving | undefined {
  let [flow, change] = [-1, 1e-6];
  for (let k = 0; k < held.length; k++) {
    const moved = Math.abs((wanted[k] as number) - (asked[k] as number)) / Math.max(1e-3, Math.abs(wanted[k] as number));
    if (moved > change) [flow, change] = [k, moved];
  }
  const valve = branches[held[flow] ?? -1];
  if (valve) {
    const [has, wants] = [(asked[flow] as number).toPrecision(4), (wanted[flow] as number).toPrecision(4)];
    return { owner: valve.owner, cause: `the control at ${valve.owner} still asks for ${wants} kg/s where it has ${has}: it hunts` };
  }
  let [node, step_K] = [-1, 0];
  for (let i = 0; i < after_K.length; i++) {
    const moved_K = Math.abs((after_K[i] as number) - (before_K[i] as number));
    if (moved_K > step_K) [node, step_K] = [i, moved_K];
  }
  const owner = nodes[node]?.owner;
  return owner === undefined
    ? undefined
    : { owner, cause: `the temperature at ${owner} still moves by ${step_K.toPrecision(3)} K from pass to pass` };
}
