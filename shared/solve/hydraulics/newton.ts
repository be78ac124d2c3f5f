/**
 * One step of the global gradient algorithm (Todini and Pilati, 1988): flows are eliminated, the
 * remaining symmetric system for the pressure corrections is factored in the stored ordering. Solved
 * for corrections rather than pressures, so that node balances close to rounding whatever the
 * conductances. Pump speeds under Δp control are corrected in the same step.
 */
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING, HELD, SHUT } from './laws.ts';
import type { SpeedGroup } from './pump-speed.ts';

/** Conductance that keeps blocked and held branches in the matrix, kg/s per Pa. What leaks through it in a step is taken back in the next. */
const LEAK = 1e-10;

/** Laws, slopes and Δp residuals at the present flows and pressures. */
export function evaluateResiduals(island: IslandArrays): void {
  const { state, flow, drop, slope, residual, rise, pressure, from, to } = island;
  island.laws.evaluate(state, flow, drop, slope);
  for (let b = 0; b < flow.length; b++) {
    residual[b] =
      state[b] === FLOWING
        ? (drop[b] as number) + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number)
        : 0;
  }
}

/** Conductance of each branch at the present slopes; blocked and held ones leak. */
export function linearise(island: IslandArrays): void {
  const { state, slope, conductance } = island;
  for (let b = 0; b < slope.length; b++) {
    conductance[b] = state[b] === FLOWING ? 1 / (slope[b] as number) : state[b] === SHUT ? 0 : LEAK;
  }
}

/**
 * First guess: every law replaced by the straight line through the origin and its usual flow, which
 * no drawn direction can influence; pumps by their tangent at half of run-out.
 */
