/**
 * Laws and residuals of all branches: the loops in which a large network spends its time. Pipes and
 * square laws have loops of their own; the few other branches go through `BranchLaws.evaluate`.
 */
import { laminarLimit, turbulentLimit } from './friction.ts';
import type { IslandArrays } from './island.ts';
import { type BranchLaws, FLOWING, LEAST_SLOPE, SHUT } from './laws.ts';

/** Conductance that keeps blocked and held branches in the matrix, kg/s per Pa. What leaks through it in a step is taken back in the next. */
export const LEAK = 1e-10;

const pair = new Float64Array(2);

/** Within this part of the flow where friction was last worked out in full, it is expanded from there (error below 1e-12). */
const NEAR = 0.01;

function evaluatePipes(laws: BranchLaws, state: Uint8Array, flow: Float64Array, drop: Float64Array, slope: Float64Array): void {
  const { pipes, coefficient, reynolds, slenderness, minor, roughness, throttle } = laws;
  const { anchorFlow, anchorArgument, anchorViscous, anchorLogarithm } = laws;
  const laminar = laminarLimit(laws.friction);
  const turbulent = laws.friction === 'colebrook' ? Number.POSITIVE_INFINITY : turbulentLimit(laws.friction);
  const scale = 0.25 * Math.LN10 * Math.LN10;
  for (let b = 0; b < pipes; b++) {
    if (state[b] !== FLOWING) continue;
    const m = flow[b] as number;
    const amount = Math.abs(m);
    const re = amount * (reynolds[b] as number);
    const a = coefficient[b] as number;
    const l = slenderness[b] as number;
    const k = minor[b] as number;
    const open = throttle[b] as number;
    if (re >= turbulent) {
      const q = amount / (anchorFlow[b] as number) - 1;
      let viscous: number;
      let argument: number;
      let logarithm: number;
      if (q < NEAR && q > -NEAR) {
        const v = anchorViscous[b] as number;
        const y = anchorArgument[b] as number;
        // (1 + q)^−0.9, and ln(y'/y) = 2·artanh((y' − y)/(y' + y)).
        const change = v * q * (-0.9 + q * (0.855 + q * (-0.8265 + q * (0.8058375 - 0.78972075 * q))));
        viscous = v + change;
        argument = y + change;
        const z = change / (argument + y);
        const zz = z * z;
        logarithm = (anchorLogarithm[b] as number) + 2 * z * (1 + zz * (0.3333333333333333 + 0.2 * zz));
      } else {
        viscous = 5.74 * re ** -0.9;
        argument = (roughness[b] as number) / 3.7 + viscous;
        logarithm = Math.log(argument);
        anchorFlow[b] = amount;
        anchorViscous[b] = viscous;
        anchorArgument[b] = argument;
        anchorLogarithm[b] = logarithm;
      }
      const f = scale / (logarithm * logarithm);
      const loss = f * l + k;
      drop[b] = (a * loss + open) * m * amount;
      slope[b] = amount * (a * (2 * loss + (1.8 * l * f * viscous) / (argument * logarithm)) + 2 * open);
    } else if (re <= laminar) {
      const linear = (64 * a * l) / (reynolds[b] as number);
      const square = a * k + open;
      drop[b] = (linear + square * amount) * m;
      slope[b] = linear + 2 * square * amount;
    } else {
      laws.evaluate(b, m, pair);
      drop[b] = pair[0] as number;
      slope[b] = pair[1] as number;
    }
  }
}

function evaluateSquares(laws: BranchLaws, state: Uint8Array, flow: Float64Array, drop: Float64Array, slope: Float64Array): void {
  const { pipes, squares, coefficient, floorFlow, floorSlope, throttle } = laws;
  for (let b = pipes; b < squares; b++) {
    if (state[b] !== FLOWING) continue;
    const m = flow[b] as number;
    const amount = Math.abs(m);
    const straight = amount < (floorFlow[b] as number);
    const part = straight ? 0.5 * (floorSlope[b] as number) : (coefficient[b] as number) * amount;
    const open = (throttle[b] as number) * amount;
    drop[b] = ((straight ? 2 * part : part) + open) * m;
    slope[b] = 2 * (part + open);
  }
}

/** What one pass over the residuals finds. */
export interface Residuals {
  /** Largest |Δp − law| of a flowing branch, Pa. */
  largest_Pa: number;
  /** Sum of flow corrections still due, kg/s. */
  due: number;
  /** Sum of flows. */
  carried: number;
  /** Slope of the content at the end of the last step. */
  ahead: number;
}

/** Laws, slopes, conductances and Δp residuals at the present flows and pressures. */
export function evaluateResiduals(island: IslandArrays, into: Residuals): void {
  const { state, flow, drop, slope, residual, conductance, rise, pressure, from, to, step, laws } = island;
  evaluatePipes(laws, state, flow, drop, slope);
  evaluateSquares(laws, state, flow, drop, slope);
  for (let b = laws.squares; b < flow.length; b++) {
    if (state[b] !== FLOWING) continue;
    laws.evaluate(b, flow[b] as number, pair);
    drop[b] = pair[0] as number;
    slope[b] = pair[1] as number;
  }
  // Residuals within the rounding of the pressures are no corrections due, however well a branch conducts.
  let highest = 500;
  for (let i = 0; i < pressure.length; i++) highest = Math.max(highest, Math.abs(pressure[i] as number));
  const rounding = 2e-15 * highest;
  let largest = 0;
  let due = 0;
  let carried = 0;
  let ahead = 0;
  for (let b = 0; b < flow.length; b++) {
    carried += Math.abs(flow[b] as number);
    const now = state[b] as number;
    if (now !== FLOWING) {
      residual[b] = 0;
      conductance[b] = now === SHUT ? 0 : LEAK;
      continue;
    }
    const r = (drop[b] as number) + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    const s = slope[b] as number;
    const c = 1 / (s > LEAST_SLOPE ? s : LEAST_SLOPE);
    const size = Math.abs(r);
    residual[b] = r;
    conductance[b] = c;
    ahead += r * (step[b] as number);
    if (!(size <= largest)) largest = size;
    if (!(size <= rounding)) due += size * c;
  }
  into.largest_Pa = largest;
  into.due = due;
  into.carried = carried;
  into.ahead = ahead;
}

/**
 * First guess: every law replaced by the straight line through the origin and its usual flow, which
 * no drawn direction can influence; pumps by their tangent at half of run-out.
 */
export function linearStart(island: IslandArrays): void {
  const { state, flow, conductance, residual, rise, pressure, from, to, laws, branches } = island;
  for (let b = 0; b < flow.length; b++) {
    if (state[b] !== FLOWING) {
      conductance[b] = state[b] === SHUT ? 0 : LEAK;
      residual[b] = 0;
      continue;
    }
    const head = (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    if (b >= laws.squares && branches[b]?.element.type === 'pump') {
      flow[b] = laws.usualFlow(b);
      laws.evaluate(b, flow[b] as number, pair);
      conductance[b] = 1 / Math.max(pair[1] as number, LEAST_SLOPE);
      residual[b] = (pair[0] as number) + head;
    } else {
      flow[b] = 0;
      conductance[b] = 1 / laws.usualSlope(b);
      residual[b] = head;
    }
  }
}
