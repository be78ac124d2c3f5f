/**
 * Display units and their conversion to SI. The only file with conversion factors. Factors are exact by
 * definition (NIST SP 811, 2008, appendix B: inch, foot, pound, US gallon, BTU_IT, ton of refrigeration) or
 * follow from them.
 */
import { type QuantityKind, quantityKinds, standardGravity_m_s2, zeroCelsius_K } from './quantity.ts';

export type UnitSystem = 'SI' | 'US';

/** A display unit: value in SI = value in the unit · scale + offset. */
export interface Unit {
  readonly name: string;
  readonly scale: number;
  readonly offset?: number;
  /** Other spellings a person may type. */
  readonly also: readonly string[];
}

interface Step {
  readonly unit: string;
  /** Least magnitude in SI from which this unit is shown; the first step has none. */
  readonly from: number;
}

interface KindUnits {
  readonly units: readonly Unit[];
  /** Units a system shows, small to large. The first one is what a plain number means. */
  readonly shown: Readonly<Record<UnitSystem, readonly Step[]>>;
  /** Fixed decimals where three significant digits are not the custom. */
  readonly decimals?: number;
}

const unit = (name: string, scale: number, ...also: string[]): Unit => ({ name, scale, also });
const always = (name: string): Step[] => [{ unit: name, from: 0 }];
const steps = (...pairs: [string, number][]): Step[] => pairs.map(([name, from]) => ({ unit: name, from }));
const same = (shown: readonly Step[]): Record<UnitSystem, readonly Step[]> => ({ SI: shown, US: shown });
const plain = (name: string): KindUnits => ({ units: [unit(name, 1)], shown: same(always(name)) });

const inch_m = 0.0254;
const foot_m = 0.3048;
const pound_kg = 0.45359237;
const gallon_m3 = 231 * inch_m ** 3;
const psi_Pa = (pound_kg * standardGravity_m_s2) / inch_m ** 2;
const btu_J = 1055.05585262;

const pressureUnits: KindUnits = {
  units: [
    unit('Pa', 1, 'pascal'),
    unit('kPa', 1e3),
    unit('MPa', 1e6),
    unit('bar', 1e5, 'barg', 'bar(g)'),
    unit('mbar', 100),
    unit('psi', psi_Pa, 'psig'),
    unit('mH2O', 1000 * standardGravity_m_s2, 'mH₂O', 'mWC'),
    unit('ftH2O', foot_m * 1000 * standardGravity_m_s2, 'ftH₂O', 'ftWC'),
  ],
  shown: { SI: steps(['Pa', 0], ['kPa', 1e3]), US: always('psi') },
};

const power = (symbol: string, ...more: Unit[]): KindUnits => ({
  units: [unit(symbol, 1), unit(`k${symbol}`, 1e3), unit(`M${symbol}`, 1e6), unit(`G${symbol}`, 1e9), ...more],
  shown: same(steps([symbol, 0], [`k${symbol}`, 1e3], [`M${symbol}`, 1e6], [`G${symbol}`, 1e9])),
});

