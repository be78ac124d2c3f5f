import { defineKind } from '../../kind.ts';
import { boardParameters, boardPorts } from '../board.ts';
import { dcBoardElectrical } from '../board-electrical.ts';
import { bodyEnvelope } from '../body.ts';

/** Direct-current distribution: a bar with incoming and outgoing breakers. Voltages are pole to pole. */
export const dcBoard = defineKind({
  kind: 'dc-board',
  title: 'DC distribution board',
  discipline: 'electrical',
  form: 'equipment',
  tagPrefix: 'DCB',
  parameters: { ...boardParameters, voltage_V: { ...boardParameters.voltage_V, help: 'Nominal, pole to pole.', min: 12, max: 1500 } },
  ports: (p) => boardPorts(p, ['dc'], 'dc'),
  envelope: bodyEnvelope,
  electrical: dcBoardElectrical,
});
