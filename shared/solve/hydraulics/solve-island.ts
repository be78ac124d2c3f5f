/** Iterates one island to its answer, or to the place where it has none. */
import { available, changeStates, nodeImbalance } from './states.ts';
import type { IslandArrays } from './island.ts';
import { BLOCKED, FLOWING } from './laws.ts';
import { descentOf, newtonStep, shortenStep } from './newton.ts';
import { evaluateResiduals, linearStart, type Residuals } from './evaluate.ts';

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

function worstBranches(island: IslandArrays): number[] {
  const order = Array.from(island.residual, (_, b) => b).filter((b) => island.state[b] === FLOWING && island.residual[b] !== 0);
  return order.sort((a, b) => Math.abs(island.residual[b] as number) - Math.abs(island.residual[a] as number)).slice(0, 5);
}

function mostToggled(island: IslandArrays): number {
  let worst = 0;
  for (let b = 1; b < island.toggles.length; b++) if ((island.toggles[b] as number) > (island.toggles[worst] as number)) worst = b;
  return worst;
}

/**
 * Starts from the arrays' present flows, pressures and states (`warm`) or from the linear guess.
 * On return the arrays hold the last iterate; only a solved outcome may be shown.
 */
export function solveIsland(island: IslandArrays, tolerances: Tolerances, warm: boolean, imbalance: Float64Array): IslandOutcome {
  const band = tolerances.pressure_Pa;
  const now: Residuals = { largest_Pa: 0, due: 0, carried: 0 };
  const outcome = (status: IslandOutcome['status'], iterations: number, cause?: string): IslandOutcome => ({
    status,
    iterations,
    pressureResidual_Pa: now.largest_Pa,
    balanceResidual_kg_s: nodeImbalance(island, imbalance),
    worst: status === 'solved' ? [] : worstBranches(island),
    ...(cause === undefined ? {} : { cause }),
  });
  island.toggles.fill(0);
  if (!warm) linearStart(island);
  // Whether the flows balance at the nodes, and whether the last step went downhill on the content.
  let feasible = false;
  let downhill = false;
  let batches = 0;
  let iteration = 0;
  let unbalancedRounds = 0;
  let before = Number.POSITIVE_INFINITY;
  for (; iteration <= tolerances.maxIterations; iteration++) {
    const cold = iteration === 0 && !warm;
    if (!cold) {
      const looking = iteration > FREE_CHANGES ? 'forced' : iteration > 1 || warm ? 'all' : 'flows';
      if (iteration > 0 && changeStates(island, band, looking, false) > 0) feasible = downhill = false;
      const descent = downhill ? descentOf(island) : 0;
      evaluateResiduals(island, now);
      if (downhill) shortenStep(island, descent, now);
      const settled = now.largest_Pa <= band && now.due <= tolerances.flow * now.carried + 1e-12;
      if (settled) {
        if (changeStates(island, band, 'all', batches > BATCHES / 2) > 0) {
          feasible = false;
          batches++;
          if (batches > BATCHES) {
            const device = island.branches[mostToggled(island)];
            return outcome('not-converged', iteration, `${device?.id} keeps opening and closing; no set of valve positions holds`);
          }
          evaluateResiduals(island, now);
        } else if (speedsSettled(island, band)) {
          const off = nodeImbalance(island, imbalance);
          // To rounding where that can be had; parts joined by held branches alone keep what their great pressure changes left.
          if (off <= 1e-11 * now.carried + 1e-12) return outcome('solved', iteration);
          unbalancedRounds++;
          if (unbalancedRounds > 3 && off <= 1e-9 * now.carried + 1e-7) return outcome('solved', iteration);
          if (unbalancedRounds > 6) return noSolution(island, imbalance, outcome, iteration);
        }
      }
    }
    if (iteration === tolerances.maxIterations) break;
    moveHeldBackSpeeds(island, band, iteration > 0);
    const failed = newtonStep(island, stepLength(iteration, now.largest_Pa, before));
    before = now.largest_Pa;
    if (failed >= 0) return outcome('not-converged', iteration, `the equations have no pivot at node ${island.nodeName(failed)}`);
    // Steps that moved speeds or started off balance need not be downhill and are taken whole.
    downhill = feasible && !island.speeds.active.includes(1);
    feasible = true;
  }
  if (island.pressure.some((p) => !(Math.abs(p) < ABSURD_PA))) return noSolution(island, imbalance, outcome, iteration);
  const worst = worstBranches(island)[0];
  const toggled = mostToggled(island);
  return outcome(
    'not-converged',
    iteration,
    (island.toggles[toggled] ?? 0) > 6
      ? `${island.branches[toggled]?.id} keeps opening and closing`
      : `${worst === undefined ? 'flows' : island.branches[worst]?.id} still ${now.largest_Pa.toPrecision(3)} Pa off its law after ${iteration} steps`,
  );
}

function noSolution(
  island: IslandArrays,
  imbalance: Float64Array,
  outcome: (status: IslandOutcome['status'], iterations: number, cause?: string) => IslandOutcome,
  iteration: number,
): IslandOutcome {
  nodeImbalance(island, imbalance);
  let worst = 0;
  for (let i = 1; i < imbalance.length; i++) if (Math.abs(imbalance[i] as number) > Math.abs(imbalance[worst] as number)) worst = i;
  const amount = imbalance[worst] as number;
  return outcome(
    'no-solution',
    iteration,
    `${island.nodeName(worst)} is ${amount < 0 ? 'asked for' : 'given'} ${Math.abs(amount).toPrecision(4)} kg/s that no open way can ${amount < 0 ? 'bring' : 'take'}`,
  );
}