const table: Readonly<Record<QuantityKind, KindUnits>> = {
  ratio: { units: [unit('', 1), unit('%', 0.01, 'percent'), unit('‰', 0.001)], shown: same(always('')) },
  count: { units: [unit('', 1)], shown: same(always('')) },
  length: {
    units: [
      unit('m', 1, 'metre', 'meter'),
      unit('mm', 1e-3),
      unit('cm', 0.01),
      unit('km', 1000),
      unit('in', inch_m, '"', '″', 'inch', 'inches'),
      unit('ft', foot_m, "'", '′', 'foot', 'feet'),
      unit('yd', 0.9144),
    ],
    shown: { SI: steps(['mm', 0], ['m', 1]), US: steps(['in', 0], ['ft', 3 * foot_m]) },
  },
  area: {
    units: [unit('m²', 1, 'm2', 'm^2', 'sqm'), unit('ft²', foot_m ** 2, 'ft2', 'ft^2', 'sqft'), unit('mm²', 1e-6, 'mm2', 'mm^2')],
    shown: { SI: always('m²'), US: always('ft²') },
  },
  volume: {
    units: [
      unit('L', 1e-3, 'l', 'litre', 'liter'),
      unit('m³', 1, 'm3', 'm^3'),
      unit('gal', gallon_m3, 'gallon', 'gallons'),
      unit('ft³', foot_m ** 3, 'ft3', 'ft^3'),
    ],
    shown: { SI: steps(['L', 0], ['m³', 10]), US: always('gal') },
  },
  mass: {
    units: [unit('kg', 1), unit('g', 1e-3), unit('t', 1000, 'tonne'), unit('lb', pound_kg, 'lbs', 'lbm')],
    shown: { SI: always('kg'), US: always('lb') },
  },
  pressureGradient: {
    units: [unit('Pa/m', 1), unit('psi/100ft', psi_Pa / (100 * foot_m), 'psi/100 ft')],
    shown: { SI: always('Pa/m'), US: always('psi/100ft') },
  },
  massPerLength: { units: [unit('kg/m', 1), unit('lb/ft', pound_kg / foot_m)], shown: { SI: always('kg/m'), US: always('lb/ft') } },
  angle: { units: [unit('°', 1, 'deg', 'degrees'), unit('rad', 180 / Math.PI)], shown: same(always('°')), decimals: 1 },
  time: {
    units: [
      unit('s', 1, 'sec'),
      unit('ms', 1e-3),
      unit('min', 60),
      unit('h', 3600, 'hr', 'hours'),
      unit('d', 86400, 'day', 'days'),
      unit('a', 31557600, 'year', 'years'),
    ],
    shown: same(steps(['s', 0], ['min', 120], ['h', 7200])),
  },
  temperature: {
    units: [
      { name: '°C', scale: 1, offset: zeroCelsius_K, also: ['C', 'degC', 'celsius'] },
      { name: 'K', scale: 1, also: ['kelvin'] },
      { name: '°F', scale: 5 / 9, offset: zeroCelsius_K - (32 * 5) / 9, also: ['F', 'degF', 'fahrenheit'] },
    ],
    shown: { SI: always('°C'), US: always('°F') },
    decimals: 1,
  },
  temperatureDifference: {
    units: [unit('K', 1, '°C', 'C', 'degC', 'kelvin'), unit('°F', 5 / 9, 'F', 'degF', 'R')],
    shown: { SI: always('K'), US: always('°F') },
    decimals: 1,
  },
  power: power(
    'W',
    unit('TR', (12000 * btu_J) / 3600, 'ton', 'tons', 'RT'),
    unit('Btu/h', btu_J / 3600, 'BTU/h', 'BTU/hr', 'Btu/hr'),
    unit('hp', 550 * foot_m * pound_kg * standardGravity_m_s2),
  ),
  powerDensity: {
    units: [
      unit('W/m²', 1, 'W/m2', 'W/m^2'),
      unit('kW/m²', 1e3, 'kW/m2', 'kW/m^2'),
      unit('W/ft²', 1 / foot_m ** 2, 'W/ft2', 'W/ft^2', 'W/sqft'),
      unit('kW/ft²', 1e3 / foot_m ** 2, 'kW/ft2'),
    ],
    shown: { SI: steps(['W/m²', 0], ['kW/m²', 1e3]), US: steps(['W/ft²', 0], ['kW/ft²', 1e3 / foot_m ** 2]) },
  },
  powerPrice: { units: [unit('USD/(W·a)', 1), unit('USD/(kW·a)', 1e-3)], shown: same(always('USD/(kW·a)')) },
  energy: {
    units: [
      unit('J', 1),
      unit('kJ', 1e3),
      unit('MJ', 1e6),
      unit('GJ', 1e9),
      unit('Wh', 3600),
      unit('kWh', 3.6e6),
      unit('MWh', 3.6e9),
      unit('GWh', 3.6e12),
    ],
    shown: same(steps(['J', 0], ['Wh', 3600], ['kWh', 3.6e6], ['MWh', 3.6e9], ['GWh', 3.6e12])),
  },
  pressure: pressureUnits,
  pressureDifference: pressureUnits,
  flow: {
    units: [
      unit('L/min', 1e-3 / 60, 'l/min', 'lpm', 'LPM'),
      unit('m³/s', 1, 'm3/s', 'm^3/s'),
      unit('m³/h', 1 / 3600, 'm3/h', 'm^3/h'),
      unit('L/s', 1e-3, 'l/s'),
      unit('gpm', gallon_m3 / 60, 'gal/min', 'GPM', 'USgpm'),
      unit('cfm', foot_m ** 3 / 60, 'CFM', 'ft³/min', 'ft3/min'),
    ],
    shown: { SI: always('L/min'), US: always('gpm') },
  },
  massFlow: {
    units: [unit('kg/s', 1), unit('kg/h', 1 / 3600), unit('lb/s', pound_kg), unit('lb/min', pound_kg / 60)],
    shown: { SI: always('kg/s'), US: always('lb/s') },
  },
  velocity: {
    units: [unit('m/s', 1), unit('ft/s', foot_m, 'fps'), unit('km/h', 1 / 3.6)],
    shown: { SI: always('m/s'), US: always('ft/s') },
  },
  conductance: {
    units: [unit('W/K', 1), unit('kW/K', 1e3), unit('MW/K', 1e6)],
    shown: same(steps(['W/K', 0], ['kW/K', 1e3], ['MW/K', 1e6])),
  },
  conductancePerLength: plain('W/(m·K)'),
  perKelvin: plain('1/K'),
  voltage: { units: [unit('V', 1), unit('kV', 1e3), unit('mV', 1e-3)], shown: same(steps(['V', 0], ['kV', 1e3])) },
  current: { units: [unit('A', 1), unit('kA', 1e3), unit('mA', 1e-3)], shown: same(steps(['A', 0], ['kA', 1e4])) },
  apparentPower: power('VA'),
  reactivePower: power('var'),
  resistancePerLength: {
    units: [unit('Ω/km', 1e-3, 'ohm/km'), unit('Ω/m', 1, 'ohm/m'), unit('Ω/kft', 1e-3 / foot_m, 'ohm/kft')],
    shown: { SI: always('Ω/km'), US: always('Ω/kft') },
  },
  jouleIntegral: {
    units: [unit('A²s', 1, 'A2s', 'A^2s'), unit('MA²s', 1e6, 'MA2s')],
    shown: same(steps(['A²s', 0], ['MA²s', 1e5])),
  },
  powerRate: {
    units: [unit('W/s', 1), unit('kW/s', 1e3), unit('MW/s', 1e6)],
    shown: same(steps(['W/s', 0], ['kW/s', 1e3], ['MW/s', 1e6])),
  },
  frequency: { units: [unit('Hz', 1), unit('kHz', 1e3)], shown: same(always('Hz')) },
};

