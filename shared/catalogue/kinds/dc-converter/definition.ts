import { defineKind } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { converterElectrical, converterPorts } from '../converter-unit.ts';
import { rectifierParameters } from '../rectifier/definition.ts';

const { inputPowerFactor, ...shared } = rectifierParameters;

/** A stage between two DC voltages, such as 800 V to 54 V. */
export const dcConverter = defineKind({
  kind: 'dc-converter',
  title: 'DC/DC converter',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'DD',
  parameters: {
    ...shared,
    input_V: { ...shared.input_V, help: 'Nominal, pole to pole.', min: 12, max: 1500 },
    inputPowerFactor: { ...inputPowerFactor, help: 'One on direct current.', min: 1, default: 1 },
  },
  envelope: bodyEnvelope,
  ports: (p) => converterPorts(p, 'dc'),
  electrical: converterElectrical,
});
