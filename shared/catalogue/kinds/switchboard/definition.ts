import { defineKind } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { boardParameters, boardPorts } from '../board.ts';

export const switchboard = defineKind({
  kind: 'switchboard', title: 'LV switchboard', discipline: 'electrical', form: 'equipment', tagPrefix: 'LVB',
  parameters: boardParameters, ports: (p) => boardPorts(p, ['lv']), envelope: bodyEnvelope,
});
