/** Lengths as tools write them at the pointer: metres, or feet and inches, whatever the size, so that figures side by side compare. */
import { describeQuantity } from '../../shared/units/format.ts';
import { viewState } from '../view-state.ts';

/** Centimetres, and millimetres where there are any. */
const decimalsOf = (value_m: number): number => (Math.abs(value_m * 100 - Math.round(value_m * 100)) < 0.05 ? 2 : 3);

export function lengthText(value_m: number): string {
  const { unitSystem: system } = viewState.getState();
  return system === 'US'
    ? describeQuantity(value_m, 'length', { system, unit: 'ft' })
    : describeQuantity(value_m, 'length', { unit: 'm', decimals: decimalsOf(value_m) });
}
