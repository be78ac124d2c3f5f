/**
 * Facility water warmer than the set point of the loop it is to cool. At next to no load such a plant has two steady
 * states: the valve shut and the loop cooled by its own pipes, or the valve wide open and the loop held warm by the
 * very water that should cool it. A valve that opens only while opening it brings the outlet nearer to its set point
 * never leaves the first: that one is the answer wherever it exists, from any start.
 */
import type { Exchanger, LiquidNetwork } from '../../network/liquid.ts';
import { fluidNamed, water } from '../fluids.ts';
import { leastColdFlow_kg_s } from './exchanger-law.ts';
import type { LiquidSolution } from './solution.ts';

/** How many valves stand open below facility water warmer than their set point, while shut pipes might carry the heat. */
export function valvesOpenInVain(network: LiquidNetwork, solution: LiquidSolution): number {
  let count = 0;
  network.controls.forEach((control, c) => {
    if (control.type !== 'exchanger-outlet' || !solution.controls[c]?.atLimit) return;
    const exchanger = network.exchangers[control.exchanger];
    if (exchanger && (solution.inlet_K[exchanger.cold] as number) > control.target_K && pipesMightCarry(network, solution, exchanger))
      count++;
  });
  return count;
}

/** Whether the pipes of the loop, and what a shut valve passes, could take at its present temperatures all that enters it. */
function pipesMightCarry(network: LiquidNetwork, solution: LiquidSolution, exchanger: Exchanger): boolean {
  const island = solution.islandOf[network.branches[exchanger.hot]?.from ?? -1];
  let [entering_W, conductance_W_K] = [0, 0];
  let [hottest_K, coldest_K] = [0, Number.POSITIVE_INFINITY];
  network.branches.forEach(({ from, heat }, b) => {
    if (heat.type === 'surroundings') coldest_K = Math.min(coldest_K, heat.ambient_K);
    if (solution.islandOf[from] !== island) return;
    hottest_K = Math.max(hottest_K, solution.outlet_K[b] as number);
    if (heat.type === 'surroundings') conductance_W_K += heat.conductance_W_K;
    else if (heat.type !== 'exchanger') entering_W += Math.max(0, solution.heat_W[b] as number);
  });
  for (const one of network.exchangers) {
    if (solution.islandOf[network.branches[one.hot]?.from ?? -1] !== island) continue;
    const node = network.nodes[network.branches[one.cold]?.from ?? -1];
    const fluid = fluidNamed(node?.fluid ?? '') ?? water;
    conductance_W_K += leastColdFlow_kg_s(one) * fluid.specificHeat(hottest_K);
  }
  return entering_W <= conductance_W_K * Math.max(0, hottest_K - coldest_K);
}
