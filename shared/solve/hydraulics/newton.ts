/**
 * One step of the global gradient algorithm (Todini and Pilati, 1988): flows are eliminated, the
 * remaining symmetric system for the pressure corrections is factored in the stored ordering. Solved
 * for corrections rather than pressures, so that node balances close to rounding whatever the
 * conductances. Pump speeds under Δp control are corrected in the same step.
 */
import { evaluateResiduals, type Residuals } from './evaluate.ts';
import type { IslandArrays } from './island.ts';
import { FLOWING, SHUT } from './laws.ts';
import type { SpeedGroup } from './pump-speed.ts';

function assemble(island: IslandArrays): void {
  const { system, unknowns, from, to, slot, flow, conductance, residual, injection, pinned, diagonal, correction } = island;
  const values = system.values;
  values.fill(0);
  diagonal.set(pinned);
  correction.set(injection);
  for (let b = 0; b < flow.length; b++) {
    const c = conductance[b] as number;
    const carried = (flow[b] as number) - c * (residual[b] as number);
    const i = from[b] as number;
    const j = to[b] as number;
    const s = slot[b] as number;
    diagonal[i] = (diagonal[i] as number) + c;
    diagonal[j] = (diagonal[j] as number) + c;
    correction[i] = (correction[i] as number) - carried;
    correction[j] = (correction[j] as number) + carried;
    values[s] = (values[s] as number) - c;
  }
  for (let i = 0; i < unknowns; i++) values[i] = diagonal[i] as number;
}

/** Border of the Δp controls: responses, sensitivities, and the speed corrections; `correction` is completed with them. */
function correctSpeeds(island: IslandArrays): void {
  const { speeds, unknowns, from, to, conductance, state, flow, laws, system, speedGain, pressure, correction, sensitivity, missing } =
    island;
  const n = speeds.groups.length;
  const between = (group: SpeedGroup, values: Float64Array): number => (values[group.high] as number) - (values[group.low] as number);
  for (let g = 0; g < n; g++) {
    const group = speeds.groups[g] as SpeedGroup;
    const response = speeds.response[g] as Float64Array;
    response.fill(0);
    if (speeds.active[g] === 0) continue;
    for (const b of group.pumps) {
      const gain = state[b] === FLOWING ? -(conductance[b] as number) * laws.bySpeedSquared(b, flow[b] as number) : 0;
      speedGain[b] = gain;
      const i = from[b] as number;
      const j = to[b] as number;
      response[i] = (response[i] as number) - gain;
      response[j] = (response[j] as number) + gain;
    }
    response.fill(0, unknowns);
    system.solve(response);
  }
  for (let g = 0; g < n; g++) {
    const group = speeds.groups[g] as SpeedGroup;
    for (let k = 0; k < n; k++) sensitivity[g * n + k] = between(group, speeds.response[k] as Float64Array);
    missing[g] = (speeds.target_Pa[g] as number) - between(group, pressure) - between(group, correction);
  }
  speeds.solve(sensitivity, missing);
  for (let g = 0; g < n; g++) {
    const change = speeds.step[g] as number;
    if (speeds.active[g] === 0 || change === 0) continue;
    const response = speeds.response[g] as Float64Array;
    for (let i = 0; i < unknowns; i++) correction[i] = (correction[i] as number) + change * (response[i] as number);
  }
}

function applySpeeds(island: IslandArrays, length: number): void {
  const { speeds, state, step, flow, speedGain, laws } = island;
  speeds.groups.forEach((group, g) => {
    if (speeds.active[g] === 0) return;
    const change = length * (speeds.step[g] as number);
    speeds.u[g] = (speeds.u[g] as number) + change;
    for (const b of group.pumps) {
      if (state[b] === SHUT) continue;
      const extra = (speedGain[b] as number) * change;
      step[b] = (step[b] as number) + extra;
      flow[b] = (flow[b] as number) + extra;
      laws.setSpeedSquared(b, speeds.u[g] as number);
    }
  });
}

/**
 * Factors, solves and applies a step to flows, pressures and speeds: the whole Newton step, or `length` of it.
 * @returns a local node whose row has no positive pivot, or −1.
 */
export function newtonStep(island: IslandArrays, length: number): number {
  const { system, unknowns, from, to, flow, pressure, conductance, residual, correction, step, speeds } = island;
  assemble(island);
  correction.fill(0, unknowns);
  const failed = system.factorAndSolve(correction);
  if (failed >= 0) return failed;
  const regulated = speeds.groups.length > 0;
  if (regulated) correctSpeeds(island);
  let descent = 0;
  for (let b = 0; b < flow.length; b++) {
    const difference = (correction[from[b] as number] as number) - (correction[to[b] as number] as number);
    const force = difference - (residual[b] as number);
    const change = length * (conductance[b] as number) * force;
    step[b] = change;
    flow[b] = (flow[b] as number) + change;
    descent += change * force;
  }
  island.descent = descent;
  if (regulated) applySpeeds(island, length);
  for (let i = 0; i < unknowns; i++) pressure[i] = (pressure[i] as number) + length * (correction[i] as number);
  return -1;
}

/**
 * Shortens the last step where it overshot. Along a balanced step the content of the network
 * (Σ∫Δp dṁ) is convex and its slope is Σ residual·step: −Σ step²/conductance at the start, the value
 * after a full step at its end. A secant on that slope bounds every step, so the iteration cannot run
 * away from a law that is flat at zero flow. Called when the last step brought the flows no nearer.
 */
export function shortenStep(island: IslandArrays, residuals: Residuals): void {
  const { flow, step, residual, state, descent } = island;
  let length = 1;
  for (let cut = 0; cut < 8; cut++) {
    let ahead = 0;
    for (let b = 0; b < flow.length; b++) ahead += (residual[b] as number) * (step[b] as number);
    if (!(ahead > 0.3 * descent)) return;
    const shorter = length * Math.max(0.1, descent / (descent + ahead));
    for (let b = 0; b < flow.length; b++) {
      if (state[b] !== SHUT) flow[b] = (flow[b] as number) - (length - shorter) * (step[b] as number);
    }
    length = shorter;
    evaluateResiduals(island, residuals, false);
  }
}
