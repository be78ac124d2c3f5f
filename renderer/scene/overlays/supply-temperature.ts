import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import { defineOverlay } from './overlay.ts';

/** Coolant supply of liquid-cooled racks, against the highest supply of their class. */
export const supplyTemperature = defineOverlay({
  key: 'supply-temperature',
  title: 'Rack supply temperature',
  quantity: 'temperature',
  stream: 'liquid',
  describes: (document, record) => {
    if (kindOf(document, record)?.kind !== 'rack') return false;
    const parameters = parametersOf(document, record);
    return parameters.ok && parameters.value.liquidShare > 0;
  },
  value: (_document, analysis, record) => quantityOf(analysis.results, record.id, 'supplyTemperature'),
  limit: (document, record) => {
    const parameters = parametersOf(document, record);
    return parameters.ok ? parameters.value.maxSupply_K : undefined;
  },
  // Whole degrees Celsius around the values; the limit belongs to the scale when it is near.
  range: (least, most, limit) => {
    const zero = 273.15;
    const near = limit !== undefined && limit - most < 12 ? limit + 1 : most + 2;
    const high = Math.ceil(Math.max(most + 0.5, near) - zero - 1e-6);
    const low = Math.min(Math.floor(least - zero + 1e-6) - 1, high - 8);
    return [low + zero, high + zero];
  },
});
