/**
 * Stranded power, located, named and valued: provisioned watts of an element that its racks would use, but for limits
 * elsewhere; and for each of those limits what its next unit is worth and what lifting it altogether would earn.
 */
import { allocateOverLimits, type Consumer, mostOf, type OptimalAllocation } from '../../solve/allocation.ts';
import type { PlantLimit, PowerLimits } from './limits/plant-limit.ts';

export interface Stranded {
  /** Index of the limit whose capacity lies idle. */
  readonly limit: number;
  /** Watts through it that its racks would take and cannot. */
  readonly stranded_W: number;
  /** Limits (indices) that hold those racks back, the one that holds most of these watts first. */
  readonly heldBy: readonly number[];
}

export interface Blocker {
  readonly limit: number;
  /** Tokens/s for one more unit of its capacity. */
  readonly price: number;
  /** Tokens/s, weighted, that all racks together gain without this limit, the others staying. */
  readonly gain_per_s: number;
  /** Watts that racks draw more then. */
  readonly freed_W: number;
  /** Limits that bind in its place. */
  readonly next: readonly number[];
}

export interface Stranding {
  /** Electrical elements with stranded watts, most first. */
  readonly elements: readonly Stranded[];
  /** Limits with a price, the one worth most to lift first. */
  readonly blockers: readonly Blocker[];
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** @param consumers in the order of the limits' racks; @param result their optimal allocation under the limits. */
export function strandingOf(limits: PowerLimits, consumers: readonly Consumer[], result: OptimalAllocation): Stranding {
  const wanted_W = Float64Array.from(consumers, (consumer, i) => Math.max(0, mostOf(consumer) - (result.amounts[i] ?? 0)));
  const holders: number[][] = consumers.map(() => []);
  for (const j of result.binding) {
    const { members } = limits.limits[j] as PlantLimit;
    for (let k = 0; k < members.length; k++) holders[members[k] as number]?.push(j);
  }
  const elements = limits.limits.flatMap((row, limit): Stranded[] => {
    if (row.resource !== 'power' || row.members.length < 2) return [];
    const idle_W = (limits.capacities[limit] as number) - (result.used[limit] as number);
    let asked_W = 0;
    const heldBy = new Map<number, number>();
    for (let k = 0; k < row.members.length; k++) {
      const rack = row.members[k] as number;
      const more_W = (row.coefficients[k] as number) * (wanted_W[rack] as number);
      if (!(more_W > 0)) continue;
      asked_W += more_W;
      for (const j of holders[rack] ?? []) if (j !== limit) heldBy.set(j, (heldBy.get(j) ?? 0) + more_W);
    }
    const stranded_W = Math.min(idle_W, asked_W);
    if (!(stranded_W > 1e-6 * row.capacity) || heldBy.size === 0) return [];
    return [{ limit, stranded_W, heldBy: [...heldBy].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([j]) => j) }];
  });
  elements.sort((a, b) => b.stranded_W - a.stranded_W || a.limit - b.limit);
  const blockers = result.binding.map((limit) => lifted(limits, consumers, result, limit));
  blockers.sort((a, b) => b.gain_per_s - a.gain_per_s || a.limit - b.limit);
  return { elements, blockers };
}

function lifted(limits: PowerLimits, consumers: readonly Consumer[], result: OptimalAllocation, limit: number): Blocker {
  const capacities = limits.capacities.slice();
  capacities[limit] = Number.POSITIVE_INFINITY;
  const without = allocateOverLimits({ consumers, limits: limits.limits, capacities });
  const price = result.prices[limit] as number;
  // Fewer limits cannot make an allocation impossible.
  if (without.status === 'infeasible') return { limit, price, gain_per_s: 0, freed_W: 0, next: [] };
  return {
    limit,
    price,
    gain_per_s: Math.max(0, without.value - result.value),
    freed_W: sum(without.amounts) - sum(result.amounts),
    next: without.binding.filter((j) => !result.binding.includes(j)),
  };
}
