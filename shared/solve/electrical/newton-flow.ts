/**
 * Newton load flow in polar form with exact derivatives, for meshed and voltage-controlled parts.
 * Tinney and Hart, "Power flow solution by Newton's method", IEEE Trans. PAS-86(11), 1967.
 * Unknowns per bus: angle step and relative voltage step; equations ΔP and ΔQ. Slack rows, and the
 * second row of PV buses, are the identity.
 */
import { BlockLu } from './block-lu.ts';
import { type BusBranch, busKind, type Voltages } from './bus-branch.ts';
import { incidence } from './incidence.ts';
import type { IslandPlan } from './island-plan.ts';

export interface NewtonOutcome {
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest power mismatch at a bus, pu. */
  readonly mismatch: number;
}

export class NewtonFlow {
  readonly buses: Int32Array;
  readonly lu: BlockLu;
  /** Nodal admittance: diagonal by local bus; per branch the four pi-section terms' off-diagonals. */
  readonly #model: BusBranch;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #diagonalG: Float64Array;
  readonly #diagonalB: Float64Array;
  readonly #ftG: Float64Array;
  readonly #ftB: Float64Array;
  readonly #tfG: Float64Array;
  readonly #tfB: Float64Array;
  readonly #p: Float64Array;
  readonly #q: Float64Array;
  readonly #step: Float64Array;
  /** Angle of each bus behind the first, as the phase shifts on the way set it. */
  readonly #phase: Float64Array;
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;

