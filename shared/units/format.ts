/**
 * Prints one quantity for people: three significant digits without losing whole units, thin space for
 * thousands, true minus. No locale is read, so the same number prints the same everywhere.
 */
import { customaryDecimals, fromSI, plainUnit, shownUnits, toSI, type Unit, type UnitSystem, unitNamed } from './convert.ts';
import { grouped, trueMinus } from './digits.ts';
import { formatFeet } from './feet.ts';
import type { QuantityKind } from './quantity.ts';

/** Stands for a value that is not available; the reason belongs beside it. */
const noValue = '\u2013';

export interface FormatOptions {
  readonly system?: UnitSystem;
  /** Significant digits; three unless named. Whole units are never rounded away: 1661 A stays 1 661 A. */
  readonly digits?: number;
  /** Fixed decimals instead of significant digits (PUE: three). */
  readonly decimals?: number;
  /** Shows this unit whatever the magnitude, as in a table column. */
  readonly unit?: string;
}

export interface FormattedQuantity {
  readonly text: string;
  readonly unit: string;
}

/** A plain number with fixed decimals, grouped, with a true minus and never a negative zero. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return noValue;
  if (Math.abs(value) >= 1e15) return value.toExponential(2).replace('-', trueMinus).replace('+', '');
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const isZero = !/[1-9]/.test(whole + (fraction ?? ''));
  return `${value < 0 && !isZero ? trueMinus : ''}${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Decimals that leave `digits` significant digits after rounding; 9.996 with three has one less than 9.98. */
function decimalsFor(value: number, digits: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || !Number.isFinite(magnitude)) return 0;
  const rounded = Number(magnitude.toPrecision(digits));
  return Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded) + 1e-12)));
}

/** A plain number with significant digits. */
export function formatNumber(value: number, digits = 3): string {
  if (value !== 0 && Math.abs(value) < 1e-6) return value.toExponential(digits - 1).replace(/-/g, trueMinus);
  return formatFixed(value, decimalsFor(value, digits));
}

/** The unit a value is shown in: the largest whose least magnitude it reaches after rounding. */
export function displayUnit(value_SI: number, kind: QuantityKind, system: UnitSystem = 'SI', digits = 3): Unit {
  const shown = shownUnits(kind, system);
  let chosen = shown[0]?.unit ?? plainUnit(kind, system);
  for (const step of shown) {
    const unit = unitNamed(kind, chosen);
    const rounded = Math.abs(toSI(Number(fromSI(value_SI, unit).toPrecision(Math.max(digits, 3))), unit));
    if (step.from > 0 && Math.max(rounded, Math.abs(value_SI)) >= step.from * (1 - 1e-12)) chosen = step.unit;
  }
  return unitNamed(kind, chosen);
}

/** Feet are written with their inches; a unit of its own stands beside none of them. */
export const inFeet = (kind: QuantityKind, unit: Unit): boolean => kind === 'length' && unit.name === 'ft';

/** A value in SI as text and unit for display. An absent or undefined number is an en dash, never zero. */
export function formatQuantity(value_SI: number | undefined, kind: QuantityKind, options: FormatOptions = {}): FormattedQuantity {
  const { system = 'SI', digits = 3 } = options;
  if (value_SI === undefined || !Number.isFinite(value_SI)) return { text: noValue, unit: '' };
  const unit = options.unit === undefined ? displayUnit(value_SI, kind, system, digits) : unitNamed(kind, options.unit);
  if (inFeet(kind, unit) && options.decimals === undefined) return { text: formatFeet(value_SI), unit: '' };
  const value = fromSI(value_SI, unit);
  const decimals = options.decimals ?? (kind === 'count' ? 0 : options.digits === undefined ? customaryDecimals(kind) : undefined);
  return { text: decimals === undefined ? formatNumber(value, digits) : formatFixed(value, decimals), unit: unit.name };
}

/** Text and unit in one string, for sentences and file names of figures. */
export function describeQuantity(value_SI: number | undefined, kind: QuantityKind, options: FormatOptions = {}): string {
  const { text, unit } = formatQuantity(value_SI, kind, options);
  if (unit === '') return text;
  return unit === '°' ? `${text}${unit}` : `${text} ${unit}`;
}

/**
 * An entered value for its field, without unit and grouping: four decimals or six digits, whichever is more,
 * so that 59 L/min kept as 0.000983333 m³/s reads 59 again. Zeros at the end are dropped down to `decimals`.
 */
export function formatEntered(value_SI: number, unit: Unit, decimals = 0): string {
  const value = fromSI(value_SI, unit);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e15 || (magnitude !== 0 && magnitude < 1e-6))
    return Number(value.toPrecision(6)).toExponential().replace(/-/g, trueMinus);
  const most = magnitude === 0 ? 0 : Math.min(12, Math.max(4, 5 - Math.floor(Math.log10(magnitude))));
  const [whole = '0', fraction = ''] = magnitude.toFixed(Math.max(most, decimals)).split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  const text = kept === '' ? whole : `${whole}.${kept}`;
  return value < 0 && /[1-9]/.test(text) ? trueMinus + text : text;
}

/**
 * An entered value as its field shows it while nobody edits it: four significant digits, and one decimal more
 * than `decimals` where there are any. 1500 L/min reads 396.3 gpm, not 396.2581.
 */
export function formatAtRest(value_SI: number, unit: Unit, decimals = 0): string {
  const exact = formatEntered(value_SI, unit, decimals);
  const value = fromSI(value_SI, unit);
  const most = Math.max(decimalsFor(value, 4), decimals === 0 ? 0 : decimals + 1);
  const fraction = /^[^.e]*\.(\d+)$/.exec(exact)?.[1] ?? '';
  if (fraction.length <= most) return exact;
  return formatEntered(toSI(Number(value.toFixed(most)), unit), unit, decimals);
}
