import { defineKind } from '../../kind.ts';
import { boardParameters, boardPorts } from '../board.ts';
import { boardElectrical } from '../board-electrical.ts';
import { bodyEnvelope } from '../body.ts';

export const switchgear = defineKind({
  kind: 'switchgear',
  title: 'MV switchgear',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'MVS',
  parameters: boardParameters,
  ports: (p) => boardPorts(p, ['mv']),
  envelope: bodyEnvelope,
  electrical: boardElectrical,
});
