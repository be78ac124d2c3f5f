import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay } from './overlay.ts';

/** Current over continuous rating of everything that carries power. */
export const loading = defineOverlay({
  key: 'loading',
  title: 'Electrical loading',
  quantity: 'ratio',
  stream: 'power',
  describes: (document, record) => kindOf(document, record)?.discipline === 'electrical',
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'loading'),
  limit: () => 1,
  range: (_least, most) => [0, most > 1.2 ? Math.ceil(most * 5) / 5 : 1.2],
});
