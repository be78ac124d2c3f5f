/** Change of one quantity against what the design is compared with: blue is less, orange is more, grey is the same. */
import { type QuantityKey, quantities } from '../../../shared/analysis/quantities.ts';
import { quantityOf } from '../../../shared/analysis/result.ts';
import type { QuantityKind } from '../../../shared/units/quantity.ts';
import { comparison, earlierIds } from '../../compare/store.ts';
import { defineOverlay, niceStep, type Overlay } from './overlay.ts';

const differenceOf: Readonly<Partial<Record<QuantityKind, QuantityKind>>> = {
  temperature: 'temperatureDifference',
  pressure: 'pressureDifference',
};

export function differenceOverlay(key: string): Overlay | undefined {
  const [, name = '', serial] = key.split(' ');
  const { base } = comparison.getState();
  if (!base || String(base.serial) !== serial || !(name in quantities)) return undefined;
  const spec: { title: string; quantity: QuantityKind } = quantities[name as QuantityKey];
  return defineOverlay({
    key,
    title: `${spec.title}, change since ${base.title}`,
    quantity: differenceOf[spec.quantity] ?? spec.quantity,
    diverging: true,
    describes: () => true,
    value: (document, analysis, record) => {
      const before = earlierIds(base.document, document).get(record.id);
      const was = before === undefined ? undefined : quantityOf(base.analysis.results, before, name as QuantityKey);
      const is = quantityOf(analysis.results, record.id, name as QuantityKey);
      return was === undefined || is === undefined ? undefined : is - was;
    },
    range: (least, most) => {
      const top = Math.max(Math.abs(least), Math.abs(most), 1e-9);
      const end = Math.ceil(top / niceStep(top) - 1e-9) * niceStep(top);
      return [-end, end];
    },
  });
}
