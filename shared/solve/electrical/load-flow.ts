/** Load flow of a bus-branch model, part by part: sweep where radial, Newton elsewhere and where the sweep gives up. */
import { type BranchFlows, type BusBranch, busKind, emptyFlows, flowFromVoltages, type Voltages } from './bus-branch.ts';
import { type IslandPlan, planIslands } from './island-plan.ts';
import { findLoadability, type Loadability } from './loadability.ts';
import { NewtonFlow } from './newton-flow.ts';
import { laneAt, loadLane, loadRoot, prepareSweep, type RadialSweep, runLane, startSweep, sumRoot, unloadSweep } from './radial-sweep.ts';

export type FlowStatus = 'solved' | 'no-solution' | 'not-converged' | 'dead';

export interface PartOutcome {
  readonly status: FlowStatus;
  readonly method: 'sweep' | 'newton' | 'none';
  readonly iterations: number;
  /** Largest power mismatch at a bus, pu. */
  readonly mismatch: number;
  /** Part of the scheduled powers that could be carried, where there is no solution. */
  readonly loadability?: number;
}

/** Keeps what depends on topology only: sweep orders, factorisation patterns. And the last sweep, to go on from. */
export class PartSolver {
  readonly plan: IslandPlan;
  /** Buses whose voltage is held. */
  readonly held: Int32Array;
  /** Where the part is radial. Its voltages and currents are those of the last solution. */
  readonly sweep: RadialSweep | undefined;
  /** Positions that the last solution wrote, as begin, end, begin, end … */
  readonly written: number[] = [];
  readonly #model: BusBranch;
  #newton: NewtonFlow | undefined;
  /** Lanes whose powers changed since the last solution. */
  readonly #stale: Uint8Array;
  /** Whether the sweep stands where the last solution left it. */
  #standing = false;

  constructor(model: BusBranch, plan: IslandPlan) {
    this.plan = plan;
    this.held = plan.buses.filter((bus) => model.kind[bus] === busKind.slack);
    this.#model = model;
    this.sweep = plan.tree && prepareSweep(model, { ...plan, tree: plan.tree });
    this.#stale = new Uint8Array(this.sweep ? this.sweep.laneStart.length - 1 : 0);
  }

  get newton(): NewtonFlow {
    this.#newton ??= new NewtonFlow(this.#model, this.plan);
    return this.#newton;
  }

  /** Says that the power at a position changed. */
  touch(position: number): void {
    if (this.sweep && position > 0) this.#stale[laneAt(this.sweep, position)] = 1;
  }

  /** Writes voltages and flows of this part; leaves them untouched (NaN) without a solution. */
  solve(v: Voltages, flows: BranchFlows, start?: Voltages, method?: 'newton'): PartOutcome {
    this.written.length = 0;
    if (this.plan.slackCount === 0) return { status: 'dead', method: 'none', iterations: 0, mismatch: 0 };
    if (this.sweep && method !== 'newton') {
      this.#stale.fill(1);
      loadRoot(this.sweep, this.#model);
      startSweep(this.sweep, this.#model, start);
      const outcome = this.#sweepStale(this.sweep, v, flows);
      if (outcome) return outcome;
    }
    return this.#iterate(v, flows, start);
  }

  /** Solves again from the last solution, whose voltages and flows are `v` and `flows`: only lanes that were touched. */
  resolve(v: Voltages, flows: BranchFlows): PartOutcome {
    if (!this.sweep || !this.#standing) return this.solve(v, flows, v);
    this.written.length = 0;
    loadRoot(this.sweep, this.#model);
    return this.#sweepStale(this.sweep, v, flows) ?? this.#iterate(v, flows, v);
  }

  #sweepStale(sweep: RadialSweep, v: Voltages, flows: BranchFlows): PartOutcome | undefined {
    let iterations = 0;
    for (let lane = 0; lane < this.#stale.length; lane++) {
      if (!this.#stale[lane]) continue;
      this.#stale[lane] = 0;
      loadLane(sweep, this.#model, lane);
      const outcome = runLane(sweep, lane);
      this.#standing = outcome.converged;
      if (!outcome.converged) return undefined;
      iterations = Math.max(iterations, outcome.iterations);
      this.#write(sweep.laneStart[lane] as number, sweep.laneStart[lane + 1] as number);
    }
    this.#standing = true;
    sumRoot(sweep);
    this.#write(0, 1);
    for (let i = 0; i < this.written.length; i += 2)
      unloadSweep(sweep, this.#model, v, flows, this.written[i] as number, this.written[i + 1] as number);
    let mismatch = 0;
    for (const left of sweep.laneMismatch) mismatch = Math.max(mismatch, left);
    return { status: 'solved', method: 'sweep', iterations, mismatch };
  }

  #write(begin: number, end: number): void {
    const { written } = this;
    if (written.length > 0 && written[written.length - 1] === begin) written[written.length - 1] = end;
    else written.push(begin, end);
  }

  #iterate(v: Voltages, flows: BranchFlows, start: Voltages | undefined): PartOutcome {
    const { newton } = this;
    this.#standing = false;
    this.written.length = 0;
    this.#write(0, this.plan.buses.length);
    newton.start(start);
    let outcome = newton.run();
    let iterations = outcome.iterations;
    if (!outcome.converged || this.#implausible()) {
      newton.aim();
      outcome = newton.run();
      iterations += outcome.iterations;
    }
    if (!outcome.converged || this.#implausible()) {
      const { solution, multiplier } = findLoadability(newton, false);
      if (!solution) {
        if (multiplier === undefined) return { status: 'not-converged', method: 'newton', iterations, mismatch: outcome.mismatch };
        return { status: 'no-solution', method: 'newton', iterations, mismatch: outcome.mismatch, loadability: multiplier };
      }
      newton.restore(solution);
      outcome = newton.run();
      iterations += outcome.iterations;
      if (!outcome.converged) return { status: 'not-converged', method: 'newton', iterations, mismatch: outcome.mismatch };
    }
    this.plan.buses.forEach((bus, k) => {
      v.re[bus] = newton.vRe[k] as number;
      v.im[bus] = newton.vIm[k] as number;
    });
    for (const branch of this.plan.branches) flowFromVoltages(this.#model, branch, v, flows);
    return { status: 'solved', method: 'newton', iterations, mismatch: outcome.mismatch };
  }

  /** Newton may land on the low-voltage solution; a very low voltage is checked by continuation. */
  #implausible(): boolean {
    const { newton } = this;
    return newton.buses.some((_, k) => Math.hypot(newton.vRe[k] as number, newton.vIm[k] as number) < 0.6);
  }

  loadability(): Loadability {
    return findLoadability(this.newton, true);
  }
}

export interface BusBranchSolution {
  readonly voltages: Voltages;
  readonly flows: BranchFlows;
  readonly parts: readonly (PartOutcome & { readonly buses: Int32Array })[];
}

/** Solves every connected part. Voltages and flows of parts without a solution, or without a slack bus, are NaN. */
export function solveBusBranch(
  model: BusBranch,
  options: { readonly start?: Voltages; readonly method?: 'newton' } = {},
): BusBranchSolution {
  const column = () => new Float64Array(model.kind.length).fill(Number.NaN);
  const voltages = { re: column(), im: column() };
  const flows = emptyFlows(model.from.length);
  const parts = planIslands(model).map((plan) => ({
    ...new PartSolver(model, plan).solve(voltages, flows, options.start, options.method),
    buses: plan.buses,
  }));
  return { voltages, flows, parts };
}