export function linearStart(island: IslandArrays): void {
  const { state, flow, drop, slope, conductance, residual, rise, pressure, from, to, laws, branches } = island;
  for (let b = 0; b < flow.length; b++) {
    if (state[b] !== FLOWING) {
      conductance[b] = state[b] === SHUT ? 0 : LEAK;
      residual[b] = 0;
      flow[b] = state[b] === HELD ? (island.heldFlow[b] as number) : 0;
      continue;
    }
    const usual = laws.usualFlow(b);
    laws.evaluateOne(b, usual, drop, slope);
    const head = (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    if (branches[b]?.element.type === 'pump') {
      flow[b] = usual;
      conductance[b] = 1 / (slope[b] as number);
      residual[b] = (drop[b] as number) + head;
    } else {
      flow[b] = 0;
      conductance[b] = usual / Math.max(drop[b] as number, 1e-5 * usual);
      residual[b] = head;
    }
  }
}

function assemble(island: IslandArrays): void {
  const { system, unknown, from, to, slot, flow, conductance, residual, injection, pinned, right } = island;
  const diagonal = system.diagonal;
  const offDiagonal = system.offDiagonal;
  offDiagonal.fill(0);
  for (let i = 0; i < unknown.length; i++) {
    const u = unknown[i] as number;
    if (u < 0) continue;
    diagonal[u] = pinned[i] as number;
    right[u] = injection[i] as number;
  }
  for (let b = 0; b < flow.length; b++) {
    const c = conductance[b] as number;
    if (c === 0) continue;
    const carried = (flow[b] as number) - c * (residual[b] as number);
    const i = unknown[from[b] as number] as number;
    const j = unknown[to[b] as number] as number;
    if (i >= 0) {
      diagonal[i] = (diagonal[i] as number) + c;
      right[i] = (right[i] as number) - carried;
    }
    if (j >= 0) {
      diagonal[j] = (diagonal[j] as number) + c;
      right[j] = (right[j] as number) + carried;
    }
    const s = slot[b] as number;
    if (s >= 0) offDiagonal[s] = (offDiagonal[s] as number) - c;
  }
}

/** Border of the Δp controls: responses, sensitivities, and the speed corrections; `correction` is completed with them. */
function correctSpeeds(island: IslandArrays): void {
  const { speeds, unknown, from, to, conductance, state, flow, laws, system, speedGain, pressure, correction, sensitivity, missing } = island;
  const n = speeds.groups.length;
  const between = (group: SpeedGroup, values: Float64Array): number => {
    const high = unknown[group.high] as number;
    const low = unknown[group.low] as number;
    return (high < 0 ? 0 : (values[high] as number)) - (low < 0 ? 0 : (values[low] as number));
  };
  for (let g = 0; g < n; g++) {
    const group = speeds.groups[g] as SpeedGroup;
    const response = speeds.response[g] as Float64Array;
    response.fill(0);
    if (speeds.active[g] === 0) continue;
    for (const b of group.pumps) {
      const gain = state[b] === FLOWING ? -(conductance[b] as number) * laws.bySpeedSquared(b, flow[b] as number) : 0;
      speedGain[b] = gain;
      if (gain === 0) continue;
      const i = unknown[from[b] as number] as number;
      const j = unknown[to[b] as number] as number;
      if (i >= 0) response[i] = (response[i] as number) - gain;
      if (j >= 0) response[j] = (response[j] as number) + gain;
    }
    system.solve(response, response);
  }
  for (let g = 0; g < n; g++) {
    const group = speeds.groups[g] as SpeedGroup;
    for (let k = 0; k < n; k++) sensitivity[g * n + k] = between(group, speeds.response[k] as Float64Array);
    const present = (pressure[group.high] as number) - (pressure[group.low] as number);
    missing[g] = (speeds.target_Pa[g] as number) - present - between(group, correction);
  }
  speeds.solve(sensitivity, missing);
  for (let g = 0; g < n; g++) {
    const change = speeds.step[g] as number;
    if (speeds.active[g] === 0 || change === 0) continue;
    const response = speeds.response[g] as Float64Array;
    for (let i = 0; i < correction.length; i++) correction[i] = (correction[i] as number) + change * (response[i] as number);
  }
}

/**
 * Factors, solves and applies a step to flows, pressures and speeds: the whole Newton step, or `length` of it.
 * @returns a local node whose row has no positive pivot, or −1.
 */
export function newtonStep(island: IslandArrays, length: number): number {
  const { system, unknown, from, to, flow, pressure, conductance, residual, correction, right, step, speeds, laws } = island;
  assemble(island);
  const failed = system.factor();
  if (failed >= 0) return unknown.indexOf(failed);
  system.solve(right, correction);
  const regulated = speeds.groups.length > 0;
  if (regulated) correctSpeeds(island);
  for (let b = 0; b < flow.length; b++) {
    const c = conductance[b] as number;
    if (c === 0) {
      step[b] = 0;
      continue;
    }
    const i = unknown[from[b] as number] as number;
    const j = unknown[to[b] as number] as number;
    const difference = (i < 0 ? 0 : (correction[i] as number)) - (j < 0 ? 0 : (correction[j] as number));
    const change = length * c * (difference - (residual[b] as number));
    step[b] = change;
    flow[b] = (flow[b] as number) + change;
  }
  if (regulated) {
    speeds.groups.forEach((group, g) => {
      const change = length * (speeds.step[g] as number);
      if (speeds.active[g] === 0) return;
      speeds.u[g] = (speeds.u[g] as number) + change;
      for (const b of group.pumps) {
        if (island.state[b] === SHUT) continue;
        const extra = (island.speedGain[b] as number) * change;
        step[b] = (step[b] as number) + extra;
        flow[b] = (flow[b] as number) + extra;
        laws.setSpeedSquared(b, speeds.u[g] as number);
      }
    });
  }
  for (let i = 0; i < unknown.length; i++) {
    const u = unknown[i] as number;
    if (u >= 0) pressure[i] = (pressure[i] as number) + length * (correction[u] as number);
  }
  return -1;
}

/**
 * Shortens the last step where it overshot. Along a balanced step the content of the network
 * (Σ∫Δp dṁ) is convex and its slope is Σ residual·step: −Σ step²/conductance at the start, the value
 * after a full step at its end. A secant on that slope bounds every step, so the iteration cannot run
 * away from a law that is flat at zero flow.
 */
export function shortenStep(island: IslandArrays): void {
  const { flow, step, conductance, residual, state } = island;
  let start = 0;
  for (let b = 0; b < flow.length; b++) {
    if (state[b] === FLOWING) start += ((step[b] as number) * (step[b] as number)) / (conductance[b] as number);
  }
  let length = 1;
  for (let cut = 0; cut < 8; cut++) {
    let end = 0;
    for (let b = 0; b < flow.length; b++) end += (residual[b] as number) * (step[b] as number);
    if (!(end > 0.3 * start)) return;
    const shorter = length * Math.max(0.1, start / (start + end));
    for (let b = 0; b < flow.length; b++) {
      if (state[b] === FLOWING || state[b] === HELD || state[b] === BLOCKED) flow[b] = (flow[b] as number) - (length - shorter) * (step[b] as number);
    }
    length = shorter;
    evaluateResiduals(island);
  }
}
