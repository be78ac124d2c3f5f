/** What can be said about an island that did not settle: where, which device, why. */
import type { IslandArrays } from './island.ts';
import { FLOWING } from './laws.ts';
import { nodeImbalance } from './states.ts';

/** Flowing branches with the largest Δp residual, worst first. */
export function worstBranches(island: IslandArrays): number[] {
  const order = Array.from(island.residual, (_, b) => b).filter((b) => island.state[b] === FLOWING && island.residual[b] !== 0);
  return order.sort((a, b) => Math.abs(island.residual[b] as number) - Math.abs(island.residual[a] as number)).slice(0, 5);
}

/** The branch that changed state most often. */
function mostToggled(island: IslandArrays): number {
  let worst = 0;
  for (let b = 1; b < island.toggles.length; b++) if ((island.toggles[b] as number) > (island.toggles[worst] as number)) worst = b;
  return worst;
}

export const cyclingCause = (island: IslandArrays): string =>
  `${island.branches[mostToggled(island)]?.id} keeps opening and closing; no set of positions holds`;

export function unsettledCause(island: IslandArrays, residual_Pa: number, iterations: number): string {
  if ((island.toggles[mostToggled(island)] ?? 0) > 6) return cyclingCause(island);
  const worst = worstBranches(island)[0];
  return `${worst === undefined ? 'a pump speed' : island.branches[worst]?.id} is still ${residual_Pa.toPrecision(3)} Pa off after ${iterations} steps`;
}

/** The node whose balance is furthest from closing. */
export function imbalanceCause(island: IslandArrays): string {
  nodeImbalance(island);
  const { imbalance } = island;
  let worst = 0;
  for (let i = 1; i < imbalance.length; i++) if (Math.abs(imbalance[i] as number) > Math.abs(imbalance[worst] as number)) worst = i;
  const amount = imbalance[worst] as number;
  return `${island.nodeName(worst)} is ${amount < 0 ? 'asked for' : 'given'} ${Math.abs(amount).toPrecision(4)} kg/s that no open way can ${amount < 0 ? 'bring' : 'take'}`;
}
