/**
 * Propylene and ethylene glycol in water, 0 to 60 % by mass, freezing point to 100 °C, without inhibitors.
 * Coefficients: Melinder, Properties of Secondary Working Fluids for Indirect Systems (IIR, 2010), in the
 * form carried by CoolProp (MIT licence), `dev/incompressible_liquids/json/MPG.json` and `MEG.json`:
 * value = Σ c[i][j]·(T − T_base)^i·(x − x_base)^j, viscosity = exp of that sum.
 */
import { zeroCelsius_K } from '../../units/quantity.ts';
import { saturationPressure_Pa } from '../psychrometrics.ts';
import { type Fluid, HeatPolynomial } from './fluid.ts';

type Table = readonly (readonly number[])[];

interface GlycolFit {
  readonly glycol: 'propylene' | 'ethylene';
  readonly short: string;
  readonly base_K: number;
  readonly baseFraction: number;
  /** Pure glycol at 20 °C, for volume fractions. */
  readonly pureDensity_kg_m3: number;
  readonly molarMass_g_mol: number;
  readonly density: Table;
  readonly specificHeat: Table;
  readonly viscosity: Table;
  readonly conductivity: Table;
  readonly freezing: readonly number[];
}

const propylene: GlycolFit = {
  glycol: 'propylene',
  short: 'pg',
  base_K: 305.8583,
  baseFraction: 0.307031,
  pureDensity_kg_m3: 1036,
  molarMass_g_mol: 76.095,
  density: [
    [1018, 76.04, -24.98, -155, -113.1, 234.2],
    [-0.5406, -0.945, 0.27, 2.829, -2.221],
    [-0.002666, 0.005541, -0.004018, -0.007175],
    [1.347e-5, -1.343e-5, 3.376e-5],
  ],
  specificHeat: [
    [3882, -1304, -1598, 353.9, 5000, -4959],
    [2.699, 5.07, 0.9534, 31.02, -71.35],
    [-0.001659, -0.004752, 0.1167, -0.295],
    [-1.032e-5, 0.0001522, -0.000487],
  ],
  viscosity: [
    [-6.224055, 3.328, 0.5453, -3.9, -1.587, 35.64],
    [-0.03045, -0.03984, -0.00086, 0.1054, 0.04475],
    [0.0002525, 0.0004332, -0.0001593, -0.001589],
    [-1.399e-6, -1.86e-6, -4.465e-7],
  ],
  conductivity: [
    [0.4513, -0.4795, 0.2076, -0.09083, -0.05952, 0.2104],
    [0.0007955, -0.001678, 0.001563, -0.002518, -0.003605],
    [3.482e-8, 8.941e-6, -4.615e-5, 6.543e-5],
    [-5.966e-9, 1.493e-8, 9.897e-8],
  ],
  freezing: [259.9, -66.31, -109.4, -228.3, -340.9, 146.5],
};

const ethylene: GlycolFit = {
  glycol: 'ethylene',
  short: 'eg',
  base_K: 304.878,
  baseFraction: 0.308462,
  pureDensity_kg_m3: 1113,
  molarMass_g_mol: 62.068,
  density: [
    [1034, 131.1, 0.749, -106.2, -96.23, 489.1],
    [-0.4781, -0.6876, 0.7855, 1.229, -7.211],
    [-0.002692, 0.004805, -0.003995, -0.01153],
    [4.725e-6, 1.69e-6, 4.982e-5],
  ],
  specificHeat: [
    [3737, -1799, -993.3, 2610, 1537, -16180],
    [2.93, 10.46, 3.516, -1.189, -42.72],
    [-0.004675, -0.04147, 0.05109, -0.1643],
    [-1.389e-5, 1.847e-5, -0.0007138],
  ],
  // The file carries ln(mPa·s) rows divided by 1000; here ln(Pa·s), as its sister file for propylene glycol.
  viscosity: [
    [-6.437255, 2.471, 0.03328, 1.659, 3.089, -18.65],
    [-0.0255, -0.01171, 0.01086, 0.003157, 0.01831],
    [0.0001782, 0.0001052, 0.0001051, 0.0004063],
    [-7.669e-7, -1.634e-6, -6.475e-6],
  ],
  conductivity: [
    [0.472, -0.4286, 0.1747, 0.03017, -0.1322, 0.2678],
    [0.0008903, -0.001473, 0.0006814, -0.002412, 0.002555],
    [-1.058e-6, 1.059e-5, -3.612e-5, 4.004e-5],
    [-2.789e-9, -1.142e-8, 2.365e-8],
  ],
  freezing: [257.9, -80.8, -133.4, -72.93, 100.6, 11.4],
};

