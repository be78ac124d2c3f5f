import { quantityOf } from '../../../shared/analysis/result.ts';
import { envelopeOf } from '../../../shared/catalogue/placement.ts';
import { kindOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** Power of each rack over its own footprint: where the hall is dense. */
export const density = defineOverlay({
  key: 'density',
  title: 'Power per rack footprint',
  quantity: 'powerDensity',
  describes: (document, record) => kindOf(document, record)?.kind === 'rack',
  value: (document, analysis, record) => {
    const power_W = quantityOf(analysis.results, record.id, 'power');
    const envelope = record.type === 'equipment' ? envelopeOf(document, record) : undefined;
    return power_W === undefined || !envelope ? undefined : power_W / (envelope.width_m * envelope.depth_m);
  },
  range: (_least, most) => fromZero(most, undefined),
});
