/** Iterates one island to its answer, or to the place where it has none. */
import { cyclingCause, imbalanceCause, unsettledCause, worstBranches } from './diagnose.ts';
import { evaluateResiduals, linearStart, type Residuals, scaleStart } from './evaluate.ts';
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING, HELD } from './laws.ts';
import { newtonStep, shortenStep } from './newton.ts';
import { available, changeStates, nodeImbalance } from './states.ts';

export interface Tolerances {
  readonly pressure_Pa: number;
  /** Of the sum of corrections still due against the sum of flows. */
  readonly flow: number;
  readonly maxIterations: number;
}

export interface IslandOutcome {
  readonly status: 'solved' | 'not-converged' | 'no-solution';
  readonly iterations: number;
  readonly pressureResidual_Pa: number;
  readonly balanceResidual_kg_s: number;
  /** Local branches, worst first. */
  readonly worst: readonly number[];
  readonly cause?: string;
}

/** States may change in every step for so long; afterwards only when the flows have settled for the present ones. */
const FREE_CHANGES = 12;
/** So many settled batches may follow, the later half one change at a time. */
const BATCHES = 60;
/** From this iteration on, steps that do not halve the residual are shortened. */
const SLOW_AFTER = 25;
/** While corrections are this part of the flows, friction need not be exact. */
const FAR = 0.05;
/** A step after which this part of the corrections is left needs no second look. */
const NEARER = 0.3;
/** A pressure beyond this has lost its way: flow is forced where there is none to be had. */
const ABSURD_PA = 1e10;

/**
 * Every Δp control on target, or at an end of its speed range that the target lies beyond. Where a pump is
 * driven so far beyond its curve that more speed means less Δp, either end will do.
 */
function speedsSettled(island: IslandArrays, band_Pa: number): boolean {
  const { groups, u, target_Pa, active } = island.speeds;
  return groups.every((group, g) => {
    if (active[g] === 0) return true;
    const missing = (target_Pa[g] as number) - (island.pressure[group.high] as number) + (island.pressure[group.low] as number);
    if (Math.abs(missing) <= band_Pa) return true;
    const atMost = (u[g] as number) >= group.most ** 2 * (1 - 1e-12);
    const atLeast = (u[g] as number) <= group.least ** 2 * (1 + 1e-12);
    if ((island.sensitivity[g * groups.length + g] as number) < 0) return atMost || atLeast;
    return missing > 0 ? atMost : atLeast;
  });
}

/**
 * A group whose pumps are all held back cannot be steered by slopes: its speed rises until one of them
 * opens, or falls to the least. One whose speed moves nothing at its two nodes goes to the end it is asked to.
 */
function moveHeldBackSpeeds(island: IslandArrays, band_Pa: number, stepped: boolean): void {
  const { speeds, state, laws } = island;
  speeds.groups.forEach((group, g) => {
    if (speeds.active[g] === 0) return;
    const flowing = group.pumps.some((b) => state[b] === FLOWING);
    const powerless = Math.abs(island.sensitivity[g * speeds.groups.length + g] as number) < 1e-6;
    if (flowing && !(stepped && powerless)) return;
    const missing = (speeds.target_Pa[g] as number) - (island.pressure[group.high] as number) + (island.pressure[group.low] as number);
    let u = group.least ** 2;
    if (missing > band_Pa) {
      u = group.most ** 2;
      for (const b of group.pumps) {
        const element = island.branches[b]?.element;
        if (state[b] !== BLOCKED || element?.type !== 'pump') continue;
        u = Math.min(u, (-available(island, b) / element.curve.shutoff_Pa) * 1.02 + 1e-4);
      }
      u = Math.max(u, group.least ** 2);
    }
    speeds.u[g] = u;
    for (const b of group.pumps) laws.setSpeedSquared(b, u);
  });
}

/** Full steps; shorter ones once speeds and flows keep chasing each other without coming closer. */
function stepLength(iteration: number, residual_Pa: number, before_Pa: number): number {
  if (iteration < SLOW_AFTER || residual_Pa <= 0.5 * before_Pa) return 1;
  return iteration < 2 * SLOW_AFTER ? 0.5 : 0.25;
}

/**
 * Starts from the arrays' present flows, pressures and states (`warm`) or from the linear guess.
 * On return the arrays hold the last iterate; only a solved outcome may be shown.
 */
