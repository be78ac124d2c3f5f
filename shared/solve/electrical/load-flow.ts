/** Load flow of a bus-branch model, part by part: sweep where radial, Newton elsewhere and where the sweep gives up. */
import { type BranchFlows, type BusBranch, emptyFlows, flowFromVoltages, type Voltages } from './bus-branch.ts';
import { type IslandPlan, planIslands } from './island-plan.ts';
import { findLoadability, type Loadability } from './loadability.ts';
import { NewtonFlow } from './newton-flow.ts';
import { loadSweep, prepareSweep, type RadialSweep, runSweep, unloadSweep } from './radial-sweep.ts';

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

/** Keeps what depends on topology only: sweep orders, factorisation patterns. */
export class PartSolver {
  readonly plan: IslandPlan;
  /** Where the part is radial. Its voltages and currents are those of the last solution. */
  readonly sweep: RadialSweep | undefined;
  readonly #model: BusBranch;
  #newton: NewtonFlow | undefined;

  constructor(model: BusBranch, plan: IslandPlan) {
    this.plan = plan;
    this.#model = model;
    this.sweep = plan.tree && prepareSweep(model, { ...plan, tree: plan.tree });
  }

  get newton(): NewtonFlow {
    this.#newton ??= new NewtonFlow(this.#model, this.plan);
    return this.#newton;
  }

  /** Writes voltages and flows of this part; leaves them untouched (NaN) without a solution. */
  solve(v: Voltages, flows: BranchFlows, start?: Voltages, method?: 'newton'): PartOutcome {
    if (this.plan.slackCount === 0) return { status: 'dead', method: 'none', iterations: 0, mismatch: 0 };
    if (this.sweep && method !== 'newton') {
      loadSweep(this.sweep, this.#model, start);
      const outcome = runSweep(this.sweep);
      if (outcome.converged) {
        unloadSweep(this.sweep, this.#model, v, flows);
        return { status: 'solved', method: 'sweep', iterations: outcome.iterations, mismatch: outcome.mismatch };
      }
    }
    return this.#iterate(v, flows, start);
  }

  #iterate(v: Voltages, flows: BranchFlows, start: Voltages | undefined): PartOutcome {
    const { newton } = this;
    newton.start(start);
    let outcome = newton.run();
    let iterations = outcome.iterations;
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
