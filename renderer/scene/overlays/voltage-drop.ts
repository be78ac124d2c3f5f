import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** Voltage at equipment below its nominal value; 5 % is what NEC recommends for feeder and branch together. */
export const voltageDrop = defineOverlay({
  key: 'voltage-drop',
  title: 'Voltage drop',
  quantity: 'ratio',
  stream: 'power',
  describes: (document, record) => {
    const discipline = record.type === 'equipment' ? kindOf(document, record)?.discipline : undefined;
    return discipline === 'electrical' || discipline === 'it';
  },
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'voltageDrop'),
  limit: () => 0.05,
  // A tapped transformer holds its bus above nominal.
  range: (least, most, limit) => [Math.min(0, least), fromZero(most, limit)[1]],
});
