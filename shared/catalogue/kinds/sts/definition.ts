import { defineKind } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { transferSwitchElectrical, transferSwitchParameters, transferSwitchPorts } from '../transfer-switch.ts';

/** Thyristors: transfers within a quarter of a cycle. */
export const sts = defineKind({
  kind: 'sts',
  title: 'Static transfer switch',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'STS',
  parameters: transferSwitchParameters,
  ports: transferSwitchPorts,
  envelope: bodyEnvelope,
  electrical: transferSwitchElectrical,
});
