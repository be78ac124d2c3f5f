/** Room air and the coils in it. */
import type { QuantitySpec } from './spec.ts';

export const airQuantities = {
  airFlow: {
    title: 'Air flow',
    quantity: 'flow',
    exported: '_m3_s',
    formula: 'fan speed × rated air flow',
    inputs: [],
    source: 'item: air flow',
  },
  airSupplyTemperature: {
    title: 'Air supply',
    quantity: 'temperature',
    exported: '_C',
    formula: 'coil balance',
    inputs: [],
    source: 'ε-NTU',
  },
  airReturnTemperature: {
    title: 'Air return',
    quantity: 'temperature',
    exported: '_C',
    formula: 'T_return = T_supply + Q/(ρ·V̇·cp)',
    inputs: ['heatToAir', 'airFlow'],
    source: 'first law, steady flow',
  },
  airInletTemperature: {
    title: 'Inlet air',
    quantity: 'temperature',
    exported: '_C',
    formula: 'mixing of supply air and recirculation',
    inputs: ['airSupplyTemperature', 'airReturnTemperature'],
    source: 'zone balance',
  },
} as const satisfies Record<string, QuantitySpec>;
