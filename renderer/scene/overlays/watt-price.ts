import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** What one more watt would earn at each rack, were it given; zero where nothing above it binds. */
export const wattPrice = defineOverlay({
  key: 'watt-price',
  title: 'Worth of a watt',
  quantity: 'powerPrice',
  describes: (document, record) => kindOf(document, record)?.kind === 'rack',
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'powerPrice'),
  range: (_least, most) => fromZero(most, undefined),
});