export const unitsOf = (kind: QuantityKind): readonly Unit[] => table[kind].units;

/** Decimals that custom fixes for a kind (temperatures: one); undefined means significant digits. */
export const customaryDecimals = (kind: QuantityKind): number | undefined => table[kind].decimals;

/** Units a system shows for a kind, small to large, each from a least magnitude in SI. */
export const shownUnits = (kind: QuantityKind, system: UnitSystem): readonly Step[] => table[kind].shown[system];

/** What a number without unit means: °C, W, m, L/min, … and °F, ft, gpm in US units. */
export function plainUnit(kind: QuantityKind, system: UnitSystem): string {
  if (kind === 'length') return system === 'SI' ? 'm' : 'ft';
  if (kind === 'volume') return system === 'SI' ? 'm³' : 'gal';
  return table[kind].shown[system][0]?.unit ?? quantityKinds[kind].unit;
}

/** The unit of this name or spelling. @throws for a name the kind does not have: names in code are fixed. */
export function unitNamed(kind: QuantityKind, name: string): Unit {
  const found = table[kind].units.find((candidate) => candidate.name === name || candidate.also.includes(name));
  if (!found) throw new Error(`${kind} has no unit named ${name}`);
  return found;
}

export const toSI = (value: number, { scale, offset = 0 }: Unit): number => value * scale + offset;
export const fromSI = (value_SI: number, { scale, offset = 0 }: Unit): number => (value_SI - offset) / scale;