export function solveIsland(island: IslandArrays, tolerances: Tolerances, warm: boolean): IslandOutcome {
  const band = tolerances.pressure_Pa;
  const now: Residuals = { largest_Pa: 0, due: 0, carried: 0 };
  const outcome = (status: IslandOutcome['status'], iterations: number, balance_kg_s: number, cause?: string): IslandOutcome => ({
    status,
    iterations,
    pressureResidual_Pa: now.largest_Pa,
    balanceResidual_kg_s: balance_kg_s,
    worst: status === 'solved' ? [] : worstBranches(island),
    ...(cause === undefined ? {} : { cause }),
  });
  const failure = (status: 'not-converged' | 'no-solution', iterations: number, cause: string): IslandOutcome =>
    outcome(status, iterations, nodeImbalance(island), cause);
  island.toggles.fill(0);
  if (!warm) linearStart(island);
  // Whether the flows balance at the nodes, and whether the last step went downhill on the content.
  let feasible = false;
  let downhill = false;
  let far = !warm;
  let batches = 0;
  let unbalancedRounds = 0;
  let before_Pa = Number.POSITIVE_INFINITY;
  let iteration = 0;
  for (; iteration <= tolerances.maxIterations; iteration++) {
    if (iteration > 0 || warm) {
      const looking = iteration > FREE_CHANGES ? 'forced' : iteration > 1 || warm ? 'all' : 'flows';
      if (iteration > 0 && changeStates(island, band, looking, false) > 0) feasible = downhill = false;
      const dueBefore = now.due;
      const rough = far;
      evaluateResiduals(island, now, rough);
      if (downhill && now.due > NEARER * dueBefore) shortenStep(island, now);
      far = now.due > FAR * now.carried && iteration < FREE_CHANGES;
      if (settled(now, tolerances)) {
        // What settled may have settled on a rough law.
        if (rough) evaluateResiduals(island, now, false);
        if (changeStates(island, band, 'all', batches > BATCHES / 2) > 0) {
          feasible = false;
          batches++;
          if (batches > BATCHES) return failure('not-converged', iteration, cyclingCause(island));
          evaluateResiduals(island, now, false);
        } else if (settled(now, tolerances) && speedsSettled(island, band)) {
          const off = nodeImbalance(island);
          // To rounding where that can be had; parts joined by held branches alone keep what their great pressure changes left.
          if (off <= 1e-11 * now.carried + 1e-12) return outcome('solved', iteration, off);
          unbalancedRounds++;
          if (unbalancedRounds > 3 && off <= 1e-9 * now.carried + 1e-7) return outcome('solved', iteration, off);
          if (unbalancedRounds > 6) return failure('no-solution', iteration, imbalanceCause(island));
        }
      }
    }
    if (iteration === tolerances.maxIterations) break;
    if (iteration === 1 && !warm && scalable(island)) scaleStart(island);
    moveHeldBackSpeeds(island, band, iteration > 0);
    const failed = newtonStep(island, stepLength(iteration, now.largest_Pa, before_Pa));
    before_Pa = now.largest_Pa;
    if (failed >= 0) return failure('not-converged', iteration, `the equations have no pivot at ${island.nodeName(failed)}`);
    // Steps that moved speeds or started off balance need not be downhill and are taken whole.
    downhill = feasible && !island.speeds.active.includes(1);
    feasible = true;
  }
  if (island.pressure.some((p) => !(Math.abs(p) < ABSURD_PA))) return failure('no-solution', iteration, imbalanceCause(island));
  return failure('not-converged', iteration, unsettledCause(island, now.largest_Pa, iteration));
}

/** Whether flows may be scaled alike: nothing from outside, no imposed flow, no speed still to be found. */
function scalable(island: IslandArrays): boolean {
  const { switches, switching, state, injection, speeds } = island;
  if (speeds.active.includes(1) || injection.some((inflow) => inflow !== 0)) return false;
  for (let k = 0; k < switching; k++) if (state[switches[k] as number] === HELD) return false;
  return true;
}

const settled = (now: Residuals, tolerances: Tolerances): boolean =>
  now.largest_Pa <= tolerances.pressure_Pa && now.due <= tolerances.flow * now.carried + 1e-12;
