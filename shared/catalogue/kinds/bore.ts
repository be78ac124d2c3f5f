/** What makes a pipe a pipe to the water in it: the same for runs of pipe and for prefabricated headers. */
import { defineParameters } from '../kind.ts';

export const boreParameters = (diameter: { least_m: number; most_m: number }) =>
  defineParameters({
    innerDiameter_m: {
      type: 'number',
      quantity: 'length',
      title: 'Bore',
      help: 'Inner diameter.',
      min: diameter.least_m,
      max: diameter.most_m,
      acts: ['liquid', 'layout'],
    },
    outerDiameter_m: {
      type: 'number',
      quantity: 'length',
      title: 'Outer diameter',
      help: 'Without insulation.',
      min: diameter.least_m,
      max: diameter.most_m,
      acts: ['layout'],
    },
    roughness_m: {
      type: 'number',
      quantity: 'length',
      title: 'Roughness',
      help: 'Sand-grain roughness of the bore.',
      min: 0,
      max: 0.005,
      acts: ['liquid'],
    },
    insulation_W_m_K: {
      type: 'number',
      quantity: 'conductancePerLength',
      title: 'Heat conductance',
      help: 'To the surroundings, per metre and kelvin.',
      min: 0,
      max: 50,
      acts: ['liquid'],
    },
  });
