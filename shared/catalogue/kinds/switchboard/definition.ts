import { defineKind } from '../../kind.ts';
import { boardParameters, boardPorts } from '../board.ts';
import { boardElectrical } from '../board-electrical.ts';
import { bodyEnvelope } from '../body.ts';

export const switchboard = defineKind({
  kind: 'switchboard',
  title: 'LV switchboard',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'LVB',
  parameters: boardParameters,
  ports: (p) => boardPorts(p, ['lv']),
  envelope: bodyEnvelope,
  electrical: boardElectrical,
});
