import { quantityOf } from '../../../shared/analysis/result.ts';
import { kindOf, parametersOf } from '../../../shared/catalogue/resolve.ts';
import type { Document } from '../../../shared/document/document.ts';
import type { Connection, Equipment } from '../../../shared/document/records.ts';
import { defineOverlay, fromZero } from './overlay.ts';

/** What the breakers of a board switch off, or a transfer switch withstands. */
function rating_A(document: Document, record: Equipment | Connection): number | undefined {
  const parameters = record.type === 'equipment' ? parametersOf(document, record) : undefined;
  if (!parameters?.ok || kindOf(document, record)?.discipline !== 'electrical') return undefined;
  const { interrupting_A, withstand_A } = parameters.value as { interrupting_A?: number; withstand_A?: number };
  return withstand_A ?? interrupting_A;
}

/** Largest fault current over what breakers can switch off. */
export const faultLevel = defineOverlay({
  key: 'fault-level',
  title: 'Fault level over breaking capacity',
  quantity: 'ratio',
  restsOn: 'faultCurrent',
  describes: (document, record) => rating_A(document, record) !== undefined,
  value: (document, analysis, record) => {
    const fault_A = quantityOf(analysis.results, record.id, 'faultCurrent');
    const rating = rating_A(document, record);
    return fault_A === undefined || rating === undefined ? undefined : fault_A / rating;
  },
  limit: () => 1,
  range: (_least, most, limit) => fromZero(most, limit),
});
