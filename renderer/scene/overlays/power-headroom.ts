import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** What each rack could draw more before something upstream reaches its limit. */
export const powerHeadroom = defineOverlay({
  key: 'power-headroom',
  title: 'Power headroom',
  quantity: 'power',
  stream: 'power',
  lowIsCritical: true,
  restsOn: 'powerHeadroom',
  describes: (document, record) => kindOf(document, record)?.kind === 'rack',
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'powerHeadroom'),
  limit: () => 0,
  range: (_least, most) => fromZero(most, undefined),
});
