import { defineKind } from '../../kind.ts';
import { boardParameters, boardPorts } from '../board.ts';
import { boardElectrical } from '../board-electrical.ts';
import { bodyEnvelope } from '../body.ts';

export const rpp = defineKind({
  kind: 'rpp',
  title: 'Remote power panel',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'RPP',
  parameters: boardParameters,
  ports: (p) => boardPorts(p, ['lv']),
  envelope: bodyEnvelope,
  electrical: boardElectrical,
});
