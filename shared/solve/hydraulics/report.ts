/** From an island's last iterate to the columns of the solution: flows, pressures, and what stands at a limit. */
import type { PartRole } from './components.ts';
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING, HELD, PUMP, SHUT } from './laws.ts';
import { available } from './states.ts';
import { branchFlag, type DifferentialPressureState, type HydraulicInputs, type HydraulicNetwork, nodeFlag } from './system.ts';

/** The solution's columns while they are filled. */
export interface Writable {
  readonly massFlow_kg_s: Float64Array;
  readonly pressure_Pa: Float64Array;
  readonly speed: Float64Array;
  readonly throttle_Pa: Float64Array;
  readonly branchFlags: Uint8Array;
  readonly nodeFlags: Uint8Array;
}

const STANDARD_ATMOSPHERE_PA = 101325;

function flagsOf(arrays: IslandArrays, b: number): number {
  const { state, limited, laws, flow } = arrays;
  if (state[b] === SHUT) return branchFlag.closed;
  if (state[b] === BLOCKED) return branchFlag.reverseBlocked;
  let flags = 0;
  if (limited[b] === 1) flags |= state[b] === HELD ? branchFlag.flowHeld : branchFlag.flowNotReached;
  if (laws.beyondPublished(b, flow[b] as number)) flags |= laws.kind[b] === PUMP ? branchFlag.beyondCurve : branchFlag.beyondTable;
  return flags;
}

/** What the throttle takes: all that the branch's own law leaves of the available difference while it holds, its open drop otherwise. */
function throttleDrop(arrays: IslandArrays, b: number): number {
  const { laws, flow, state } = arrays;
  const m = flow[b] as number;
  const open = (laws.throttle[b] as number) * m * Math.abs(m);
  return state[b] === FLOWING ? open : available(arrays, b) - (laws.dropAt(b, m) - open);
}

export function writeIsland(arrays: IslandArrays, roles: readonly PartRole[], inputs: HydraulicInputs, into: Writable): void {
  const { island, flow, state, limited, pressure, laws, parts, switches, switching } = arrays;
  const { massFlow_kg_s, branchFlags, throttle_Pa } = into;
  const atmosphere = inputs.atmosphere_Pa ?? STANDARD_ATMOSPHERE_PA;
  for (let b = 0; b < flow.length; b++) {
    const index = island.branches[b] as number;
    massFlow_kg_s[index] = flow[b] as number;
    branchFlags[index] = state[b] === SHUT ? branchFlag.closed : 0;
    throttle_Pa[index] = 0;
  }
  for (let k = 0; k < switching; k++) {
    const b = switches[k] as number;
    const index = island.branches[b] as number;
    branchFlags[index] = flagsOf(arrays, b);
    if (limited[b] === 1 && state[b] !== SHUT) throttle_Pa[index] = throttleDrop(arrays, b);
  }
  for (let b = laws.squares; b < flow.length; b++) branchFlags[island.branches[b] as number] = flagsOf(arrays, b);
  for (const b of arrays.pumps) into.speed[island.branches[b] as number] = state[b] === SHUT ? 0 : Math.sqrt(laws.speedSquared(b));
  const single = roles.length === 1 ? roles[0] : undefined;
  for (let i = 0; i < pressure.length; i++) {
    const node = island.nodes[i] as number;
    const role = single ?? roles[parts?.partOfNode[i] ?? 0];
    const known = role === 'referenced' || role === 'relative';
    into.pressure_Pa[node] = known ? (pressure[i] as number) : Number.NaN;
    let flags = 0;
    if (role === 'relative') flags = nodeFlag.relative;
    else if (!known) flags = nodeFlag.dead;
    else if ((pressure[i] as number) < -atmosphere) flags = nodeFlag.negativeAbsolute;
    into.nodeFlags[node] = flags;
  }
}

/** States of the Δp controls, in the order of `network.controls`. */
export function writeControls(
  network: HydraulicNetwork,
  arranged: readonly (IslandArrays | undefined)[],
  earlier: readonly DifferentialPressureState[] | undefined,
  chosen: ReadonlySet<number> | undefined,
): DifferentialPressureState[] {
  const states = new Map<number, DifferentialPressureState>();
  arranged.forEach((arrays, i) => {
    arrays?.speeds.groups.forEach((group, g) => {
      const { u, active, target_Pa } = arrays.speeds;
      const speed = Math.sqrt(u[g] as number);
      const actual = (arrays.pressure[group.high] as number) - (arrays.pressure[group.low] as number);
      const target = target_Pa[g] as number;
      const missing = target - actual;
      const held = Math.abs(missing) <= Math.max(1, 1e-6 * Math.abs(target));
      const nearMost = speed - group.least > group.most - speed;
      const state = active[g] === 0 ? 'off' : held ? 'held' : nearMost ? 'max-speed' : 'min-speed';
      for (const control of group.controls) {
        const kept = chosen === undefined || chosen.has(i) ? undefined : earlier?.find((one) => one.control === control);
        states.set(control, kept ?? { control, state, speed: active[g] === 0 ? 0 : speed, actual_Pa: actual, target_Pa: target });
      }
    });
  });
  return (network.controls ?? []).flatMap((_, control) => states.get(control) ?? []);
}
