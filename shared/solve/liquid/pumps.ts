/** What pumps put into the liquid and draw from the supply. */
import type { LiquidNetwork } from '../../network/liquid.ts';
import { alongPoints } from '../curve.ts';
import type { HydraulicSolution } from '../hydraulics/system.ts';
import { branchFlag } from '../hydraulics/system.ts';
import type { LiquidColumns } from './columns.ts';
import type { PumpState } from './solution.ts';

/**
 * Shaft power V̇·H/η ends in the liquid as a whole: what is not lost in the casing becomes pressure, and pressure
 * becomes friction heat around the loop. Booked at the pump, since enthalpy here depends on temperature alone.
 */
export function pumpStates(
  network: LiquidNetwork,
  { pumps }: LiquidColumns,
  hydraulics: HydraulicSolution,
  density_kg_m3: Float64Array,
): PumpState[] {
  const states: PumpState[] = [];
  for (const b of pumps) {
    const branch = network.branches[b] as LiquidNetwork['branches'][number];
    const { element } = branch;
    if (element.type !== 'pump') continue;
    const speed = hydraulics.speed[b] as number;
    const flow = (hydraulics.massFlow_kg_s[b] as number) / (density_kg_m3[b] as number);
    const one = Math.max(0, flow) / element.parallel;
    const { shutoff_Pa, coefficient, exponent } = element.curve;
    const head_Pa = speed > 0 ? speed * speed * shutoff_Pa - coefficient * speed ** (2 - exponent) * one ** exponent : 0;
    const hydraulic =
      element.efficiencyCurve && speed > 0 ? alongPoints(element.efficiencyCurve, one / speed) : element.hydraulicEfficiency;
    const shaft_W = flow > 0 && head_Pa > 0 ? (flow * head_Pa) / hydraulic : 0;
    const motor = element.motorCurve ? alongPoints(element.motorCurve, shaft_W / element.parallel) : element.motorEfficiency;
    const electrical_W = shaft_W / motor;
    states.push({
      branch: b,
      owner: branch.owner,
      speed,
      flow_m3_s: flow,
      head_Pa,
      shaft_W,
      electrical_W,
      lossToSurroundings_W: (electrical_W - shaft_W) * (1 - element.lossToLiquid),
      beyondCurve: ((hydraulics.branchFlags[b] as number) & branchFlag.beyondCurve) !== 0,
    });
  }
  return states;
}
