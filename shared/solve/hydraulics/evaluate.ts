/**
 * Laws and residuals of all branches: the loops in which a large network spends its time. Pipes and
 * square laws have loops of their own; the few other branches go through `BranchLaws.evaluate`.
 */
import { laminarLimit, turbulentLimit } from './friction.ts';
import type { IslandArrays } from './island.ts';
import {
  ANCHOR_INVERSE_ARGUMENT,
  ANCHOR_INVERSE_FLOW,
  ANCHOR_LOGARITHM,
  ANCHOR_VISCOUS,
  FLOWING,
  FRICTIONAL,
  LEAST_SLOPE,
  PIPE_STRIDE,
  PUMP,
  REYNOLDS,
  ROUGH,
  SHUT,
  SQUARED,
} from './laws.ts';

/** Conductance that keeps blocked and held branches in the matrix, kg/s per Pa. What leaks through it in a step is taken back in the next. */
const LEAK = 1e-10;

const pair = new Float64Array(2);

/**
 * Within this part of the flow where friction was last worked out in full, it is expanded from there:
 * error below 1e-12; while flows are still far from settled a few per cent of friction do not matter.
 */
const NEAR = 0.01;
const ROUGHLY_NEAR = 0.5;
const STILL = 1e-4;

/** What one pass over the branches finds. */
export interface Residuals {
  /** Largest |Δp − law| of a flowing branch, Pa. */
  largest_Pa: number;
  /** Sum of flow corrections still due, kg/s. */
  due: number;
  /** Sum of flows. */
  carried: number;
}

/** Largest residual, corrections due, flows carried: handed from pass to pass. */
const sums = new Float64Array(3);

/** Sets residual and conductance of the pipes. */
function passPipes(island: IslandArrays, near: number, rounding: number): void {
  const { state, flow, residual, conductance, rise, pressure, from, to, laws } = island;
  const pipe = laws.pipe;
  const count = laws.pipes;
  const laminar = laminarLimit(laws.friction);
  const turbulent = laws.friction === 'colebrook' ? Number.POSITIVE_INFINITY : turbulentLimit(laws.friction);
  const scale = 0.25 * Math.LN10 * Math.LN10;
  let largest = 0;
  let due = 0;
  let carried = 0;
  for (let b = 0; b < count; b++) {
    const m = flow[b] as number;
    const amount = Math.abs(m);
    carried += amount;
    if (state[b] !== FLOWING) {
      passIdle(island, b);
      continue;
    }
    const at = PIPE_STRIDE * b;
    const re = amount * (pipe[at + REYNOLDS] as number);
    const l = pipe[at + FRICTIONAL] as number;
    const square = pipe[at + SQUARED] as number;
    let drop: number;
    let slope: number;
    if (re >= turbulent) {
      const q = amount * (pipe[at + ANCHOR_INVERSE_FLOW] as number) - 1;
      let viscous: number;
      let inverse: number;
      let logarithm: number;
      if (q < near && q > -near) {
        const v = pipe[at + ANCHOR_VISCOUS] as number;
        const y = pipe[at + ANCHOR_INVERSE_ARGUMENT] as number;
        // (1 + q)^−0.9, then ln(1 + w) and 1/(1 + w); two terms of each do where the flow has hardly moved.
        const still = q < STILL && q > -STILL;
        const rest = still ? 0.855 : 0.855 + q * (-0.8265 + q * (0.8058375 - 0.78972075 * q));
        const change = v * q * (-0.9 + q * rest);
        const w = change * y;
        viscous = v + change;
        logarithm =
          (pipe[at + ANCHOR_LOGARITHM] as number) + w * (1 - w * (still ? 0.5 : 0.5 - w * (0.3333333333333333 - w * (0.25 - 0.2 * w))));
        inverse = y * (1 - w * (still ? 1 : 1 - w * (1 - w)));
      } else {
        viscous = 5.74 * re ** -0.9;
        const argument = (pipe[at + ROUGH] as number) + viscous;
        logarithm = Math.log(argument);
        inverse = 1 / argument;
        pipe[at + ANCHOR_INVERSE_FLOW] = 1 / amount;
        pipe[at + ANCHOR_VISCOUS] = viscous;
        pipe[at + ANCHOR_INVERSE_ARGUMENT] = inverse;
        pipe[at + ANCHOR_LOGARITHM] = logarithm;
      }
      const reciprocal = 1 / logarithm;
      const friction = l * scale * reciprocal * reciprocal;
      const loss = friction + square;
      drop = loss * m * amount;
      slope = amount * (2 * loss + 1.8 * friction * viscous * inverse * reciprocal);
    } else if (re <= laminar) {
      const linear = (64 * l) / (pipe[at + REYNOLDS] as number);
      drop = (linear + square * amount) * m;
      slope = linear + 2 * square * amount;
    } else {
      laws.evaluate(b, m, pair);
      drop = pair[0] as number;
      slope = pair[1] as number;
    }
    const r = drop + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    const c = 1 / Math.max(slope, LEAST_SLOPE);
    residual[b] = r;
    conductance[b] = c;
    const size = Math.abs(r);
    if (!(size <= largest)) largest = size;
    if (!(size <= rounding)) due += size * c;
  }
  sums[0] = largest;
  sums[1] = due;
  sums[2] = carried;
}

