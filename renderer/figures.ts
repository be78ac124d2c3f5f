/** How solved quantities and parameters are shown: unit, digits, section, limit. */
import { useCallback } from 'react';
import { type QuantityKey, quantities } from '../shared/analysis/quantities.ts';
import type { NumberParameter } from '../shared/catalogue/kind.ts';
import { plainUnit, type UnitSystem } from '../shared/units/convert.ts';
import { displayUnit, type FormatOptions, type FormattedQuantity, formatQuantity } from '../shared/units/format.ts';
import type { QuantityKind } from '../shared/units/quantity.ts';
import { useView } from './view-state.ts';

/** Unit in which a solved quantity is always shown; undefined where its magnitude decides. */
export function unitOfQuantity(key: QuantityKey, system: UnitSystem): string | undefined {
  const { quantity, exported } = quantities[key];
  if (quantity === 'ratio') return '%';
  if (exported === '_m3_s') return system === 'US' ? 'cfm' : 'm³/s';
  return undefined;
}

export function optionsOfQuantity(key: QuantityKey, system: UnitSystem): FormatOptions {
  const unit = unitOfQuantity(key, system);
  return { system, ...(unit === undefined ? {} : { unit }) };
}

export const showQuantity = (key: QuantityKey, value: number | undefined, system: UnitSystem): FormattedQuantity =>
  formatQuantity(value, quantities[key].quantity, optionsOfQuantity(key, system));

/** Shares are shown in percent, factors and exponents as plain numbers. */
export function unitOfParameter(name: string, spec: NumberParameter, value: number | undefined, system: UnitSystem): string {
  if (spec.quantity === 'ratio') return spec.max <= 1 && !/factor/i.test(name) ? '%' : '';
  if (spec.quantity === 'length' && system === 'SI' && (spec.max > 10 || (value ?? 0) >= 1)) return 'm';
  if (name.startsWith('airFlow')) return spec.quantity === 'flow' ? (system === 'US' ? 'cfm' : 'm³/s') : plainUnit(spec.quantity, system);
  return value === undefined ? plainUnit(spec.quantity, system) : displayUnit(value, spec.quantity, system).name;
}

/** Formats in the person's unit system. */
export function useFormat(): (value: number | undefined, kind: QuantityKind, options?: FormatOptions) => FormattedQuantity {
  const system = useView((state) => state.unitSystem);
  return (value, kind, options = {}) => formatQuantity(value, kind, { system, ...options });
}

/** A length as it is measured on a plan: in metres, or in feet and inches, whatever the size. */
export function useLength(): (value_m: number | undefined) => FormattedQuantity {
  const system = useView((state) => state.unitSystem);
  return useCallback((value_m) => formatQuantity(value_m, 'length', { system, unit: plainUnit('length', system) }), [system]);
}

/** Titles where the section or the table already says the rest; the full title stays in the hint. */
const shortTitles: Readonly<Partial<Record<QuantityKey, string>>> = {
  supplyTemperature: 'Supply',
  returnTemperature: 'Return',
  primarySupplyTemperature: 'FWS supply',
  primaryReturnTemperature: 'FWS return',
  primaryPressureDrop: 'FWS Δp',
  power: 'Power',
  supplyMargin: 'Margin',
  airSupplyTemperature: 'Supply air',
  airReturnTemperature: 'Return air',
};

export const shortTitle = (key: QuantityKey): string => shortTitles[key] ?? quantities[key].title;

export type FigureSection = 'liquid' | 'air' | 'power' | 'placement';

export const figureSections: Readonly<Record<FigureSection, { readonly title: string; readonly keys: readonly QuantityKey[] }>> = {
  liquid: {
    title: 'Liquid',
    keys: [
      'supplyTemperature',
      'returnTemperature',
      'temperatureRise',
      'flow',
      'massFlow',
      'velocity',
      'pressureDrop',
      'inletPressure',
      'head',
      'npshAvailable',
      'boilingMargin',
      'speed',
      'valveOpening',
      'heat',
      'heatToLiquid',
      'capacityUse',
      'flowUse',
      'approach',
      'primarySupplyTemperature',
      'primaryReturnTemperature',
      'primaryFlow',
      'primaryPressureDrop',
      'freeCoolingHeat',
      'loopVolume',
      'expansionVolume',
      'vesselNeeded',
    ],
  },
  air: { title: 'Air', keys: ['heatToAir', 'airFlow', 'airInletTemperature', 'airSupplyTemperature', 'airReturnTemperature'] },
  power: {
    title: 'Power',
    keys: [
      'power',
      'feedPowerA',
      'feedPowerB',
      'powerFlow',
      'apparentPower',
      'current',
      'currentL1',
      'currentL2',
      'currentL3',
      'currentN',
      'phaseUnbalance',
      'voltage',
      'voltageDrop',
      'loading',
      'loss',
      'efficiency',
      'pueShare',
      'powerHeadroom',
      'reactivePower',
      'voltageAngle',
      'rideThrough',
      'deadTime',
      'powerSwing',
      'powerRamp',
      'faultCurrent',
      'faultPeak',
      'faultMinimum',
      'faultLevel',
      'faultEnergy',
      'withstandEnergy',
      'tripPickup',
      'compressorPower',
      'fanPower',
      'pumpPower',
    ],
  },
  placement: { title: 'Placement', keys: ['density', 'floorLoad', 'length'] },
};

/** Figures that decide whether a piece of equipment holds; printed in weight 600. */
export const decidingFigures: ReadonlySet<QuantityKey> = new Set([
  'supplyTemperature',
  'power',
  'loading',
  'capacityUse',
  'flow',
  'pressureDrop',
  'powerHeadroom',
]);

/** Where the limit of a figure stands: a parameter of the same record, or full use. */
export const limitOf: Readonly<
  Partial<
    Record<
      QuantityKey,
      {
        readonly parameter?: string;
        readonly constant?: number;
        readonly from?: number;
        readonly near: number;
        readonly difference?: QuantityKind;
      }
    >
  >
> = {
  supplyTemperature: { parameter: 'maxSupply_K', from: 283.15, near: 2, difference: 'temperatureDifference' },
  inletPressure: { parameter: 'maxPressure_Pa', near: 50_000, difference: 'pressureDifference' },
  airInletTemperature: { parameter: 'maxInletAir_K', from: 283.15, near: 2, difference: 'temperatureDifference' },
  velocity: { parameter: 'maxVelocity_m_s', near: 0.25 },
  loading: { constant: 1, near: 0.1 },
  capacityUse: { constant: 1, near: 0.05 },
  flowUse: { constant: 1, near: 0.05 },
};

/** A number far from one as mantissa and power of ten, in the signs a person writes. */
export const power10 = (value: number): string => {
  if (value === 0) return '0';
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const raised = exponent.replace('+', '').replace(/[-\d]/g, (digit) => (digit === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')));
  return `${mantissa} × 10${raised}`;
};
