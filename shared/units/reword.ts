/**
 * Sentences of commands and rules in the units that a person reads. They are written with SI figures, because what writes
 * them knows no reader; here the figures are put into US units and everything else is left as it is.
 */
import { toSI, type UnitSystem, unitNamed } from './convert.ts';
import { trueMinus } from './digits.ts';
import { describeQuantity } from './format.ts';
import type { QuantityKind } from './quantity.ts';

/** Units that occur in sentences and that US readers have others for. */
const kinds: Readonly<Record<string, QuantityKind>> = {
  mm: 'length',
  m: 'length',
  km: 'length',
  'm²': 'area',
  L: 'volume',
  'm³': 'volume',
  kg: 'mass',
  'kg/m': 'massPerLength',
  Pa: 'pressureDifference',
  kPa: 'pressureDifference',
  'L/min': 'flow',
  'm/s': 'velocity',
  'kg/s': 'massFlow',
  '°C': 'temperature',
  K: 'temperatureDifference',
};

const number = `[-${trueMinus}]?\\d[\\d\u2009]*(?:\\.\\d+)?`;
const units = Object.keys(kinds)
  .sort((a, b) => b.length - a.length)
  .join('|');
/** One figure, or several that share a unit: `0.01 and 3 m`, `200 × 300 mm`. Digits of tags are no figures. */
const figures = new RegExp(`(?<![\\p{L}\\p{N}./_-])(${number})((?: (?:and|to|or|×) ${number})*) (${units})(?![\\p{L}\\p{N}²³/·])`, 'gu');

const read = (text: string): number => Number(text.replace(trueMinus, '-').replaceAll('\u2009', ''));

/** The sentence with its figures in the units of the system. */
export function inUnits(text: string, system: UnitSystem): string {
  if (system === 'SI') return text;
  return text.replace(figures, (_, first: string, more: string, name: string) => {
    const kind = kinds[name] ?? 'count';
    const shown = (digits: string) => describeQuantity(toSI(read(digits), unitNamed(kind, name)), kind, { system });
    return shown(first) + more.replace(new RegExp(number, 'g'), shown);
  });
}
