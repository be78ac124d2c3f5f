import { defineKind, type ParametersOf } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { converterElectrical, converterPorts } from '../converter-unit.ts';
import { powerShelfParameters } from '../power-shelf/definition.ts';

export const rectifierParameters = {
  ...powerShelfParameters,
  rating_W: { ...powerShelfParameters.rating_W, help: 'Output, continuous, all modules.', max: 1e7 },
  output_V: { ...powerShelfParameters.output_V, help: 'Of the DC bus, pole to pole.' },
  faultCurrent: {
    ...powerShelfParameters.faultCurrent,
    title: 'Current limit',
    help: 'Largest output current, over rated current; all that a fault gets.',
  },
} as const;
export type RectifierParameters = ParametersOf<typeof rectifierParameters>;

/** Floor-standing rectifier from low voltage to a DC bus, such as 800 V. */
export const rectifier = defineKind({
  kind: 'rectifier',
  title: 'Rectifier',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'RF',
  parameters: rectifierParameters,
  envelope: bodyEnvelope,
  ports: (p) => converterPorts(p, 'ac'),
  electrical: converterElectrical,
});