  constructor(model: BusBranch, plan: IslandPlan) {
    this.#model = model;
    this.buses = plan.buses;
    const n = plan.buses.length;
    const m = plan.branches.length;
    const local = new Map<number, number>();
    plan.buses.forEach((bus, k) => {
      local.set(bus, k);
    });
    this.#from = new Int32Array(m);
    this.#to = new Int32Array(m);
    this.#diagonalG = new Float64Array(n);
    this.#diagonalB = new Float64Array(n);
    this.#ftG = new Float64Array(m);
    this.#ftB = new Float64Array(m);
    this.#tfG = new Float64Array(m);
    this.#tfB = new Float64Array(m);
    plan.buses.forEach((bus, k) => {
      this.#diagonalG[k] = model.shuntG[bus] as number;
      this.#diagonalB[k] = model.shuntB[bus] as number;
    });
    const add = (k: number, g: number, b: number) => {
      this.#diagonalG[k] = (this.#diagonalG[k] as number) + g;
      this.#diagonalB[k] = (this.#diagonalB[k] as number) + b;
    };
    plan.branches.forEach((branch, e) => {
      const f = local.get(model.from[branch] as number) as number;
      const t = local.get(model.to[branch] as number) as number;
      this.#from[e] = f;
      this.#to[e] = t;
      const r = model.r[branch] as number;
      const x = model.x[branch] as number;
      const square = r * r + x * x;
      const yr = r / square;
      const yi = -x / square;
      const tap = model.tap[branch] as number;
      const g = (model.g[branch] as number) / 2;
      const b = (model.b[branch] as number) / 2;
      add(f, (yr + g) / (tap * tap), (yi + b) / (tap * tap));
      add(t, yr + g, yi + b);
      const c = Math.cos(model.shift[branch] as number) / tap;
      const s = Math.sin(model.shift[branch] as number) / tap;
      // Y_ft = −y/conj(N), Y_tf = −y/N with N = tap·e^(j·shift).
      this.#ftG[e] = -(yr * c - yi * s);
      this.#ftB[e] = -(yr * s + yi * c);
      this.#tfG[e] = -(yr * c + yi * s);
      this.#tfB[e] = -(yi * c - yr * s);
    });
    this.lu = new BlockLu(n, this.#from, this.#to);
    this.#p = new Float64Array(n);
    this.#q = new Float64Array(n);
    this.#step = new Float64Array(2 * n);
    this.vRe = new Float64Array(n);
    this.vIm = new Float64Array(n);
    this.#phase = this.#followShifts(plan.branches);
  }

  /** Walks from the first bus, which is held where any is. */
  #followShifts(branches: Int32Array): Float64Array {
    const n = this.buses.length;
    const { start, incident } = incidence(n, this.#from, this.#to);
    const phase = new Float64Array(n).fill(Number.NaN);
    const waiting = [0];
    phase[0] = 0;
    for (let k = waiting.pop(); k !== undefined; k = waiting.pop()) {
      for (let i = start[k] as number; i < (start[k + 1] as number); i++) {
        const e = incident[i] as number;
        const forward = this.#from[e] === k;
        const other = (forward ? this.#to[e] : this.#from[e]) as number;
        if (!Number.isNaN(phase[other] as number)) continue;
        const shift = this.#model.shift[branches[e] as number] as number;
        phase[other] = (phase[k] as number) - (forward ? shift : -shift);
        waiting.push(other);
      }
    }
    return phase;
  }

  /** Set points, and a start where one is given: flat but for phase shifts otherwise. */
  start(from?: Voltages): void {
    const { kind, voltage, angle } = this.#model;
    const [reference = 0] = this.buses;
    const flat = kind[reference] === busKind.slack ? (angle[reference] as number) : 0;
    this.buses.forEach((bus, k) => {
      const re = from?.re[bus] ?? Number.NaN;
      const im = from?.im[bus] ?? Number.NaN;
      const fixed = kind[bus] !== busKind.pq;
      const magnitude = fixed || Number.isNaN(re) ? (voltage[bus] as number) : Math.hypot(re, im);
      const a =
        kind[bus] === busKind.slack ? (angle[bus] as number) : Number.isNaN(re) ? flat + (this.#phase[k] as number) : Math.atan2(im, re);
      this.vRe[k] = magnitude * Math.cos(a);
      this.vIm[k] = magnitude * Math.sin(a);
    });
  }

  /** Injected power at every bus at the present voltages. */
  #inject(): void {
    const { vRe, vIm } = this;
    const p = this.#p;
    const q = this.#q;
    for (let k = 0; k < p.length; k++) {
      const square = (vRe[k] as number) ** 2 + (vIm[k] as number) ** 2;
      p[k] = (this.#diagonalG[k] as number) * square;
      q[k] = -(this.#diagonalB[k] as number) * square;
    }
    for (let e = 0; e < this.#from.length; e++) {
      const f = this.#from[e] as number;
      const t = this.#to[e] as number;
      const fr = vRe[f] as number;
      const fi = vIm[f] as number;
      const tr = vRe[t] as number;
      const ti = vIm[t] as number;
      const cosine = fr * tr + fi * ti;
      const sine = fi * tr - fr * ti;
      p[f] = (p[f] as number) + (this.#ftG[e] as number) * cosine + (this.#ftB[e] as number) * sine;
      q[f] = (q[f] as number) + (this.#ftG[e] as number) * sine - (this.#ftB[e] as number) * cosine;
      p[t] = (p[t] as number) + (this.#tfG[e] as number) * cosine - (this.#tfB[e] as number) * sine;
      q[t] = (q[t] as number) - (this.#tfG[e] as number) * sine - (this.#tfB[e] as number) * cosine;
    }
  }

  /** Right side: scheduled power times `scale` less the injected power. @returns the largest mismatch. */
  mismatch(right: Float64Array, scale = 1): number {
    this.#inject();
    const { kind, p, q } = this.#model;
    let largest = 0;
    for (let k = 0; k < this.buses.length; k++) {
      const bus = this.buses[k] as number;
      const dp = kind[bus] === busKind.slack ? 0 : scale * (p[bus] as number) - (this.#p[k] as number);
      const dq = kind[bus] === busKind.pq ? scale * (q[bus] as number) - (this.#q[k] as number) : 0;
      right[2 * k] = dp;
      right[2 * k + 1] = dq;
      const size = Math.max(Math.abs(dp), Math.abs(dq));
      if (!(size <= largest)) largest = size;
    }
    return largest;
  }

  /**
   * Derivatives at the present voltages into the factor; call after `mismatch`. @returns false where singular.
   * @param held — every bus keeps its voltage, as if it were a PV bus: only angles move.
   */
  factor(held = false): boolean {
    const { vRe, vIm, lu } = this;
    const { kind } = this.#model;
    const typeOf = (k: number): number => {
      const type = kind[this.buses[k] as number] as number;
      return held && type === busKind.pq ? busKind.pv : type;
    };
    for (let k = 0; k < this.buses.length; k++) {
      const type = typeOf(k);
      const square = (vRe[k] as number) ** 2 + (vIm[k] as number) ** 2;
      const g = (this.#diagonalG[k] as number) * square;
      const b = (this.#diagonalB[k] as number) * square;
      const p = this.#p[k] as number;
      const q = this.#q[k] as number;
      lu.diagonal[4 * k] = type === busKind.slack ? 1 : -q - b;
      lu.diagonal[4 * k + 1] = type === busKind.slack ? 0 : p + g;
      lu.diagonal[4 * k + 2] = type === busKind.pq ? p - g : 0;
      lu.diagonal[4 * k + 3] = type === busKind.pq ? q - b : 1;
    }
    for (let e = 0; e < this.#from.length; e++) {
      const f = this.#from[e] as number;
      const t = this.#to[e] as number;
      const fr = vRe[f] as number;
      const fi = vIm[f] as number;
      const tr = vRe[t] as number;
      const ti = vIm[t] as number;
      const cosine = fr * tr + fi * ti;
      const sine = fi * tr - fr * ti;
      this.#pair(8 * e, typeOf(f), typeOf(t), this.#ftG[e] as number, this.#ftB[e] as number, cosine, sine);
      this.#pair(8 * e + 4, typeOf(t), typeOf(f), this.#tfG[e] as number, this.#tfB[e] as number, cosine, -sine);
    }
    return lu.factor();
  }

  /** ∂(P, Q) at one bus by (angle, relative voltage) of another. */
  #pair(at: number, row: number, column: number, g: number, b: number, cosine: number, sine: number): void {
    const { pairs } = this.lu;
    const active = g * cosine + b * sine;
    const reactive = g * sine - b * cosine;
    const angle = row === busKind.slack || column === busKind.slack ? 0 : 1;
    const voltage = row === busKind.slack || column !== busKind.pq ? 0 : 1;
    const second = row === busKind.pq ? 1 : 0;
    pairs[at] = angle * reactive;
    pairs[at + 1] = voltage * active;
    pairs[at + 2] = -angle * second * active;
    pairs[at + 3] = voltage * second * reactive;
  }

  /** Applies (angle, relative voltage) steps, shortened where a voltage would fall by more than half. */
  move(step: Float64Array): void {
    let scale = 1;
    for (let k = 0; k < this.buses.length; k++) {
      const relative = step[2 * k + 1] as number;
      if (relative < -0.5) scale = Math.min(scale, -0.5 / relative);
      const turn = Math.abs(step[2 * k] as number);
      if (turn > 1) scale = Math.min(scale, 1 / turn);
    }
    for (let k = 0; k < this.buses.length; k++) {
      const turn = scale * (step[2 * k] as number);
      const stretch = 1 + scale * (step[2 * k + 1] as number);
      const c = Math.cos(turn) * stretch;
      const s = Math.sin(turn) * stretch;
      const re = this.vRe[k] as number;
      const im = this.vIm[k] as number;
      this.vRe[k] = c * re - s * im;
      this.vIm[k] = c * im + s * re;
    }
  }

  /**
   * A start for networks that carry power far, where a flat one lies too far off: flat voltages with
   * the angles that the active powers ask for (a load flow with voltages held, four steps at most).
   */
  aim(scale = 1): void {
    const step = this.#step;
    this.start();
    const flat = this.save();
    for (let pass = 0; pass < 4; pass++) {
      this.mismatch(step, scale);
      if (!this.factor(true)) {
        // Where only resistance joins buses, angles carry no active power.
        this.restore(flat);
        return;
      }
      for (let k = 0; k < this.buses.length; k++) step[2 * k + 1] = 0;
      this.lu.solve(step);
      this.move(step);
    }
  }

  /** Iterates from the present voltages at `scale` times the scheduled powers. */
  run(scale = 1, limit = 30): NewtonOutcome {
    const step = this.#step;
    const floor = this.rounding(scale);
    let before = Number.POSITIVE_INFINITY;
    for (let iterations = 0; ; iterations++) {
      const mismatch = this.mismatch(step, scale);
      if (mismatch <= floor) return { converged: true, iterations, mismatch };
      if (!Number.isFinite(mismatch) || iterations === limit) return { converged: false, iterations, mismatch };
      // Quadratic convergence has met rounding when a tiny mismatch no longer falls; just over the nose a small one does not either.
      if (mismatch < 1e3 * floor && mismatch > 0.5 * before) return { converged: true, iterations, mismatch };
      before = mismatch;
      if (!this.factor()) return { converged: false, iterations, mismatch };
      this.lu.solve(step);
      this.move(step);
    }
  }

  /** What rounding leaves of a mismatch: powers are differences of admittance times voltage, so stiff branches leave more. */
  rounding(scale: number): number {
    return Math.max(1e-13 * Math.max(1, this.#largestPower() * scale), Number.EPSILON * this.#largestAdmittance());
  }

  #largestAdmittance(): number {
    let largest = 0;
    for (let k = 0; k < this.buses.length; k++) {
      largest = Math.max(largest, Math.abs(this.#diagonalG[k] as number), Math.abs(this.#diagonalB[k] as number));
    }
    return largest;
  }

  #largestPower(): number {
    const { p, q } = this.#model;
    let largest = 0;
    for (const bus of this.buses) largest = Math.max(largest, Math.abs(p[bus] as number), Math.abs(q[bus] as number));
    return largest;
  }

  /** Scheduled powers as a right side: the direction in which load grows. */
  direction(right: Float64Array): void {
    const { kind, p, q } = this.#model;
    this.buses.forEach((bus, k) => {
      right[2 * k] = kind[bus] === busKind.slack ? 0 : (p[bus] as number);
      right[2 * k + 1] = kind[bus] === busKind.pq ? (q[bus] as number) : 0;
    });
  }

  save(): Voltages {
    return { re: this.vRe.slice(), im: this.vIm.slice() };
  }

  restore(saved: Voltages): void {
    this.vRe.set(saved.re);
    this.vIm.set(saved.im);
  }
}
