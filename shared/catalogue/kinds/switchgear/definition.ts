import { defineKind } from '../../kind.ts';
import { bodyEnvelope } from '../body.ts';
import { boardParameters, boardPorts } from '../board.ts';

export const switchgear = defineKind({
  kind: 'switchgear', title: 'MV switchgear', discipline: 'electrical', form: 'equipment', tagPrefix: 'MVS',
  parameters: boardParameters, ports: (p) => boardPorts(p, ['mv']), envelope: bodyEnvelope,
});
