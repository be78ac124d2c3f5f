/** Solved quantities under their exported names and units: what JSON, tables and contractors read. */
import { fromSI, unitNamed } from '../units/convert.ts';
import { quantityKinds } from '../units/quantity.ts';
import { type QuantityKey, quantities } from './quantities.ts';

/** Suffixes that are not SI, and the unit they stand for. */
const exportUnits: Readonly<Record<string, string>> = { _C: '°C', _L_min: 'L/min' };

/** Name of a quantity with its unit, e.g. `flow_L_min`; a plain ratio has no suffix. */
export const exportedName = (key: QuantityKey): string => `${key}${quantities[key].exported}`;

/** Unit of the exported number as people write it. */
export const exportedUnit = (key: QuantityKey): string =>
  exportUnits[quantities[key].exported] ?? quantityKinds[quantities[key].quantity].unit;

/** A value in SI as the exported number. */
export function exportedValue(key: QuantityKey, value_SI: number): number {
  const unit = exportUnits[quantities[key].exported];
  return unit === undefined ? value_SI : fromSI(value_SI, unitNamed(quantities[key].quantity, unit));
}
