/** What follows from size and place alone. */
import type { QuantitySpec } from './spec.ts';

export const placementQuantities = {
  density: {
    title: 'Power density',
    quantity: 'powerDensity',
    exported: '_W_m2',
    formula: 'P/A of the space',
    inputs: ['power'],
    source: 'definition',
  },
  floorLoad: {
    title: 'Floor load',
    quantity: 'pressureDifference',
    exported: '_Pa',
    formula: 'm·g/A of the footprint',
    inputs: ['mass_kg'],
    source: 'definition',
  },
  length: {
    title: 'Length',
    quantity: 'length',
    exported: '_m',
    formula: 'drawn route plus extra length',
    inputs: [],
    source: 'geometry',
  },
} as const satisfies Record<string, QuantitySpec>;
