import { defineKind, type ParametersOf } from '../../kind.ts';
import { buswayEnvelope, buswayParameters, buswayPorts } from '../busway/definition.ts';
import { dcBuswayElectrical } from './electrical.ts';

const { reactance_ohm_m: _reactance, ...shared } = buswayParameters;

/** A straight run of direct-current busway with tap-off boxes, fed at one end. */
export const dcBuswayParameters = {
  ...shared,
  voltage_V: { ...shared.voltage_V, help: 'Nominal, pole to pole.' },
  resistance_ohm_m: { ...shared.resistance_ohm_m, help: 'Per metre, both poles together, warm.' },
} as const;
export type DcBuswayParameters = ParametersOf<typeof dcBuswayParameters>;

export const dcBusway = defineKind({
  kind: 'dc-busway',
  title: 'DC busway',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'DBW',
  parameters: dcBuswayParameters,
  ports: (p) => buswayPorts(p, 'dc'),
  envelope: buswayEnvelope,
  electrical: dcBuswayElectrical,
});
