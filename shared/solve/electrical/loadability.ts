/**
 * How far the powers of a part can grow together before its load flow has no solution: the nose of
 * the power-voltage curve. Found by continuation in the load, and refined by taking the weakest
 * voltage as parameter, in which load is smooth over the nose (Ajjarapu and Christy, "The
 * continuation power flow", IEEE Trans. Power Syst. 7(1), 1992).
 */

import type { Voltages } from './bus-branch.ts';
import type { NewtonFlow } from './newton-flow.ts';

export interface Loadability {
  /** Largest multiplier of all scheduled powers; undefined where they are zero or the unloaded part has no solution either. */
  readonly multiplier: number | undefined;
  /** Position in the part of the bus whose voltage collapses. */
  readonly weakest: number;
  /** Voltages at multiplier 1, where that exists. */
  readonly solution?: Voltages;
}

interface Point {
  readonly multiplier: number;
  readonly voltages: Voltages;
}

const unlimited = 1e6;

/** The last solvable point when load grows in halving steps, and the solution at 1 if it is passed. */
function climb(flow: NewtonFlow, beyond: boolean): { last: Point; solution?: Voltages } | undefined {
  flow.start();
  if (!flow.run(0).converged) {
    flow.aim(0);
    if (!flow.run(0).converged) return undefined;
  }
  let last: Point = { multiplier: 0, voltages: flow.save() };
  let solution: Voltages | undefined;
  let step = 1;
  while (step > 1e-5 * Math.max(1, last.multiplier) && last.multiplier < unlimited) {
    const next = last.multiplier + step;
    flow.restore(last.voltages);
    const outcome = flow.run(next, 20);
    if (outcome.converged && !leaps(flow, last.voltages)) {
      last = { multiplier: next, voltages: flow.save() };
      if (next === 1) {
        solution = last.voltages;
        if (!beyond) break;
      }
      step *= 2;
      if (last.multiplier < 1 && last.multiplier + step > 1) step = 1 - last.multiplier;
    } else {
      step /= 2;
    }
  }
  return { last, ...(solution && { solution }) };
}

/** A voltage that fell by more than a third between neighbouring points has jumped to the lower branch. */
function leaps(flow: NewtonFlow, from: Voltages): boolean {
  for (let k = 0; k < flow.buses.length; k++) {
    const before = Math.hypot(from.re[k] as number, from.im[k] as number);
    if (Math.hypot(flow.vRe[k] as number, flow.vIm[k] as number) < 0.6 * before) return true;
  }
  return false;
}

/** Traces the curve by the logarithm of one bus voltage; each call starts from the last point found. */
class Nose {
  readonly #flow: NewtonFlow;
  readonly #bus: number;
  /** −1 where the voltage rises towards the nose, as it may beside what feeds in. */
  readonly #sign: number;
  readonly #right: Float64Array;
  readonly #direction: Float64Array;
  #multiplier: number;

  constructor(flow: NewtonFlow, { bus, sign }: Weakest, multiplier: number) {
    this.#flow = flow;
    this.#bus = bus;
    this.#sign = sign;
    this.#multiplier = multiplier;
    this.#right = new Float64Array(2 * flow.buses.length);
    this.#direction = new Float64Array(2 * flow.buses.length);
  }

  /** Falls along the curve. */
  get height(): number {
    return this.#sign * Math.log(Math.hypot(this.#flow.vRe[this.#bus] as number, this.#flow.vIm[this.#bus] as number));
  }

  /** Multiplier of the solution of this height; undefined where none is near. */
  at(height: number): number | undefined {
    const flow = this.#flow;
    const saved = flow.save();
    const before = this.#multiplier;
    const enough = Math.max(1e-10, 1e3 * flow.rounding(0));
    let least = Number.POSITIVE_INFINITY;
    for (let iteration = 0; iteration < 40; iteration++) {
      const error = flow.mismatch(this.#right, this.#multiplier);
      const gap = height - this.height;
      const size = Math.max(error / Math.max(1, Math.abs(this.#multiplier)), Math.abs(gap));
      if (size < 1e-15 || (size < enough && size >= 0.5 * least)) return this.#multiplier;
      least = Math.min(least, size);
      if (!Number.isFinite(size) || !flow.factor()) break;
      flow.lu.solve(this.#right);
      flow.direction(this.#direction);
      flow.lu.solve(this.#direction);
      const slope = this.#direction[2 * this.#bus + 1] as number;
      const gain = (this.#sign * gap - (this.#right[2 * this.#bus + 1] as number)) / slope;
      if (!Number.isFinite(gain)) break;
      for (let i = 0; i < this.#right.length; i++) this.#right[i] = (this.#right[i] as number) + gain * (this.#direction[i] as number);
      flow.move(this.#right);
      this.#multiplier += gain;
    }
    flow.restore(saved);
    this.#multiplier = before;
    return undefined;
  }
}

interface Weakest {
  readonly bus: number;
  readonly sign: number;
}

function weakestBus(flow: NewtonFlow, multiplier: number): Weakest {
  const right = new Float64Array(2 * flow.buses.length);
  flow.mismatch(right, multiplier);
  flow.factor();
  flow.direction(right);
  flow.lu.solve(right);
  let weakest = 0;
  for (let k = 0; k < flow.buses.length; k++) {
    if (Math.abs(right[2 * k + 1] as number) > Math.abs(right[2 * weakest + 1] as number)) weakest = k;
  }
  return { bus: weakest, sign: (right[2 * weakest + 1] as number) > 0 ? -1 : 1 };
}

/** Top of the curve by golden section on the weakest voltage: the error of the top is the square of the error of the place. */
function refine(flow: NewtonFlow, last: Point, weakest: Weakest): number {
  flow.restore(last.voltages);
  const nose = new Nose(flow, weakest, last.multiplier);
  let high = nose.height;
  let best = last.multiplier;
  // Walk over the nose until load falls again.
  let stride = 1e-4;
  let middle = high;
  let low = high;
  for (let k = 0; k < 200; k++) {
    low = middle - stride;
    const value = nose.at(low);
    if (value === undefined) {
      stride /= 4;
      if (stride < 1e-9) return best;
      continue;
    }
    if (value < best) break;
    high = middle;
    middle = low;
    best = value;
    stride *= 1.7;
  }
  const ratio = (Math.sqrt(5) - 1) / 2;
  let a = low;
  let b = high;
  let c = b - ratio * (b - a);
  let d = a + ratio * (b - a);
  let fc = nose.at(c);
  let fd = nose.at(d);
  while (b - a > 1e-6 && fc !== undefined && fd !== undefined) {
    best = Math.max(best, fc, fd);
    if (fc > fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - ratio * (b - a);
      fc = nose.at(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + ratio * (b - a);
      fd = nose.at(d);
    }
  }
  return best;
}

/**
 * @param beyond — also find the limit where the scheduled powers themselves can be carried.
 * Sets the flow's voltages to the last point visited.
 */
export function findLoadability(flow: NewtonFlow, beyond: boolean): Loadability {
  const climbed = climb(flow, beyond);
  if (!climbed) return { multiplier: undefined, weakest: 0 };
  const { last, solution } = climbed;
  if (solution && !beyond) return { multiplier: undefined, weakest: 0, solution };
  if (last.multiplier >= unlimited) return { multiplier: undefined, weakest: 0, ...(solution && { solution }) };
  flow.restore(last.voltages);
  const weakest = weakestBus(flow, last.multiplier);
  return { multiplier: refine(flow, last, weakest), weakest: weakest.bus, ...(solution && { solution }) };
}
