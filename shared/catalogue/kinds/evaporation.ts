/** Water of equipment that evaporates it. */
import { defineParameters } from '../kind.ts';

export const cyclesParameters = defineParameters({
  cycles: {
    type: 'number',
    quantity: 'ratio',
    title: 'Cycles of concentration',
    help: 'Salt content of the blow-down over that of the make-up: blow-down = evaporation/(cycles − 1).',
    min: 1.1,
    max: 20,
    default: 4,
    acts: ['liquid'],
  },
});
