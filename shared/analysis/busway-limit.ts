/** Which part of a busway is nearest to its limit: its bar, or one of its tap-off boxes. */
import { parametersOf } from '../catalogue/resolve.ts';
import type { Document } from '../document/document.ts';
import type { Equipment } from '../document/records.ts';
import { quantityOf, type ResultTable } from './result.ts';

/**
 * A bar is as loaded as its feed end; where the loading of the busway is more, a tap-off has it.
 * @param loading of the busway, over its limit
 */
export function barBinds(document: Document, results: ResultTable, busway: Equipment, loading: number): boolean {
  const p = parametersOf(document, busway);
  const current = quantityOf(results, busway.id, 'current');
  if (!p.ok || current === undefined) return false;
  return current / (p.value.rating_A * p.value.continuousFactor) >= 0.98 * loading;
}