const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** Rows of a table at one mixture: coefficients in (T − T_base). */
const at = (table: Table, x: number): [number, number, number, number] => {
  const row = (i: number) => polynomial(table[i] ?? [], x);
  return [row(0), row(1), row(2), row(3)];
};

/** Highest mass fraction the fits cover. */
export const maxGlycolFraction = 0.6;

const waterMolarMass_g_mol = 18.015;

/**
 * Mole fraction of water: by Raoult's law what the mixture's vapour pressure is of water's. The glycol's own share is
 * left out (below 0.2 % of it up to 100 °C). Nearly ideal mixtures: good to some 5 % over the range of these fits.
 */
function waterMoleFraction({ molarMass_g_mol }: GlycolFit, massFraction: number): number {
  const water = (1 - massFraction) / waterMolarMass_g_mol;
  return water / (water + massFraction / molarMass_g_mol);
}

function mixture(fit: GlycolFit, massFraction: number, name: string, title: string): Fluid {
  const x = massFraction - fit.baseFraction;
  const waterShare = waterMoleFraction(fit, massFraction);
  const low_K = polynomial(fit.freezing, x);
  const high_K = zeroCelsius_K + 100;
  const [d0, d1, d2, d3] = at(fit.density, x);
  const [v0, v1, v2, v3] = at(fit.viscosity, x);
  const [k0, k1, k2, k3] = at(fit.conductivity, x);
  const heat = new HeatPolynomial(at(fit.specificHeat, x), fit.base_K, 1, low_K, high_K, zeroCelsius_K);
  const shifted = (temperature_K: number) => Math.min(high_K, Math.max(low_K, temperature_K)) - fit.base_K;
  return {
    name,
    title,
    minimum_K: low_K,
    maximum_K: high_K,
    source: 'Melinder, IIR 2010, coefficients as in CoolProp MPG/MEG',
    density: (temperature_K) => {
      const t = shifted(temperature_K);
      return d0 + t * (d1 + t * (d2 + t * d3));
    },
    viscosity: (temperature_K) => {
      const t = shifted(temperature_K);
      return Math.exp(v0 + t * (v1 + t * (v2 + t * v3)));
    },
    conductivity: (temperature_K) => {
      const t = shifted(temperature_K);
      return k0 + t * (k1 + t * (k2 + t * k3));
    },
    vapourPressure: (temperature_K) => waterShare * saturationPressure_Pa(temperature_K),
    specificHeat: (temperature_K) => heat.specificHeat(temperature_K),
    enthalpy: (temperature_K) => heat.enthalpy(temperature_K),
    temperature: (enthalpy_J_kg, near_K) => heat.temperature(enthalpy_J_kg, near_K),
  };
}

const waterDensity20C_kg_m3 = 998.2;

/** Mass fraction of a mixture made of `volumeFraction` parts of glycol by volume at 20 °C. */
export function massFractionOf(glycol: 'propylene' | 'ethylene', volumeFraction: number): number {
  const dense = (glycol === 'propylene' ? propylene : ethylene).pureDensity_kg_m3 * volumeFraction;
  return dense / (dense + waterDensity20C_kg_m3 * (1 - volumeFraction));
}

const fitOf = (glycol: 'propylene' | 'ethylene') => (glycol === 'propylene' ? propylene : ethylene);

/** A mixture by mass fraction, 0…0.6. @throws RangeError outside. */
export function glycolByMass(glycol: 'propylene' | 'ethylene', massFraction: number): Fluid {
  if (!(massFraction >= 0 && massFraction <= maxGlycolFraction))
    throw new RangeError(`glycol mass fraction ${massFraction} is not in 0…${maxGlycolFraction}`);
  const fit = fitOf(glycol);
  return mixture(
    fit,
    massFraction,
    `${fit.short}-mass-${massFraction}`,
    `${glycol === 'propylene' ? 'Propylene' : 'Ethylene'} glycol, ${massFraction * 100} % by mass`,
  );
}

/** A mixture by volume percent as the trade names it: PG25 is 25 % by volume. @throws RangeError beyond 57 %. */
export function glycolByVolume(glycol: 'propylene' | 'ethylene', percent: number): Fluid {
  const fit = fitOf(glycol);
  const fraction = massFractionOf(glycol, percent / 100);
  if (!(percent >= 0 && fraction <= maxGlycolFraction)) throw new RangeError(`glycol volume percent ${percent} is outside the fits`);
  return mixture(fit, fraction, `${fit.short}${percent}`, `${fit.short.toUpperCase()}${percent} (${percent} % by volume)`);
}

/** K; range 0…0.6 by mass. */
export const freezingPoint_K = (glycol: 'propylene' | 'ethylene', massFraction: number): number => {
  const fit = fitOf(glycol);
  return polynomial(fit.freezing, massFraction - fit.baseFraction);
};
