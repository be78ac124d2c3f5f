import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay } from './overlay.ts';

/** How unevenly a rack draws from its two trains: zero is even, one is all from one side. */
export const feedBalance = defineOverlay({
  key: 'feed-balance',
  title: 'A/B imbalance',
  quantity: 'ratio',
  stream: 'power',
  describes: (document, record) => kindOf(document, record)?.kind === 'rack',
  value: (_document, analysis, record) => {
    const a = quantityOf(analysis.results, record.id, 'feedPowerA') ?? 0;
    const b = quantityOf(analysis.results, record.id, 'feedPowerB') ?? 0;
    return a + b > 0 ? Math.abs(a - b) / (a + b) : undefined;
  },
  range: (_least, most) => [0, Math.max(1, most)],
});
