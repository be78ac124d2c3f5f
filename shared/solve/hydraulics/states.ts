/**
 * Active sets: check valves and forward-only pumps that hold back, throttles that hold an imposed
 * flow. Each is a rising (flow, Δp) staircase, so there is one consistent set; it is approached in
 * batches between steps, with a dead band, and what keeps changing is counted for the report.
 */
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING, HELD } from './laws.ts';

/** A flow must pass its imposed value by this part before it is held: half of the hysteresis. */
const HOLD_BAND = 1e-7;

/** Pressure difference that is left for a branch once its rise is paid, Pa. */
export const available = (island: IslandArrays, b: number): number =>
  (island.pressure[island.from[b] as number] as number) - (island.pressure[island.to[b] as number] as number) - (island.rise[b] as number);

function count(island: IslandArrays, b: number): void {
  if ((island.toggles[b] as number) < 255) island.toggles[b] = (island.toggles[b] as number) + 1;
}

/** Beyond this, pressure is not a guess that may still improve: flows are forced where they cannot go. */
const FORCED_PA = 1e8;

/**
 * Which changes are looked for: all; only what flows ask for (pressures not yet worth trusting); only
 * the release of branches between which flow is forced.
 */
export type Looking = 'all' | 'flows' | 'forced';

/** What branch b should become, or its present state. */
function wanted(island: IslandArrays, b: number, band_Pa: number, looking: Looking): number {
  const state = island.state[b];
  const held = island.heldFlow[b] as number;
  const flow = island.flow[b] as number;
  if (state === FLOWING) {
    if (looking === 'forced') return FLOWING;
    if (island.limited[b] === 1 && flow * Math.sign(held) > Math.abs(held) * (1 + HOLD_BAND)) return HELD;
    return island.oneWay[b] === 1 && flow < 0 ? BLOCKED : FLOWING;
  }
  if (looking !== 'all' && !(Math.abs(available(island, b)) > FORCED_PA)) return state as number;
  if (state === BLOCKED) return available(island, b) > island.laws.dropAt(b, 0) + band_Pa ? FLOWING : BLOCKED;
  if (state === HELD) {
    const spare = (available(island, b) - island.laws.dropAt(b, held)) * Math.sign(held);
    return spare < -band_Pa ? FLOWING : HELD;
  }
  return state as number;
}

/**
 * Brings branches to the state their flow and pressures ask for.
 * @param one — change only the first that asks; used when whole batches keep cycling.
 * @returns how many changed.
 */
export function changeStates(island: IslandArrays, band_Pa: number, looking: Looking, one: boolean): number {
  const { state, flow, switches, switching } = island;
  let changed = 0;
  for (let k = 0; k < switching; k++) {
    const b = switches[k] as number;
    const now = state[b] as number;
    const next = wanted(island, b, band_Pa, looking);
    if (next === now) {
      // What leaked through a held branch in the last step is taken back.
      if (now === HELD) flow[b] = island.heldFlow[b] as number;
      else if (now === BLOCKED) flow[b] = 0;
      continue;
    }
    if (one && changed > 0) continue;
    state[b] = next;
    if (next === BLOCKED) flow[b] = 0;
    else if (next === HELD) flow[b] = island.heldFlow[b] as number;
    // A branch that opens starts with some flow: at zero its law has no slope to speak of.
    else if (now === BLOCKED) flow[b] = 0.1 * island.laws.usualFlow(b);
    count(island, b);
    changed++;
  }
  return changed;
}

/** Nodes' imbalance from reported flows, into `imbalance`; returns the largest absolute one at nodes that must balance. */
export function nodeImbalance(island: IslandArrays): number {
  const { from, to, flow, injection, unknowns, pinned, imbalance } = island;
  imbalance.set(injection);
  for (let b = 0; b < flow.length; b++) {
    const m = flow[b] as number;
    const i = from[b] as number;
    const j = to[b] as number;
    imbalance[i] = (imbalance[i] as number) - m;
    imbalance[j] = (imbalance[j] as number) + m;
  }
  let largest = 0;
  imbalance.fill(0, unknowns);
  for (let i = 0; i < unknowns; i++) {
    if (pinned[i] === 1) {
      imbalance[i] = 0;
      continue;
    }
    largest = Math.max(largest, Math.abs(imbalance[i] as number));
  }
  return largest;
}
