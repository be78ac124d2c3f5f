/**
 * Controls that act through a flow, turned into the mass flow a throttle has to hold: temperature rise and return
 * temperature of heated branches, outlet of an exchanger by its cold-side valve. The hydraulics then hold that flow
 * or say that the open throttle passes less.
 */
import type { LiquidControl, LiquidNetwork } from '../../network/liquid.ts';
import type { Fluid } from '../fluids.ts';
import { coldFlowForOutlet_kg_s, leastColdFlow_kg_s } from './exchanger-law.ts';
import { stillFlow_kg_s, type Transport } from './transport.ts';

/** A return set point closer to the supply than this asks for no more flow. */
const leastRise_K = 2;

export interface Throttles {
  /** Per branch; NaN where nothing holds the flow. */
  readonly imposed_kg_s: Float64Array;
  readonly minimumDrop_Pa: Float64Array;
}

/** Branch in which a control throttles. */
export const throttledBranch = (control: LiquidControl): number | undefined => {
  switch (control.type) {
    case 'flow-limit':
    case 'temperature-rise':
    case 'return-temperature':
      return control.branch;
    case 'exchanger-outlet':
      return control.valve;
    case 'differential-pressure':
      return undefined;
  }
};

/** Heat that a branch is to carry, W: what its flow controllers see. */
const fixedHeat = (network: LiquidNetwork, b: number): number => {
  const heat = network.branches[b]?.heat;
  return heat?.type === 'fixed' ? heat.heat_W : 0;
};

/**
 * @param transport temperatures of the last pass
 * @param massFlow_kg_s flows of the last pass; absent before the first
 * @param shut whether valves of exchangers start shut rather than half open
 */
export function setFlowTargets(
  network: LiquidNetwork,
  fluids: readonly Fluid[],
  { enthalpy, temperature_K }: Transport,
  massFlow_kg_s: Float64Array | undefined,
  throttles: Throttles,
  shut: boolean,
): void {
  const { imposed_kg_s, minimumDrop_Pa } = throttles;
  const inlet = (b: number): number => {
    const branch = network.branches[b] as LiquidNetwork['branches'][number];
    return massFlow_kg_s && (massFlow_kg_s[b] as number) < 0 ? branch.to : branch.from;
  };
  for (const control of network.controls) {
    switch (control.type) {
      case 'flow-limit':
        imposed_kg_s[control.branch] = control.flow_kg_s;
        minimumDrop_Pa[control.branch] = control.minimumDrop_Pa;
        break;
      case 'temperature-rise':
      case 'return-temperature': {
        const node = inlet(control.branch);
        const fluid = fluids[node] as Fluid;
        const entering_K = temperature_K[node] as number;
        const leaving_K =
          control.type === 'temperature-rise' ? entering_K + control.rise_K : Math.max(control.return_K, entering_K + leastRise_K);
        const heat_W = fixedHeat(network, control.branch);
        imposed_kg_s[control.branch] = heat_W > 0 ? heat_W / (fluid.enthalpy(leaving_K) - (enthalpy[node] as number)) : 0;
        minimumDrop_Pa[control.branch] = control.minimumDrop_Pa;
        break;
      }
      case 'exchanger-outlet': {
        const exchanger = network.exchangers[control.exchanger];
        if (!exchanger) break;
        if (!massFlow_kg_s) {
          imposed_kg_s[control.valve] = shut ? leastColdFlow_kg_s(exchanger) : exchanger.ratedCold_kg_s / 2;
          break;
        }
        const hot_kg_s = Math.abs(massFlow_kg_s[exchanger.hot] as number);
        const hotNode = inlet(exchanger.hot);
        const coldNode = inlet(exchanger.cold);
        imposed_kg_s[control.valve] =
          hot_kg_s > stillFlow_kg_s
            ? coldFlowForOutlet_kg_s(
                exchanger,
                fluids[hotNode] as Fluid,
                fluids[coldNode] as Fluid,
                hot_kg_s,
                temperature_K[hotNode] as number,
                temperature_K[coldNode] as number,
                control.target_K,
              )
            : 0;
        break;
      }
      case 'differential-pressure':
        break;
    }
  }
}
