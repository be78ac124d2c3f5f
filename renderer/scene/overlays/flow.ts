import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** Coolant flow of racks. */
export const flow = defineOverlay({
  key: 'flow',
  title: 'Rack flow',
  quantity: 'flow',
  stream: 'liquid',
  describes: (document, record) => kindOf(document, record)?.kind === 'rack',
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'flow'),
  // Ends in whole tens of litres per minute.
  range: (_least, most) => {
    const litre = 1e-3 / 60;
    const [low, high] = fromZero(most / litre, undefined);
    return [low * litre, high * litre];
  },
});
