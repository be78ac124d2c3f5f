/**
 * The load flow of a meshed part with power added at some of its nodes: Newton from the solution, whose derivatives are
 * factored once (Tinney and Hart 1967 with a constant Jacobian), so that an addition costs a few substitutions.
 */
import type { ElectricalSolution } from '../electrical.ts';
import { type BranchFlows, type BusBranch, emptyFlows, type Voltages } from './bus-branch.ts';
import type { IslandPlan } from './island-plan.ts';
import type { MergedNetwork } from './merge.ts';
import { NewtonFlow } from './newton-flow.ts';

/** Largest mismatch left at a node: pu of the power base, of the part's largest power, and of what is added. */
const tolerance = { power: 1e-10, relative: 1e-12, added: 1e-9 };
/** Below this voltage a solution is the other root of the load flow. */
const lowest = 0.6;
/** Mismatch that may be rounding, of the part's largest power: short cables have admittances of millions per unit. */
const rounding = 1e-7;
/** Derivatives are made anew where a step leaves more than this of the mismatch. */
const slow = 0.3;
const mostSteps = 60;

/** Columns by node and branch of the whole model that all meshed parts write their own entries of. */
export interface MeshScratch {
  readonly model: BusBranch;
  readonly v: Voltages;
  readonly flows: BranchFlows;
  /** Effort since it was last set to zero: nodes times steps of Newton. */
  work: number;
}

export function meshScratch({ model }: MergedNetwork): MeshScratch {
  const column = () => new Float64Array(model.kind.length);
  return {
    model: { ...model, p: column(), q: column() },
    v: { re: column(), im: column() },
    flows: emptyFlows(model.from.length),
    work: 0,
  };
}

type Power = readonly [p: number, q: number];

export class AddedFlow {
  readonly #plan: IslandPlan;
  readonly #scratch: MeshScratch;
  readonly #positionOf: Int32Array;
  readonly #newton: NewtonFlow;
  readonly #right: Float64Array;
  #base: Voltages | undefined;
  readonly #added = new Map<number, Power>();
  #factored = false;
  /** Largest power at a node of the solution. */
  #largest = 1;
  /** The last two answers of this place, the newer one first: with the added power, along which voltages go on almost straight. */
  #answers: readonly { readonly added: number; readonly v: Voltages }[] = [];

  constructor(plan: IslandPlan, scratch: MeshScratch, positionOf: Int32Array) {
    this.#plan = plan;
    this.#scratch = scratch;
    this.#positionOf = positionOf;
    this.#newton = new NewtonFlow(scratch.model, plan);
    this.#right = new Float64Array(2 * plan.buses.length);
  }

  /** Takes over a solution; nothing is added to it. */
  refresh(solution: ElectricalSolution, nodeP: Float64Array, nodeQ: Float64Array): void {
    const { model, v } = this.#scratch;
    this.#largest = 1;
    for (const node of this.#plan.buses) {
      v.re[node] = solution.nodeVoltages.re.at(node);
      v.im[node] = solution.nodeVoltages.im.at(node);
      const p = -(nodeP[node] as number);
      const q = -(nodeQ[node] as number);
      model.p[node] = p;
      model.q[node] = q;
      this.#largest = Math.max(this.#largest, Math.abs(p), Math.abs(q));
    }
    this.#added.clear();
    this.#newton.start(v);
    this.#base = this.#newton.save();
    this.#factored = false;
  }

