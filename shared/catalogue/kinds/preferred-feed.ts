/** How drives are fed: one or two inlets with a transfer switch, and which of them carries the load, so that engineers spread drives over both trains. */
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

/** Inlets and power factor of a motor-driven unit; the defaults differ from kind to kind. */
export const driveParameters = (usual: { feeds: 1 | 2; powerFactor: number; of: string; drive: 'converter' | 'direct' }) =>
  defineParameters({
    feeds: {
      type: 'number',
      quantity: 'count',
      title: 'Feeds',
      help: 'Power inlets with a transfer switch.',
      min: 1,
      max: 2,
      default: usual.feeds,
      acts: ['electrical'],
    },
    ...preferredFeedParameters,
    drive: {
      type: 'choice',
      choices: ['converter', 'direct'],
      default: usual.drive,
      title: 'Motor supply',
      help: 'direct: motors on the mains feed a short circuit; converter: drives with diode or transistor input do not.',
      acts: ['electrical'],
    },
    powerFactor: {
      type: 'number',
      quantity: 'ratio',
      title: 'Power factor',
      help: usual.of,
      min: 0.5,
      max: 1,
      default: usual.powerFactor,
      acts: ['electrical'],
    },
  });
