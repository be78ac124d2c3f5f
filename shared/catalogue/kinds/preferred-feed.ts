/** Which inlet of a transfer switch carries the load: engineers spread drives over both trains with it. */
import { defineParameters } from '../kind.ts';

export const preferredFeedParameters = defineParameters({
  preferredFeed: {
    type: 'number',
    quantity: 'count',
    title: 'Preferred feed',
    help: 'Inlet that carries the unit while it is live; the transfer switch takes the other one when it is lost.',
    min: 1,
    max: 2,
    default: 1,
    acts: ['electrical'],
  },
});