  /** Another place is looked at: starts from the solution, with nothing added. */
  restart(): void {
    this.clear();
    this.restore();
    if (this.#base) this.#answers = [{ added: 0, v: this.#base }];
  }

  restore(): void {
    if (this.#base) this.#newton.restore(this.#base);
  }

  clear(): void {
    const { p, q } = this.#scratch.model;
    for (const [node, [addedP, addedQ]] of this.#added) {
      p[node] = (p[node] as number) + addedP;
      q[node] = (q[node] as number) + addedQ;
    }
    this.#added.clear();
  }

  add(node: number, p: number, q: number): void {
    const { model } = this.#scratch;
    const [beforeP, beforeQ] = this.addedAt(node);
    this.#added.set(node, [beforeP + p, beforeQ + q]);
    model.p[node] = (model.p[node] as number) - p;
    model.q[node] = (model.q[node] as number) - q;
  }

  addedAt(node: number): Power {
    return this.#added.get(node) ?? [0, 0];
  }

  /** How many nodes have an addition. */
  get places(): number {
    return this.#added.size;
  }

  get addedPower(): number {
    let added = 0;
    for (const [p] of this.#added.values()) added += p;
    return added;
  }

  voltage(node: number): number {
    const k = this.#positionOf[node] as number;
    return Math.hypot(this.#newton.vRe[k] as number, this.#newton.vIm[k] as number);
  }

  /** One step, exact where little is added. @returns false where the solution stands at the nose. */
  step(): boolean {
    this.#newton.mismatch(this.#right);
    if (!this.#derivatives()) return false;
    this.#newton.lu.solve(this.#right);
    this.#newton.move(this.#right);
    this.#hand();
    return true;
  }

  /** @returns false where what is added cannot be carried. */
  solve(): boolean {
    this.#foresee();
    if (!this.#settle()) {
      this.#answers = this.#answers.filter(({ added }) => added === 0);
      this.#factored = false;
      this.restore();
      return false;
    }
    this.#hand();
    this.#answers = [{ added: this.addedPower, v: this.#newton.save() }, ...this.#answers.slice(0, 1)];
    return true;
  }

  /** A start in line with the last two answers. */
  #foresee(): void {
    const [a, b] = this.#answers;
    if (!a || !b || a.added === b.added) return;
    const share = (this.addedPower - a.added) / (a.added - b.added);
    if (Math.abs(share) > 2) return;
    const { vRe, vIm } = this.#newton;
    for (let k = 0; k < vRe.length; k++) {
      vRe[k] = (a.v.re[k] as number) + share * ((a.v.re[k] as number) - (b.v.re[k] as number));
      vIm[k] = (a.v.im[k] as number) + share * ((a.v.im[k] as number) - (b.v.im[k] as number));
    }
  }

  #derivatives(): boolean {
    this.#factored ||= this.#newton.factor();
    return this.#factored;
  }

  /** Newton from the present voltages. */
  #settle(): boolean {
    const newton = this.#newton;
    const right = this.#right;
    let added = 0;
    for (const [p, q] of this.#added.values()) added += Math.abs(p) + Math.abs(q);
    const enough = Math.max(tolerance.power, tolerance.relative * (this.#largest + added), tolerance.added * added);
    let before = Number.POSITIVE_INFINITY;
    let fresh = false;
    for (let step = 0; step < mostSteps; step++) {
      this.#scratch.work += this.#plan.buses.length;
      const mismatch = newton.mismatch(right);
      if (mismatch <= enough) return this.#plausible();
      if (!Number.isFinite(mismatch)) return false;
      if (mismatch > slow * before) {
        // With fresh derivatives a small mismatch falls no further where it has met rounding.
        if (fresh && mismatch <= rounding * (this.#largest + added)) return this.#plausible();
        this.#factored = false;
      }
      fresh = !this.#factored;
      if (!this.#derivatives()) return false;
      before = mismatch;
      newton.lu.solve(right);
      newton.move(right);
    }
    return false;
  }

  #plausible(): boolean {
    const { vRe, vIm } = this.#newton;
    for (let k = 0; k < vRe.length; k++) if ((vRe[k] as number) ** 2 + (vIm[k] as number) ** 2 < lowest * lowest) return false;
    return true;
  }

  /** Present voltages to where flows are read from. */
  #hand(): void {
    const { re, im } = this.#scratch.v;
    const { vRe, vIm } = this.#newton;
    const { buses } = this.#plan;
    for (let k = 0; k < buses.length; k++) {
      const node = buses[k] as number;
      re[node] = vRe[k] as number;
      im[node] = vIm[k] as number;
    }
  }
}
