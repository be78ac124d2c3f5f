/** Power shared anew at every step of a trace: work comes and goes, the budget moves, the limits of the plant stay. */
import { type AllocationResult, allocateOverLimits, type Consumer, type OptimalAllocation } from '../../solve/allocation.ts';
import type { PowerLimits } from './limits/plant-limit.ts';

export interface TraceStep {
  /** Worth of power at this moment, in the order of the limits' racks. */
  readonly consumers: readonly Consumer[];
  /** Replaces what the utility may deliver; the site's own limit where absent. */
  readonly budget_W?: number;
}

export interface Reallocation {
  /** Infeasible where even the least powers exceed a limit at this step, each of which it names. */
  readonly result: AllocationResult;
  readonly budget_W?: number;
}

/**
 * One optimal allocation per step, each within every tangent limit and the budget of its step, started from the last
 * one. The limits are tangents at the state they were made at: make them anew (`allocatePower`) where powers or weather
 * have moved far. @throws where a budget is given for limits without a utility limit: the caller has to draw one.
 */
export function* reallocate(limits: PowerLimits, steps: Iterable<TraceStep>): Generator<Reallocation> {
  const utility = limits.limits.findIndex(({ resource }) => resource === 'utility');
  const capacities = limits.capacities.slice();
  let previous: OptimalAllocation | undefined;
  for (const { consumers, budget_W } of steps) {
    if (budget_W !== undefined) {
      const row = limits.limits[utility];
      if (!row) throw new Error('a budget needs a site with a utility limit');
      capacities[utility] = (limits.capacities[utility] ?? 0) + budget_W - row.capacity;
    }
    const result = allocateOverLimits({ consumers, limits: limits.limits, capacities }, previous && { previous });
    if (result.status === 'optimal') previous = result;
    yield budget_W === undefined ? { result } : { result, budget_W };
  }
}
