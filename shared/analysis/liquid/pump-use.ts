/** How much of a pump's curve a loop uses. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import type { LiquidSolution } from '../../solve/liquid/solution.ts';

/** Flow on a falling curve H = H0 − a·V̇^n through its rated point, at full speed and a given head. */
export function flowAtHead_m3_s(shutoff_Pa: number, rated_Pa: number, ratedFlow_m3_s: number, exponent: number, head_Pa: number): number {
  if (!(shutoff_Pa > rated_Pa)) return ratedFlow_m3_s;
  return ratedFlow_m3_s * (Math.max(0, shutoff_Pa - head_Pa) / (shutoff_Pa - rated_Pa)) ** (1 / exponent);
}

/** Per island: flow that its flow controllers ask for over the flow they get; 1 where they get it or there are none. */
export function demandRatios(network: LiquidNetwork, solution: LiquidSolution): ReadonlyMap<number, number> {
  const sums = new Map<number, { asked: number; got: number }>();
  network.controls.forEach((control, c) => {
    const state = solution.controls[c];
    if (!state || !('branch' in control)) return;
    const island = solution.islandOf[network.branches[control.branch]?.from ?? -1] ?? -1;
    const sum = sums.get(island) ?? { asked: 0, got: 0 };
    if (Number.isFinite(state.target) && Number.isFinite(state.actual)) {
      sum.asked += state.target;
      sum.got += state.actual;
    }
    sums.set(island, sum);
  });
  return new Map([...sums].map(([island, { asked, got }]) => [island, got > 0 ? Math.max(1, asked / got) : 1]));
}
