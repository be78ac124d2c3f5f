/** A figure and its limit: how far apart, and whether that is near. */
import type { QuantityKind } from '../../shared/units/quantity.ts';

export type MarginState = 'ok' | 'warn' | 'error';

export interface Margin {
  readonly value: number;
  readonly limit: number;
  readonly kind: QuantityKind;
  /** Kind of the distance; a temperature's distance is a temperature difference. */
  readonly difference?: QuantityKind;
  readonly side?: 'upper' | 'lower';
  /** Where the track begins, SI; zero unless the scale has no natural zero (temperatures). */
  readonly from?: number;
  /** Distance below which the margin is a warning, SI. */
  readonly near?: number;
}

export function marginState({ value, limit, side = 'upper', near }: Margin): MarginState {
  const distance = side === 'upper' ? limit - value : value - limit;
  if (distance < 0) return 'error';
  return distance < (near ?? Math.abs(limit) * 0.1) ? 'warn' : 'ok';
}
