/** Lengths as tools write them at the pointer: metres or feet whatever the size, so that figures side by side compare. */
import { formatQuantity } from '../../shared/units/format.ts';
import { viewState } from '../view-state.ts';

/** @param decimals instead of three significant digits, for coordinates and offsets */
export function lengthText(value_m: number, decimals?: number): string {
  const { unitSystem: system } = viewState.getState();
  const { text, unit } = formatQuantity(value_m, 'length', {
    system,
    unit: system === 'SI' ? 'm' : 'ft',
    ...(decimals !== undefined && { decimals }),
  });
  return `${text} ${unit}`;
}
