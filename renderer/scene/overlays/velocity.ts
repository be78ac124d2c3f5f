import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** Water velocity in pipes and headers, against the guide of the pipe item. */
export const velocity = defineOverlay({
  key: 'velocity',
  title: 'Pipe velocity',
  quantity: 'velocity',
  stream: 'liquid',
  describes: (document, record) => ['pipe', 'header'].includes(kindOf(document, record)?.kind ?? ''),
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'velocity'),
  limit: (document, record) => {
    const parameters = parametersOf(document, record);
    return parameters.ok ? parameters.value.maxVelocity_m_s : undefined;
  },
  range: (_least, most, limit) => fromZero(most, limit),
});
