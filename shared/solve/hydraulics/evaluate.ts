/**
 * Laws and residuals of all branches: the loops in which a large network spends its time. Pipes and
 * square laws have loops of their own; the few other branches go through `BranchLaws.evaluate`.
 */
import { laminarLimit, turbulentLimit } from './friction.ts';
import type { IslandArrays } from './island.ts';
import { FLOWING, LEAST_SLOPE, SHUT } from './laws.ts';

/** Conductance that keeps blocked and held branches in the matrix, kg/s per Pa. What leaks through it in a step is taken back in the next. */
export const LEAK = 1e-10;

const pair = new Float64Array(2);

/**
 * Within this part of the flow where friction was last worked out in full, it is expanded from there:
 * error below 1e-12; while flows are still far from settled a few per cent of friction do not matter.
 */
const NEAR = 0.01;
const ROUGHLY_NEAR = 0.5;

/** What one pass over the branches finds. */
export interface Residuals {
  /** Largest |Δp − law| of a flowing branch, Pa. */
  largest_Pa: number;
  /** Sum of flow corrections still due, kg/s. */
  due: number;
  /** Sum of flows. */
  carried: number;
}

/** Sets residual and conductance of the pipes. */
function passPipes(island: IslandArrays, near: number): void {
  const { state, flow, residual, conductance, rise, pressure, from, to, laws } = island;
  const { pipes, reynolds, frictional, minor, rough, throttle, anchorFlow, anchorViscous, anchorLogarithm } = laws;
  const laminar = laminarLimit(laws.friction);
  const turbulent = laws.friction === 'colebrook' ? Number.POSITIVE_INFINITY : turbulentLimit(laws.friction);
  const scale = 0.25 * Math.LN10 * Math.LN10;
  for (let b = 0; b < pipes; b++) {
    if (state[b] !== FLOWING) {
      passIdle(island, b);
      continue;
    }
    const m = flow[b] as number;
    const amount = Math.abs(m);
    const re = amount * (reynolds[b] as number);
    const l = frictional[b] as number;
    const square = (minor[b] as number) + (throttle[b] as number);
    let drop: number;
    let slope: number;
    if (re >= turbulent) {
      const q = amount / (anchorFlow[b] as number) - 1;
      const wall = rough[b] as number;
      let viscous: number;
      let argument: number;
      let logarithm: number;
      if (q < near && q > -near) {
        const v = anchorViscous[b] as number;
        // (1 + q)^−0.9, and ln(y'/y) = 2·artanh((y' − y)/(y' + y)).
        const change = v * q * (-0.9 + q * (0.855 + q * (-0.8265 + q * (0.8058375 - 0.78972075 * q))));
        viscous = v + change;
        argument = wall + viscous;
        const z = change / (argument + wall + v);
        const zz = z * z;
        logarithm = (anchorLogarithm[b] as number) + 2 * z * (1 + zz * (0.3333333333333333 + 0.2 * zz));
      } else {
        viscous = 5.74 * re ** -0.9;
        argument = wall + viscous;
        logarithm = Math.log(argument);
        anchorFlow[b] = amount;
        anchorViscous[b] = viscous;
        anchorLogarithm[b] = logarithm;
      }
      const friction = (l * scale) / (logarithm * logarithm);
      const loss = friction + square;
      drop = loss * m * amount;
      slope = amount * (2 * loss + (1.8 * friction * viscous) / (argument * logarithm));
    } else if (re <= laminar) {
      const linear = (64 * l) / (reynolds[b] as number);
      drop = (linear + square * amount) * m;
      slope = linear + 2 * square * amount;
    } else {
      laws.evaluate(b, m, pair);
      drop = pair[0] as number;
      slope = pair[1] as number;
    }
    residual[b] = drop + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    conductance[b] = 1 / (slope > LEAST_SLOPE ? slope : LEAST_SLOPE);
  }
}

/** Sets residual and conductance of square laws, then of the few that remain. */
function passOthers(island: IslandArrays): void {
  const { state, flow, residual, conductance, rise, pressure, from, to, laws } = island;
  const { pipes, squares, coefficient, floorFlow, floorSlope, throttle } = laws;
  for (let b = pipes; b < flow.length; b++) {
    if (state[b] !== FLOWING) {
      passIdle(island, b);
      continue;
    }
    const m = flow[b] as number;
    let drop: number;
    let slope: number;
    if (b < squares) {
      const amount = Math.abs(m);
      const straight = amount < (floorFlow[b] as number);
      const law = straight ? (floorSlope[b] as number) : (coefficient[b] as number) * amount;
      const open = (throttle[b] as number) * amount;
      drop = (law + open) * m;
      slope = (straight ? law : 2 * law) + 2 * open;
    } else {
      laws.evaluate(b, m, pair);
      drop = pair[0] as number;
      slope = pair[1] as number;
    }
    residual[b] = drop + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    conductance[b] = 1 / (slope > LEAST_SLOPE ? slope : LEAST_SLOPE);
  }
}

function passIdle(island: IslandArrays, b: number): void {
  island.residual[b] = 0;
  island.conductance[b] = island.state[b] === SHUT ? 0 : LEAK;
}

/** Conductances and Δp residuals at the present flows and pressures; `rough` ones only to step from, never to stop at. */
export function evaluateResiduals(island: IslandArrays, into: Residuals, rough: boolean): void {
  const { flow, residual, conductance, pressure } = island;
  passPipes(island, rough ? ROUGHLY_NEAR : NEAR);
  passOthers(island);
  // Residuals within the rounding of the pressures are no corrections due, however well a branch conducts.
  let highest = 500;
  for (let i = 0; i < pressure.length; i++) {
    const p = Math.abs(pressure[i] as number);
    if (p > highest) highest = p;
  }
  const rounding = 2e-15 * highest;
  let largest = 0;
  let due = 0;
  let carried = 0;
  for (let b = 0; b < flow.length; b++) {
    const size = Math.abs(residual[b] as number);
    carried += Math.abs(flow[b] as number);
    if (!(size <= largest)) largest = size;
    if (!(size <= rounding)) due += size * (conductance[b] as number);
  }
  into.largest_Pa = largest;
  into.due = due;
  into.carried = carried;
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
