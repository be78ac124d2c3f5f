/**
 * Quantity kinds and the SI unit each is held in. A parameter or stored field of a kind ends its
 * name in the kind's suffix, so no number is ever without its unit.
 */

export const quantityKinds = {
  ratio: { unit: '1', suffix: '' },
  count: { unit: '1', suffix: '' },
  length: { unit: 'm', suffix: '_m' },
  area: { unit: 'm²', suffix: '_m2' },
  volume: { unit: 'm³', suffix: '_m3' },
  mass: { unit: 'kg', suffix: '_kg' },
  massPerLength: { unit: 'kg/m', suffix: '_kg_m' },
  angle: { unit: '°', suffix: '_deg' },
  time: { unit: 's', suffix: '_s' },
  temperature: { unit: 'K', suffix: '_K' },
  temperatureDifference: { unit: 'K', suffix: '_K' },
  power: { unit: 'W', suffix: '_W' },
  powerDensity: { unit: 'W/m²', suffix: '_W_m2' },
  /** What a watt earns in a year; money is quoted, never converted. */
  powerPrice: { unit: 'USD/(W·a)', suffix: '_USD_W_a' },
  energy: { unit: 'J', suffix: '_J' },
  /** Gauge pressure; absolute pressure appears only inside property functions. */
  pressure: { unit: 'Pa', suffix: '_Pa' },
  pressureDifference: { unit: 'Pa', suffix: '_Pa' },
  /** Loss of pressure along a pipe. */
  pressureGradient: { unit: 'Pa/m', suffix: '_Pa_m' },
  flow: { unit: 'm³/s', suffix: '_m3_s' },
  massFlow: { unit: 'kg/s', suffix: '_kg_s' },
  velocity: { unit: 'm/s', suffix: '_m_s' },
  conductance: { unit: 'W/K', suffix: '_W_K' },
  conductancePerLength: { unit: 'W/(m·K)', suffix: '_W_m_K' },
  perKelvin: { unit: '1/K', suffix: '_per_K' },
  voltage: { unit: 'V', suffix: '_V' },
  current: { unit: 'A', suffix: '_A' },
  apparentPower: { unit: 'VA', suffix: '_VA' },
  reactivePower: { unit: 'var', suffix: '_var' },
  /** Joule integral ∫i²dt of a fault, and what a conductor withstands of it. */
  jouleIntegral: { unit: 'A²s', suffix: '_A2s' },
  powerRate: { unit: 'W/s', suffix: '_W_s' },
  resistancePerLength: { unit: 'Ω/m', suffix: '_ohm_m' },
  frequency: { unit: 'Hz', suffix: '_Hz' },
} as const satisfies Record<string, { unit: string; suffix: string }>;

export type QuantityKind = keyof typeof quantityKinds;

export const standardGravity_m_s2 = 9.80665;
export const zeroCelsius_K = 273.15;
