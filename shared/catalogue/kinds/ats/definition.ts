import { defineKind } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { transferSwitchElectrical, transferSwitchParameters, transferSwitchPorts } from '../transfer-switch.ts';

/** Mechanical contacts: dead for tenths of a second while it transfers. */
export const ats = defineKind({
  kind: 'ats',
  title: 'Automatic transfer switch',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'ATS',
  parameters: transferSwitchParameters,
  ports: transferSwitchPorts,
  envelope: bodyEnvelope,
  electrical: transferSwitchElectrical,
});