/** Sets residual and conductance of square laws, then of the few that remain. */
function passOthers(island: IslandArrays, rounding: number): void {
  const { state, flow, residual, conductance, rise, pressure, from, to, laws } = island;
  const { pipes, squares, coefficient, floorFlow, floorSlope, throttle } = laws;
  let largest = sums[0] as number;
  let due = sums[1] as number;
  let carried = sums[2] as number;
  for (let b = pipes; b < flow.length; b++) {
    const m = flow[b] as number;
    const amount = Math.abs(m);
    carried += amount;
    if (state[b] !== FLOWING) {
      passIdle(island, b);
      continue;
    }
    let drop: number;
    let slope: number;
    if (b < squares) {
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
    const r = drop + (rise[b] as number) - (pressure[from[b] as number] as number) + (pressure[to[b] as number] as number);
    const c = 1 / Math.max(slope, LEAST_SLOPE);
    residual[b] = r;
    conductance[b] = c;
    const size = Math.abs(r);
    if (!(size <= largest)) largest = size;
    if (!(size <= rounding)) due += size * c;
  }
  sums[0] = largest;
  sums[1] = due;
  sums[2] = carried;
}

function passIdle(island: IslandArrays, b: number): void {
  island.residual[b] = 0;
  island.conductance[b] = island.state[b] === SHUT ? 0 : LEAK;
}

/** Conductances and Δp residuals at the present flows and pressures; `rough` ones only to step from, never to stop at. */
export function evaluateResiduals(island: IslandArrays, into: Residuals, rough: boolean): void {
  const { pressure } = island;
  // Residuals within the rounding of the pressures are no corrections due, however well a branch conducts.
  let highest = 500;
  for (let i = 0; i < pressure.length; i++) {
    const p = Math.abs(pressure[i] as number);
    if (p > highest) highest = p;
  }
  const rounding = 2e-15 * highest;
  passPipes(island, rough ? ROUGHLY_NEAR : NEAR, rounding);
  passOthers(island, rounding);
  into.largest_Pa = sums[0] as number;
  into.due = sums[1] as number;
  into.carried = sums[2] as number;
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

/**
 * All flows of the first guess scaled alike, so that what drives the network and what resists it
 * balance as a whole: the linear guess has the pattern of the flows, seldom their size. Only where
 * nothing flows in, out, or at an imposed rate. Laws are taken as squares of the scale, pumps as they are.
 */
export function scaleStart(island: IslandArrays): void {
  const { flow, residual, conductance, pressure, rise, from, to, state, laws, pumps } = island;
  let given = 0;
  let resisted = 0;
  for (let b = 0; b < flow.length; b++) {
    if (state[b] !== FLOWING) continue;
    const m = flow[b] as number;
    const difference = (pressure[from[b] as number] as number) - (pressure[to[b] as number] as number) - (rise[b] as number);
    given += difference * m;
    if (laws.kind[b] !== PUMP) resisted += ((residual[b] as number) + difference) * m;
  }
  // Monotone in the scale: bisection in its logarithm between 1/32 and 32.
  const excess = (scale: number): number => {
    let sum = scale * scale * resisted - given;
    for (const b of pumps) if (state[b] === FLOWING) sum += laws.dropAt(b, scale * (flow[b] as number)) * (flow[b] as number);
    return sum;
  };
  let low = -5;
  let high = 5;
  for (let pass = 0; pass < 24; pass++) {
    const middle = (low + high) / 2;
    if (excess(2 ** middle) < 0) low = middle;
    else high = middle;
  }
  const scale = 2 ** low;
  for (let b = 0; b < flow.length; b++) {
    const m = flow[b] as number;
    flow[b] = scale * m;
    if (state[b] !== FLOWING) continue;
    const difference = (pressure[from[b] as number] as number) - (pressure[to[b] as number] as number) - (rise[b] as number);
    if (laws.kind[b] === PUMP) {
      laws.evaluate(b, scale * m, pair);
      residual[b] = (pair[0] as number) - difference;
      conductance[b] = 1 / Math.max(pair[1] as number, LEAST_SLOPE);
    } else {
      residual[b] = scale * scale * ((residual[b] as number) + difference) - difference;
      conductance[b] = (conductance[b] as number) / scale;
    }
  }
}
